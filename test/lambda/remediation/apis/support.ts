/** Described APIs. Each field that matters to a test is given there; all others are here. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type {
  ApiDetails,
  AuthorizerDetails,
  IntegrationDetails,
  RestApiDetails,
  RestMethod,
  RestResource,
  RouteDetails,
} from '../../../../lambda/domain/details';
import type { Read } from '../../../../lambda/domain/read';
import { textOfWords, type Words } from '../../../../lambda/domain/words';
import { type ApiFacts, planApi, planRestApi, type RestApiFacts } from '../../../../lambda/remediation/apis';
import type { QuotaFacts } from '../../../../lambda/remediation/facts';
import { nothingKnown } from '../../../../lambda/remediation/front-door';
import type { PlanParts } from '../../../../lambda/remediation/pipeline';

export const at = '2026-11-24T10:00:00.000Z';

export function read<T>(value: T): Read<T> {
  return { status: 'read', value, at };
}

export function integration(id: string, target: string, given: Partial<IntegrationDetails> = {}): IntegrationDetails {
  return {
    id,
    type: 'AWS_PROXY',
    subtype: null,
    target,
    functionName: target,
    connectionId: null,
    listenerArn: null,
    managed: false,
    timeoutMs: 30_000,
    fields: { IntegrationUri: `digest of ${target}`, TimeoutInMillis: 'digest of 30000' },
    ...given,
  };
}

export function route(key: string, integrationId: string | null, given: Partial<RouteDetails> = {}): RouteDetails {
  return {
    id: `r ${key}`,
    key,
    integrationId,
    authorization: 'NONE',
    authorizerId: null,
    access: 'anybody',
    ...given,
  };
}

export function api(given: Partial<ApiDetails>): ApiDetails {
  return {
    id: 'a1b2c3',
    name: 'orders',
    protocol: 'HTTP',
    owner: null,
    integrations: [],
    routes: [],
    stages: [{ name: '$default', autoDeploy: true, variables: [] }],
    authorizers: [],
    ...given,
  };
}

export function authorizer(id: string, fields: Readonly<Record<string, string>>): AuthorizerDetails {
  return { id, name: `authorizer ${id}`, fields };
}

const adjustable: Readonly<Record<string, QuotaFacts['adjustable']>> = {
  'http-api-integrations': 'no',
  'websocket-api-integrations': 'support',
  'http-api-authorizers': 'support',
  'websocket-api-authorizers': 'support',
  'rest-api-authorizers': 'support',
};

/** The quota `id` of the API `orders`. */
export function quota(id: string, usage: number, given: Partial<QuotaFacts> = {}): QuotaFacts {
  const unit = id.slice(id.lastIndexOf('-') + 1);
  const type = id.startsWith('http') ? 'http-api' : id.startsWith('rest') ? 'rest-api' : 'websocket-api';
  const raised = adjustable[id] ?? 'yes';
  return {
    id,
    name: `${unit} of this API`,
    unit,
    service: 'apigateway',
    quotaCode: raised === 'yes' ? 'L-12345678' : null,
    adjustable: raised,
    region: 'eu-west-1',
    accountId: '123456789012',
    partition: 'aws',
    resource: { type, id: 'a1b2c3', name: 'orders' },
    usage,
    limit: 300,
    increaseRequest: null,
    ...given,
  };
}

export const TARGET = { target: 0.7 };

export function planFor(id: string, details: ApiDetails, given: Partial<ApiFacts> = {}): PlanParts {
  const part = id.slice(id.lastIndexOf('-') + 1);
  const usage = part === 'integrations' ? details.integrations.length : details.routes.length;
  return planApi(
    { quota: quota(id, usage), details: read(details), functions: null, others: [], frontDoor: nothingKnown, ...given },
    TARGET,
  );
}

export function method(name: string, functionName: string, given: Partial<RestMethod> = {}): RestMethod {
  return {
    method: name,
    authorization: 'NONE',
    authorizerId: null,
    apiKeyRequired: false,
    type: 'AWS_PROXY',
    target: functionName,
    functionName,
    connectionId: null,
    integrationTarget: null,
    timeoutMs: 29_000,
    ...given,
  };
}

/** With every ancestor that the paths need. */
export function resources(methods: Readonly<Record<string, readonly RestMethod[]>>): readonly RestResource[] {
  const own = new Map(Object.entries(methods));
  const paths = new Set(['/']);
  for (const path of own.keys()) {
    const parts = path.split('/').slice(1);
    for (let depth = 1; depth <= parts.length; depth += 1) paths.add(`/${parts.slice(0, depth).join('/')}`);
  }
  return [...paths].map((path) => ({
    id: `id ${path}`,
    parentId: path === '/' ? null : `id ${path.slice(0, path.lastIndexOf('/')) || '/'}`,
    path,
    methods: own.get(path) ?? [],
  }));
}

export function restApi(given: Partial<RestApiDetails>): RestApiDetails {
  return { id: 'a1b2c3', name: 'orders', owner: null, resources: [], stages: [], authorizers: [], ...given };
}

export function planForRest(id: string, details: RestApiDetails, given: Partial<RestApiFacts> = {}): PlanParts {
  return planRestApi(
    {
      quota: quota(id, details.resources.length),
      details: read(details),
      functions: null,
      others: [],
      frontDoor: { ...nothingKnown, apiType: 'rest-api' },
      ...given,
    },
    TARGET,
  );
}

/** The route tables in the sandbox's data. */
export function routeTable(name: 'box' | 'github' | 'stripe'): readonly { method: string; path: string }[] {
  const file = resolve(__dirname, `../../../../sandbox/data/routes/${name}.json`);
  const { routes }: { routes: { method: string; path: string }[] } = JSON.parse(readFileSync(file, 'utf8'));
  return routes;
}

/** One integration for each route, to the function that `functionOf` names. */
export function withFunctions(
  table: readonly { method: string; path: string }[],
  functionOf: (route: { method: string; path: string }, index: number) => string,
): ApiDetails {
  return api({
    integrations: table.map((one, index) => integration(`i${index}`, functionOf(one, index))),
    routes: table.map(({ method: verb, path }, index) => route(`${verb} ${path}`, `i${index}`)),
  });
}

/** What a step does, in short: remedy, usage before and after, the title. */
export function briefly(steps: PlanParts['steps']): (string | number | null)[][] {
  return steps.map(({ remedy, counts, title }) => [
    remedy,
    counts?.before.usage ?? null,
    counts?.after.usage ?? null,
    textOfWords(title),
  ]);
}

export function texts(all: readonly Words[]): string[] {
  return all.map(textOfWords);
}
