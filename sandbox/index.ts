/**
 * The sandbox: an AWS account that exists only on loopback, described in YAML, for the demo, the tests and the benchmarks.
 * It speaks the SDK's own protocols, and refuses what AWS refuses. The product does not know it: only `AWS_ENDPOINT_URL`
 * differs.
 */
import {
  type AccountDescription,
  describeAccount,
  describeRegion,
  type FaultDescription,
  type RegionInput,
} from './account';
import type { Call } from './call-log';
import { ACCESS_KEY_ID, ADMINISTRATOR_KEY_ID, callersOf } from './callers';
import { buildRegion, type RegionEstate } from './estate/estate';
import { Faults } from './faults';
import { matchesPattern, Policy, type PolicyDocument } from './policy';
import { type SandboxClock, SandboxServer } from './server';
import { offer } from './service';
import { accountManagement, ec2, sts } from './services/account-and-identity';
import { apiGateway } from './services/api-gateway';
import { apiGatewayV2 } from './services/api-gateway-v2';
import { cloudFront } from './services/cloudfront';
import { cloudWatch } from './services/cloudwatch';
import { dynamoDb } from './services/dynamodb';
import { elasticLoadBalancing } from './services/elastic-load-balancing';
import { eventBridge, type SandboxEvent } from './services/eventbridge';
import { iam } from './services/iam';
import { lambda } from './services/lambda';
import { s3 } from './services/s3';
import { serviceQuotas } from './services/service-quotas';
import { sqs } from './services/sqs';
import { ssm } from './services/ssm';
import { describeSubnets } from './services/subnets';
import { xRay } from './services/x-ray';
import { Throttle } from './throttle';

export { describeAccount, matchesPattern };
export type { AccountDescription, Call, FaultDescription, PolicyDocument, RegionInput, SandboxEvent };

export interface SandboxOptions {
  /** The name of a file under `accounts/`, or a description. */
  readonly account: string | AccountDescription;
  /** 0: any that is free. */
  readonly port?: number;
  /** Enforce AWS's published request rates. */
  readonly throttle?: boolean;
  /** How long every answer takes at least. */
  readonly latencyMs?: number;
  readonly clock?: SandboxClock;
  /** The most that a page holds, where AWS does not say it or may give less. */
  readonly pages?: Partial<PageSizes>;
  /** All that the environment's key is allowed to do; everything, if not given. */
  readonly policy?: PolicyDocument;
  readonly complain?: (text: string) => void;
}

export interface PageSizes {
  /** Items of `apigatewayv2`; AWS documents no number. */
  readonly v2: number;
  readonly quotas: number;
  readonly regions: number;
  readonly dataPoints: number;
  readonly metrics: number;
  readonly objects: number;
  readonly loadBalancers: number;
  readonly subnets: number;
  readonly iam: number;
  readonly services: number;
  readonly distributions: number;
}

export interface Sandbox {
  readonly endpoint: string;
  /** What the SDK needs to know to talk to it. */
  readonly environment: Readonly<Record<string, string>>;
  /** The credentials of somebody whom no policy binds. */
  readonly administrator: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Every call so far, in order. */
  readonly calls: readonly Call[];
  /** Every event that came to the default bus so far, in order, of all Regions. */
  readonly events: readonly SandboxEvent[];
  /**
   * Puts another description of a Region in place of the present one: the next call is answered by it, and its faults are
   * in place of those that the present one brought. What keeps its name keeps its id; of an HTTP API, a route and its
   * integration keep theirs as long as as many routes stand before them. CloudWatch knows no change: it has the traffic of
   * the present description for all of the past. What was stored stays.
   * @throws Error for a Region that the account does not have, and for a description that is none; then nothing changes
   */
  change(region: string, description: RegionInput): void;
  /** Adds faults to those of the description. */
  fault(...faults: readonly FaultDescription[]): void;
  /** Ends all faults, those of the description too. */
  clearFaults(): void;
  /** Ends all faults and forgets the calls. What was stored stays. */
  reset(): void;
  close(): Promise<void>;
}

const PAGES: PageSizes = {
  v2: 500,
  quotas: 100,
  regions: 50,
  dataPoints: 100_800,
  metrics: 500,
  objects: 1000,
  loadBalancers: 400,
  subnets: 1000,
  iam: 1000,
  services: 500,
  distributions: 100,
};
/** Nothing checks it: signatures are not computed again. */
const SECRET = 'sandbox';

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const account = describeAccount(options.account);
  const policy = options.policy ? new Policy(options.policy) : null;
  const pages = { ...PAGES, ...options.pages };
  const calls: Call[] = [];
  const events: SandboxEvent[] = [];
  const clock = options.clock ?? { now: () => new Date(), elapsed: () => performance.now() };
  const faults = new Faults();
  faults.add(...account.faults);
  const estates = new Map<string, RegionEstate>();
  for (const [name, description] of Object.entries(account.regions)) {
    estates.set(name, buildRegion(name, description));
    faults.describe(name, description.faults);
  }
  const estateOf = (region: string): RegionEstate => {
    const estate = estates.get(region);
    if (!estate) throw new Error(`no Region ${region} in this account`);
    return estate;
  };
  const home = Object.keys(account.regions)[0] ?? 'us-east-1';
  const startedAt = clock.now();
  // A role that cannot be is refused at once.
  const roles = iam(account, () => [...estates.values()].flatMap(({ functions }) => functions), pages.iam);
  const server = new SandboxServer({
    account,
    callers: callersOf(account, policy),
    offers: [
      offer('sts', () => sts(account)),
      offer('account', () => accountManagement(account, pages.regions)),
      offer('ec2', async () => await ec2(account, await describeSubnets(estateOf, account, pages.subnets))),
      offer('elasticloadbalancing', async () => await elasticLoadBalancing(estateOf, account, pages.loadBalancers)),
      offer('apigateway', () => [apiGateway(estateOf, account), apiGatewayV2(estateOf, account, pages.v2)]),
      offer('lambda', () => lambda(estateOf, account)),
      offer('servicequotas', () => serviceQuotas(estateOf, account, pages.quotas)),
      offer('monitoring', () => cloudWatch(estateOf, pages)),
      offer('iam', () => roles),
      offer('xray', async () => await xRay(estateOf, account.accountId, pages.services)),
      offer('cloudfront', async () => await cloudFront(account, pages.distributions)),
      offer('ssm', () => ssm(account)),
      offer('dynamodb', () => dynamoDb(account)),
      offer('s3', () => s3(account, home, pages.objects)),
      offer('sqs', () => sqs(account, home, startedAt)),
      offer('events', () =>
        eventBridge(account, events, (region) =>
          faults.strikeEntry({ region, service: 'eventbridge', operation: 'PutEvents' }),
        ),
      ),
    ],
    faults,
    throttle: options.throttle ? new Throttle() : null,
    clock,
    latencyMs: options.latencyMs ?? 0,
    calls,
    complain: options.complain ?? ((text) => process.stderr.write(`${text}\n`)),
  });
  const endpoint = await server.listen(options.port ?? 0);
  return {
    endpoint,
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: home,
      // boto3 and the first AWS CLI read no other name.
      AWS_DEFAULT_REGION: home,
      AWS_ACCESS_KEY_ID: ACCESS_KEY_ID,
      AWS_SECRET_ACCESS_KEY: SECRET,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    administrator: { accessKeyId: ADMINISTRATOR_KEY_ID, secretAccessKey: SECRET },
    calls,
    events,
    change: (region, source) => {
      estateOf(region);
      const description = describeRegion(source);
      estates.set(region, buildRegion(region, description));
      faults.describe(region, description.faults);
    },
    fault: (...more) => faults.add(...more),
    clearFaults: () => faults.clear(),
    reset: () => {
      faults.clear();
      calls.length = 0;
    },
    close: async () => await server.close(),
  };
}
