/**
 * Everything that a scan may ask AWS, each declared once: the operation, the permission it needs, the token buckets it
 * spends, and its clock. The inventory executes these, the pacing, the schedule and the permissions are derived from them,
 * and a quota only names them.
 */
import type {
  ApiGatewayAccount,
  DomainName,
  HttpOrWebSocketApi,
  IncreaseRequest,
  LambdaAccount,
  RestApi,
  ServiceQuota,
  Stage,
  UsagePlan,
  VpcLink,
} from './resources';

/**
 * Published rates of control planes, in requests per second. They are shared with the customer's own deployments and
 * cannot be raised, so a scan takes only its configured share of them.
 */
export const budgets = {
  /**
   * "Total operations: 10 requests per second with a burst of 40". The burst is left to the customer. That it holds per
   * account *and Region* and that v1 and v2 share it is not documented; we assume the stricter sharing.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
   */
  'control-plane': { perSecond: 10 },
  /** "GetResources: 5 requests every 2 seconds per account", same page. */
  'get-resources': { perSecond: 2.5 },
  /** 15 a second for all of Lambda's control plane together: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
  'lambda-control-plane': { perSecond: 15 },
} as const;
export type BudgetName = keyof typeof budgets;

/** The lists whose items are read one by one. */
type ListName = 'rest-apis' | 'http-and-websocket-apis' | 'domain-names' | 'lambda-functions';

/** How often something is read: once for the account, once for each Region, or for each item of a list of that Region. */
type ReadScope = 'account' | 'region' | { readonly each: ListName };

/**
 * An IAM action and the narrowest resource that AWS offers for it, by
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * - `path`: API Gateway's resources are paths, and almost every read of it is `apigateway:GET`: the path carries the meaning
 * - `arn`: the rest of an ARN behind its partition, with ACCOUNT for the account's id
 * - `unscoped`: why there is nothing narrower than `*`
 */
export type ReadPermission = { readonly action: string } & (
  { readonly path: string } | { readonly arn: string } | { readonly unscoped: string }
);

/** The service's page lists no resource type for the action. */
export const NO_RESOURCE = 'AWS knows no resource for this action';

/** What is known of an operation, whoever asks for it. */
export interface OperationDeclaration {
  /** `service:Operation`, as it is shown in snapshots; the service is the SDK client's. */
  readonly operation: string;
  /** What IAM must allow; `null` where AWS asks for nothing. */
  readonly permission: ReadPermission | null;
  readonly budgets: readonly BudgetName[];
}

interface ReadDeclaration extends OperationDeclaration {
  readonly scope: ReadScope;
  /** Minutes after which a value that is far from its limit is read again; what is near is read at every scan. */
  readonly everyMinutes: number;
  /** Read only if the settings say so; the default permissions leave it out. */
  readonly optIn?: boolean;
}

const HOUR = 60;
const SIX_HOURS = 6 * HOUR;
const DAY = 24 * HOUR;

const apiGateway = (operation: string, path: string) =>
  ({
    operation,
    permission: { action: 'apigateway:GET', path },
    budgets: ['control-plane'],
    everyMinutes: SIX_HOURS,
  }) as const;
const serviceQuotas = (operation: string, everyMinutes: number) =>
  ({
    scope: 'region',
    operation: `servicequotas:${operation}`,
    permission: { action: `servicequotas:${operation}`, unscoped: NO_RESOURCE },
    budgets: [],
    everyMinutes,
  }) as const;

export const reads = {
  'caller-identity': {
    scope: 'account',
    operation: 'sts:GetCallerIdentity',
    // "No permissions are required to perform this operation", https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    permission: null,
    budgets: [],
    everyMinutes: 0,
  },
  regions: {
    scope: 'account',
    operation: 'account:ListRegions',
    permission: { action: 'account:ListRegions', arn: 'account::ACCOUNT:account' },
    budgets: [],
    everyMinutes: 0,
  },
  'regions-by-ec2': {
    scope: 'account',
    operation: 'ec2:DescribeRegions',
    permission: { action: 'ec2:DescribeRegions', unscoped: NO_RESOURCE },
    budgets: [],
    everyMinutes: 0,
  },

  'rest-apis': { scope: 'region', ...apiGateway('apigateway:GetRestApis', '/restapis') },
  'http-and-websocket-apis': { scope: 'region', ...apiGateway('apigatewayv2:GetApis', '/apis') },
  'vpc-links-v1': { scope: 'region', ...apiGateway('apigateway:GetVpcLinks', '/vpclinks') },
  'vpc-links-v2': { scope: 'region', ...apiGateway('apigatewayv2:GetVpcLinks', '/vpclinks') },
  'api-gateway-account': { scope: 'region', ...apiGateway('apigateway:GetAccount', '/account') },
  'domain-names': { scope: 'region', ...apiGateway('apigateway:GetDomainNames', '/domainnames') },
  'domain-name-access-associations': {
    scope: 'region',
    ...apiGateway('apigateway:GetDomainNameAccessAssociations', '/domainnameaccessassociations'),
  },
  'usage-plans': { scope: 'region', ...apiGateway('apigateway:GetUsagePlans', '/usageplans') },
  'client-certificates': { scope: 'region', ...apiGateway('apigateway:GetClientCertificates', '/clientcertificates') },
  'api-keys': { scope: 'region', ...apiGateway('apigateway:GetApiKeys', '/apikeys'), optIn: true },

  'rest-api-resources': {
    scope: { each: 'rest-apis' },
    ...apiGateway('apigateway:GetResources', '/restapis/*/resources'),
    budgets: ['control-plane', 'get-resources'],
  },
  'rest-api-stages': {
    scope: { each: 'rest-apis' },
    ...apiGateway('apigateway:GetStages', '/restapis/*/stages'),
  },
  'rest-api-authorizers': {
    scope: { each: 'rest-apis' },
    ...apiGateway('apigateway:GetAuthorizers', '/restapis/*/authorizers'),
  },
  integrations: {
    scope: { each: 'http-and-websocket-apis' },
    ...apiGateway('apigatewayv2:GetIntegrations', '/apis/*/integrations'),
  },
  routes: { scope: { each: 'http-and-websocket-apis' }, ...apiGateway('apigatewayv2:GetRoutes', '/apis/*/routes') },
  stages: { scope: { each: 'http-and-websocket-apis' }, ...apiGateway('apigatewayv2:GetStages', '/apis/*/stages') },
  authorizers: {
    scope: { each: 'http-and-websocket-apis' },
    ...apiGateway('apigatewayv2:GetAuthorizers', '/apis/*/authorizers'),
  },
  'api-mappings': {
    scope: { each: 'domain-names' },
    ...apiGateway('apigatewayv2:GetApiMappings', '/domainnames/*/apimappings'),
  },
  'routing-rules': {
    scope: { each: 'domain-names' },
    ...apiGateway('apigatewayv2:ListRoutingRules', '/domainnames/*/routingrules'),
    permission: {
      action: 'apigateway:ListRoutingRules',
      unscoped: 'an action of its own, of access level List: which resource it takes is not documented',
    },
  },

  'lambda-account': {
    scope: 'region',
    operation: 'lambda:GetAccountSettings',
    permission: { action: 'lambda:GetAccountSettings', unscoped: NO_RESOURCE },
    budgets: ['lambda-control-plane'],
    everyMinutes: HOUR,
  },
  'lambda-functions': {
    scope: 'region',
    operation: 'lambda:ListFunctions',
    permission: { action: 'lambda:ListFunctions', unscoped: NO_RESOURCE },
    budgets: ['lambda-control-plane'],
    everyMinutes: DAY,
  },
  'function-concurrency': {
    scope: { each: 'lambda-functions' },
    operation: 'lambda:GetFunctionConcurrency',
    permission: { action: 'lambda:GetFunctionConcurrency', arn: 'lambda:*:ACCOUNT:function:*' },
    budgets: ['lambda-control-plane'],
    everyMinutes: DAY,
  },
  'lambda-network-interfaces': {
    scope: 'region',
    operation: 'ec2:DescribeNetworkInterfaces',
    permission: { action: 'ec2:DescribeNetworkInterfaces', unscoped: NO_RESOURCE },
    budgets: [],
    everyMinutes: SIX_HOURS,
  },

  'api-gateway-applied-quotas': serviceQuotas('ListServiceQuotas', DAY),
  'api-gateway-default-quotas': serviceQuotas('ListAWSDefaultServiceQuotas', DAY),
  'lambda-applied-quotas': serviceQuotas('ListServiceQuotas', DAY),
  'lambda-default-quotas': serviceQuotas('ListAWSDefaultServiceQuotas', DAY),
  'increase-requests': serviceQuotas('ListRequestedServiceQuotaChangeHistory', SIX_HOURS),

  metrics: {
    scope: 'region',
    operation: 'cloudwatch:GetMetricData',
    permission: { action: 'cloudwatch:GetMetricData', unscoped: NO_RESOURCE },
    budgets: [],
    everyMinutes: HOUR,
  },
} as const satisfies Record<string, ReadDeclaration>;

/** What each read of a Region brings. Every value is plain JSON and as small as counting allows: it is kept between scans. */
export interface RegionValues {
  'rest-apis': readonly RestApi[];
  'http-and-websocket-apis': readonly HttpOrWebSocketApi[];
  'vpc-links-v1': readonly VpcLink[];
  'vpc-links-v2': readonly VpcLink[];
  'api-gateway-account': ApiGatewayAccount;
  'domain-names': readonly DomainName[];
  'domain-name-access-associations': number;
  'usage-plans': readonly UsagePlan[];
  'client-certificates': number;
  'api-keys': number;
  'lambda-account': LambdaAccount;
  'lambda-functions': readonly { readonly id: string; readonly name: string }[];
  /** How many by VPC. */
  'lambda-network-interfaces': Readonly<Record<string, number>>;
  'api-gateway-applied-quotas': readonly ServiceQuota[];
  'api-gateway-default-quotas': readonly ServiceQuota[];
  'lambda-applied-quotas': readonly ServiceQuota[];
  'lambda-default-quotas': readonly ServiceQuota[];
  'increase-requests': readonly IncreaseRequest[];
}
export type RegionReadName = keyof RegionValues;

/** What is read for each item of a list. Counts where a count is enough: a plan reads details for what it needs. */
export interface EachValues {
  'rest-api-resources': number;
  'rest-api-stages': readonly Stage[];
  'rest-api-authorizers': number;
  integrations: number;
  routes: number;
  stages: readonly Stage[];
  authorizers: number;
  /** Multi-level mappings only. */
  'api-mappings': number;
  'routing-rules': number;
  /** The reservation of a function; `null` without one. */
  'function-concurrency': number | null;
}
export type EachReadName = keyof EachValues;

/** The list that each of these goes through. */
export const listOf = {
  'rest-api-resources': 'rest-apis',
  'rest-api-stages': 'rest-apis',
  'rest-api-authorizers': 'rest-apis',
  integrations: 'http-and-websocket-apis',
  routes: 'http-and-websocket-apis',
  stages: 'http-and-websocket-apis',
  authorizers: 'http-and-websocket-apis',
  'api-mappings': 'domain-names',
  'routing-rules': 'domain-names',
  'function-concurrency': 'lambda-functions',
} as const satisfies { readonly [K in EachReadName]: (typeof reads)[K]['scope']['each'] };
