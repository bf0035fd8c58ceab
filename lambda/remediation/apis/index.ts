/** Plans for the quotas that hold for each API. */
export { apiQuotas, restApiQuotas } from './counted';
export type { ApiFacts, RestApiFacts } from './facts';
export { planApi } from './plan-api';
export { planRestApi } from './plan-rest-api';
export { staleOf } from './stale';
