/** Which functions stand behind APIs, and whether anybody else invokes them. */
import type { Read } from '../../domain/read';
import type { EventSource, FunctionCallers } from '../../domain/details';
import type { Call, CallingApi, ConcurrencyFacts } from './facts';

export interface Behind {
  readonly functionName: string;
  /** Never empty. */
  readonly calls: readonly ApiCall[];
  /** By its resource policy, its URL and its event sources; a caller with a role of its own shows in none of them. */
  readonly onlyApiGateway: 'yes' | 'no' | 'unknown';
  /** Whether its policy names APIs whose routes nobody read, or any API. */
  readonly hasOtherApis: boolean;
}

export interface ApiCall extends Call {
  readonly api: Pick<CallingApi, 'id' | 'name' | 'type' | 'owner'>;
}

const API_GATEWAY = 'apigateway.amazonaws.com';

export function behindApis({
  apis,
  callers,
  eventSources,
}: Pick<ConcurrencyFacts, 'apis' | 'callers' | 'eventSources'>): ReadonlyMap<string, Behind> {
  const calls = new Map<string, ApiCall[]>();
  for (const api of apis) {
    if (api.calls.status !== 'read') continue;
    for (const call of api.calls.value) {
      const all = calls.get(call.functionName);
      if (all === undefined) calls.set(call.functionName, [{ ...call, api }]);
      else all.push({ ...call, api });
    }
  }
  const known = new Set(apis.flatMap(({ id, calls: read }) => (read.status === 'read' ? [id] : [])));
  return new Map(
    [...calls].map(([functionName, all]) => [
      functionName,
      {
        functionName,
        calls: all,
        onlyApiGateway: onlyApiGateway(functionName, callers.get(functionName), eventSources),
        hasOtherApis: hasOtherApis(callers.get(functionName), known),
      },
    ]),
  );
}

/** Without a statement somebody calls it with a role: who else may, nobody can tell. */
function onlyApiGateway(
  functionName: string,
  callers: Read<FunctionCallers> | undefined,
  eventSources: Read<readonly EventSource[]>,
): Behind['onlyApiGateway'] {
  if (callers?.status === 'read') {
    if (callers.value.hasUrl) return 'no';
    if (callers.value.statements.some(({ principal }) => principal !== API_GATEWAY)) return 'no';
  }
  if (eventSources.status === 'read' && eventSources.value.some((source) => source.functionName === functionName)) {
    return 'no';
  }
  if (callers?.status !== 'read' || eventSources.status !== 'read') return 'unknown';
  return callers.value.statements.length === 0 ? 'unknown' : 'yes';
}

/** `arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/*` */
const API_OF_ARN = /^arn:[^:]+:execute-api:[^:]*:[^:]*:([^/*]+)(?:\/|$)/;

function hasOtherApis(callers: Read<FunctionCallers> | undefined, known: ReadonlySet<string>): boolean {
  if (callers?.status !== 'read') return true;
  return callers.value.statements.some(
    ({ principal, sourceArn }) => principal === API_GATEWAY && !known.has(API_OF_ARN.exec(sourceArn ?? '')?.[1] ?? ''),
  );
}
