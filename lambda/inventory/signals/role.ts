/** Credentials of the role that may read signals, and nothing else of it. */
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { sdkConfig } from '../../domain/sdk-config';
import { present } from '../pages';

/** The shortest that AWS gives, in seconds: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const SHORTEST = 900;

/** @throws what STS refuses, when the first call needs the credentials */
export function credentialsOf(roleArn: string, region: string): AwsCredentialIdentityProvider {
  return async () => {
    const sts = new STSClient({ ...sdkConfig(), region });
    try {
      const command = new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: 'headroom-signals',
        DurationSeconds: SHORTEST,
      });
      const { Credentials } = await sts.send(command);
      return {
        accessKeyId: present(Credentials?.AccessKeyId, 'Credentials.AccessKeyId'),
        secretAccessKey: present(Credentials?.SecretAccessKey, 'Credentials.SecretAccessKey'),
        sessionToken: present(Credentials?.SessionToken, 'Credentials.SessionToken'),
        ...(Credentials?.Expiration ? { expiration: Credentials.Expiration } : {}),
      };
    } finally {
      sts.destroy();
    }
  };
}
