/** The form of an account of the sandbox: what a YAML file under `accounts/` may say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

/** A stream of values by minute: `peak` in every minute that `every` divides, about `typical` in the others. */
const wave = z.strictObject({
  typical: z.number().nonnegative(),
  peak: z.number().nonnegative(),
  /** Minutes from one peak to the next. */
  every: z.int().positive().default(60),
});
export type Wave = z.infer<typeof wave>;

/** The routes of an API: those of a file under `data/routes` (all, or those below some paths), or as many as are wanted. */
const routes = z.union([
  z.strictObject({ file: z.string(), under: z.array(z.string()).optional() }),
  z.strictObject({ count: z.int().nonnegative() }),
]);
export type RoutesSource = z.infer<typeof routes>;

/** Requests per second that come in, averaged over each minute; without it the API has no traffic. */
const traffic = wave.optional();
const throttle = z.strictObject({ rate: z.number(), burst: z.int() }).optional();
const stages = z.array(z.strictObject({ name: z.string(), throttle })).default([{ name: 'prod' }]);
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
  routes: routes.optional(),
  /** As many resources, the root among them, where the routes do not matter. */
  resources: z.int().positive().optional(),
  stages,
});
const httpApi = z.strictObject({
  ...common,
  routes,
  /** Each route has an integration of its own; this many different targets stand behind them (one each, if not given). */
  targets: z.int().positive().optional(),
  /** Integrations that no route uses. */
  orphans: z.int().nonnegative().default(0),
  stages,
});
const webSocketApi = z.strictObject({ ...common, actions: z.int().nonnegative(), stages });
const vpcLink = z.strictObject({
  name: z.string(),
  status: z.string().default('AVAILABLE'),
  subnets: z.array(z.string()).default(['subnet-0a1', 'subnet-0b2']),
  securityGroups: z.array(z.string()).default(['sg-01']),
  target: z.string().default('net/services/0123456789abcdef'),
});
const usagePlan = z.strictObject({
  name: z.string(),
  rate: z.number().optional(),
  burst: z.int().optional(),
  api: z.string().optional(),
});
const lambdaFunction = z.strictObject({
  name: z.string(),
  copies: z.int().positive().default(1),
  reserved: z.int().nonnegative().optional(),
});

/** What goes wrong: see `faults.ts`. Without `service` and `operation`, everything in the Region. */
const fault = z.strictObject({
  region: z.string().optional(),
  service: z.string().optional(),
  operation: z.string().optional(),
  kind: z.enum(['denied', 'unrecognized', 'expired', 'error', 'garbage', 'empty', 'hang', 'cut', 'throttled', 'gone']),
  /** Let this many matching calls pass first. */
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
  restApis: z.array(restApi).default([]),
  httpApis: z.array(httpApi).default([]),
  webSocketApis: z.array(webSocketApi).default([]),
  vpcLinks: z.strictObject({ v1: z.array(vpcLink).default([]), v2: z.array(vpcLink).default([]) }).prefault({}),
  usagePlans: z.array(usagePlan).default([]),
  lambda: z
    .strictObject({
      concurrency: z.int().default(1000),
      functions: z.array(lambdaFunction).default([]),
      claimed: wave.optional(),
      unreserved: wave.optional(),
    })
    .prefault({}),
  faults: z.array(fault).default([]),
});
export type RegionDescription = z.infer<typeof region>;
export type RestApiDescription = z.infer<typeof restApi>;
export type HttpApiDescription = z.infer<typeof httpApi>;
export type WebSocketApiDescription = z.infer<typeof webSocketApi>;

const account = z.strictObject({
  accountId: z.string().regex(/^\d{12}$/),
  partition: z.string().default('aws'),
  regions: z.record(z.string(), region),
  /** Regions that exist but are off. */
  disabledRegions: z.array(z.string()).default([]),
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
