/**
 * What a plan may ask AWS beyond the reads of a scan, each declared once like those. A scan asks it only for what is past its
 * warning threshold; what is opt-in is asked by nobody but a person who wants it, with credentials of its own.
 */
import { NO_RESOURCE, type OperationDeclaration } from './reads';

const ofApi = (operation: string, path: string) =>
  ({ operation, permission: { action: 'apigateway:GET', path }, budgets: ['control-plane'] }) as const;

const elasticLoadBalancing = (operation: string) =>
  ({
    operation: `elasticloadbalancing:${operation}`,
    permission: { action: `elasticloadbalancing:${operation}`, unscoped: NO_RESOURCE },
    budgets: [],
  }) as const;

/** On functions: AWS narrows each of these to the function. */
const ofFunction = (operation: string) =>
  ({
    operation: `lambda:${operation}`,
    permission: { action: `lambda:${operation}`, arn: 'lambda:*:ACCOUNT:function:*' },
    budgets: ['lambda-control-plane'],
  }) as const;

export const detailReads = {
  // The lists, for one API too: GetApi needs `/apis/*`, which IAM takes for everything below an API as well.
  apis: ofApi('apigatewayv2:GetApis', '/apis'),
  'api-integrations': ofApi('apigatewayv2:GetIntegrations', '/apis/*/integrations'),
  'api-routes': ofApi('apigatewayv2:GetRoutes', '/apis/*/routes'),
  'api-stages': ofApi('apigatewayv2:GetStages', '/apis/*/stages'),
  'api-authorizers': ofApi('apigatewayv2:GetAuthorizers', '/apis/*/authorizers'),
  'rest-apis': ofApi('apigateway:GetRestApis', '/restapis'),
  'rest-api-resources': {
    ...ofApi('apigateway:GetResources', '/restapis/*/resources'),
    budgets: ['control-plane', 'get-resources'],
  },
  'rest-api-stages': ofApi('apigateway:GetStages', '/restapis/*/stages'),
  'rest-api-authorizers': ofApi('apigateway:GetAuthorizers', '/restapis/*/authorizers'),
  'domain-names': ofApi('apigateway:GetDomainNames', '/domainnames'),
  'api-mappings': ofApi('apigatewayv2:GetApiMappings', '/domainnames/*/apimappings'),
  'vpc-links-v1': ofApi('apigateway:GetVpcLinks', '/vpclinks'),
  'vpc-links-v2': ofApi('apigatewayv2:GetVpcLinks', '/vpclinks'),
  'load-balancers': elasticLoadBalancing('DescribeLoadBalancers'),
  listeners: elasticLoadBalancing('DescribeListeners'),
  'target-groups': elasticLoadBalancing('DescribeTargetGroups'),
  'target-health': elasticLoadBalancing('DescribeTargetHealth'),
  subnets: {
    operation: 'ec2:DescribeSubnets',
    permission: { action: 'ec2:DescribeSubnets', unscoped: NO_RESOURCE },
    budgets: [],
  },
  functions: {
    operation: 'lambda:ListFunctions',
    permission: { action: 'lambda:ListFunctions', unscoped: NO_RESOURCE },
    budgets: ['lambda-control-plane'],
  },
  'event-sources': {
    operation: 'lambda:ListEventSourceMappings',
    permission: { action: 'lambda:ListEventSourceMappings', unscoped: NO_RESOURCE },
    budgets: ['lambda-control-plane'],
  },
  'function-policy': ofFunction('GetPolicy'),
  'function-urls': ofFunction('ListFunctionUrlConfigs'),
  metrics: {
    operation: 'cloudwatch:GetMetricData',
    permission: { action: 'cloudwatch:GetMetricData', unscoped: NO_RESOURCE },
    budgets: [],
  },
} as const satisfies Record<string, OperationDeclaration>;
export type DetailReadName = keyof typeof detailReads;
