/**
 * Everything that a scan may ask AWS, each declared once: the operation, the permission it needs, the token buckets it
 * spends. The inventory executes these, the pacing and the permissions are derived from them, and a quota only names them.
 */
import type { ApiGatewayAccount, HttpOrWebSocketApi, LambdaAccount, RestApi, ServiceQuota, VpcLink } from './resources';

/**
 * Published rates of API Gateway's control plane, in requests per second. They are shared with the customer's own
 * deployments and cannot be raised, so a scan takes only its configured share of them.
 * That they hold per account *and Region* and that v1 and v2 share them is not documented; we assume the stricter sharing.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
export const budgets = {
  /** "Total operations: 10 requests per second with a burst of 40". The burst is left to the customer. */
  'control-plane': { perSecond: 10 },
  /** "GetResources: 5 requests every 2 seconds per account". */
  'get-resources': { perSecond: 2.5 },
} as const;
export type BudgetName = keyof typeof budgets;

/** How often something is read: once for the account, once for each Region, or for each item of a list of that Region. */
type ReadScope = 'account' | 'region' | { readonly each: 'rest-apis' | 'http-and-websocket-apis' };

interface ReadDeclaration {
  readonly scope: ReadScope;
  /** `service:Operation`, as it is shown in snapshots; the service is the SDK client's. */
  readonly operation: string;
  /**
   * The IAM action, or `null` where AWS asks for none. API Gateway's resources are paths, and every read of it is
   * `apigateway:GET`, so there the path carries the meaning; the other operations take no narrower resource than `*`.
   */
  readonly permission: { readonly action: string; readonly path?: string } | null;
  readonly budgets: readonly BudgetName[];
}

export const reads = {
  'caller-identity': {
    scope: 'account',
    operation: 'sts:GetCallerIdentity',
    // "No permissions are required to perform this operation", https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    permission: null,
    budgets: [],
  },
  regions: {
    scope: 'account',
    operation: 'account:ListRegions',
    permission: { action: 'account:ListRegions' },
    budgets: [],
  },
  'regions-by-ec2': {
    scope: 'account',
    operation: 'ec2:DescribeRegions',
    permission: { action: 'ec2:DescribeRegions' },
    budgets: [],
  },
  'rest-apis': {
    scope: 'region',
    operation: 'apigateway:GetRestApis',
    permission: { action: 'apigateway:GET', path: '/restapis' },
    budgets: ['control-plane'],
  },
  'http-and-websocket-apis': {
    scope: 'region',
    operation: 'apigatewayv2:GetApis',
    permission: { action: 'apigateway:GET', path: '/apis' },
    budgets: ['control-plane'],
  },
  'vpc-links-v1': {
    scope: 'region',
    operation: 'apigateway:GetVpcLinks',
    permission: { action: 'apigateway:GET', path: '/vpclinks' },
    budgets: ['control-plane'],
  },
  'vpc-links-v2': {
    scope: 'region',
    operation: 'apigatewayv2:GetVpcLinks',
    permission: { action: 'apigateway:GET', path: '/vpclinks' },
    budgets: ['control-plane'],
  },
  'api-gateway-account': {
    scope: 'region',
    operation: 'apigateway:GetAccount',
    permission: { action: 'apigateway:GET', path: '/account' },
    budgets: ['control-plane'],
  },
  'rest-api-resources': {
    scope: { each: 'rest-apis' },
    operation: 'apigateway:GetResources',
    permission: { action: 'apigateway:GET', path: '/restapis/*/resources' },
    budgets: ['control-plane', 'get-resources'],
  },
  integrations: {
    scope: { each: 'http-and-websocket-apis' },
    operation: 'apigatewayv2:GetIntegrations',
    permission: { action: 'apigateway:GET', path: '/apis/*/integrations' },
    budgets: ['control-plane'],
  },
  'lambda-account': {
    scope: 'region',
    operation: 'lambda:GetAccountSettings',
    permission: { action: 'lambda:GetAccountSettings' },
    budgets: [],
  },
  'api-gateway-applied-quotas': {
    scope: 'region',
    operation: 'servicequotas:ListServiceQuotas',
    permission: { action: 'servicequotas:ListServiceQuotas' },
    budgets: [],
  },
  'api-gateway-default-quotas': {
    scope: 'region',
    operation: 'servicequotas:ListAWSDefaultServiceQuotas',
    permission: { action: 'servicequotas:ListAWSDefaultServiceQuotas' },
    budgets: [],
  },
  'lambda-applied-quotas': {
    scope: 'region',
    operation: 'servicequotas:ListServiceQuotas',
    permission: { action: 'servicequotas:ListServiceQuotas' },
    budgets: [],
  },
  'lambda-default-quotas': {
    scope: 'region',
    operation: 'servicequotas:ListAWSDefaultServiceQuotas',
    permission: { action: 'servicequotas:ListAWSDefaultServiceQuotas' },
    budgets: [],
  },
  metrics: {
    scope: 'region',
    operation: 'cloudwatch:GetMetricData',
    permission: { action: 'cloudwatch:GetMetricData' },
    budgets: [],
  },
} as const satisfies Record<string, ReadDeclaration>;

/** What each read of a Region brings. Every value is plain JSON, so that it can be kept between scans. */
export interface RegionValues {
  'rest-apis': readonly RestApi[];
  'http-and-websocket-apis': readonly HttpOrWebSocketApi[];
  'vpc-links-v1': readonly VpcLink[];
  'vpc-links-v2': readonly VpcLink[];
  'api-gateway-account': ApiGatewayAccount;
  'lambda-account': LambdaAccount;
  'api-gateway-applied-quotas': readonly ServiceQuota[];
  'api-gateway-default-quotas': readonly ServiceQuota[];
  'lambda-applied-quotas': readonly ServiceQuota[];
  'lambda-default-quotas': readonly ServiceQuota[];
}
export type RegionReadName = keyof RegionValues;

/** What is counted for each item of a list, and which list. Counts only: a plan reads details for what it needs. */
export interface EachValues {
  'rest-api-resources': number;
  integrations: number;
}
export type EachReadName = keyof EachValues;
export const listOf = {
  'rest-api-resources': reads['rest-api-resources'].scope.each,
  integrations: reads.integrations.scope.each,
} as const satisfies Record<EachReadName, RegionReadName>;

/** The buckets that one attempt of an operation spends from; none for operations with rates that no scan comes near. */
export function budgetsOf(operation: string): readonly BudgetName[] {
  return Object.values(reads).find((read) => read.operation === operation)?.budgets ?? [];
}
