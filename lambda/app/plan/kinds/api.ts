/** What a plan for one API needs: the API as a whole, and the functions of its Region. */
import type { Distribution } from '../../../domain/details';
import type { Read } from '../../../domain/read';
import type { RegionReads } from '../../../domain/region-reads';
import { type ApiFacts, planApi, planRestApi, type RestApiFacts, staleOf } from '../../../remediation/apis';
import type { QuotaFacts } from '../../../remediation/facts';
import type { FrontDoorFacts } from '../../../remediation/front-door';
import { goalOf, othersOf, type PlanContext } from '../context';
import type { Gathered } from '../gathered';
import type { Measured } from '../../../domain/measurement';

export async function ofApi(one: Measured, quota: QuotaFacts, id: string, context: PlanContext): Promise<Gathered> {
  const source = context.detailsOf(one.region);
  const details = await source.api(id);
  const functions = await source.functions();
  const facts: ApiFacts = { quota, details, functions, ...(await around(one, context, 'http-api')) };
  const stale = details.status === 'read' ? staleOf(quota, details.value) : null;
  return { parts: planApi(facts, goalOf(context)), stale, reads: [details, functions] };
}

export async function ofRestApi(one: Measured, quota: QuotaFacts, id: string, context: PlanContext): Promise<Gathered> {
  const source = context.detailsOf(one.region);
  const details = await source.restApi(id);
  const functions = await source.functions();
  const facts: RestApiFacts = { quota, details, functions, ...(await around(one, context, 'rest-api')) };
  const stale = details.status === 'read' ? staleOf(quota, details.value) : null;
  return { parts: planRestApi(facts, goalOf(context)), stale, reads: [details, functions] };
}

async function around(one: Measured, context: PlanContext, apiType: FrontDoorFacts['apiType']) {
  const distributions = (await context.signalsOf?.(one.region).distributions()) ?? null;
  const frontDoor: FrontDoorFacts = {
    apiType,
    hasCustomDomain: hasDomain(context.reads.get(one.region)),
    ...inFrontOf(one, distributions),
  };
  return { others: othersOf(one, context), frontDoor };
}

/** Which API a domain belongs to is not read: only where there is no domain at all, the answer is known. */
function hasDomain(reads: RegionReads | undefined): false | null {
  const domains = reads?.of('domain-names');
  return domains?.status === 'read' && domains.value.length === 0 ? false : null;
}

const NOBODY_LOOKED = { hasCloudFront: null, used: { behaviours: null, origins: null, routingRules: null } } as const;

/** A distribution that has the API itself as an origin; one that goes through a custom domain may be in front all the same. */
function inFrontOf(
  { resource }: Measured,
  distributions: Read<readonly Distribution[]> | null,
): Pick<FrontDoorFacts, 'hasCloudFront' | 'used'> {
  if (distributions?.status !== 'read' || resource === null) return NOBODY_LOOKED;
  const found = distributions.value.find(({ origins }) =>
    origins.some((origin) => origin.startsWith(`${resource.id}.execute-api.`)),
  );
  if (found === undefined) return NOBODY_LOOKED;
  return {
    hasCloudFront: true,
    used: { behaviours: found.behaviours, origins: found.origins.length, routingRules: null },
  };
}
