/** AWS Lambda: functions without the values of their environments, what starts them by itself, and who may invoke them. */
import {
  type EventSourceMappingConfiguration,
  type FunctionConfiguration,
  GetPolicyCommand,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
} from '@aws-sdk/client-lambda';
import * as z from 'zod';
import type { EventSource, FunctionCallers, FunctionDetails } from '../../domain/details';
import type { Read } from '../../domain/read';
import type { RegionClients } from '../clients';
import { isNotFound, UnexpectedAnswer } from '../failure';
import { everyPage, present } from '../pages';
import type { Ask } from './ask';
import { functionNameOf } from './target';

/** "Lambda returns up to 50 items in each response, even if you set the number higher", API_ListFunctions. */
const FUNCTIONS_A_PAGE = 50;
/** The same of these two: API_ListEventSourceMappings, API_ListFunctionUrlConfigs. */
const MAPPINGS_A_PAGE = 100;
const URLS_A_PAGE = 50;

/** Page by page the values of environment variables are gone: only their names are taken over. */
export function functions({ lambda, signal: abortSignal }: RegionClients): Promise<FunctionDetails[]> {
  return everyPage(
    async (Marker) => {
      const command = new ListFunctionsCommand({ Marker, MaxItems: FUNCTIONS_A_PAGE });
      const { Functions, NextMarker } = await lambda.send(command, { abortSignal });
      return { items: Functions?.map(functionDetails), next: NextMarker };
    },
    ({ name }) => name,
  );
}

function functionDetails(one: FunctionConfiguration): FunctionDetails {
  return {
    name: present(one.FunctionName, 'FunctionName'),
    arn: present(one.FunctionArn, 'FunctionArn'),
    timeoutSeconds: present(one.Timeout, 'Timeout'),
    memoryMb: present(one.MemorySize, 'MemorySize'),
    codeBytes: present(one.CodeSize, 'CodeSize'),
    // A function that was taken out of its VPC keeps the structure, with empty texts.
    isInVpc: Boolean(one.VpcConfig?.VpcId),
    layers: (one.Layers ?? []).map(({ Arn }) => present(Arn, 'Layers.Arn')),
    // The role's path stands between: role/service-role/orders.
    roleName: lastPart(present(one.Role, 'Role')),
    tracing: one.TracingConfig?.Mode === 'Active',
    variables: Object.keys(one.Environment?.Variables ?? {}).toSorted(),
  };
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

export function eventSources({ lambda, region, signal: abortSignal }: RegionClients): Promise<EventSource[]> {
  return everyPage(
    async (Marker) => {
      const command = new ListEventSourceMappingsCommand({ Marker, MaxItems: MAPPINGS_A_PAGE });
      const { EventSourceMappings, NextMarker } = await lambda.send(command, { abortSignal });
      return { items: EventSourceMappings?.map((one) => eventSource(one, region)), next: NextMarker };
    },
    ({ id }) => id,
  );
}

/** What is being created or changed may start the function: only what is off, or on its way there, does not. */
const OFF = new Set(['Disabled', 'Disabling', 'Deleting']);

function eventSource(one: EventSourceMappingConfiguration, region: string): EventSource {
  // A Kafka cluster of one's own has addresses in place of an ARN; nothing else comes without one.
  const sourceArn = one.EventSourceArn ?? '';
  return {
    id: present(one.UUID, 'UUID'),
    functionName: present(functionNameOf(one.FunctionArn, { region, accountId: null }) ?? undefined, 'FunctionArn'),
    service: sourceArn === '' ? 'kafka' : (sourceArn.split(':')[2] ?? ''),
    sourceArn,
    enabled: !OFF.has(present(one.State, 'State')),
    maximumConcurrency: one.ScalingConfig?.MaximumConcurrency ?? null,
  };
}

/**
 * AWS answers ResourceNotFoundException for a function without a policy as for one that is not there. So the second call tells them
 * apart: to list the URLs of a function that is not there is refused in the same words
 * (https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionUrlConfigs.html; not tried), and then the function is gone.
 */
export async function callers(ask: Ask, clients: RegionClients, name: string): Promise<Read<FunctionCallers>> {
  const statements = await ask('function-policy', async () => statementsIn(await policyOf(clients, name)));
  if (statements.status !== 'read') return statements;
  const urls = await ask('function-urls', () => countUrls(clients, name));
  if (urls.status !== 'read') return urls;
  return { ...statements, value: { statements: statements.value, hasUrl: urls.value > 0 } };
}

/** Those of aliases too. */
async function countUrls({ lambda, signal: abortSignal }: RegionClients, FunctionName: string): Promise<number> {
  const all = await everyPage(async (Marker) => {
    const command = new ListFunctionUrlConfigsCommand({ FunctionName, Marker, MaxItems: URLS_A_PAGE });
    const { FunctionUrlConfigs, NextMarker } = await lambda.send(command, { abortSignal });
    return { items: FunctionUrlConfigs, next: NextMarker };
  });
  return all.length;
}

/** `null` without a policy. */
async function policyOf({ lambda, signal }: RegionClients, FunctionName: string): Promise<string | null> {
  try {
    const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName }), { abortSignal: signal });
    return present(Policy, 'Policy');
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const statement = z.object({
  Sid: z.string().default(''),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([z.literal('*'), z.record(z.string(), oneOrMore)]).default('*'),
  Action: oneOrMore.default(['*']),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
});
const policy = z.object({ Statement: z.union([z.array(statement), statement.transform((one) => [one])]) });

/** What is not known for sure counts as a caller: a denial takes nobody away, and no principal is everybody. */
function statementsIn(document: string | null): FunctionCallers['statements'] {
  if (document === null) return [];
  const parsed = policy.safeParse(JSON.parse(document));
  if (!parsed.success) throw new UnexpectedAnswer('a policy of another form');
  return parsed.data.Statement.filter(({ Effect, Action }) => Effect === 'Allow' && Action.some(mayInvoke)).flatMap(
    ({ Sid, Principal, Condition }) => {
      const principals = Principal === '*' ? ['*'] : Object.values(Principal).flat();
      const sources = sourcesIn(Condition);
      return principals.flatMap((principal) => sources.map((sourceArn) => ({ id: Sid, principal, sourceArn })));
    },
  );
}

/** `lambda:InvokeFunction`, `lambda:InvokeFunctionUrl`, and every action with a wildcard. */
function mayInvoke(action: string): boolean {
  return /[*?]/.test(action) || /^lambda:invoke/i.test(action);
}

const OF_ARNS = new Set(['arnlike', 'arnequals', 'stringlike', 'stringequals']);

/** The ARNs that the caller must come from; `null` where it may come from anywhere. */
function sourcesIn(conditions: Readonly<Record<string, Readonly<Record<string, unknown>>>>): (string | null)[] {
  const arns = Object.entries(conditions)
    .filter(([operator]) => OF_ARNS.has(operator.toLowerCase()))
    .flatMap(([, keys]) => Object.entries(keys))
    .filter(([key]) => key.toLowerCase() === 'aws:sourcearn')
    .flatMap(([, values]) => [values].flat())
    .filter((value) => typeof value === 'string');
  return arns.length === 0 ? [null] : arns;
}
