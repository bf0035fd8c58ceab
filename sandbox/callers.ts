/** Who may ask: each access key, with the account and the name that AWS gives its owner. */
import { randomBytes } from 'node:crypto';
import type { Account } from './account';
import type { Policy } from './policy';

/** The key of the environment. */
export const ACCESS_KEY_ID = 'AKIDSANDBOX';
/** A key that no policy binds, so that a test can prepare what the other key may then not touch. */
export const ADMINISTRATOR_KEY_ID = 'AKIDADMINISTRATOR';

export interface Caller {
  readonly accountId: string;
  /** As it stands in denials and in GetCallerIdentity. */
  readonly arn: string;
  readonly userId: string;
  /** The role whose session this is; `null` for a user. */
  readonly roleArn: string | null;
  /** `null`: everything is allowed. */
  readonly policy: Policy | null;
}

export interface Key {
  readonly caller: Caller;
  /** Of a temporary key. */
  readonly session: { readonly token: string; readonly expiresAt: Date } | null;
}

/** What STS answers. */
export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Every access key that AWS knows, of all accounts. */
export class Keys {
  private readonly keys = new Map<string, Key>();

  /** The two keys of an account. With a policy the environment's key belongs to the role that has it, else to a user. */
  constructor({ partition, accountId }: Pick<Account, 'partition' | 'accountId'>, policy: Policy | null) {
    const user = (name: string, userId: string): Caller => ({
      accountId,
      arn: `arn:${partition}:iam::${accountId}:user/${name}`,
      userId,
      roleArn: null,
      policy: null,
    });
    const role = {
      accountId,
      arn: `arn:${partition}:sts::${accountId}:assumed-role/headroom-scan/scan`,
      userId: 'AROASANDBOX:scan',
      roleArn: `arn:${partition}:iam::${accountId}:role/headroom-scan`,
    };
    const environment = policy ? { ...role, policy } : user('platform-engineer', 'AIDASANDBOX');
    this.keys.set(ACCESS_KEY_ID, { caller: environment, session: null });
    this.keys.set(ADMINISTRATOR_KEY_ID, { caller: user('administrator', 'AIDAADMINISTRATOR'), session: null });
  }

  find(accessKeyId: string): Key | undefined {
    return this.keys.get(accessKeyId);
  }

  /** A temporary key for a caller. Its secret is as good as any: signatures are not computed again. */
  issue(caller: Caller, expiresAt: Date): TemporaryCredentials {
    const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
    const sessionToken = randomBytes(192).toString('base64');
    this.keys.set(accessKeyId, { caller, session: { token: sessionToken, expiresAt } });
    return { accessKeyId, secretAccessKey: randomBytes(30).toString('base64'), sessionToken };
  }
}
