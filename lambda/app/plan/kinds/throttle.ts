/** What a plan for a rate of API Gateway needs: whose requests the busiest minute of a day brought. */
import type { ApiWithStages, DetailSource } from '../../../domain/detail-source';
import type { RequestPeak, RestResource } from '../../../domain/details';
import type { Measured } from '../../../domain/measurement';
import { mapRead, type Read } from '../../../domain/read';
import type { RegionReads } from '../../../domain/region-reads';
import type { QuotaFacts } from '../../../remediation/facts';
import { type LongTimeout, planThrottle, type ThrottleFacts } from '../../../remediation/throttles';
import { goalOf, othersOf, type PlanContext } from '../context';
import type { Gathered } from '../gathered';

export async function ofThrottle(one: Measured, quota: QuotaFacts, context: PlanContext): Promise<Gathered> {
  const known = context.reads.get(one.region);
  const apis = known === undefined ? NOT_SCANNED : apisOf(known);
  // Connections are no requests.
  const peak = one.quota === 'websocket-connection-rate' ? null : await peakOf(apis, one.region, context);
  const usagePlans = known?.of('usage-plans') ?? NOT_SCANNED;
  const looked = quota.id === 'api-gateway-throttle-rate' ? await largestOf(peak, context.detailsOf(one.region)) : [];
  const facts = {
    quota,
    peak,
    usagePlans,
    ...timeoutsIn(looked, apis),
    others: othersOf(one, context),
  };
  return {
    parts: planThrottle(facts, goalOf(context)),
    stale: null,
    reads: [
      ...listsOf(known),
      usagePlans,
      ...(peak === null ? [] : [peak]),
      ...looked.map(({ resources }) => resources),
    ],
  };
}

const NOT_SCANNED = { status: 'failed', kind: 'failed', reason: 'the Region was not scanned' } as const;

function listsOf(known: RegionReads | undefined): readonly Read<unknown>[] {
  return known === undefined ? [NOT_SCANNED] : [known.of('rest-apis'), known.of('http-and-websocket-apis')];
}

async function peakOf(apis: Read<readonly ApiWithStages[]>, region: string, { detailsOf }: PlanContext) {
  return apis.status === 'read' ? await detailsOf(region).requestPeak(apis.value) : apis;
}

/** The busiest stages; the REST APIs among them are read for their timeouts. */
const MOST_STAGES = 3;

interface Looked {
  readonly apiName: string;
  readonly resources: Read<readonly RestResource[]>;
}

/** Of REST APIs of one name CloudWatch knows the sum only: the first of them is read. */
async function largestOf(peak: Read<RequestPeak | null> | null, source: DetailSource): Promise<Looked[]> {
  const stages = peak?.status === 'read' && peak.value !== null ? peak.value.stages : [];
  const largest = stages
    .filter(({ perSecond }) => perSecond > 0)
    .toSorted((a, b) => b.perSecond - a.perSecond)
    .slice(0, MOST_STAGES)
    .filter(({ apiType }) => apiType === 'rest-api');
  const byId = new Map(largest.map(({ apiId, apiName }) => [apiId, apiName]));
  return await Promise.all(
    [...byId].map(async ([id, apiName]) => ({ apiName, resources: await source.resources(id) })),
  );
}

/** What a REST API may have without asking for more: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const LONGEST_MS = 29_000;

function timeoutsIn(
  looked: readonly Looked[],
  apis: Read<readonly ApiWithStages[]>,
): Pick<ThrottleFacts, 'longTimeouts' | 'unlooked'> {
  const known = looked.flatMap(({ apiName, resources }) =>
    resources.status === 'read' ? [{ apiName, resources: resources.value }] : [],
  );
  if (known.length === 0 || apis.status !== 'read') return { longTimeouts: null, unlooked: 0 };
  return {
    longTimeouts: known.flatMap(({ apiName, resources }) =>
      resources.flatMap(({ path, methods }) =>
        methods.flatMap(({ method, timeoutMs }): LongTimeout[] =>
          timeoutMs !== null && timeoutMs > LONGEST_MS ? [{ apiName, method: `${method} ${path}`, timeoutMs }] : [],
        ),
      ),
    ),
    unlooked: apis.value.filter(({ type }) => type === 'rest-api').length - known.length,
  };
}

/** Unknown as long as one of the two lists is; stages that could not be read leave their requests without an owner. */
function apisOf(reads: RegionReads): Read<readonly ApiWithStages[]> {
  const rest = reads.of('rest-apis');
  if (rest.status !== 'read') return rest;
  const stagesOf = (name: 'rest-api-stages' | 'stages', id: string): ApiWithStages['stages'] => {
    const stages = reads.each(name, id);
    return stages.status === 'read' ? stages.value.map(({ name: stage, rate }) => ({ name: stage, rate })) : [];
  };
  return mapRead(reads.of('http-and-websocket-apis'), (apis) => [
    ...rest.value.map(({ id, name }) => ({
      id,
      name,
      type: 'rest-api' as const,
      stages: stagesOf('rest-api-stages', id),
    })),
    ...apis.map(({ id, name, protocol }) => ({
      id,
      name,
      type: protocol === 'WEBSOCKET' ? ('websocket-api' as const) : ('http-api' as const),
      stages: stagesOf('stages', id),
    })),
  ]);
}
