/** The form of an organization of the sandbox: accounts in a tree of organizational units, each with its estate. */
import * as z from 'zod';
import { type Account, account, accountId } from './account';
import { Policy, type PolicyDocument } from './policy';

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html */
const unitId = z.string().regex(/^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/);
/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Root.html */
const rootId = z.string().regex(/^r-[0-9a-z]{4,32}$/);
/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
const organizationId = z.string().regex(/^o-[a-z0-9]{10,32}$/);

const unit = z.strictObject({
  id: unitId,
  name: z.string().min(1).max(128),
  get children() {
    return z.array(unit).optional();
  },
});
type Unit = z.output<typeof unit>;

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html */
const state = z.enum(['PENDING_ACTIVATION', 'ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED']);
export type AccountState = z.output<typeof state>;

/** A role that another account may assume. Whatever its trust policy asks must all be so. */
const role = z.strictObject({
  /** Without a path. */
  name: z.string().regex(/^[\w+=,.@-]{1,64}$/),
  trusts: z.strictObject({
    /** The ARN of who may assume it: a user, a role, one session of a role, or an account (`…:root`). */
    principal: z.string().regex(/^arn:[\w-]+:(iam::\d{12}:(root|(user|role)\/.+)|sts::\d{12}:assumed-role\/.+)$/),
    externalId: z.string(),
    /** The organization in which the caller's account must be (`aws:PrincipalOrgID`). */
    organizationId,
    /** A pattern of IAM for `sts:RoleSessionName`. */
    sessionName: z.string().optional(),
  }),
  /** All that the role may do; everything, if not given. */
  policy: z
    .custom<PolicyDocument>()
    .transform((document) => new Policy(document))
    .optional(),
  /** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html: one hour, unless it is set. */
  maxSessionSeconds: z.int().min(3600).max(43_200).default(3600),
});
export type RoleDescription = z.input<typeof role>;
export type AssumableRole = z.output<typeof role>;

const member = z
  .strictObject({
    id: accountId,
    name: z.string().min(1).max(50),
    /** `<id>@example.com`, if not given. */
    email: z.string().optional(),
    /** The id of the unit, or of the root. */
    unit: z.union([unitId, rootId]),
    state: state.default('ACTIVE'),
    joined: z.iso.datetime().default('2024-01-01T00:00:00Z'),
    tags: z.record(z.string(), z.string()).default({}),
    role: role.nullable(),
    /** A service control policy that denies everything in these Regions but what is global. */
    denies: z.strictObject({ regions: z.array(z.string()).min(1) }).optional(),
    /** Its estate; not given for the home account, whose estate is that of the sandbox. */
    account: account.optional(),
  })
  .transform((one) => ({ ...one, email: one.email ?? `${one.id}@example.com` }));
/** What a description of an account of the organization may leave out is filled in by `describeMember`. */
export type MemberDescription = z.input<typeof member>;
export type Member = z.output<typeof member>;

const organization = z.strictObject({
  id: organizationId,
  managementAccountId: accountId,
  /** Whether the home account is a delegated administrator of some service. */
  delegatedAdministrator: z.boolean().default(true),
  root: z.strictObject({ id: rootId, children: z.array(unit).default([]) }),
  /** The home account and the management account among them. */
  accounts: z.array(member),
});
/** What a description may leave out is filled in by `describeOrganization`. */
export type OrganizationDescription = z.input<typeof organization>;
export type OrganizationForm = z.output<typeof organization>;

/** The root and the units by id, each with the id of what it is in; that of the root is `null`. */
export function unitsOf({
  root,
}: Pick<OrganizationForm, 'root'>): Map<string, { readonly name: string; readonly parent: string | null }> {
  const below = (parent: string, units: readonly Unit[]): [string, { name: string; parent: string }][] =>
    units.flatMap(({ id, name, children = [] }) => [[id, { name, parent }], ...below(id, children)]);
  return new Map<string, { name: string; parent: string | null }>([
    [root.id, { name: 'Root', parent: null }],
    ...below(root.id, root.children),
  ]);
}

/** @param home the account of the sandbox. @throws ZodError, and Error for parts that contradict each other */
export function describeOrganization(source: OrganizationDescription, home: Account): OrganizationForm {
  const form = organization.parse(source);
  const ids = form.accounts.map(({ id }) => id);
  for (const [words, id] of [
    ['home', home.accountId],
    ['management', form.managementAccountId],
  ] as const) {
    if (!ids.includes(id)) throw new Error(`the ${words} account ${id} is not among the accounts of the organization`);
  }
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new Error(`two accounts of the organization have the id ${twice}`);
  for (const one of form.accounts) refuseWrongMember(one, form, home);
  return form;
}

/** @throws ZodError, and Error for one that cannot be in this organization */
export function describeMember(source: MemberDescription, form: OrganizationForm, home: Account): Member {
  const described = member.parse(source);
  refuseWrongMember(described, form, home);
  return described;
}

/** @throws ZodError when it is none. */
export function describeRole(source: RoleDescription): AssumableRole {
  return role.parse(source);
}

function refuseWrongMember(one: Member, form: OrganizationForm, home: Account): void {
  const { id, unit: parent, account: estate, denies } = one;
  if (!unitsOf(form).has(parent))
    throw new Error(`account ${id} is in ${parent}, which the organization does not have`);
  // "SCPs don't affect users or roles in the management account."
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
  if (denies && id === form.managementAccountId)
    throw new Error('no service control policy binds the management account');
  if (id === home.accountId) {
    if (estate) throw new Error('the estate of the home account is that of the sandbox');
    return;
  }
  if (!estate) throw new Error(`account ${id} has no estate`);
  if (estate.accountId !== id) throw new Error(`the estate of account ${id} is that of ${estate.accountId}`);
  if (estate.partition !== home.partition) throw new Error(`account ${id} is not in the partition ${home.partition}`);
}
