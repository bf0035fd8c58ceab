/** What a plan for one API needs: the API as a whole, and the functions of its Region. */
import type { Distribution } from '../../../domain/details';
import type { Read } from '../../../domain/read';
import { type ApiFacts, planApi, planRestApi, type RestApiFacts, staleOf } from '../../../remediation/apis';
import type { QuotaFacts } from '../../../remediation/facts';
import type { FrontDoorFacts } from '../../../remediation/front-door';
import { goalOf, othersOf, type PlanContext } from '../context';
import type { Gathered } from '../gathered';
import { type CustomDomains, customDomainsOf } from './domains';
import type { Measured } from '../../../domain/measurement';

export async function ofApi(one: Measured, quota: QuotaFacts, id: string, context: PlanContext): Promise<Gathered> {
  const source = context.detailsOf(one.region);
  const details = await source.api(id);
  const functions = await source.functions();
  const domains = await customDomainsOf(id, 'http-api', source);
  const facts: ApiFacts = { quota, details, functions, ...(await around(one, id, context, 'http-api', domains)) };
  const stale = details.status === 'read' ? staleOf(quota, details.value) : null;
  return { parts: planApi(facts, goalOf(context)), stale, reads: [details, functions, ...domains.reads] };
}

export async function ofRestApi(one: Measured, quota: QuotaFacts, id: string, context: PlanContext): Promise<Gathered> {
  const source = context.detailsOf(one.region);
  const details = await source.restApi(id);
  const functions = await source.functions();
  const domains = await customDomainsOf(id, 'rest-api', source);
  const facts: RestApiFacts = { quota, details, functions, ...(await around(one, id, context, 'rest-api', domains)) };
  const stale = details.status === 'read' ? staleOf(quota, details.value) : null;
  return { parts: planRestApi(facts, goalOf(context)), stale, reads: [details, functions, ...domains.reads] };
}

async function around(
  one: Measured,
  id: string,
  context: PlanContext,
  apiType: FrontDoorFacts['apiType'],
  domains: CustomDomains,
) {
  const distributions = (await context.signalsOf?.(one.region).distributions()) ?? null;
  const { hasCloudFront, behaviours, origins } = inFrontOf(id, domains, distributions);
  const frontDoor: FrontDoorFacts = {
    apiType,
    hasCustomDomain: domains.hasCustomDomain,
    hasCloudFront,
    used: { behaviours, origins, routingRules: rulesOf(domains, one, context) },
  };
  return { others: othersOf(one, context), frontDoor };
}

/** Of the domain with the most, since nobody knows which of them it will be; `null` where one is not counted. */
function rulesOf({ leading }: CustomDomains, { region }: Measured, { measurements }: PlanContext): number | null {
  const counts = leading.map(({ id }) => {
    const counted = measurements.find(
      (one) => one.quota === 'routing-rules' && one.region === region && one.resource?.id === id,
    );
    return counted?.status === 'measured' ? counted.usage : null;
  });
  return counts.reduce((most, one) => (most === null || one === null ? null : Math.max(most, one)), counts[0] ?? null);
}

interface InFront {
  readonly hasCloudFront: boolean | null;
  readonly behaviours: number | null;
  readonly origins: number | null;
}

const NOBODY_LOOKED: InFront = { hasCloudFront: null, behaviours: null, origins: null };
const NONE_IN_FRONT: InFront = { hasCloudFront: false, behaviours: 0, origins: 0 };

/** The domain that AWS gives a custom domain as the target of its DNS record: whose it is, nobody reads. */
const OF_SOME_DOMAIN = /^d-[a-z0-9]+\.execute-api\./;

/** A distribution of this account that has the API or a custom domain of it as an origin. */
function inFrontOf(
  id: string,
  { hasCustomDomain, leading }: CustomDomains,
  distributions: Read<readonly Distribution[]> | null,
): InFront {
  if (distributions?.status !== 'read') return NOBODY_LOOKED;
  const leadsHere = (origin: string): boolean =>
    origin.startsWith(`${id}.execute-api.`) || leading.some(({ name }) => isOf(name, origin));
  const found = distributions.value.find(({ origins }) => origins.some(leadsHere));
  if (found !== undefined) {
    return { hasCloudFront: true, behaviours: found.behaviours, origins: found.origins.length };
  }
  const isOpen =
    hasCustomDomain === null ||
    (hasCustomDomain &&
      distributions.value.some(({ origins }) => origins.some((origin) => OF_SOME_DOMAIN.test(origin))));
  return isOpen ? NOBODY_LOOKED : NONE_IN_FRONT;
}

/** `*.example.com` is a custom domain too. */
function isOf(domain: string, host: string): boolean {
  return domain.startsWith('*.') ? host.endsWith(domain.slice(1)) : host === domain;
}
