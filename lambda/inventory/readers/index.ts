/** How each declared read is executed. A read without a reader does not compile. */
import type { EachReadName, EachValues, RegionReadName, RegionValues } from '../../domain/reads';
import type { RegionClients } from '../clients';
import * as apiGateway from './api-gateway';
import * as apiGatewayV2 from './api-gateway-v2';
import { networkInterfaces } from './ec2';
import { functionConcurrency, lambdaAccount, lambdaFunctions } from './lambda';
import { appliedQuotas, defaultQuotas, increaseRequests } from './service-quotas';

/** Each list or account-level value of a Region. */
export const listReaders: { readonly [K in RegionReadName]: (clients: RegionClients) => Promise<RegionValues[K]> } = {
  'rest-apis': apiGateway.restApis,
  'http-and-websocket-apis': apiGatewayV2.httpAndWebSocketApis,
  'vpc-links-v1': apiGateway.vpcLinksV1,
  'vpc-links-v2': apiGatewayV2.vpcLinksV2,
  'api-gateway-account': apiGateway.account,
  'domain-names': apiGateway.domainNames,
  'domain-name-access-associations': apiGateway.countAccessAssociations,
  'usage-plans': apiGateway.usagePlans,
  'client-certificates': apiGateway.countClientCertificates,
  'api-keys': apiGateway.countApiKeys,
  'lambda-account': lambdaAccount,
  'lambda-functions': lambdaFunctions,
  'lambda-network-interfaces': networkInterfaces,
  'api-gateway-applied-quotas': (clients) => appliedQuotas(clients, 'apigateway'),
  'api-gateway-default-quotas': (clients) => defaultQuotas(clients, 'apigateway'),
  'lambda-applied-quotas': (clients) => appliedQuotas(clients, 'lambda'),
  'lambda-default-quotas': (clients) => defaultQuotas(clients, 'lambda'),
  'increase-requests': increaseRequests,
};

/** What is read for one item of a list. */
export const itemReaders: {
  readonly [K in EachReadName]: (clients: RegionClients, id: string) => Promise<EachValues[K]>;
} = {
  'rest-api-resources': apiGateway.countResources,
  'rest-api-stages': apiGateway.stages,
  'rest-api-authorizers': apiGateway.countAuthorizers,
  integrations: apiGatewayV2.countIntegrations,
  routes: apiGatewayV2.countRoutes,
  stages: apiGatewayV2.stages,
  authorizers: apiGatewayV2.countAuthorizers,
  'api-mappings': apiGatewayV2.countMultiLevelMappings,
  'routing-rules': apiGatewayV2.countRoutingRules,
  'function-concurrency': functionConcurrency,
};
