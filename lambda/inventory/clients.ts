/** SDK clients, each with the same manners: paced, counted, timed out, retried by the SDK. */
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { EC2Client, EC2ClientConfig } from '@aws-sdk/client-ec2';
import type {
  ElasticLoadBalancingV2Client,
  ElasticLoadBalancingV2ClientConfig,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { STSClient } from '@aws-sdk/client-sts';
import type {
  AwsCredentialIdentity,
  AwsCredentialIdentityProvider,
  FinalizeRequestMiddleware,
  MiddlewareStack,
} from '@smithy/types';
import { budgetsOf } from '../domain/operations';
import { sdkConfig } from '../domain/sdk-config';
import type { CallMeter } from './call-meter';
import { isThrottled, isTimeout, NoAnswer } from './failure';
import type { Pacer } from './pacer';

export interface ClientOptions {
  readonly meter: CallMeter;
  /** How long one attempt may wait for its answer, in milliseconds. */
  readonly timeoutMs: number;
}

/** The clients of one Region. `signal` ends every call when the scan is over; after `closing` none should begin. */
export interface RegionClients {
  readonly region: string;
  readonly signal: AbortSignal;
  readonly closing: AbortSignal;
  readonly apiGateway: APIGatewayClient;
  readonly apiGatewayV2: ApiGatewayV2Client;
  readonly lambda: LambdaClient;
  readonly cloudWatch: CloudWatchClient;
  readonly serviceQuotas: ServiceQuotasClient;
  /** Loaded when it is asked for: it is larger than all the others together. */
  readonly ec2: () => Promise<EC2Client>;
  /** Loaded when it is asked for: only plans ask it. */
  readonly elasticLoadBalancing: () => Promise<ElasticLoadBalancingV2Client>;
  destroy(): void;
}

export function stsClient(options: ClientOptions): STSClient {
  const client = new STSClient({ ...sdkConfig(options.timeoutMs), region: homeRegion });
  countAttempts(client.middlewareStack, 'sts', options, null);
  return client;
}

/**
 * Where to ask who we are. Every Region is scanned anyway, so nobody has to configure one; accounts of other partitions
 * than `aws` are not known there, and say so.
 */
const FALLBACK_REGION = 'us-east-1';

async function homeRegion(): Promise<string> {
  const configured = new STSClient({});
  try {
    return (await configured.config.region()) || FALLBACK_REGION;
  } catch (error) {
    if (error instanceof Error && error.message === 'Region is missing') return FALLBACK_REGION;
    throw error;
  } finally {
    configured.destroy();
  }
}

export function regionClients(
  region: string,
  credentials: AwsCredentialIdentity | AwsCredentialIdentityProvider,
  pacer: Pacer,
  { closing, over: signal }: { readonly closing: AbortSignal; readonly over: AbortSignal },
  options: ClientOptions,
): RegionClients {
  const config = { ...sdkConfig(options.timeoutMs), region, credentials };
  // A Region of which nothing is due costs no client: an organization has tens of thousands of them.
  const opened: { destroy(): void }[] = [];
  const onDemand = <Input extends object, Output extends object, Client extends Counted<Input, Output>>(
    service: string,
    open: () => Client & Counted<Input, Output>,
  ): (() => Client) => {
    let client: Client | undefined;
    return () => {
      if (client) return client;
      const made = open();
      countAttempts(made.middlewareStack, service, options, pacer);
      opened.push(made);
      client = made;
      return made;
    };
  };
  const apiGateway = onDemand('apigateway', () => new APIGatewayClient(config));
  const apiGatewayV2 = onDemand('apigatewayv2', () => new ApiGatewayV2Client(config));
  const lambda = onDemand('lambda', () => new LambdaClient(config));
  const cloudWatch = onDemand('cloudwatch', () => new CloudWatchClient(config));
  const serviceQuotas = onDemand('servicequotas', () => new ServiceQuotasClient(config));
  let ec2: Promise<EC2Client> | undefined;
  let elasticLoadBalancing: Promise<ElasticLoadBalancingV2Client> | undefined;
  return {
    region,
    signal,
    closing,
    get apiGateway() {
      return apiGateway();
    },
    get apiGatewayV2() {
      return apiGatewayV2();
    },
    get lambda() {
      return lambda();
    },
    get cloudWatch() {
      return cloudWatch();
    },
    get serviceQuotas() {
      return serviceQuotas();
    },
    ec2: () => (ec2 ??= openEc2(config, options)),
    elasticLoadBalancing: () => (elasticLoadBalancing ??= openElasticLoadBalancing(config, options)),
    destroy: () => {
      for (const client of opened) client.destroy();
      letGo(ec2);
      letGo(elasticLoadBalancing);
    },
  };
}

interface Counted<Input extends object, Output extends object> {
  readonly middlewareStack: MiddlewareStack<Input, Output>;
  destroy(): void;
}

function letGo(opening: Promise<{ destroy(): void }> | undefined): void {
  opening?.then(
    (client) => client.destroy(),
    () => {
      // It could not be opened, which the read that asked for it has said: there is nothing to let go of.
    },
  );
}

/** EC2's client, paced by nobody: its rates are far above what a scan asks. */
export async function openEc2(config: EC2ClientConfig, options: ClientOptions): Promise<EC2Client> {
  const { EC2Client: Client } = await import('@aws-sdk/client-ec2');
  const client = new Client(config);
  countAttempts(client.middlewareStack, 'ec2', options, null);
  return client;
}

/** Paced by nobody: its rates are not published, and a plan asks it a few times. */
async function openElasticLoadBalancing(
  config: ElasticLoadBalancingV2ClientConfig,
  options: ClientOptions,
): Promise<ElasticLoadBalancingV2Client> {
  const { ElasticLoadBalancingV2Client: Client } = await import('@aws-sdk/client-elastic-load-balancing-v2');
  const client = new Client(config);
  countAttempts(client.middlewareStack, 'elasticloadbalancing', options, null);
  return client;
}

/**
 * Puts the pacing and the counting between the SDK's retries and its signing: so a retry spends a token too, and a
 * signature is made after the wait, not before it (it holds five minutes).
 * @param service the operation's prefix in snapshots
 */
export function countAttempts<Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
  service: string,
  { meter, timeoutMs }: ClientOptions,
  pacer: Pacer | null,
): void {
  const attempt: FinalizeRequestMiddleware<Input, Output> = (next, context) => async (args) => {
    const operation = `${service}:${String(context['commandName']).replace(/Command$/, '')}`;
    await pacer?.take(budgetsOf(operation));
    meter.sent(operation);
    try {
      return await within(timeoutMs, next(args));
    } catch (error) {
      if (isThrottled(error)) meter.wasThrottled();
      throw isTimeout(error) ? new NoAnswer('no answer within the time of an attempt') : error;
    }
  };
  stack.addRelativeTo(attempt, { name: 'countAttempts', relation: 'after', toMiddleware: 'retryMiddleware' });
}

/** The handler's time-outs are for silence; a body that drips, a byte now and then, is never silent. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer('no whole answer within the time of an attempt')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
