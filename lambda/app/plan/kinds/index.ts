/** Which kind of plan a quota gets, and what that kind needs to be read. */
import type { Measured } from '../../../domain/measurement';
import { mapRead, type Read } from '../../../domain/read';
import type { QuotaFacts } from '../../../remediation/facts';
import { apiQuotas, restApiQuotas } from '../../../remediation/apis';
import { concurrencyQuotas } from '../../../remediation/concurrency';
import { planCount, type Unused } from '../../../remediation/smaller';
import { throttleQuotas } from '../../../remediation/throttles';
import { goalOf, type PlanContext } from '../context';
import type { Gathered } from '../gathered';
import { ofApi, ofRestApi } from './api';
import { ofConcurrency } from './concurrency';
import { ofThrottle } from './throttle';
import { ofVpcLinks } from './vpc-links';

const concurrencyIds: readonly string[] = concurrencyQuotas;

export async function partsOf(one: Measured, quota: QuotaFacts, context: PlanContext): Promise<Gathered> {
  const id = one.resource?.id;
  if (id !== undefined && apiQuotas.includes(one.quota)) return await ofApi(one, quota, id, context);
  if (id !== undefined && restApiQuotas.includes(one.quota)) return await ofRestApi(one, quota, id, context);
  if (one.quota.startsWith('vpc-link')) return await ofVpcLinks(one, quota, context);
  if (concurrencyIds.includes(one.quota)) return await ofConcurrency(one, quota, context);
  if (throttleQuotas.includes(one.quota)) return await ofThrottle(one, quota, context);
  const unused = one.quota === 'usage-plans' ? emptyPlans(one, context) : null;
  return { parts: planCount({ quota, unused }, goalOf(context)), stale: null, reads: unused === null ? [] : [unused] };
}

/** Usage plans without a stage: of the smaller quotas the only one of which the scan sees what serves nothing. */
function emptyPlans({ region }: Measured, { reads }: PlanContext): Read<readonly Unused[]> | null {
  const plans = reads.get(region)?.of('usage-plans');
  return plans === undefined ? null : mapRead(plans, (all) => all.filter(({ stages }) => stages.length === 0));
}
