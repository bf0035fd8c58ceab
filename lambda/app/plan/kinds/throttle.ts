/** What a plan for a rate of API Gateway needs: whose requests the busiest minute of a day brought. */
import type { ApiWithStages } from '../../../domain/detail-source';
import type { Measured } from '../../../domain/measurement';
import { mapRead, type Read } from '../../../domain/read';
import type { RegionReads } from '../../../domain/region-reads';
import type { QuotaFacts } from '../../../remediation/facts';
import { planThrottle } from '../../../remediation/throttles';
import { goalOf, othersOf, type PlanContext } from '../context';
import type { Gathered } from '../gathered';

export async function ofThrottle(one: Measured, quota: QuotaFacts, context: PlanContext): Promise<Gathered> {
  const known = context.reads.get(one.region);
  const apis = known === undefined ? NOT_SCANNED : apisOf(known);
  // Connections are no requests.
  const peak = one.quota === 'websocket-connection-rate' ? null : await peakOf(apis, one.region, context);
  const usagePlans = known?.of('usage-plans') ?? NOT_SCANNED;
  const facts = { quota, peak, usagePlans, longTimeouts: null, others: othersOf(one, context) };
  return {
    parts: planThrottle(facts, goalOf(context)),
    stale: null,
    reads: [usagePlans, ...(peak === null ? [] : [peak])],
  };
}

const NOT_SCANNED = { status: 'failed', kind: 'failed', reason: 'the Region was not scanned' } as const;

async function peakOf(apis: Read<readonly ApiWithStages[]>, region: string, { detailsOf }: PlanContext) {
  return apis.status === 'read' ? await detailsOf(region).requestPeak(apis.value) : apis;
}

/** Unknown as long as one of the two lists is; stages that could not be read leave their requests without an owner. */
function apisOf(reads: RegionReads): Read<readonly ApiWithStages[]> {
  const rest = reads.of('rest-apis');
  if (rest.status !== 'read') return rest;
  const stagesOf = (name: 'rest-api-stages' | 'stages', id: string): ApiWithStages['stages'] => {
    const stages = reads.each(name, id);
    return stages.status === 'read' ? stages.value.map(({ name: stage, rate }) => ({ name: stage, rate })) : [];
  };
  return mapRead(reads.of('http-and-websocket-apis'), (apis) => [
    ...rest.value.map(({ id, name }) => ({
      id,
      name,
      type: 'rest-api' as const,
      stages: stagesOf('rest-api-stages', id),
    })),
    ...apis.map(({ id, name, protocol }) => ({
      id,
      name,
      type: protocol === 'WEBSOCKET' ? ('websocket-api' as const) : ('http-api' as const),
      stages: stagesOf('stages', id),
    })),
  ]);
}
