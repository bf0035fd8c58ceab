/** The form of an account of the sandbox: what a YAML file under `accounts/` may say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { integration, restAuthorizers, restMethod, stageVariables, v2Authorizers, v2Route } from './account-apis';
import { history } from './account-history';
import { eventSource, lambdaFunction } from './account-lambda';
import { network } from './account-network';
import { distributions, iam } from './account-signals';
import { wave } from './account-wave';

export type { HistoryDescription, SeriesDescription } from './account-history';
export type { Wave } from './account-wave';

/** The routes of an API: those of a file under `data/routes` (all, or those below some paths), or as many as are wanted. */
const routes = z.union([
  z.strictObject({
    file: z.string(),
    under: z.array(z.string()).optional(),
    /** Only the first so many. */
    most: z.int().nonnegative().optional(),
  }),
  z.strictObject({ count: z.int().nonnegative() }),
]);
export type RoutesSource = z.infer<typeof routes>;

/** Requests per second that come in, averaged over each minute; without it the API has no traffic. */
const traffic = wave.optional();
const throttle = z.strictObject({ rate: z.number(), burst: z.int() }).optional();
const stage = z.strictObject({
  name: z.string(),
  throttle,
  /** The part of the API's requests that comes in here; all of them on the first stage, if not given. */
  share: z.number().min(0).max(1).optional(),
  detailedMetrics: z.boolean().default(false),
  /** Routes (`GET /pets`, or a WebSocket route key) with a throttle of their own, and their traffic. */
  routes: z.array(z.strictObject({ route: z.string(), rate: z.number(), traffic: wave.optional() })).default([]),
  variables: stageVariables,
  /** Of an HTTP or WebSocket API: without it the stage serves a snapshot. */
  autoDeploy: z.boolean().default(true),
  /** Of a REST API. */
  cache: z.boolean().default(false),
  tags: z.int().nonnegative().default(0),
});
const stages = z.array(stage).default([stage.parse({ name: 'prod' })]);
const common = {
  name: z.string(),
  id: z.string().optional(),
  /** That many alike, numbered from 1. */
  copies: z.int().positive().default(1),
  traffic,
  tags: z.record(z.string(), z.string()).default({}),
};

const restApi = z.strictObject({
  ...common,
  endpoint: z.enum(['REGIONAL', 'EDGE', 'PRIVATE']).default('REGIONAL'),
  routes: routes.optional(),
  /** As many resources, the root among them, where the routes do not matter. */
  resources: z.int().positive().optional(),
  /** Methods of which more matters than that they are there. */
  methods: z.array(restMethod).default([]),
  authorizers: restAuthorizers,
  stages,
});
/** What an HTTP and a WebSocket API have in common. */
const inside = {
  /** Beside those of the routes. */
  integrations: z.array(integration).default([]),
  moreRoutes: z.array(v2Route).default([]),
  authorizers: v2Authorizers,
};
const httpApi = z.strictObject({
  ...common,
  routes: routes.default({ count: 0 }),
  ...inside,
  /** Each route has an integration of its own; this many different targets stand behind them (one each, if not given). */
  targets: z.int().positive().optional(),
  /** The account in which these functions are, if it is another one. */
  functionsIn: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  /** Integrations that no route uses. */
  orphans: z.int().nonnegative().default(0),
  stages,
});
const webSocketApi = z.strictObject({
  ...common,
  actions: z.int().nonnegative(),
  ...inside,
  /** New connections per second. */
  connects: wave.optional(),
  stages,
});
const vpcLink = z.strictObject({
  name: z.string(),
  status: z.string().default('AVAILABLE'),
  subnets: z.array(z.string()).default(['subnet-0a1', 'subnet-0b2']),
  securityGroups: z.array(z.string()).default(['sg-01']),
  target: z.string().default('net/services/0123456789abcdef'),
  /** V1: the name of a described load balancer, in place of `target`. */
  loadBalancer: z.string().optional(),
  tags: z.record(z.string(), z.string()).default({}),
});
const usagePlan = z.strictObject({
  name: z.string(),
  rate: z.number().optional(),
  burst: z.int().optional(),
  api: z.string().optional(),
  /** Methods of that API's first stage that have a throttle of their own in this plan. */
  methodThrottles: z.int().nonnegative().default(0),
});
const domain = z.strictObject({
  name: z.string(),
  endpoint: z.enum(['REGIONAL', 'EDGE', 'PRIVATE']).default('REGIONAL'),
  /** The names of APIs of this Region: each has a mapping of one level. */
  maps: z.array(z.string()).default([]),
  /** Mappings to an API that is not described. */
  mappings: z.int().nonnegative().default(0),
  multiLevelMappings: z.int().nonnegative().default(0),
  routingRules: z.int().nonnegative().default(0),
});
/** A quota that Service Quotas measures itself, with what its metric says. */
const measuredQuota = z.strictObject({
  service: z.enum(['apigateway', 'lambda']),
  code: z.string(),
  name: z.string(),
  value: z.number(),
  adjustable: z.boolean().default(true),
  perSecond: z.boolean().default(false),
  usage: wave.optional(),
});
const increaseRequest = z.strictObject({
  service: z.string(),
  code: z.string(),
  desired: z.number(),
  status: z.enum(['PENDING', 'CASE_OPENED', 'APPROVED', 'DENIED', 'CASE_CLOSED', 'NOT_APPROVED', 'INVALID_REQUEST']),
  /** When it was made, and when its status last changed. */
  daysAgo: z.number().nonnegative().default(3),
  changedDaysAgo: z.number().nonnegative().optional(),
});

/** What goes wrong: see `faults.ts`. Without `service` and `operation`, everything in the Region. */
const fault = z.strictObject({
  region: z.string().optional(),
  service: z.string().optional(),
  operation: z.string().optional(),
  kind: z.enum([
    'denied',
    'unrecognized',
    'expired',
    'error',
    'garbage',
    'empty',
    'hang',
    'stall',
    'drip',
    'cut',
    'throttled',
    'gone',
    'metric-internal-error',
    'metric-forbidden',
    'metric-partial',
    'entry-failed',
  ]),
  /** Let this many matching calls pass first (entries, for `entry-failed`). */
  after: z.int().nonnegative().default(0),
  /** Strike this often; for ever if not given. */
  times: z.int().positive().optional(),
});
export type FaultDescription = z.input<typeof fault>;

const region = z.strictObject({
  /** What `GetAccount` says. */
  throttle: z.strictObject({ rate: z.number(), burst: z.int() }).default({ rate: 10_000, burst: 5000 }),
  /** Values that Service Quotas says are applied, by code, where they differ from the default. */
  quotas: z.record(z.string(), z.number()).default({}),
  /** Codes that `ListServiceQuotas` leaves out, so that only the default is known. */
  withoutAppliedValue: z.array(z.string()).default([]),
  /** Codes whose row in `ListServiceQuotas` has an `ErrorReason` beside its value. */
  withErrorReason: z.array(z.string()).default([]),
  /** Values that hold for single resources, by code and the id of the resource. */
  resourceQuotas: z.record(z.string(), z.record(z.string(), z.number())).default({}),
  measuredQuotas: z.array(measuredQuota).default([]),
  increaseRequests: z.array(increaseRequest).default([]),
  restApis: z.array(restApi).default([]),
  httpApis: z.array(httpApi).default([]),
  webSocketApis: z.array(webSocketApi).default([]),
  vpcLinks: z.strictObject({ v1: z.array(vpcLink).default([]), v2: z.array(vpcLink).default([]) }).prefault({}),
  ...network,
  usagePlans: z.array(usagePlan).default([]),
  domains: z.array(domain).default([]),
  accessAssociations: z.int().nonnegative().default(0),
  clientCertificates: z.int().nonnegative().default(0),
  apiKeys: z.int().nonnegative().default(0),
  lambda: z
    .strictObject({
      concurrency: z.int().default(1000),
      functions: z.array(lambdaFunction).default([]),
      eventSources: z.array(eventSource).default([]),
      claimed: wave.optional(),
      unreserved: wave.optional(),
      /** Invocations per second of the Region. */
      invocations: wave.optional(),
      storageGiB: z.number().nonnegative().optional(),
      storageLimitGiB: z.number().default(300),
      /** Network interfaces by VPC. */
      networkInterfaces: z.record(z.string(), z.int().nonnegative()).default({}),
    })
    .prefault({}),
  faults: z.array(fault).default([]),
});
export type RegionDescription = z.infer<typeof region>;
/** What a description of a Region may leave out is filled in by `describeRegion`. */
export type RegionInput = z.input<typeof region>;
export type RestApiDescription = z.infer<typeof restApi>;
export type HttpApiDescription = z.infer<typeof httpApi>;
export type WebSocketApiDescription = z.infer<typeof webSocketApi>;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html: 80 characters, the suffix among them. */
const queueName = z.string().regex(/^(?=.{1,80}$)[\w-]+(\.fifo)?$/, 'not a name of a queue');

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html */
export const accountId = z.string().regex(/^\d{12}$/);

export const account = z.strictObject({
  accountId,
  partition: z.string().default('aws'),
  regions: z.record(z.string(), region),
  /** Regions that exist but are off. */
  disabledRegions: z.array(z.string()).default([]),
  /** Buckets of S3, empty, in the first Region. */
  buckets: z.array(z.string()).default([]),
  /** Queues of SQS, empty, in the first Region, with what AWS gives one that is made without attributes; FIFO by their name. */
  queues: z.array(queueName).default([]),
  iam: iam.prefault({}),
  distributions: distributions.default([]),
  /** The months before, for whoever makes a past of it: AWS itself remembers none of this. */
  history: history.optional(),
  faults: z.array(fault).default([]),
});
/** What a description may leave out is filled in by `describeAccount`. */
export type AccountDescription = z.input<typeof account>;
export type Account = z.infer<typeof account>;

/** @param source the name of a file under `accounts/`, or a description. @throws ZodError when it is not one. */
export function describeAccount(source: string | AccountDescription): Account {
  if (typeof source !== 'string') return account.parse(source);
  const content: unknown = parse(readFileSync(join(__dirname, 'accounts', `${source}.yaml`), 'utf8'));
  return account.parse(content);
}

/** @throws ZodError when it is none. */
export function describeRegion(source: RegionInput): RegionDescription {
  return region.parse(source);
}
