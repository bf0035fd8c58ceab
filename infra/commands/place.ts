/** Where a command of the administrator works: the account and the Region that the AWS credentials name. */
import { lookup } from 'node:dns/promises';
import { GetCallerIdentityCommand, STSClient, STSServiceException } from '@aws-sdk/client-sts';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { codeOf } from '../../lambda/domain/error-code';
import { sdkConfig } from '../../lambda/domain/sdk-config';
import { failureOf } from '../../lambda/inventory/failure';

export interface Place {
  readonly accountId: string;
  readonly region: string;
}

export type Found<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

/** STS answers here whichever Regions an account of the partition `aws` has enabled. */
const ALWAYS_ENABLED = 'us-east-1';

export async function whereWeAre(): Promise<Found<Place>> {
  const region = await configuredRegion();
  if (region === null) {
    return wrong('found no Region, expected the home Region of Headroom; set AWS_REGION, such as AWS_REGION=eu-west-1');
  }
  const here = await accountIn(region);
  if (typeof here === 'string') return { ok: true, value: { accountId: here, region } };
  if (here.unrecognized && typeof (await accountIn(ALWAYS_ENABLED)) === 'string') {
    return wrong(
      `${region} is not enabled for this account; enable it, or deploy to another home Region with AWS_REGION`,
    );
  }
  return wrong(`AWS does not say who we are: ${here.reason}; check the Region, the network and the credentials`);
}

async function configuredRegion(): Promise<string | null> {
  const client = new STSClient({});
  try {
    return await client.config.region();
  } catch {
    // The SDK has one reason to fail here: nobody configured a Region.
    return null;
  } finally {
    client.destroy();
  }
}

interface Refused {
  /** AWS does not know these credentials here: they are wrong, or the Region is off. */
  readonly unrecognized: boolean;
  readonly reason: string;
}

async function accountIn(region: string): Promise<string | Refused> {
  const client = new STSClient({ ...sdkConfig(), region });
  try {
    const { Account } = await client.send(new GetCallerIdentityCommand({}));
    return Account ?? { unrecognized: false, reason: 'an answer without an account' };
  } catch (error) {
    const unrecognized = error instanceof STSServiceException && UNRECOGNIZED.has(error.name);
    return { unrecognized, reason: failureOf(error, `sts:GetCallerIdentity in ${region}`).reason };
  } finally {
    client.destroy();
  }
}

const UNRECOGNIZED = new Set(['InvalidClientTokenId', 'UnrecognizedClientException', 'AuthFailure']);

/**
 * EventBridge Scheduler starts the scans. Where a Region lacks a service, its endpoint has no name in the DNS.
 * @param resolve the DNS, unless a test brings its own
 */
export async function schedulerExists(
  { region }: Place,
  resolve: (host: string) => Promise<unknown> = lookup,
): Promise<Found<null>> {
  const host = `scheduler.${region}.${RegionInfo.get(region).domainSuffix ?? 'amazonaws.com'}`;
  try {
    await resolve(host);
    return { ok: true, value: null };
  } catch (error) {
    if (codeOf(error) !== 'ENOTFOUND')
      return wrong(`${host} cannot be looked up (${codeOf(error)}); check the network`);
    return wrong(
      `${region} has no EventBridge Scheduler, which starts the scans; deploy to another home Region with AWS_REGION`,
    );
  }
}

function wrong(error: string): { readonly ok: false; readonly error: string } {
  return { ok: false, error };
}
