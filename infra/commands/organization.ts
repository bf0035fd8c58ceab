/** Whether the organization of the settings is the one that these credentials belong to, and may be read and provided for from here. */
import {
  AWSOrganizationsNotInUseException,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { organizationsRegion } from '../../lambda/domain/organization';
import { sdkConfig } from '../../lambda/domain/sdk-config';
import type { OrganizationSettings } from '../../lambda/domain/settings';
import { failureOf } from '../../lambda/inventory/failure';
import type { Found, Place } from './place';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html */
const STACK_SETS = 'member.org.stacksets.cloudformation.amazonaws.com';

/**
 * What only CloudFormation finds out, when it makes the StackSet: whether StackSets may be used in the organization at all, and whether
 * this account is a delegated administrator of StackSets or of some other service.
 */
export async function organizationFits(
  { id, deployedIn }: OrganizationSettings,
  { accountId, region }: Place,
): Promise<Found<null>> {
  const partition = RegionInfo.get(region).partition ?? 'aws';
  const client = new OrganizationsClient({ ...sdkConfig(), region: organizationsRegion(partition) });
  try {
    const found = await organizationOf(client, accountId);
    if (!found.ok) return found;
    const { value: ours } = found;
    if (ours.id !== id)
      return wrong(`organization.id: found ${id}, expected ${ours.id}, to which account ${accountId} belongs`);
    const isManagement = accountId === ours.managementAccountId;
    if (isManagement !== (deployedIn === 'management account')) {
      const is = isManagement
        ? 'the management account'
        : `a member; the management account is ${ours.managementAccountId}`;
      return wrong(`organization.deployedIn: found ${deployedIn}, but account ${accountId} is ${is}`);
    }
    return isManagement ? { ok: true, value: null } : await mayRead(client, accountId);
  } finally {
    client.destroy();
  }
}

interface Organization {
  readonly id: string;
  readonly managementAccountId: string;
}

async function organizationOf(client: OrganizationsClient, accountId: string): Promise<Found<Organization>> {
  try {
    const { Organization: { Id, MasterAccountId } = {} } = await client.send(new DescribeOrganizationCommand({}));
    if (Id === undefined || MasterAccountId === undefined) {
      return wrong('organizations:DescribeOrganization: found no id in the answer, expected that of the organization');
    }
    return { ok: true, value: { id: Id, managementAccountId: MasterAccountId } };
  } catch (error) {
    if (error instanceof AWSOrganizationsNotInUseException) {
      return wrong(`organization: found it in the settings, but account ${accountId} belongs to no organization`);
    }
    return wrong(
      `AWS does not say of which organization account ${accountId} is: ${reasonOf(error, 'DescribeOrganization')}`,
    );
  }
}

/**
 * By what a round asks first, which AWS answers in the management account and to delegated administrators only. Who is registered for
 * what, `organizations:ListDelegatedAdministrators`, is not asked: it is refused in the same accounts, and takes one permission more.
 */
async function mayRead(client: OrganizationsClient, accountId: string): Promise<Found<null>> {
  try {
    await client.send(new ListAccountsCommand({ MaxResults: 1 }));
    return { ok: true, value: null };
  } catch (error) {
    return wrong(
      `account ${accountId} may not list the accounts of the organization (${reasonOf(error, 'ListAccounts')}); once, in the management account: aws organizations register-delegated-administrator --account-id ${accountId} --service-principal ${STACK_SETS}`,
    );
  }
}

function reasonOf(error: unknown, operation: string): string {
  return failureOf(error, `organizations:${operation}`).reason;
}

function wrong(error: string): { readonly ok: false; readonly error: string } {
  return { ok: false, error };
}
