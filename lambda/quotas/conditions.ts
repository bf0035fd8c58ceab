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
    title: 'VPC link is inactive',
    remedy: [
      'Delete the link if no integration names it in `connectionId`, not even by a stage variable.',
      'Send a request through it to wake it otherwise: requests fail for some minutes, until its network interfaces are back.',
      'Let a scheduled request use it more often than every 60 days if it must always be ready.',
    ],
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
    title: 'VPC link could not be created',
    remedy: [
      'Read in its status message why it failed, with `get-vpc-link`.',
      'Delete the link, and create it again without that cause if it is needed.',
    ],
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
    title: "Stage throttle is above the account's",
    remedy: [
      "Set the throttle of the stage below the account's throttle rate, so that it protects the other APIs of the Region.",
      'Request an increase of the throttle rate in Service Quotas if the stage must take that much.',
    ],
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
    title: 'Usage plan allows more than the account',
    remedy: [
      "Set the rate of the plan well below the account's throttle rate, which all keys and APIs of the Region share.",
      'Request an increase of the throttle rate in Service Quotas if one key must be able to send that much.',
    ],
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
    title: 'Function was throttled at its reserved concurrency',
    remedy: [
      'Check who invokes the function if its reservation is 0: that switches it off.',
      'Set `MaximumConcurrency` of its SQS event source to the reservation at most, so that messages wait in the queue.',
      'Give it more reserved concurrency if the account still has it: 100 must stay unreserved.',
    ],
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
    title: 'Reserved concurrency is not used',
    remedy: [
      'Remove the reservation with `delete-function-concurrency`: all other functions get it back at once.',
      'Delete the function if nobody needs it any more.',
    ],
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
