/** An organization for a test file, and how to become somebody in one of its accounts. */
import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts';
import type { MemberDescription, OrganizationDescription, RoleDescription, Sandbox } from '../../sandbox';
import { ACCOUNT_ID, closing, HOME, to } from './support';

export const ORGANIZATION = 'o-exampleorgid';
export const MANAGEMENT = '999999999999';
export const SHOP = '111111111111';
export const BANK = '222222222222';
export const ROOT = 'r-exam';
export const WORKLOADS = 'ou-exam-workload';
export const PROD = 'ou-exam-prodprod';
export const ROLE = 'headroom-member';
export const EXTERNAL_ID = 'headroom/o-exampleorgid';

/** What lets the environment's key in. */
export const TRUSTS: RoleDescription['trusts'] = {
  principal: `arn:aws:iam::${ACCOUNT_ID}:user/platform-engineer`,
  externalId: EXTERNAL_ID,
  organizationId: ORGANIZATION,
  sessionName: 'scan*',
};

/** A member with one Region, in which one REST API stands that has the account's name. */
export function member(id: string, name: string, more: Partial<MemberDescription> = {}): MemberDescription {
  return {
    id,
    name,
    unit: PROD,
    role: { name: ROLE, trusts: TRUSTS },
    account: { accountId: id, regions: { [HOME]: { restApis: [{ name }] } } },
    ...more,
  };
}

/** The home account and the management account, and the members that are given. */
export function organizationOf(
  members: readonly MemberDescription[],
  more: Partial<OrganizationDescription> = {},
): OrganizationDescription {
  return {
    id: ORGANIZATION,
    managementAccountId: MANAGEMENT,
    root: {
      id: ROOT,
      children: [{ id: WORKLOADS, name: 'Workloads', children: [{ id: PROD, name: 'Prod' }] }],
    },
    accounts: [
      {
        id: MANAGEMENT,
        name: 'management',
        email: 'root@example.com',
        unit: ROOT,
        role: null,
        account: { accountId: MANAGEMENT, regions: { [HOME]: {} } },
      },
      { id: ACCOUNT_ID, name: 'monitoring', unit: WORKLOADS, role: null },
      ...members,
    ],
    ...more,
  };
}

export const arnOf = (accountId: string, role = ROLE) => `arn:aws:iam::${accountId}:role/${role}`;

/** What the role of an account wants to hear, unless a test says something else. */
export const asking = (accountId: string, more: Partial<AssumeRoleCommandInput> = {}): AssumeRoleCommandInput => ({
  RoleArn: arnOf(accountId),
  RoleSessionName: 'scan-1',
  ExternalId: EXTERNAL_ID,
  ...more,
});

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Assumes the role of an account. @param as the key of the environment, if not given */
export async function assume(
  sandbox: Sandbox,
  accountId: string,
  more: Partial<AssumeRoleCommandInput> = {},
  as?: Credentials,
): Promise<Credentials> {
  const client = closing(new STSClient({ ...to(sandbox), ...(as ? { credentials: as } : {}) }));
  const { Credentials: given } = await client.send(new AssumeRoleCommand(asking(accountId, more)));
  return {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  };
}
