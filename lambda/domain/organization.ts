/** An organization of accounts: what is known of each, and what of the settings holds there. Pure. */
import type { Match } from './match';
import type { OrganizationSettings, Settings } from './settings';

/** An organizational unit or the root. */
export interface Unit {
  /** `ou-…` or `r-…`. */
  readonly id: string;
  readonly name: string;
}

/** What AWS Organizations says of an account. Names and tags are hostile text. */
export interface AccountFacts {
  readonly accountId: string;
  /** `null` where nobody has told. */
  readonly name: string | null;
  /** From the one in which the account is up to the root. */
  readonly units: readonly Unit[];
  readonly tags: Readonly<Record<string, string>>;
}

/** "o-" and 10 to 32 letters and digits: https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
export const ORGANIZATION_ID = /^o-[a-z0-9]{10,32}$/;

/** In an account's stead where the organization itself has something to tell. */
export function isOrganization(accountId: string): boolean {
  return ORGANIZATION_ID.test(accountId);
}

/** AWS Organizations has one endpoint in each partition, in this Region: https://docs.aws.amazon.com/general/latest/gr/ao.html */
const ENDPOINTS: Readonly<Record<string, string>> = { 'aws-cn': 'cn-northwest-1', 'aws-us-gov': 'us-gov-west-1' };

/** @param partition `aws`, `aws-cn`, … */
export function organizationsRegion(partition: string): string {
  return ENDPOINTS[partition] ?? 'us-east-1';
}

/**
 * Those that get the role, by their units, and the account in which Headroom is. Of one whose units nobody could read nothing says that
 * it is not meant.
 */
export function watchedIn(
  all: readonly AccountFacts[],
  { units: wanted }: Pick<OrganizationSettings, 'units'>,
  home: string,
): AccountFacts[] {
  return all.filter(
    ({ accountId, units }) => accountId === home || units.length === 0 || units.some(({ id }) => wanted.includes(id)),
  );
}

/** The role in every member account, by the name that the scan assumes. */
export const MEMBER_ROLE = 'headroom-member';

/** Sessions in a member account are called so, and after their round: CloudTrail there says which scan it was. */
export const SESSION_PREFIX = 'headroom-';

/** "2-64 characters, [\w+=,.@-]": https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function sessionName(scheduledAt: Date): string {
  return `${SESSION_PREFIX}${scheduledAt.toISOString().replaceAll(':', '-')}`;
}

/** Where nobody has asked the organization. */
export function unknownAccount(accountId: string): AccountFacts {
  return { accountId, name: null, units: [], tags: {} };
}

/** As people read it: from the root's child down to the account's own, as in `Workloads/Production`; `null` at the root. */
export function unitPath({ units }: Pick<AccountFacts, 'units'>): string | null {
  const below = units.filter(({ id }) => !id.startsWith('r-'));
  return below.length === 0
    ? null
    : below
        .map(({ name }) => name)
        .toReversed()
        .join('/');
}

/**
 * The settings as they hold in one account: a line that names a unit or tags stays only where they fit, and then no longer names them.
 * So nobody behind this has to know the organization.
 */
export function settingsIn(settings: Settings, facts: AccountFacts): Settings {
  const { thresholds, limits, mutes, slack } = settings;
  const here = <T extends { readonly match: Match }>(lines: readonly T[]): T[] =>
    lines.flatMap((line) => {
      const match = matchIn(line.match, facts);
      return match === null ? [] : [{ ...line, match }];
    });
  return {
    ...settings,
    thresholds: { ...thresholds, overrides: here(thresholds.overrides) },
    limits: here(limits),
    mutes: here(mutes),
    slack: { ...slack, routes: here(slack.routes) },
  };
}

/**
 * The settings as the organization itself has them, of whose observations accounts are the members: what a mute says of an account by its
 * id, its unit or its tags, it says of that member. Routes see only what the members have in common, which is none of these.
 * @param members the accounts that may be among them
 */
export function settingsOfOrganization(settings: Settings, members: readonly AccountFacts[]): Settings {
  const mutes = settings.mutes.flatMap((mute) => {
    const { account, unit, tag, ...rest } = mute.match;
    if (account === undefined && unit === undefined && tag === undefined) return [mute];
    const meant = members.filter(
      (facts) => (account === undefined || account === facts.accountId) && matchIn({ unit, tag }, facts) !== null,
    );
    if (rest.resource !== undefined) return [];
    return meant.map(({ accountId }) => ({ ...mute, match: { ...rest, resource: accountId } }));
  });
  return { ...settings, mutes };
}

/** @returns `null` where the account is none of those that are meant */
function matchIn({ unit, tag, ...rest }: Match, { units, tags }: AccountFacts): Match | null {
  if (unit !== undefined && !units.some(({ id }) => id === unit)) return null;
  const wanted = Object.entries(tag ?? {});
  if (!wanted.every(([key, value]) => Object.hasOwn(tags, key) && tags[key] === value)) return null;
  return rest;
}
