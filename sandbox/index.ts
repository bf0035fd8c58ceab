/**
 * The sandbox: an AWS account that exists only on loopback, described in YAML, for the demo, the tests and the benchmarks;
 * if need be, with the organization around it.
 * It speaks the SDK's own protocols, and refuses what AWS refuses. The product does not know it: only `AWS_ENDPOINT_URL`
 * differs.
 */
import { type AccountDescription, describeAccount, type FaultDescription, type RegionInput } from './account';
import { Accounts, type SandboxOrganization } from './all-accounts';
import type { Call } from './call-log';
import { ACCESS_KEY_ID, ADMINISTRATOR_KEY_ID, Keys } from './callers';
import type { AccountState, MemberDescription, OrganizationDescription, RoleDescription } from './organization';
import { matchesPattern, Policy, type PolicyDocument } from './policy';
import { type SandboxClock, SandboxServer } from './server';
import type { SandboxEvent } from './services/eventbridge';
import { type PageSizes, World } from './world';

export { describeAccount, matchesPattern };
export type {
  AccountDescription,
  AccountState,
  Call,
  FaultDescription,
  MemberDescription,
  OrganizationDescription,
  PageSizes,
  PolicyDocument,
  RegionInput,
  RoleDescription,
  SandboxEvent,
  SandboxOrganization,
};

export interface SandboxOptions {
  /** The name of a file under `accounts/`, or a description. */
  readonly account: string | AccountDescription;
  /** The accounts around it, which answer at the same endpoint to whoever assumes a role in them. */
  readonly organization?: OrganizationDescription;
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

export interface Sandbox {
  readonly endpoint: string;
  /** What the SDK needs to know to talk to it. */
  readonly environment: Readonly<Record<string, string>>;
  /** The credentials of somebody whom no policy binds. */
  readonly administrator: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Every call so far, in order, of all accounts. */
  readonly calls: readonly Call[];
  /** Every event that came to the default bus of the account so far, in order, of all Regions. */
  readonly events: readonly SandboxEvent[];
  /**
   * Puts another description of a Region in place of the present one: the next call is answered by it, and its faults are
   * in place of those that the present one brought. What keeps its name keeps its id; of an HTTP API, a route and its
   * integration keep theirs as long as as many routes stand before them. CloudWatch knows no change: it has the traffic of
   * the present description for all of the past. What was stored stays.
   * @throws Error for a Region that the account does not have, and for a description that is none; then nothing changes
   */
  change(region: string, description: RegionInput): void;
  /** What can be done to the other accounts and their membership; `null` without an organization. */
  readonly organization: SandboxOrganization | null;
  /** Adds faults to those of the description. */
  fault(...faults: readonly FaultDescription[]): void;
  /** Ends all faults of all accounts, those of the description too. */
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
  organizations: 20,
};
/** Nothing checks it: signatures are not computed again. */
const SECRET = 'sandbox';

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const account = describeAccount(options.account);
  const keys = new Keys(account, options.policy ? new Policy(options.policy) : null);
  const calls: Call[] = [];
  const clock = options.clock ?? { now: () => new Date(), elapsed: () => performance.now() };
  const shared = {
    keys,
    pages: { ...PAGES, ...options.pages },
    throttle: options.throttle ?? false,
    startedAt: clock.now(),
  };
  const accounts = new Accounts(
    account,
    options.organization ?? null,
    (one, all) => new World(one, { ...shared, accounts: all }),
  );
  const home = accounts.worldOf(account.accountId);
  const server = new SandboxServer({
    accounts,
    home,
    keys,
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
      AWS_REGION: home.home,
      // boto3 and the first AWS CLI read no other name.
      AWS_DEFAULT_REGION: home.home,
      AWS_ACCESS_KEY_ID: ACCESS_KEY_ID,
      AWS_SECRET_ACCESS_KEY: SECRET,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    administrator: { accessKeyId: ADMINISTRATOR_KEY_ID, secretAccessKey: SECRET },
    calls,
    events: home.events,
    change: (region, description) => home.change(region, description),
    organization: options.organization ? accounts : null,
    fault: (...more) => home.faults.add(...more),
    clearFaults: () => accounts.clearFaults(),
    reset: () => {
      accounts.clearFaults();
      calls.length = 0;
    },
    close: async () => await server.close(),
  };
}
