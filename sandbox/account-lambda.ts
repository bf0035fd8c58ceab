/** What a description of an account may say of Lambda's functions and of what starts them. */
import * as z from 'zod';
import { wave } from './account-wave';

/** A statement of a function's own policy. */
const permission = z.strictObject({
  id: z.string(),
  /** A service (`apigateway.amazonaws.com`), an ARN, or `*`. */
  principal: z.string(),
  action: z.string().default('lambda:InvokeFunction'),
  sourceArn: z.string().optional(),
});
/** What X-Ray has seen of it, whatever the time. */
const traces = z.strictObject({
  invocations: z.int().positive(),
  calls: z
    .array(
      z.strictObject({
        name: z.string(),
        type: z.string(),
        count: z.int().nonnegative(),
        faults: z.int().nonnegative().default(0),
      }),
    )
    .default([]),
});

export const lambdaFunction = z.strictObject({
  name: z.string(),
  copies: z.int().positive().default(1),
  reserved: z.int().nonnegative().optional(),
  throttles: wave.optional(),
  /** How many run at once. */
  concurrent: wave.optional(),
  /** Invocations per second that begin, averaged over each minute. */
  invocations: wave.optional(),
  /** How long one takes. */
  durationMs: wave.optional(),
  timeout: z.int().min(1).max(900).default(30),
  memory: z.int().min(128).max(10_240).default(512),
  codeSize: z.int().positive().default(5_000_000),
  /** Names; version 1 of each. */
  layers: z.array(z.string()).default([]),
  /** An empty text: it was in one before. */
  vpc: z.string().optional(),
  tracing: z.boolean().default(false),
  /** With values, as AWS gives them to everybody who may list functions. */
  environment: z.record(z.string(), z.string()).default({}),
  /** The name of its role, with its path; without it, the function's own name. */
  role: z.string().optional(),
  permissions: z.array(permission).default([]),
  /** Function URLs: one of the function itself, more are of aliases. */
  urls: z.int().nonnegative().default(0),
  traces: traces.optional(),
});

export const eventSource = z.strictObject({
  function: z.string(),
  /** The part behind the function's name in its ARN. */
  alias: z.string().optional(),
  /** An ARN; without one it is a Kafka cluster of one's own. */
  source: z.string().optional(),
  state: z
    .enum(['Creating', 'Enabling', 'Enabled', 'Disabling', 'Disabled', 'Updating', 'Deleting'])
    .default('Enabled'),
  maximumConcurrency: z.int().min(2).max(1000).optional(),
  copies: z.int().positive().default(1),
});
export type EventSourceDescription = z.infer<typeof eventSource>;
