/**
 * Requests that API Gateway could hand to a service itself. A candidate is an option whatever its tier: nobody read the code. And it
 * frees concurrency only: a direct integration is an integration too.
 */
import type { FunctionDetails, FunctionSignals } from '../../domain/details';
import { plural } from '../../domain/format';
import type { Artefact, Filling } from '../../domain/plan';
import type { Read } from '../../domain/read';
import { code, listed, type Words, words } from '../../domain/words';
import type { Proposal, Remedy } from '../pipeline';
import type { ApiCall, Behind } from './callers';
import { type Candidate, candidateOf } from './candidates';
import { httpIntegration } from './http-integration';
import {
  changed,
  type FunctionState,
  freedBy,
  isReserved,
  type Model,
  REQUESTS_PER_CONCURRENCY,
  requiredConcurrency,
  running,
} from './model';
import { restIntegration } from './rest-integration';
import { serviceProxy } from './service-proxy';
import { targetLimit } from './target-limits';
import { type Arn, onlyTarget, serviceNames } from './targets';
import { about, slug } from './text';

const MOST_CANDIDATES = 5;
const MOST_ROUTES = 3;

/** What a function may silently do beside passing a request on; after Yan Cui, "The why, when and how of API Gateway service proxies". */
const CHECKLIST: readonly Words[] = [
  words`Check first, retries: the SDK tries again with growing pauses; API Gateway does not`,
  words`Check first, contextual logging: correlation ids and what else it logs of the request`,
  words`Check first, error handling: messages that say what went wrong, and logs that help to find it`,
  words`Check first, fallbacks: a default answer where the service behind it fails`,
  words`Check first, fault injection: experiments that make the service fail on purpose`,
];

export interface DirectProps {
  readonly behind: ReadonlyMap<string, Behind>;
  readonly signals: ReadonlyMap<string, Read<FunctionSignals>> | null;
  readonly functions: Read<readonly FunctionDetails[]>;
  readonly region: string;
  readonly count: (model: Model) => Filling;
}

export function directIntegrations(props: DirectProps): Remedy<Model> {
  return {
    id: 'direct-integration',
    effort: 'code',
    propose: (model) => (props.signals === null ? notAssessed(props, model) : assessed(props, props.signals, model)),
  };
}

/** Without opt-in signals nobody can say more than how many could be looked at. */
function notAssessed({ behind }: DirectProps, model: Model): Proposal<Model>[] {
  const alone = byApi(
    [...behind.values()].filter(
      ({ onlyApiGateway, functionName }) => onlyApiGateway === 'yes' && model.functions.has(functionName),
    ),
  );
  return alone.map(({ api, names }) => {
    const all = names.toSorted((a, b) => load(model, b) - load(model, a) || (a < b ? -1 : 1));
    return {
      kind: 'advice',
      apply: (same) => same,
      text: {
        title: words`Not assessed (${code(api.name)}): ${plural(all.length, 'function')} behind this API ${all.length === 1 ? 'is' : 'are'} invoked by API Gateway alone; run with ${code('--signals iam,x-ray')} to assess`,
        details: [
          words`The largest first: ${listed(all.map(code), 5)}; at the account’s busiest minute that is ${about(all.reduce((sum, name) => sum + load(model, name), 0))} at once on average`,
          words`If one of them only passes requests on to another service, API Gateway could call that service itself; what a function does stands in its code, which nobody read`,
        ],
        cautions: [NOT_FEWER_INTEGRATIONS],
        undo: null,
        artefacts: [],
      },
    };
  });
}

const NOT_FEWER_INTEGRATIONS = words`A direct integration does not lower the number of integrations: it is one too`;

function load({ functions }: Model, name: string): number {
  const state = functions.get(name);
  return state === undefined ? 0 : running(state);
}

function byApi(all: readonly Behind[]): { api: ApiCall['api']; names: string[] }[] {
  const groups = new Map<string, { api: ApiCall['api']; names: Set<string> }>();
  for (const { functionName, calls } of all) {
    for (const { api } of calls) {
      const group = groups.get(api.id) ?? { api, names: new Set() };
      group.names.add(functionName);
      groups.set(api.id, group);
    }
  }
  return [...groups.values()].map(({ api, names }) => ({ api, names: [...names] }));
}

function assessed(
  props: DirectProps,
  signals: ReadonlyMap<string, Read<FunctionSignals>>,
  model: Model,
): Proposal<Model>[] {
  const { behind, functions } = props;
  const details = functions.status === 'read' ? functions.value : [];
  return [...behind.values()]
    .flatMap((one) => {
      const state = model.functions.get(one.functionName);
      const read = signals.get(one.functionName);
      if (state === undefined || read?.status !== 'read') return [];
      const candidate = candidateOf(one, read.value, details.find(({ name }) => name === one.functionName) ?? null);
      return candidate === null ? [] : [{ candidate, state, freed: freedBy(model, state.name) }];
    })
    .toSorted(
      (a, b) =>
        Number(b.candidate.tier === 'likely') - Number(a.candidate.tier === 'likely') ||
        b.freed - a.freed ||
        (a.state.name < b.state.name ? -1 : 1),
    )
    .slice(0, MOST_CANDIDATES)
    .map((one, index) => proposalOf(props, model, { ...one, number: index + 1 }));
}

interface Found {
  readonly candidate: Candidate;
  readonly state: FunctionState;
  readonly freed: number;
  readonly number: number;
}

function proposalOf({ region, count }: DirectProps, model: Model, found: Found): Proposal<Model> {
  const { candidate, state, freed } = found;
  const routes = [...new Set(candidate.behind.calls.map(({ routeKey }) => routeKey))].map(code);
  const without = (before: Model) =>
    changed(before, state.name, (one) => ({
      ...one,
      perSecond: 0,
      reserved: isReserved(one) ? null : one.reserved,
    }));
  const tier = candidate.tier === 'likely' ? 'Likely (read the code first):' : 'Possible:';
  return {
    kind: 'option',
    apply: without,
    text: {
      title: words`${tier} direct ${serviceNames[candidate.service]} integration for ${listed(routes, MOST_ROUTES)} (function ${code(state.name)})`,
      details: [
        ...candidate.evidence.map((one) => words`For it: ${one}`),
        ...candidate.unknown.map((one) => words`Not known: ${one}`),
        ...candidate.contra.map((one) => words`Against it: ${one}`),
        words`We did not read the code`,
        ...CHECKLIST,
        freedText(model, state, freed, count(model).usage - count(without(model)).usage),
        ...limitTexts(candidate, state, region),
      ],
      cautions: [
        NOT_FEWER_INTEGRATIONS,
        words`Mapping templates and parameters are harder to test and debug than code`,
        ...(candidate.behind.calls.some(({ authorization }) => authorization === 'NONE')
          ? [
              words`A route has no authorizer: if the function checks the caller or the input itself, that check goes with it`,
            ]
          : []),
        ...(candidate.behind.calls.some(({ api }) => api.type === 'http-api')
          ? [
              words`An HTTP API passes parameters on and cannot rewrite the body or the answer: clients get the answer of ${serviceNames[candidate.service]}`,
            ]
          : []),
        words`What is encrypted with a key of your own needs that key in the new role too`,
        words`It frees this much only when every route of the function has moved`,
        ...(candidate.actions.length === 0
          ? [words`Its role does not say what it does, so there is no integration ready to read`]
          : []),
      ],
      undo: words`Point the routes at the function again: keep it until the new integration has proved itself`,
      artefacts: artefactsOf(found, region),
    },
  };
}

function freedText(model: Model, state: FunctionState, freed: number, counted: number): Words {
  const all = [...model.functions.values()];
  const needs = about(requiredConcurrency(all));
  const text = words`Would free ≈ ${about(freed)} concurrent executions at the account’s peak (measured over 14 days): then it needs at least ${about(requiredConcurrency(all) - freed)} instead of ${needs}, which is the larger of requests × duration and requests ÷ ${REQUESTS_PER_CONCURRENCY}; CloudWatch saw at most ${state.concurrent} of this function at once`;
  if (!isReserved(state)) return text;
  return words`${text}. Its concurrency is reserved (${state.reserved}): it returns to the pool only if the reservation is lowered, which is counted here as a part of the step (${Math.max(0, counted)})`;
}

function limitTexts({ actions }: Candidate, { perSecond }: FunctionState, region: string): Words[] {
  return actions.map((one) => {
    const target = onlyTarget(one);
    const limit = targetLimit(one.action, target, regionOf(target) ?? region);
    if (limit === null)
      return words`The limits of ${code(one.action)} were not looked up: compare them with ${about(perSecond)} per second first`;
    const fits =
      limit.perSecond === null
        ? words`the function makes ${about(perSecond)} per second at the peak`
        : limit.perSecond > perSecond
          ? words`at the peak this function makes ${about(perSecond)} of them`
          : words`at the peak this function makes ${about(perSecond)}, which is more`;
    return words`Limit of what stands behind, by default: ${limit.text}; ${fits} (${code(limit.source)})`;
  });
}

/** An ARN of S3 has none. */
function regionOf(target: Arn | null): string | null {
  return target === null || target.region === '' ? null : target.region;
}

/** One for each API and action: the API's type says what it can do, its owner in which form. */
function artefactsOf({ candidate, state, number }: Found, region: string): Artefact[] {
  const apis = [...new Map(candidate.behind.calls.map(({ api }) => [api.id, api])).values()];
  return candidate.actions.flatMap((one, actionNumber) =>
    apis.flatMap((api, apiNumber): Artefact[] => {
      const target = onlyTarget(one);
      if (target === null) return [];
      const calls = candidate.behind.calls.filter((call) => call.api.id === api.id);
      const replacement = { functionName: state.name, action: one.action, target, calls, region };
      const parts = [
        number,
        ...(candidate.actions.length > 1 ? [actionNumber + 1] : []),
        ...(apis.length > 1 ? [apiNumber + 1] : []),
      ];
      const name = `direct-${parts.join('-')}-${slug(state.name)}`;
      const title = `${one.action} instead of ${state.name}`;
      if (api.type === 'http-api') {
        const text = httpIntegration(replacement);
        return text === null
          ? []
          : [{ name: `${name}.yaml`, language: 'yaml', title: `${title} (CloudFormation)`, text }];
      }
      const proxy = api.owner?.tool === 'serverless' ? serviceProxy(replacement) : null;
      if (proxy !== null) {
        return [{ name: `${name}.yaml`, language: 'yaml', title: `${title} (Serverless Framework)`, text: proxy }];
      }
      const text = restIntegration(replacement);
      return text === null ? [] : [{ name: `${name}.ts`, language: 'ts', title: `${title} (CDK)`, text }];
    }),
  );
}
