/** All accounts of a sandbox: who is in the organization, and what joining, leaving and closing change. */
import type { Account, FaultDescription, RegionInput } from './account';
import {
  type AccountState,
  type AssumableRole,
  describeMember,
  describeOrganization,
  describeRole,
  type Member,
  type MemberDescription,
  type OrganizationDescription,
  type OrganizationForm,
  type RoleDescription,
} from './organization';
import type { World } from './world';

/** What a test does to the organization while something runs. Every method throws an Error for an account that is not there. */
export interface SandboxOrganization {
  /** Puts another description of a Region of an account in place of the present one, as `Sandbox.change` does at home. */
  change(accountId: string, region: string, description: RegionInput): void;
  /** Adds faults to those of an account's description. */
  fault(accountId: string, ...faults: readonly FaultDescription[]): void;
  /**
   * Lets an account join: from now on it is listed. One that had left comes back with what is said now.
   * @throws Error also for one that is a member, and for a description that is none; then nothing changes
   */
  add(account: MemberDescription): void;
  /**
   * Lets an account leave: it is not listed any more, and no service control policy of the organization binds it. The account
   * itself goes on, its role too (what brought the role, such as a stack set, may take it away: `setRole` does).
   * @throws Error also for the management account, which cannot leave
   */
  remove(accountId: string): void;
  setState(accountId: string, state: AccountState): void;
  /** `null`: takes the role away. */
  setRole(accountId: string, role: RoleDescription | null): void;
}

/** What an account has whether or not it is in the organization. */
interface Entry {
  readonly world: World;
  state: AccountState;
  role: AssumableRole | null;
}

/**
 * What stays reachable where a service control policy denies a Region: the actions of global services, of which the sandbox
 * has these. STS is asked in a Region and stays denied.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
 */
const GLOBAL = ['iam:', 'organizations:', 'account:', 'cloudfront:'];

export class Accounts implements SandboxOrganization {
  /** `null`: there is no organization. */
  readonly form: OrganizationForm | null;
  private readonly entries = new Map<string, Entry>();
  private readonly membersById = new Map<string, Member>();

  /**
   * @param build makes an account's world
   * @throws ZodError, and Error for an account that cannot be
   */
  constructor(
    private readonly home: Account,
    organization: OrganizationDescription | null,
    private readonly build: (account: Account, accounts: Accounts) => World,
  ) {
    this.form = organization && describeOrganization(organization, home);
    this.entries.set(home.accountId, { world: build(home, this), state: 'ACTIVE', role: null });
    for (const member of this.form?.accounts ?? []) this.join(member);
  }

  /** @throws Error for an account that the sandbox does not have */
  worldOf(accountId: string): World {
    return this.entryOf(accountId).world;
  }

  /** In the order in which they joined. */
  get members(): readonly Member[] {
    return [...this.membersById.values()];
  }

  /** @returns `null` for an account that is in no organization, or not in the sandbox */
  organizationOf(accountId: string): OrganizationForm | null {
    return this.membersById.has(accountId) ? this.form : null;
  }

  /** Only the home account can be one. */
  isDelegatedAdministrator(accountId: string): boolean {
    return accountId === this.home.accountId && (this.form?.delegatedAdministrator ?? false);
  }

  stateOf(accountId: string): AccountState {
    return this.entryOf(accountId).state;
  }

  /**
   * A role that can be assumed: that of an account that is `ACTIVE`. Only of one that is `PENDING_ACTIVATION` AWS says that it
   * is "unusable"; that a role of the others lets nobody in is not documented, and with a closure that is only pending it is
   * the stricter reading. That keys of a session that began before work until they expire is not documented either, but
   * nothing is known that would end them earlier: a session ends with its time, or is denied by a policy.
   * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html
   */
  roleOf(accountId: string): AssumableRole | null {
    const entry = this.entries.get(accountId);
    return entry?.state === 'ACTIVE' ? entry.role : null;
  }

  /** Whether a service control policy denies the action to everybody in the account. */
  denies(accountId: string, region: string, action: string): boolean {
    const regions = this.membersById.get(accountId)?.denies?.regions ?? [];
    return regions.includes(region) && !GLOBAL.some((prefix) => action.startsWith(prefix));
  }

  clearFaults(): void {
    for (const { world } of this.entries.values()) world.faults.clear();
  }

  change(accountId: string, region: string, description: RegionInput): void {
    this.worldOf(accountId).change(region, description);
  }

  fault(accountId: string, ...faults: readonly FaultDescription[]): void {
    this.worldOf(accountId).faults.add(...faults);
  }

  add(account: MemberDescription): void {
    if (!this.form) throw new Error('the sandbox has no organization');
    if (this.membersById.has(account.id)) throw new Error(`account ${account.id} is a member already`);
    this.join(describeMember(account, this.form, this.home));
  }

  remove(accountId: string): void {
    if (accountId === this.form?.managementAccountId) throw new Error('the management account cannot leave');
    if (!this.membersById.delete(accountId)) throw new Error(`account ${accountId} is not in the organization`);
  }

  setState(accountId: string, state: AccountState): void {
    this.entryOf(accountId).state = state;
  }

  setRole(accountId: string, role: RoleDescription | null): void {
    this.entryOf(accountId).role = role && describeRole(role);
  }

  private join(member: Member): void {
    const { id, state, role, account } = member;
    const world = account ? this.build(account, this) : this.worldOf(id);
    this.entries.set(id, { world, state, role });
    this.membersById.set(id, member);
  }

  private entryOf(accountId: string): Entry {
    const entry = this.entries.get(accountId);
    if (!entry) throw new Error(`no account ${accountId} in the sandbox`);
    return entry;
  }
}
