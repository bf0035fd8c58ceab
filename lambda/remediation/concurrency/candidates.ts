/**
 * Functions that may only pass a request on. Nobody reads code here: what is seen from outside makes a function a candidate, and
 * never more than that. Signals and tiers: S1 only API Gateway calls it; S2 a role of its own that may do one or two things to one
 * service; S4 X-Ray sees one call for each invocation; S5, S6 small; contra: C3 faults behind it, C4 secrets or a second service,
 * C5 names of layers and variables. S3 (access advisor), C1 (log volume), C2 (4xx without an authorizer) and C6 (durations) need
 * reads that are not made.
 */
import type { AllowedAction, Downstream, FunctionDetails, FunctionSignals } from '../../domain/details';
import { formatNumber } from '../../domain/format';
import { code, listed, type Words, words } from '../../domain/words';
import type { Behind } from './callers';
import { canCall, canReach, onlyTarget, type Service, serviceOf, serviceOfTrace } from './targets';

export interface Candidate {
  readonly behind: Behind;
  readonly tier: 'likely' | 'possible';
  readonly service: Service;
  /** What its role may do there and API Gateway could do instead; empty where only X-Ray has seen the function. */
  readonly actions: readonly AllowedAction[];
  readonly evidence: readonly Words[];
  readonly unknown: readonly Words[];
  readonly contra: readonly Words[];
}

/** Of how many actions a role that does one thing has at most. */
const MOST_ACTIONS = 2;
const ONE_CALL = { from: 0.95, to: 1.05 } as const;
const SMALL_CODE_BYTES = 50 * 1024;
const HINTS = /fault|chaos|inject|failure|feature_?flag|launchdarkly|powertools|idempoten/i;
const SECRETS: ReadonlySet<string> = new Set(['secretsmanager', 'ssm', 'kms']);

export function candidateOf(
  behind: Behind,
  signals: FunctionSignals,
  details: FunctionDetails | null,
): Candidate | null {
  if (behind.onlyApiGateway !== 'yes') return null;
  const actions = fewActions(behind, signals);
  const call = onlyCall(signals.downstream);
  const [first] = actions;
  const service = first === undefined ? serviceOfCall(behind, call) : serviceOf(first.action);
  if (service === null) return null;
  // One that X-Ray sees elsewhere than the role says is not understood.
  if (first !== undefined && call !== null && serviceOfTrace(call.type) !== service) return null;
  const contra = contraOf(signals, details);
  if (contra.length > 1) return null;
  const isLikely = actions.length === 1 && call !== null && contra.length === 0 && !behind.hasOtherApis;
  return {
    behind,
    tier: isLikely ? 'likely' : 'possible',
    service,
    actions,
    evidence: evidenceOf(service, signals, actions, call, details),
    unknown: [
      ...(call === null
        ? [words`what it calls, since X-Ray has nothing of it or not one call for each invocation`]
        : [words`what else it calls by clients that X-Ray does not instrument`]),
      ...(first === undefined
        ? [roleIsOpen(signals)]
        : [words`what else its role may do because queues, buckets and the like let it in by policies of their own`]),
      ...(behind.hasOtherApis
        ? [words`which other routes call it, since its policy lets in APIs whose routes were not read`]
        : []),
    ],
    contra,
  };
}

/** S2. Every API that calls the function must be able to do the same; helpers such as `sqs:GetQueueUrl` are not called then. */
function fewActions({ calls }: Behind, { actions, roleIsShared }: FunctionSignals): readonly AllowedAction[] {
  if (actions === null || roleIsShared || actions.length > MOST_ACTIONS) return [];
  if (new Set(actions.map(({ action }) => action.split(':', 1)[0])).size > 1) return [];
  if (actions.some((one) => onlyTarget(one) === null)) return [];
  return actions.filter(({ action }) => calls.every(({ api }) => canCall(api.type, action)));
}

/** S4. */
function onlyCall(downstream: FunctionSignals['downstream']): Downstream | null {
  const [first, ...more] = downstream ?? [];
  if (first === undefined || more.length > 0) return null;
  return first.callsPerInvocation >= ONE_CALL.from && first.callsPerInvocation <= ONE_CALL.to ? first : null;
}

function serviceOfCall({ calls }: Behind, call: Downstream | null): Service | null {
  const service = call === null ? null : serviceOfTrace(call.type);
  if (service === null) return null;
  return calls.every(({ api }) => canReach(api.type, service)) ? service : null;
}

function contraOf({ actions, downstream, roleIsShared }: FunctionSignals, details: FunctionDetails | null): Words[] {
  const found: Words[] = [];
  const allowed = [...new Set((actions ?? []).map(({ action }) => action.split(':', 1)[0] ?? ''))];
  const secrets = allowed.filter((one) => SECRETS.has(one));
  if (secrets.length > 0) found.push(words`its role may read secrets or parameters (${listed(secrets.map(code))})`);
  else if (allowed.length > 1) found.push(words`its role may use several services (${listed(allowed.map(code))})`);
  if (roleIsShared) found.push(words`other functions use the same role, so what the role may do says little`);
  const faults = (downstream ?? []).filter(({ faultShare }) => faultShare > 0);
  for (const { name, faultShare } of faults) {
    found.push(
      words`${formatNumber(Math.max(0.1, faultShare * 100))} % of its calls to ${code(name)} fail: it may hide that from its callers by a fallback`,
    );
  }
  const hints = [...(details?.layers ?? []), ...(details?.variables ?? [])].filter((name) => HINTS.test(name));
  if (hints.length > 0) {
    found.push(
      words`names of layers or variables hint at fault injection, flags or idempotency (${listed(hints.map(code))})`,
    );
  }
  return found;
}

function evidenceOf(
  service: Service,
  signals: FunctionSignals,
  actions: readonly AllowedAction[],
  call: Downstream | null,
  details: FunctionDetails | null,
): Words[] {
  const found: Words[] = [
    words`by its resource policy only API Gateway may invoke it; it has no URL and no event source`,
    ...roleText(service, signals, actions),
    ...(call === null ? [] : [words`of instrumented calls, X-Ray shows one per invocation, to ${code(call.name)}`]),
  ];
  if (details === null) return found;
  if (!details.isInVpc && details.layers.length <= 1) found.push(words`it is in no VPC and has at most one layer`);
  if (details.codeBytes < SMALL_CODE_BYTES) {
    found.push(
      words`its package has ${Math.ceil(details.codeBytes / 1024)} KB, though bundlers make all packages small`,
    );
  }
  return found;
}

function roleText(
  service: Service,
  { actions: allowed }: FunctionSignals,
  [first, ...more]: readonly AllowedAction[],
): Words[] {
  if (first === undefined) return [];
  const all = listed((allowed ?? []).map(({ action }) => code(action)));
  const which = more.length > 0 ? words`; which of them it calls only its code says` : words``;
  return [
    words`by its own policies its role may only call ${all} on one ${thingOf(service)}, ${code(onlyTarget(first)?.text ?? '')}${which}`,
  ];
}

function roleIsOpen({ actions }: FunctionSignals): Words {
  return actions === null
    ? words`what its role may do: that was not assessed`
    : words`whether it does more, since its role may do more than one thing to one target`;
}

function thingOf(service: Service): string {
  switch (service) {
    case 'sqs':
      return 'queue';
    case 'sns':
      return 'topic';
    case 'dynamodb':
      return 'table';
    case 's3':
      return 'bucket';
    case 'kinesis':
    case 'firehose':
      return 'stream';
    case 'events':
      return 'bus';
    case 'states':
      return 'state machine';
    case 'appconfig':
      return 'configuration';
  }
}
