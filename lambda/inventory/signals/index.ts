/**
 * What only somebody who has opted in is told, with credentials of a role of their own (docs/signals-policy.json). Nothing that is
 * deployed imports this folder: its clients are for the command line alone.
 */
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { IAMClient } from '@aws-sdk/client-iam';
import { type Service, XRayClient } from '@aws-sdk/client-xray';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { Clock } from '../../domain/clock';
import type { Distribution, FunctionDetails, FunctionSignals } from '../../domain/details';
import { declined, type Read } from '../../domain/read';
import { sdkConfig } from '../../domain/sdk-config';
import { signalReads } from '../../domain/signal-reads';
import type { SignalKind, SignalSource } from '../../domain/signal-source';
import { attempt } from '../attempt';
import { type ClientOptions, countAttempts } from '../clients';
import type { Ask } from './ask';
import { distributions } from './cloudfront';
import { RoleReader } from './iam';
import { downstreamOf, serviceGraph } from './x-ray';

export interface SignalOptions extends ClientOptions {
  /** What somebody has opted in to. */
  readonly kinds: ReadonlySet<SignalKind>;
  readonly region: string;
  /** `aws`, `aws-cn`, …. */
  readonly partition: string;
  /** Of the role for signals; without them, those of the environment. */
  readonly credentials?: AwsCredentialIdentityProvider;
  /** The functions of the Region, as the details have them. */
  readonly functions: () => Promise<Read<readonly FunctionDetails[]>>;
  readonly clock: Clock;
  /** Ends every call. */
  readonly over: AbortSignal;
}

export interface OpenSignalSource extends SignalSource {
  close(): void;
}

/** IAM and CloudFront are signed for this Region; an endpoint that somebody configures does not say so. Other partitions are as the SDK knows them. */
const GLOBAL_REGION = 'us-east-1';

export function signalSource(options: SignalOptions): OpenSignalSource {
  const { kinds, region, partition, credentials, functions, clock, over } = options;
  const config = { ...sdkConfig(options.timeoutMs), ...(credentials ? { credentials } : {}) };
  const global = { ...config, region: partition === 'aws' ? GLOBAL_REGION : region };
  const iam = new IAMClient(global);
  const xRay = new XRayClient({ ...config, region });
  const cloudFront = new CloudFrontClient(global);
  countAttempts(iam.middlewareStack, 'iam', options, null);
  countAttempts(xRay.middlewareStack, 'xray', options, null);
  countAttempts(cloudFront.middlewareStack, 'cloudfront', options, null);

  const ask: Ask = ({ operation }, call) => attempt(operation, clock, over, call);
  const roles = new RoleReader(iam, ask, over);
  const graph = once(() => ask(signalReads['service-graph'], () => serviceGraph(xRay, clock.now(), over)));
  const everyDistribution = once(() => ask(signalReads.distributions, () => distributions(cloudFront, over)));

  return {
    signals: async (functionName) => {
      if (!kinds.has('iam') && !kinds.has('x-ray')) return declined('signals of IAM and X-Ray are opt-in');
      const all = await functions();
      if (all.status !== 'read') return all;
      const found = all.value.find(({ name }) => name === functionName);
      if (!found) return { status: 'gone' };
      const actions = kinds.has('iam') ? await roles.actionsOf(found.roleName) : null;
      if (actions !== null && actions.status !== 'read') return actions;
      const traces = kinds.has('x-ray') ? await graph() : null;
      if (traces !== null && traces.status !== 'read') return traces;
      return signalsOf(found, all, actions, traces);
    },
    distributions: () =>
      kinds.has('cloudfront')
        ? everyDistribution()
        : Promise.resolve<Read<readonly Distribution[]>>(declined('signals of CloudFront are opt-in')),
    close: () => {
      for (const client of [iam, xRay, cloudFront]) client.destroy();
    },
  };
}

type Known<T> = Extract<Read<T>, { readonly status: 'read' }>;

function signalsOf(
  { name, arn, roleName }: FunctionDetails,
  all: Known<readonly FunctionDetails[]>,
  actions: Known<NonNullable<FunctionSignals['actions']>> | null,
  traces: Known<readonly Service[]> | null,
): Known<FunctionSignals> {
  const ofRole = all.value.filter((one) => one.roleName === roleName).length;
  const times = [all, actions, traces].flatMap((read) => (read ? [read.at] : []));
  return {
    status: 'read',
    at: times.toSorted()[0] ?? all.at,
    value: {
      name,
      actions: actions?.value ?? null,
      roleIsShared: ofRole > 1,
      downstream: traces && downstreamOf(traces.value, name, arn),
    },
  };
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= ask());
}
