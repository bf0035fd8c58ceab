/**
 * Throttles that somebody configured: not quotas of AWS, but they refuse requests all the same. Held against their own
 * traffic, which CloudWatch counts for each stage, and for each route where detailed metrics are on.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
import { type Gauge, gaugeKey } from '../domain/gauge';
import type { MonitoredQuota, Usage } from '../domain/quota';
import { declined, type Read } from '../domain/read';
import type { RegionReads } from '../domain/region-reads';
import { apiSeries, restSeries } from '../domain/request-series';
import type { Resource, Stage } from '../domain/resources';
import type { Series } from '../domain/series';
import { minuteOf, perSecond, rateNotes, restApisByMetric } from './traffic';

const source = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html';
const STAGE = 'stage-throttle';
const ROUTE = 'route-throttle';

/** A throttle with its traffic: `series` is `null` where nobody counts it. */
interface Throttle {
  readonly resource: Resource;
  readonly rate: number;
  readonly series: readonly Series[] | null;
  readonly at: string;
  readonly notes: readonly string[];
}

type Found = { readonly throttles: readonly Throttle[]; readonly unknown: readonly Usage[] };

/** An API or, for REST, all APIs of one name: their metrics cannot be told apart. */
interface Owner {
  readonly id: string;
  readonly name: string;
  readonly stages: readonly { readonly stage: Stage; readonly at: string }[];
  readonly notes: readonly string[];
  readonly stageSeries: (stage: string) => readonly Series[];
  readonly routeSeries: (stage: string, route: string) => readonly Series[];
}

function owners(reads: RegionReads): { readonly owners: readonly Owner[]; readonly unknown: readonly Usage[] } {
  const found: Owner[] = [];
  const unknown: Usage[] = [];
  const rest = reads.of('rest-apis');
  if (rest.status !== 'read') unknown.push({ resource: null, used: rest });
  else {
    for (const [name, group] of restApisByMetric(rest.value)) {
      const stages = group.flatMap((api) => knownStages(reads.each('rest-api-stages', api.id), api, unknown));
      const several = group.length > 1;
      found.push({
        id: group.map((api) => api.id).join('+'),
        name: several ? `${name} (${group.length} REST APIs of this name)` : (group[0]?.name ?? name),
        stages,
        notes: several ? ['CloudWatch counts REST APIs of one name together'] : [],
        stageSeries: (stage) => (isOnlyStage(stages) ? [restSeries(name)] : [restSeries(name, { Stage: stage })]),
        routeSeries: (stage, route) =>
          methodAndResource(route).map((two) => restSeries(name, { Stage: stage, ...two })),
      });
    }
  }
  const apis = reads.of('http-and-websocket-apis');
  if (apis.status !== 'read') unknown.push({ resource: null, used: apis });
  else {
    for (const api of apis.value) {
      const stages = knownStages(reads.each('stages', api.id), api, unknown);
      found.push({
        id: api.id,
        name: api.name,
        stages,
        notes: [],
        stageSeries: (stage) => apiSeries(api, isOnlyStage(stages) ? {} : { Stage: stage }),
        // AWS's pages disagree on the dimensions for HTTP APIs (Route, or Method and Resource): the one that is not written adds nothing.
        routeSeries: (stage, route) =>
          [{ Route: route }, ...(api.protocol === 'HTTP' ? methodAndResource(route) : [])].flatMap((more) =>
            apiSeries(api, { Stage: stage, ...more }),
          ),
      });
    }
  }
  return { owners: found, unknown };
}

/**
 * What comes to an API with one stage comes to that stage, and the API's own series is read anyway: asking for both would be
 * paid twice. A stage that was deployed since the list was read counts for the old one until then: too much, never too little.
 */
function isOnlyStage(stages: Owner['stages']): boolean {
  return new Set(stages.map(({ stage }) => stage.name)).size === 1;
}

function knownStages(
  read: Read<readonly Stage[]>,
  api: { readonly id: string; readonly name: string },
  unknown: Usage[],
): Owner['stages'] {
  if (read.status === 'read') return read.value.map((stage) => ({ stage, at: read.at }));
  unknown.push({ resource: { type: 'stage', id: api.id, name: api.name }, used: read });
  return [];
}

/** `GET /pets/{id}` is two dimensions; `$default` is none. */
function methodAndResource(route: string): { readonly Method: string; readonly Resource: string }[] {
  const [Method = '', Resource = ''] = route.split(' ', 2);
  return Method !== '' && Resource !== '' ? [{ Method, Resource }] : [];
}

function stageThrottles(reads: RegionReads): Found {
  const { owners: all, unknown } = owners(reads);
  const throttles = all.flatMap((owner) =>
    together(
      owner.stages.flatMap(({ stage: { name, rate }, at }): Throttle[] => {
        const resource: Resource = { type: 'stage', id: `${owner.id}/${name}`, name: `${owner.name}/${name}` };
        return rate === null ? [] : [{ resource, rate, series: owner.stageSeries(name), at, notes: owner.notes }];
      }),
    ),
  );
  return { throttles, unknown };
}

function routeThrottles(reads: RegionReads): Found {
  const { owners: all, unknown } = owners(reads);
  const throttles = all.flatMap((owner) =>
    together(
      owner.stages.flatMap(({ stage, at }) =>
        stage.routes.map(({ route, rate, detailedMetrics }): Throttle => ({
          resource: {
            type: 'route',
            id: `${owner.id}/${stage.name}/${route}`,
            name: `${owner.name}/${stage.name} ${route}`,
          },
          rate,
          series: detailedMetrics ? owner.routeSeries(stage.name, route) : null,
          at,
          notes: owner.notes,
        })),
      ),
    ),
  );
  return { throttles, unknown };
}

/**
 * The same stage or route of several REST APIs of one name is one throttle: what those allow together whose traffic is
 * counted.
 */
function together(throttles: readonly Throttle[]): readonly Throttle[] {
  const byId = new Map<string, Throttle>();
  for (const one of throttles) {
    const before = byId.get(one.resource.id);
    if (!before || before.series === null) byId.set(one.resource.id, one);
    else if (one.series !== null) byId.set(one.resource.id, { ...before, rate: before.rate + one.rate });
  }
  return [...byId.values()];
}

const gaugesOf =
  (quota: string, find: (reads: RegionReads) => Found) =>
  (reads: RegionReads): readonly Gauge[] =>
    find(reads).throttles.flatMap(({ resource, series }) =>
      series ? [{ key: gaugeKey(quota, resource.id), series, everyMinutes: 60 }] : [],
    );

const usagesOf =
  (quota: string, find: (reads: RegionReads) => Found) =>
  (reads: RegionReads): readonly Usage[] => {
    const { throttles, unknown } = find(reads);
    return [
      ...throttles.map(({ resource, rate, series, at, notes }): Usage => {
        if (series === null) {
          return { resource, used: declined('AWS does not count it, detailed metrics are off for this stage') };
        }
        const peak = reads.peak(gaugeKey(quota, resource.id));
        const limit: Read<number> = { status: 'read', value: rate, at };
        const carried = at < reads.since ? [`the throttle as of ${at}`] : [];
        const own = [...rateNotes(peak), ...carried, ...notes];
        return { resource, used: perSecond(peak), limit, notes: own, ...minuteOf(peak) };
      }),
      ...unknown,
    ];
  };

export const configuredThrottles = [
  {
    id: STAGE,
    name: 'Stage throttle (your setting)',
    service: 'apigateway',
    quotaCode: null,
    defaultValue: 10_000,
    adjustable: 'yes',
    unit: 'requests per second',
    scope: 'resource',
    limitIs: 'your own setting',
    reads: ['rest-api-stages', 'stages'],
    gauges: gaugesOf(STAGE, stageThrottles),
    count: usagesOf(STAGE, stageThrottles),
    breaks: 'Callers of this stage are throttled (429), except on routes with a throttle of their own',
    remedy: [
      'Look in the access logs of this stage for the client and the route of the peak.',
      'Mute it by `mutes` in `headroom.yaml` if this throttle is meant to be reached.',
      'Raise the throttle of the stage if what stands behind it can take more, but not above the rate of the account.',
    ],
    counted:
      'Count of each stage that has a throttle (of the whole API where that is its only stage), against its rate; the peak minute ÷ 60 is a lower bound; REST APIs of one name are one group',
    confidence: 'high; that throttled requests are counted: not documented',
    source,
  },
  {
    id: ROUTE,
    name: 'Route or method throttle (your setting)',
    service: 'apigateway',
    quotaCode: null,
    defaultValue: 10_000,
    adjustable: 'yes',
    unit: 'requests per second',
    scope: 'resource',
    limitIs: 'your own setting',
    reads: ['rest-api-stages', 'stages'],
    gauges: gaugesOf(ROUTE, routeThrottles),
    count: usagesOf(ROUTE, routeThrottles),
    breaks: 'Callers of this route or method are throttled (429); other routes of the stage are not',
    remedy: [
      'Look in the access logs for the client that sends the peak to this route or method.',
      'Mute it by `mutes` in `headroom.yaml` if this throttle is meant to be reached.',
      'Raise the throttle of this route or method if its backend can take more.',
    ],
    counted: 'Count of each route or method that has a throttle, where detailed metrics are on',
    confidence: 'high for the setting; the dimensions of detailed metrics by their documentation',
    source,
  },
] as const satisfies readonly MonitoredQuota[];
