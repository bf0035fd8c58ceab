/** Who may ask: each access key that the account has, with the name that AWS gives its owner. */
import type { Account } from './account';
import type { Policy } from './policy';

/** The key of the environment. */
export const ACCESS_KEY_ID = 'AKIDSANDBOX';
/** A key that no policy binds, so that a test can prepare what the other key may then not touch. */
export const ADMINISTRATOR_KEY_ID = 'AKIDADMINISTRATOR';

export interface Caller {
  /** As it stands in denials and in GetCallerIdentity. */
  readonly arn: string;
  readonly userId: string;
  /** `null`: everything is allowed. */
  readonly policy: Policy | null;
}

/** With a policy the environment's key belongs to the role that has it, else to a user. */
export function callersOf(
  { partition, accountId }: Pick<Account, 'partition' | 'accountId'>,
  policy: Policy | null,
): ReadonlyMap<string, Caller> {
  const user = (name: string, userId: string): Caller => ({
    arn: `arn:${partition}:iam::${accountId}:user/${name}`,
    userId,
    policy: null,
  });
  const role = {
    arn: `arn:${partition}:sts::${accountId}:assumed-role/headroom-scan/scan`,
    userId: 'AROASANDBOX:scan',
  };
  return new Map([
    [ACCESS_KEY_ID, policy ? { ...role, policy } : user('platform-engineer', 'AIDASANDBOX')],
    [ADMINISTRATOR_KEY_ID, user('administrator', 'AIDAADMINISTRATOR')],
  ]);
}
