/** A described account: each number that matters to a test is given there. */
import type { EventSource, FunctionCallers, FunctionDetails, FunctionLoad } from '../../../../lambda/domain/details';
import type { PlanStep } from '../../../../lambda/domain/plan';
import type { Read } from '../../../../lambda/domain/read';
import { textOfWords } from '../../../../lambda/domain/words';
import {
  type Call,
  type CallingApi,
  type ConcurrencyFacts,
  planConcurrency,
} from '../../../../lambda/remediation/concurrency';
import type { QuotaFacts } from '../../../../lambda/remediation/facts';
import type { PlanParts } from '../../../../lambda/remediation/pipeline';

export const at = '2026-11-24T10:00:00.000Z';
export const GOAL = { target: 0.7 };

export function read<T>(value: T): Read<T> {
  return { status: 'read', value, at };
}

export const denied = { status: 'failed', kind: 'denied', reason: 'AccessDenied on something' } as const;

const base: Record<string, Pick<QuotaFacts, 'name' | 'unit' | 'quotaCode' | 'usage' | 'limit'>> = {
  'lambda-concurrency': {
    name: 'Lambda concurrent executions',
    unit: 'concurrent executions',
    quotaCode: 'L-B99A9384',
    usage: 880,
    limit: 1000,
  },
  'lambda-unreserved-concurrency': {
    name: 'Lambda unreserved concurrency',
    unit: 'concurrent executions',
    quotaCode: null,
    usage: 540,
    limit: 600,
  },
  'lambda-reserved-concurrency': {
    name: 'Lambda reserved concurrency',
    unit: 'concurrent executions',
    quotaCode: null,
    usage: 810,
    limit: 900,
  },
  'lambda-invocation-rate': {
    name: 'Lambda invocation requests',
    unit: 'requests per second',
    quotaCode: null,
    usage: 9000,
    limit: 10_000,
  },
};

export function quota(id: string, given: Partial<QuotaFacts> = {}): QuotaFacts {
  const known = base[id];
  if (known === undefined) throw new Error(id);
  return {
    id,
    ...known,
    service: 'lambda',
    adjustable: 'yes',
    region: 'eu-west-1',
    accountId: '123456789012',
    partition: 'aws',
    resource: null,
    increaseRequest: null,
    ...given,
  };
}

export function load(name: string, given: Partial<FunctionLoad> = {}): FunctionLoad {
  return { name, perSecond: 0, seconds: 0, concurrent: 0, highest: 0, reserved: null, ...given };
}

export function details(name: string, given: Partial<FunctionDetails> = {}): FunctionDetails {
  return {
    name,
    arn: `arn:aws:lambda:eu-west-1:123456789012:function:${name}`,
    timeoutSeconds: 10,
    memoryMb: 256,
    codeBytes: 1_000_000,
    isInVpc: true,
    layers: [],
    roleName: name,
    tracing: true,
    variables: [],
    ...given,
  };
}

export function queue(functionName: string, given: Partial<EventSource> = {}): EventSource {
  return {
    id: `source-of-${functionName}`,
    functionName,
    service: 'sqs',
    sourceArn: `arn:aws:sqs:eu-west-1:123456789012:${functionName}`,
    enabled: true,
    maximumConcurrency: null,
    ...given,
  };
}

export function call(routeKey: string, functionName: string, given: Partial<Call> = {}): Call {
  return { routeKey, functionName, authorization: 'JWT', timeoutMs: null, ...given };
}

export function api(id: string, given: Partial<CallingApi> & { calls: Read<readonly Call[]> }): CallingApi {
  return { id, name: `${id}-api`, type: 'http-api', owner: null, ...given };
}

/** Only these APIs may invoke it. */
export function callers(...apis: readonly string[]): Read<FunctionCallers> {
  return read({
    statements: apis.map((id) => ({
      id: `by-${id}`,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:aws:execute-api:eu-west-1:123456789012:${id}/*`,
    })),
    hasUrl: false,
  });
}

export interface Account extends Partial<Omit<ConcurrencyFacts, 'quota'>> {
  readonly loads?: readonly FunctionLoad[];
}

export function facts(
  id: string,
  { loads = [], ...given }: Account = {},
  changed: Partial<QuotaFacts> = {},
): ConcurrencyFacts {
  return {
    quota: quota(id, changed),
    account: read({ concurrency: 1000, unreservedConcurrency: 600 }),
    peak: read({ at, concurrent: 700, functions: loads }),
    functions: read([]),
    eventSources: read([]),
    callers: new Map(),
    apis: [],
    apisNotRead: [],
    signals: null,
    others: [],
    ...given,
  };
}

export function plan(id: string, account: Account = {}, changed: Partial<QuotaFacts> = {}): PlanParts {
  return planConcurrency(facts(id, account, changed), GOAL);
}

export function steps({ steps: taken, options }: PlanParts, remedy: string): PlanStep[] {
  return [...taken, ...options].filter((one) => one.remedy === remedy);
}

export function step(parts: PlanParts, remedy: string): PlanStep {
  const [first] = steps(parts, remedy);
  if (first === undefined) throw new Error(`no ${remedy}`);
  return first;
}

export function text(one: PlanStep): string[] {
  return [one.title, ...one.details, ...one.cautions].map(textOfWords);
}

export function artefact({ artefacts }: PlanStep, name: string): string {
  const found = artefacts.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name} in ${artefacts.map((one) => one.name).join()}`);
  return found.text;
}

export function commands(one: PlanStep, name: string): string[] {
  return artefact(one, name)
    .split('\n')
    .filter((line) => line.startsWith('aws '));
}
