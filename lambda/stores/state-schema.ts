/** The form of what a scan remembers: a file that somebody may have edited, or another release written. */
import * as z from 'zod';
import { resourceTypes } from '../domain/resources';
import type { AccountState, RegionState } from '../domain/state';
import { severities } from '../domain/threshold';
import { outlook, planNote } from './incident-schema';

const kept = <Value extends z.ZodType>(value: Value) => z.object({ value, at: z.iso.datetime() });
const items = <Value extends z.ZodType>(value: Value) => z.record(z.string(), kept(value)).optional();
const text = z.string();
const count = z.number();

const stages = z.array(
  z.object({
    name: text,
    variables: count,
    tags: count,
    rate: count.nullable(),
    routes: z.array(z.object({ route: text, rate: count, detailedMetrics: z.boolean() })),
  }),
);
const vpcLinks = z.array(z.object({ id: text, name: text, status: text, subnets: count }));
const metric = z.object({
  namespace: text,
  name: text,
  dimensions: z.record(text, text),
  statistic: z.enum(['Sum', 'Maximum']),
  perSecond: z.boolean(),
});
const quotas = z.array(
  z.object({
    code: text,
    name: text,
    value: count,
    adjustable: z.boolean(),
    resource: text.nullable(),
    metric: metric.nullable(),
  }),
);

const region = z.object({
  lists: z.object({
    'rest-apis': kept(
      z.array(z.object({ id: text, name: text, endpoint: z.enum(['REGIONAL', 'EDGE', 'PRIVATE']).nullable() })),
    ).optional(),
    'http-and-websocket-apis': kept(
      z.array(z.object({ id: text, name: text, protocol: z.enum(['HTTP', 'WEBSOCKET']).nullable() })),
    ).optional(),
    'vpc-links-v1': kept(vpcLinks).optional(),
    'vpc-links-v2': kept(vpcLinks).optional(),
    'api-gateway-account': kept(z.object({ rateLimit: count })).optional(),
    'domain-names': kept(
      z.array(
        z.object({ id: text, name: text, private: z.boolean(), regional: z.boolean(), routingRules: z.boolean() }),
      ),
    ).optional(),
    'domain-name-access-associations': kept(count).optional(),
    'usage-plans': kept(
      z.array(
        z.object({
          id: text,
          name: text,
          rate: count.nullable(),
          stages: z.array(z.object({ apiId: text, stage: text, throttles: count })),
        }),
      ),
    ).optional(),
    'client-certificates': kept(count).optional(),
    'api-keys': kept(count).optional(),
    'lambda-account': kept(
      z.object({
        concurrency: count,
        unreservedConcurrency: count,
        functionCount: count,
        storage: count,
        storageLimit: count,
      }),
    ).optional(),
    'lambda-functions': kept(z.array(z.object({ id: text, name: text }))).optional(),
    'lambda-network-interfaces': kept(z.record(text, count)).optional(),
    'api-gateway-applied-quotas': kept(quotas).optional(),
    'api-gateway-default-quotas': kept(quotas).optional(),
    'lambda-applied-quotas': kept(quotas).optional(),
    'lambda-default-quotas': kept(quotas).optional(),
    'increase-requests': kept(
      z.array(
        z.object({
          id: text,
          service: text,
          code: text,
          desired: count,
          status: text,
          resource: text.nullable(),
          createdAt: text,
          updatedAt: text,
        }),
      ),
    )
      .optional()
      // Release 0.1.0 kept less of each: then they are read anew.
      .catch(undefined),
  }),
  items: z.object({
    'rest-api-resources': items(count),
    'rest-api-stages': items(stages),
    'rest-api-authorizers': items(count),
    integrations: items(count),
    routes: items(count),
    stages: items(stages),
    authorizers: items(count),
    'api-mappings': items(count),
    'routing-rules': items(count),
    'function-concurrency': items(count.nullable()),
  }),
  peaks: z.record(text, kept(z.object({ value: count, minute: count }).nullable()).extend({ until: count })),
  failed: z.record(
    text,
    z.object({ kind: z.enum(['denied', 'unavailable', 'declined', 'failed']), reason: text, at: z.iso.datetime() }),
  ),
  hot: z.array(text),
  // Release 0.1.0 did not keep these.
  cooling: z.array(text).default([]),
  seen: z.record(text, count).default({}),
  lastSeen: z
    .array(
      z.object({
        quota: text,
        resource: z.object({ type: z.enum(resourceTypes), id: text, name: text }).nullable(),
        percent: count,
        severity: z.enum(severities),
      }),
    )
    .default([]),
}) satisfies z.ZodType<RegionState>;

export const accountState = z.object({
  schemaVersion: z.literal(1),
  accountId: text,
  regions: z.record(text, region),
  // Release 0.1.0 computed none.
  plans: z.record(text, planNote).default({}),
  // Release 0.1.0 kept no history.
  outlooks: z.object({ day: text.nullable(), bySeries: z.record(text, outlook) }).default({ day: null, bySeries: {} }),
  recordedThrough: text.nullable().default(null),
}) satisfies z.ZodType<AccountState>;
