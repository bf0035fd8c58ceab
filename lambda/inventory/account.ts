/** Which account this is and which Regions it has. */
import type { AccountClientConfig } from '@aws-sdk/client-account';
import type { EC2ClientConfig } from '@aws-sdk/client-ec2';
import { type STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Clock } from '../domain/clock';
import type { Read } from '../domain/read';
import { reads } from '../domain/reads';
import { sdkConfig } from '../domain/sdk-config';
import { attempt } from './attempt';
import { type ClientOptions, countAttempts, openEc2 } from './clients';
import { everyPage, present } from './pages';

export interface Account {
  readonly accountId: string;
  /** `aws`, `aws-cn`, `aws-us-gov`, …: never assumed. */
  readonly partition: string;
}

export async function whoAmI(sts: STSClient, clock: Clock, signal: AbortSignal): Promise<Read<Account>> {
  return await attempt(reads['caller-identity'].operation, clock, signal, async () => {
    const { Account: accountId, Arn } = await sts.send(new GetCallerIdentityCommand({}), { abortSignal: signal });
    const partition = /^arn:([^:]+):/.exec(present(Arn, 'Arn'))?.[1];
    return { accountId: present(accountId, 'Account'), partition: present(partition, 'partition in the Arn') };
  });
}

/** The Account API is a global endpoint that these partitions have, by the SDK's endpoint rules. */
const PARTITIONS_WITH_ACCOUNT_API = new Set(['aws', 'aws-cn']);

/**
 * The enabled Regions, sorted. The Account API is asked first; where the partition lacks it or it is refused, EC2, which
 * every partition has. Both clients are loaded only here, and EC2's (the largest of all) only when it is needed.
 */
export async function enabledRegions(
  asking: Pick<AccountClientConfig, 'region' | 'credentials'>,
  partition: string,
  clock: Clock,
  signal: AbortSignal,
  options: ClientOptions,
): Promise<Read<readonly string[]>> {
  const config = { ...sdkConfig(options.timeoutMs), ...asking };
  if (PARTITIONS_WITH_ACCOUNT_API.has(partition)) {
    const byAccount = await attempt(reads.regions.operation, clock, signal, () => fromAccount(config, signal, options));
    if (byAccount.status === 'read' || signal.aborted) return byAccount;
  }
  return await attempt(reads['regions-by-ec2'].operation, clock, signal, () => fromEc2(config, signal, options));
}

async function fromAccount(
  config: AccountClientConfig,
  abortSignal: AbortSignal,
  options: ClientOptions,
): Promise<string[]> {
  const { AccountClient, ListRegionsCommand } = await import('@aws-sdk/client-account');
  const client = new AccountClient(config);
  countAttempts(client.middlewareStack, 'account', options, null);
  try {
    const all = await everyPage(async (NextToken) => {
      const command = new ListRegionsCommand({
        MaxResults: 50,
        RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'],
        NextToken,
      });
      const page = await client.send(command, { abortSignal });
      return { items: page.Regions, next: page.NextToken };
    });
    return all.map((region) => present(region.RegionName, 'RegionName')).toSorted();
  } finally {
    client.destroy();
  }
}

async function fromEc2(config: EC2ClientConfig, abortSignal: AbortSignal, options: ClientOptions): Promise<string[]> {
  const { DescribeRegionsCommand } = await import('@aws-sdk/client-ec2');
  const client = await openEc2(config, options);
  try {
    // Without AllRegions, only enabled ones; the operation has no pages.
    const { Regions } = await client.send(new DescribeRegionsCommand({}), { abortSignal });
    const all = present(Regions, 'Regions');
    return all.map((region) => present(region.RegionName, 'RegionName')).toSorted();
  } finally {
    client.destroy();
  }
}
