/** Into another account: the temporary credentials of its role, asked for once. */
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { Account } from './account';
import { present } from './pages';

/** The role of a member account, as the scan takes it on. */
export interface MemberRole {
  readonly arn: string;
  readonly externalId: string;
  /** Stands in the member's CloudTrail. */
  readonly sessionName: string;
}

export interface Session {
  readonly account: Account;
  readonly credentials: AwsCredentialIdentity;
}

/**
 * The least that AWS gives; a scan, its plans with it, ends within six minutes.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
const SESSION_SECONDS = 900;

/**
 * Which account it is says the ARN of the session, without a call more.
 * @throws what STS refuses: a role that does not exist, one whose trust does not fit, and an account that is closed all in the same words
 */
export async function assume(sts: STSClient, role: MemberRole, abortSignal: AbortSignal): Promise<Session> {
  const { AssumedRoleUser, Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: role.arn,
      RoleSessionName: role.sessionName,
      ExternalId: role.externalId,
      DurationSeconds: SESSION_SECONDS,
    }),
    { abortSignal },
  );
  const [, partition, , , accountId] = present(AssumedRoleUser?.Arn, 'AssumedRoleUser').split(':');
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = present(Credentials, 'Credentials');
  return {
    account: {
      accountId: present(accountId, 'account in the Arn'),
      partition: present(partition, 'partition in the Arn'),
    },
    credentials: {
      accessKeyId: present(AccessKeyId, 'AccessKeyId'),
      secretAccessKey: present(SecretAccessKey, 'SecretAccessKey'),
      sessionToken: present(SessionToken, 'SessionToken'),
      expiration: present(Expiration, 'Expiration'),
    },
  };
}
