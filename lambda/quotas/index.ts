/**
 * The catalogue: every quota that Headroom watches. What a scan reads, the table, and the configuration's quota ids are
 * derived from this list: a new quota of a service is a new entry in that service's file and nothing else.
 */
import { type MonitoredQuota } from '../domain/quota';
import { apiGatewayThrottleQuotas } from './api-gateway-throttle';
import { httpAndWebSocketQuotas } from './http-and-websocket-apis';
import { lambdaQuotas } from './lambda';
import { restApiQuotas } from './rest-apis';
import { vpcLinkQuotas } from './vpc-links';

export const catalogue: readonly MonitoredQuota[] = [
  ...httpAndWebSocketQuotas,
  ...restApiQuotas,
  ...vpcLinkQuotas,
  ...apiGatewayThrottleQuotas,
  ...lambdaQuotas,
];
