/** The permissions of a scan and those for opt-in signals, derived from the declared reads: what is not read is not allowed. */
import { detailReads } from './detail-reads';
import { type ReadPermission, reads } from './reads';
import { signalReads } from './signal-reads';

export interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}

export interface PolicyScope {
  /** `aws`, `aws-cn`, …: never assumed. */
  readonly partition: string;
  /** Its id, or `*` for a policy that is written down for any account. */
  readonly account: string;
  /** Reads that nobody makes unless somebody wants them: without their names they are left out. */
  readonly optedIn?: readonly (keyof typeof reads)[];
}

export function scanPolicy(scope: PolicyScope): Policy {
  return policyOf(scanPermissions(scope));
}

/** For a role of its own, which only somebody at a terminal takes on. */
export function signalPolicy({ partition, account }: Pick<PolicyScope, 'partition' | 'account'>): Policy {
  const permissions = Object.values(signalReads).map(({ permission }) => permission);
  return policyOf(permissions.map((one) => ({ permission: one, resource: resourceOf(one, partition, account) })));
}

interface Needed {
  readonly permission: ReadPermission;
  readonly resource: string;
}

/** One statement for each set of resources. */
function policyOf(needed: readonly Needed[]): Policy {
  const byResource = new Map<string, Set<string>>();
  for (const { permission, resource } of needed) {
    byResource.set(resource, (byResource.get(resource) ?? new Set()).add(permission.action));
  }
  const byActions = new Map<string, string[]>();
  for (const [resource, actions] of byResource) {
    const key = [...actions].toSorted().join(',');
    byActions.set(key, [...(byActions.get(key) ?? []), resource]);
  }
  return {
    Version: '2012-10-17',
    Statement: [...byActions].map(([actions, resources]) => ({
      Effect: 'Allow',
      Action: actions.split(','),
      Resource: resources.toSorted(),
    })),
  };
}

/** Every permission that a scan and its plans need, with its resource; the same one may stand here more than once. */
export function scanPermissions({ partition, account, optedIn = [] }: PolicyScope): Needed[] {
  const chosen: readonly string[] = optedIn;
  return [...Object.entries(reads), ...Object.entries(detailReads)].flatMap(([name, read]) => {
    if (read.permission === null || ('optIn' in read && !chosen.includes(name))) return [];
    return [{ permission: read.permission, resource: resourceOf(read.permission, partition, account) }];
  });
}

function resourceOf(permission: ReadPermission, partition: string, account: string): string {
  if ('path' in permission) return `arn:${partition}:apigateway:*::${permission.path}`;
  return 'arn' in permission ? `arn:${partition}:${permission.arn.replace('ACCOUNT', account)}` : '*';
}
