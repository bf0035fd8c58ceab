/**
 * The catalogue: everything that Headroom watches. What a scan reads, the permissions, the table, the documentation and the
 * configuration's quota ids are derived from it: a new quota of a service is a new entry in its file and nothing else.
 */
import { COVERAGE } from '../domain/fingerprint';
import { type KnownIds, ownObservations } from '../domain/known-ids';
import type { MonitoredQuota, Service } from '../domain/quota';
import { apiGatewayAccountQuotas } from './api-gateway-account';
import { apiQuotas } from './apis';
import { conditions } from './conditions';
import { configuredThrottles } from './configured-throttles';
import { domainQuotas } from './domains';
import { lambdaQuotas } from './lambda';
import { vpcLinkQuotas } from './vpc-links';

export { conditions } from './conditions';
export { discoverQuotas } from './discovered';
export { notCounted } from './not-counted';

export const catalogue: readonly MonitoredQuota[] = [
  ...apiQuotas,
  ...vpcLinkQuotas,
  ...apiGatewayAccountQuotas,
  ...configuredThrottles,
  ...domainQuotas,
  ...lambdaQuotas,
];

/** What the configuration may name. */
export const quotaIds: readonly string[] = catalogue.map((quota) => quota.id);

/** What the configuration may name beside quotas: everything else that may become an incident. */
export const knownIds: KnownIds = {
  quotas: quotaIds,
  observations: [...conditions.map(({ kind }) => kind), ...ownObservations, COVERAGE.id],
};

/** Whose quota it is; a discovered one has it in its id, `sq-<service>-<code>`. */
export function serviceOf(quotaId: string): Service {
  const known = catalogue.find(({ id }) => id === quotaId);
  return known?.service ?? (quotaId.startsWith('sq-lambda-') ? 'lambda' : 'apigateway');
}

/** Whether the limit is not AWS's but a throttle that somebody set: to reach it may be what it is for. */
export function isOwnSetting(quotaId: string): boolean {
  return configuredThrottles.some(({ id }) => id === quotaId);
}

/** Whether usage goes up and down by itself: rates and other peaks, and what Service Quotas measures by a metric. */
export function wavers(quotaId: string): boolean {
  const known = catalogue.find(({ id }) => id === quotaId);
  return known ? known.gauges !== undefined : true;
}
