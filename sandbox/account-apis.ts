/** What a description of an account may say of the inside of an API, where a plan looks at more than counts. */
import * as z from 'zod';

const texts = z.record(z.string(), z.string());
const type = z.enum(['AWS_PROXY', 'HTTP_PROXY', 'AWS', 'HTTP', 'MOCK']);

/** What an integration of any API reaches: one of these, or nothing. */
const reaches = {
  /** The name of a function of this account. */
  function: z.string().optional(),
  /** As AWS keeps it. */
  uri: z.string().optional(),
  /** The name of a VPC link, or what else stands there, as `${stageVariables.link}`. */
  vpcLink: z.string().optional(),
  credentials: z.string().optional(),
  requestParameters: texts.optional(),
  requestTemplates: texts.optional(),
  timeoutMs: z.int().positive().optional(),
};

/** Of an HTTP or WebSocket API. */
export const integration = z.strictObject({
  id: z.string(),
  type: type.default('AWS_PROXY'),
  subtype: z.string().optional(),
  ...reaches,
  /** A described listener: the name of its load balancer and its port, as `orders:443`. */
  listener: z.string().optional(),
  method: z.string().optional(),
  payloadFormat: z.enum(['1.0', '2.0']).optional(),
  responseParameters: z.record(z.string(), texts).optional(),
  tlsServerName: z.string().optional(),
  passthrough: z.enum(['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER']).optional(),
  contentHandling: z.enum(['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT']).optional(),
  templateSelection: z.string().optional(),
  responseSelection: z.string().optional(),
  description: z.string().optional(),
  /** Made by API Gateway itself, as by quick create. */
  managed: z.boolean().default(false),
});
export type IntegrationDescription = z.infer<typeof integration>;

/** Of an HTTP or WebSocket API, beside those of `routes`. */
export const v2Route = z.strictObject({
  key: z.string(),
  /** The id of an integration, also of one that was deleted; without it the route has no target. */
  integration: z.string().optional(),
  authorization: z.enum(['NONE', 'AWS_IAM', 'CUSTOM', 'JWT']).default('NONE'),
  /** The name of an authorizer. */
  authorizer: z.string().optional(),
  scopes: z.array(z.string()).optional(),
  apiKeyRequired: z.boolean().default(false),
  operationName: z.string().optional(),
});
export type V2RouteDescription = z.infer<typeof v2Route>;

const v2Authorizer = z.strictObject({
  name: z.string(),
  type: z.enum(['REQUEST', 'JWT']).default('REQUEST'),
  uri: z.string().optional(),
  credentials: z.string().optional(),
  identitySource: z.array(z.string()).optional(),
  ttl: z.int().nonnegative().optional(),
  issuer: z.string().optional(),
  audience: z.array(z.string()).optional(),
});
/** How many, where they do not matter. */
export const v2Authorizers = z.union([z.int().nonnegative(), z.array(v2Authorizer)]).default(0);
export type V2AuthorizerDescription = z.infer<typeof v2Authorizer>;

/** Of a REST API, beside those of `routes`. */
export const restMethod = z.strictObject({
  method: z.string(),
  path: z.string(),
  /** `null`: a method without an integration. */
  type: type.nullable().default('AWS_PROXY'),
  ...reaches,
  /** Behind a V2 link: the name of a described load balancer, or a listener of it, as `orders:443`. */
  integrationTarget: z.string().optional(),
  authorization: z.enum(['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS']).default('NONE'),
  /** The name of an authorizer. */
  authorizer: z.string().optional(),
  apiKeyRequired: z.boolean().default(false),
});
export type RestMethodDescription = z.infer<typeof restMethod>;

const restAuthorizer = z.strictObject({
  name: z.string(),
  type: z.enum(['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS']).default('TOKEN'),
  uri: z.string().optional(),
  credentials: z.string().optional(),
  identitySource: z.string().optional(),
  validation: z.string().optional(),
  ttl: z.int().nonnegative().optional(),
  providers: z.array(z.string()).optional(),
});
export const restAuthorizers = z.union([z.int().nonnegative(), z.array(restAuthorizer)]).default(0);
export type RestAuthorizerDescription = z.infer<typeof restAuthorizer>;

/** How many, or which with their values. */
export const stageVariables = z.union([z.int().nonnegative(), texts]).default(0);
