/** Requests whose callers need not wait for the work, or need not reach a function at all. */
import { code, listed, type Words, words } from '../../domain/words';
import type { Proposal, Remedy } from '../pipeline';
import type { ApiCall, Behind } from './callers';
import { byRunning, type FunctionState, type Model, running } from './model';
import { about } from './text';

const MOST_FUNCTIONS = 3;

type Found = readonly { readonly state: FunctionState; readonly calls: readonly ApiCall[] }[];

/** The largest functions behind APIs of which a route has one of these methods. */
function behindRoutes(model: Model, behind: ReadonlyMap<string, Behind>, methods: ReadonlySet<string>): Found {
  return byRunning(model)
    .flatMap((state) => {
      const calls = (behind.get(state.name)?.calls ?? []).filter(({ routeKey }) => methods.has(methodOf(routeKey)));
      return calls.length === 0 || running(state) < 1 ? [] : [{ state, calls }];
    })
    .slice(0, MOST_FUNCTIONS);
}

function methodOf(routeKey: string): string {
  return routeKey.includes(' ') ? (routeKey.split(' ', 1)[0] ?? '') : '';
}

const WRITES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** API Gateway would put the request on a queue or a bus itself; a worker takes it at its own pace. */
export function buffer(behind: ReadonlyMap<string, Behind>): Remedy<Model> {
  return {
    id: 'buffer-writes',
    effort: 'infrastructure',
    propose: (model) => {
      const found = behindRoutes(model, behind, WRITES);
      if (found.length === 0) return [];
      return [
        advice(
          words`Put a queue or a bus between API Gateway and the work, where the caller need not wait for it`,
          [
            ...lines(found),
            words`API Gateway sends the request to SQS or EventBridge by a direct integration and answers at once; a worker reads the queue with ${code('MaximumConcurrency')}, so that a peak becomes a longer queue instead of more executions`,
          ],
          [
            words`The caller gets a receipt instead of a result: clients must be able to live with that`,
            words`Messages may come twice and, without FIFO, in another order`,
            words`How much it frees depends on the limit that you give the worker: nothing is counted here`,
          ],
        ),
      ];
    },
  };
}

/** A cache in front answers without a function. */
export function cacheInFront(behind: ReadonlyMap<string, Behind>): Remedy<Model> {
  return {
    id: 'cache-reads',
    effort: 'infrastructure',
    propose: (model) => {
      const found = behindRoutes(model, behind, READS);
      if (found.length === 0) return [];
      const hasRest = found.some(({ calls }) => calls.some(({ api }) => api.type === 'rest-api'));
      return [
        advice(
          words`Answer repeated reads from a cache in front of the function`,
          [
            ...lines(found),
            hasRest
              ? words`CloudFront in front of the API, or the cache of the REST API’s stage`
              : words`CloudFront in front of the API; an HTTP API has no cache of its own`,
          ],
          [
            words`Only for answers that are the same for several callers: what depends on the caller must be part of the cache key`,
            words`How many requests repeat themselves is not known here, so nothing is counted`,
          ],
        ),
      ];
    },
  };
}

function lines(found: Found): Words[] {
  return found.map(
    ({ state, calls }) =>
      words`${code(state.name)}, ${about(running(state))} at once on average in the busiest minute: ${listed([...new Set(calls.map(({ routeKey }) => routeKey))].map(code))}`,
  );
}

export function elsewhere(): Remedy<Model> {
  return {
    id: 'other-account-or-region',
    effort: 'organization',
    propose: () => [
      advice(
        words`Move functions that have nothing to do with each other to accounts or Regions of their own`,
        [words`Concurrency is counted for each account and Region: one workload then no longer throttles another`],
        [words`Data, permissions and deployments move along: it is for growth, not for this week`],
      ),
    ],
  };
}

function advice(title: Words, details: readonly Words[], cautions: readonly Words[]): Proposal<Model> {
  return { kind: 'advice', apply: (same) => same, text: { title, details, cautions, undo: null, artefacts: [] } };
}
