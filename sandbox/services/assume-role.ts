/**
 * AssumeRole of STS: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 *
 * A role answers whoever its trust policy lets in, if the caller's own policy lets it ask. Of everything else AWS tells the
 * caller the same: that it is not authorized, on that role. So nobody learns which roles and accounts there are.
 */
import { AssumeRoleCommand, type AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import type { Account } from '../account';
import type { Accounts } from '../all-accounts';
import type { Caller, Keys } from '../callers';
import { idFrom } from '../estate/identity';
import type { AssumableRole } from '../organization';
import { matchesPattern, type Permission } from '../policy';
import { queryWords, say, textIn } from '../service';
import { allBut, on, type Operation } from '../wire/operation';

/** "By default, the value is set to 3600 seconds." */
const DEFAULT_SECONDS = 3600;
/** "Role chaining limits your … role session to a maximum of one hour." */
const CHAINED_SECONDS = 3600;

const invalid = (message: string) => say(queryWords.invalid, message);

/** Seen: https://github.com/zalando-stups/aws-credentials-service/issues/7 */
const violation = (member: string, value: string, constraint: string) =>
  `Value ${value} at '${member}' failed to satisfy constraint: ${constraint}`;

/** Several are told in one message. Seen of a sibling: https://github.com/mmmorris1975/aws-runas/issues/80 */
const detected = (violations: readonly string[]) =>
  `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: ${violations.join('; ')}`;

/** What AWS says of an input without a required member. */
export function missingInSts(member: string): string {
  const name = `${member.charAt(0).toLowerCase()}${member.slice(1)}`;
  return detected([violation(name, 'null', 'Member must not be null')]);
}

/**
 * The condition keys are those of https://docs.aws.amazon.com/service-authorization/latest/reference/
 * list_awssecuritytokenservice.html, and `aws:ResourceOrgID`: the organization of the role's account, if it is in one.
 */
export function assumeRolePermission(input: object, accounts: Accounts): Permission {
  const resource = textIn(input, 'RoleArn');
  const externalId = textIn(input, 'ExternalId');
  const owner = accounts.organizationOf(partsOf(resource)?.accountId ?? '');
  return {
    action: 'sts:AssumeRole',
    resource,
    conditions: {
      'sts:RoleSessionName': textIn(input, 'RoleSessionName'),
      ...(externalId === '' ? {} : { 'sts:ExternalId': externalId }),
      ...(owner ? { 'aws:ResourceOrgID': owner.id } : {}),
    },
  };
}

export function assumeRole({ partition }: Account, accounts: Accounts, keys: Keys): Operation {
  return on(
    AssumeRoleCommand,
    (input, { caller, now }) => {
      const { RoleArn = '', RoleSessionName = '', DurationSeconds = DEFAULT_SECONDS } = input;
      refuseWrongInput(input);
      const parts = partsOf(RoleArn);
      // Seen of its sibling: https://github.com/physera/onelogin-aws-cli/issues/12
      if (parts?.partition !== partition) throw invalid('Request ARN is invalid');
      if (caller.roleArn !== null && DurationSeconds > CHAINED_SECONDS) {
        // Seen: https://github.com/99designs/aws-vault/issues/263
        throw invalid(
          'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
        );
      }
      const { accountId, name } = parts;
      const role = accounts.roleOf(accountId);
      if (role?.name !== name || !trusts(role, caller, input, accounts)) {
        // Seen: https://github.com/aws/aws-cli/issues/7216
        throw say(
          queryWords.denied,
          `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
        );
      }
      if (DurationSeconds > role.maxSessionSeconds) {
        // Seen: https://github.com/kreuzwerker/awsu/issues/27
        throw invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
      }
      const expiresAt = new Date(now.getTime() + DurationSeconds * 1000);
      const session: Caller = {
        accountId,
        arn: `arn:${partition}:sts::${accountId}:assumed-role/${name}/${RoleSessionName}`,
        userId: `AROA${idFrom(RoleArn, 17).toUpperCase()}:${RoleSessionName}`,
        roleArn: RoleArn,
        policy: role.policy ?? null,
      };
      const { accessKeyId, secretAccessKey, sessionToken } = keys.issue(session, expiresAt);
      return {
        Credentials: {
          AccessKeyId: accessKeyId,
          SecretAccessKey: secretAccessKey,
          SessionToken: sessionToken,
          Expiration: expiresAt,
        },
        AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
      };
    },
    allBut(AssumeRoleCommand, ['RoleArn', 'RoleSessionName', 'ExternalId', 'DurationSeconds']),
  );
}

/** The constraints are those of the operation's page; their words are AWS's for all constraints of this kind. */
function refuseWrongInput({ RoleArn, RoleSessionName, ExternalId, DurationSeconds }: AssumeRoleCommandInput): void {
  const violations = [
    ...ofText('roleArn', RoleArn, 20, 2048, null),
    ...ofText('roleSessionName', RoleSessionName, 2, 64, String.raw`[\w+=,.@-]*`),
    ...ofText('externalId', ExternalId, 2, 1224, String.raw`[\w+=,.@:\/-]*`),
    ...ofNumber('durationSeconds', DurationSeconds, 900, 43_200),
  ];
  if (violations.length > 0) throw invalid(detected(violations));
}

function ofText(
  member: string,
  value: string | undefined,
  least: number,
  most: number,
  pattern: string | null,
): readonly string[] {
  if (value === undefined) return [];
  return [
    ...(value.length < least ? [`Member must have length greater than or equal to ${least}`] : []),
    ...(value.length > most ? [`Member must have length less than or equal to ${most}`] : []),
    ...(pattern !== null && !new RegExp(`^${pattern}$`).test(value)
      ? [`Member must satisfy regular expression pattern: ${pattern}`]
      : []),
  ].map((constraint) => violation(member, `'${value}'`, constraint));
}

function ofNumber(member: string, value: number | undefined, least: number, most: number): readonly string[] {
  if (value === undefined || (value >= least && value <= most)) return [];
  const constraint =
    value > most
      ? `Member must have value less than or equal to ${most}`
      : `Member must have value greater than or equal to ${least}`;
  return [violation(member, `'${value}'`, constraint)];
}

/**
 * Whether the trust policy lets the caller in, and all of its conditions hold. A role stands for every session of it, an
 * account for everybody in it: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function trusts(
  { trusts: trust }: AssumableRole,
  caller: Caller,
  { ExternalId, RoleSessionName = '' }: AssumeRoleCommandInput,
  accounts: Accounts,
): boolean {
  const everybody = caller.arn.replace(/^(arn:[^:]+):\w+::(\d+):.*$/, '$1:iam::$2:root');
  return (
    [caller.arn, caller.roleArn, everybody].includes(trust.principal) &&
    accounts.organizationOf(caller.accountId)?.id === trust.organizationId &&
    ExternalId === trust.externalId &&
    matchesPattern(trust.sessionName ?? '*', RoleSessionName)
  );
}

/** `null` for what is not the ARN of a role. */
function partsOf(
  arn: string,
): { readonly partition: string; readonly accountId: string; readonly name: string } | null {
  const [, partition, accountId, name] = /^arn:([\w-]+):iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
  return partition && accountId && name ? { partition, accountId, name } : null;
}
