/** What one account of the sandbox is: its estates, its services, what goes wrong in it and how much it may ask. */
import { type Account, describeRegion, type RegionInput } from './account';
import type { Accounts } from './all-accounts';
import type { Keys } from './callers';
import { buildRegion, type RegionEstate } from './estate/estate';
import { Faults } from './faults';
import { offer, type Offer } from './service';
import { accountManagement, ec2, sts } from './services/account-and-identity';
import { apiGateway } from './services/api-gateway';
import { apiGatewayV2 } from './services/api-gateway-v2';
import { assumeRole } from './services/assume-role';
import { cloudFront } from './services/cloudfront';
import { cloudWatch } from './services/cloudwatch';
import { dynamoDb } from './services/dynamodb';
import { elasticLoadBalancing } from './services/elastic-load-balancing';
import { eventBridge, type SandboxEvent } from './services/eventbridge';
import { iam } from './services/iam';
import { lambda } from './services/lambda';
import { organizations } from './services/organizations';
import { s3 } from './services/s3';
import { serviceQuotas } from './services/service-quotas';
import { sqs } from './services/sqs';
import { ssm } from './services/ssm';
import { describeSubnets } from './services/subnets';
import { xRay } from './services/x-ray';
import { Throttle } from './throttle';

/** The most that a page holds, where AWS does not say it or may give less. */
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
  /** Items of every list of Organizations. */
  readonly organizations: number;
}

/** What all accounts of a sandbox share. */
export interface Surroundings {
  readonly accounts: Accounts;
  readonly keys: Keys;
  readonly pages: PageSizes;
  readonly throttle: boolean;
  readonly startedAt: Date;
}

export class World {
  readonly offers: readonly Offer[];
  readonly faults = new Faults();
  /** `null`: no rate is enforced. */
  readonly throttle: Throttle | null;
  /** Every event that came to the default bus so far, in order, of all Regions. */
  readonly events: SandboxEvent[] = [];
  /** The first Region; what the account has once is there. */
  readonly home: string;
  private readonly estates = new Map<string, RegionEstate>();

  /** @throws Error for an account that cannot be */
  constructor(
    readonly account: Account,
    { accounts, keys, pages, throttle, startedAt }: Surroundings,
  ) {
    this.throttle = throttle ? new Throttle() : null;
    this.home = Object.keys(account.regions)[0] ?? 'us-east-1';
    this.faults.add(...account.faults);
    for (const [name, description] of Object.entries(account.regions)) {
      this.estates.set(name, buildRegion(name, description));
      this.faults.describe(name, description.faults);
    }
    const { home } = this;
    const estateOf = (region: string) => this.estateOf(region);
    // A role that cannot be is refused at once.
    const roles = iam(account, () => [...this.estates.values()].flatMap(({ functions }) => functions), pages.iam);
    this.offers = [
      offer('sts', () => sts(account, assumeRole(account, accounts, keys), accounts)),
      offer('organizations', () => organizations(account, accounts, pages.organizations)),
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
        eventBridge(account, this.events, (region) =>
          this.faults.strikeEntry({ region, service: 'eventbridge', operation: 'PutEvents' }),
        ),
      ),
    ];
  }

  /** As `Sandbox.change` says it. */
  change(region: string, source: RegionInput): void {
    this.estateOf(region);
    const description = describeRegion(source);
    this.estates.set(region, buildRegion(region, description));
    this.faults.describe(region, description.faults);
  }

  private estateOf(region: string): RegionEstate {
    const estate = this.estates.get(region);
    if (!estate) throw new Error(`no Region ${region} in this account`);
    return estate;
  }
}
