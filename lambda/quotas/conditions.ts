/** Observations: nothing fills up, and still somebody should look. */
import { gaugeKey } from '../domain/gauge';
import type { WatchedCondition } from '../domain/observation';
import type { Read } from '../domain/read';
import type { RegionReads } from '../domain/region-reads';
import type { Resource, Stage } from '../domain/resources';
import type { Series } from '../domain/series';

const LAMBDA = 'AWS/Lambda';
const FOURTEEN_DAYS = 14 * 24 * 60;
const DAY = 24 * 60;

export const conditions: readonly WatchedCondition[] = [
  {
    kind: 'vpc-link-inactive',
    tells:
      'a V2 VPC link that nobody used for 60 days is INACTIVE, and requests through it fail until it is active again',
    reads: ['vpc-links-v2'],
    observe: (reads) => {
      const links = reads.of('vpc-links-v2');
      if (links.status !== 'read') return [];
      return links.value
        .filter((link) => link.status === 'INACTIVE')
        .map(({ id, name }) => ({
          resource: { type: 'vpc-link', id, name },
          severity: 'warning',
          text: 'this VPC link is INACTIVE: it was idle for 60 days, and requests through it fail. Delete it or send traffic to wake it.',
        }));
    },
  },
  {
    kind: 'vpc-link-failed',
    tells: 'a VPC link that could not be created still counts against the quota',
    reads: ['vpc-links-v1', 'vpc-links-v2'],
    observe: (reads) =>
      (['vpc-links-v1', 'vpc-links-v2'] as const).flatMap((list) => {
        const links = reads.of(list);
        if (links.status !== 'read') return [];
        return links.value
          .filter((link) => link.status === 'FAILED')
          .map(({ id, name }) => ({
            resource: { type: 'vpc-link' as const, id, name },
            severity: 'warning' as const,
            text: 'this VPC link FAILED and still counts against the quota. Delete it.',
          }));
      }),
  },
  {
    kind: 'stage-throttle-above-account',
    tells: "a stage allows more than the account's throttle lets through",
    reads: ['rest-api-stages', 'stages', 'api-gateway-account'],
    observe: (reads) => {
      const account = reads.of('api-gateway-account');
      if (account.status !== 'read') return [];
      const most = account.value.rateLimit;
      return stages(reads)
        .filter(({ rate }) => rate > most)
        .map(({ resource, rate }) => ({
          resource,
          severity: 'warning',
          text: `this stage allows ${rate} requests per second, the account ${most}: the stage's throttle never applies.`,
        }));
    },
  },
  {
    kind: 'usage-plan-above-account',
    tells: "a usage plan promises each of its keys more than the account's throttle lets through",
    reads: ['usage-plans', 'api-gateway-account'],
    observe: (reads) => {
      const account = reads.of('api-gateway-account');
      const plans = reads.of('usage-plans');
      if (account.status !== 'read' || plans.status !== 'read') return [];
      const most = account.value.rateLimit;
      return plans.value
        .filter((plan) => plan.rate !== null && plan.rate > most)
        .map(({ id, name, rate }) => ({
          resource: { type: 'usage-plan', id, name },
          severity: 'warning',
          text: `this usage plan allows ${rate} requests per second for each key, the account ${most} for all together.`,
        }));
    },
  },
  {
    kind: 'reserved-concurrency-reached',
    tells: 'a function was throttled at its reserved concurrency',
    reads: ['lambda-account', 'function-concurrency'],
    gauges: (reads) =>
      reservations(reads).map(({ name }) => ({
        key: gaugeKey('reserved-concurrency-reached', name),
        series: [functionSeries(name, 'Throttles', 'Sum')],
        everyMinutes: 60,
      })),
    observe: (reads) =>
      reservations(reads).flatMap(({ name, reserved }) => {
        const peak = reads.peak(gaugeKey('reserved-concurrency-reached', name));
        if (peak.status !== 'read' || peak.value === null || peak.value.value === 0) return [];
        const minute = new Date(peak.value.minute).toISOString();
        return [
          {
            resource: functionResource(name),
            severity: 'warning' as const,
            text: `this function was throttled ${peak.value.value} times in the minute of ${minute}; its reserved concurrency is ${reserved}.`,
          },
        ];
      }),
  },
  {
    kind: 'reserved-concurrency-unused',
    tells: 'a reservation that was never used in 14 days takes concurrency from everybody else',
    reads: ['lambda-account', 'function-concurrency'],
    gauges: (reads) =>
      reservations(reads).map(({ name }) => ({
        key: gaugeKey('reserved-concurrency-unused', name),
        series: [functionSeries(name, 'ConcurrentExecutions', 'Maximum')],
        everyMinutes: DAY,
        lookBackMinutes: FOURTEEN_DAYS,
        wholeWindow: true,
        periodMinutes: DAY,
      })),
    observe: (reads) =>
      reservations(reads).flatMap(({ name, reserved }) => {
        const peak = reads.peak(gaugeKey('reserved-concurrency-unused', name));
        if (peak.status !== 'read' || reserved === 0 || (peak.value !== null && peak.value.value > 0)) return [];
        return [
          {
            resource: functionResource(name),
            severity: 'warning' as const,
            text: `this function reserves ${reserved} concurrent executions and used none of them in 14 days.`,
          },
        ];
      }),
  },
];

const functionResource = (name: string): Resource => ({ type: 'function', id: name, name });

function functionSeries(name: string, metric: string, statistic: Series['statistic']): Series {
  return { namespace: LAMBDA, metric, dimensions: { FunctionName: name }, statistic };
}

/** Functions with a reservation; those that could not be read are missing, and the Region says so. */
function reservations(reads: RegionReads): { readonly name: string; readonly reserved: number }[] {
  const functions = reads.of('lambda-functions');
  if (functions.status !== 'read') return [];
  return functions.value.flatMap(({ id, name }) => {
    const read = reads.each('function-concurrency', id);
    return read.status === 'read' && read.value !== null ? [{ name, reserved: read.value }] : [];
  });
}

interface ThrottledStage {
  readonly resource: Resource;
  readonly rate: number;
}

function stages(reads: RegionReads): readonly ThrottledStage[] {
  const rest = reads.of('rest-apis');
  const apis = reads.of('http-and-websocket-apis');
  return [
    ...(rest.status === 'read' ? rest.value : []).flatMap((api) =>
      throttled(api, reads.each('rest-api-stages', api.id)),
    ),
    ...(apis.status === 'read' ? apis.value : []).flatMap((api) => throttled(api, reads.each('stages', api.id))),
  ];
}

function throttled(
  api: { readonly id: string; readonly name: string },
  read: Read<readonly Stage[]>,
): readonly ThrottledStage[] {
  if (read.status !== 'read') return [];
  return read.value.flatMap(({ name, rate }) =>
    rate === null ? [] : [{ resource: { type: 'stage', id: `${api.id}/${name}`, name: `${api.name}/${name}` }, rate }],
  );
}
