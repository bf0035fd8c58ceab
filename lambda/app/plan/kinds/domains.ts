/** By which custom domains of API Gateway clients reach an API. */
import type { DetailSource } from '../../../domain/detail-source';
import type { Read } from '../../../domain/read';
import type { DomainName } from '../../../domain/resources';
import type { FrontDoorFacts } from '../../../remediation/front-door';

export interface CustomDomains {
  /** Whether there is one; `null`: none was found, and not all could be looked at. */
  readonly hasCustomDomain: boolean | null;
  /** Those whose mappings lead to the API. */
  readonly leading: readonly DomainName[];
  readonly reads: readonly Read<unknown>[];
}

/** Each is a call. Where there are more, the rest stay unknown. */
const MOST_DOMAINS = 20;

export async function customDomainsOf(
  apiId: string,
  apiType: FrontDoorFacts['apiType'],
  source: DetailSource,
): Promise<CustomDomains> {
  const domains = await source.domains();
  if (domains.status !== 'read') return { hasCustomDomain: null, leading: [], reads: [domains] };
  const possible = domains.value.filter((one) => apiType === 'rest-api' || !one.private);
  const asked = possible.filter((one) => !one.private).slice(0, MOST_DOMAINS);
  const looked = await Promise.all(
    asked.map(async (domain) => ({ domain, mapped: await source.mappedApis(domain.id) })),
  );
  const leading = looked.flatMap(({ domain, mapped }) =>
    mapped.status === 'read' && mapped.value.includes(apiId) ? domain : [],
  );
  const isWhole =
    asked.length === possible.length &&
    looked.every(({ domain, mapped }) => isKnown(mapped) && (apiType !== 'rest-api' || !domain.routingRules));
  return {
    hasCustomDomain: leading.length > 0 || (isWhole ? false : null),
    leading,
    reads: [domains, ...looked.map(({ mapped }) => mapped)],
  };
}

/** A domain that was deleted leads nowhere. Where routing rules lead, which reach REST APIs only, is not read. */
function isKnown({ status }: Read<unknown>): boolean {
  return status === 'read' || status === 'gone';
}
