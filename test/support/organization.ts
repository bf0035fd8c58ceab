/** A deployed monitor of an organization for a test: its home account as the stack makes it, members with the role, and its rounds. */
import type { AccountFacts } from '../../lambda/domain/organization';
import type { Incident } from '../../lambda/domain/incident';
import { loadIncidents } from '../../lambda/stores/incidents';
import type { Run, Skipped } from '../../lambda/app/leased';
import { scanBatch } from '../../lambda/app/round/batch';
import { beginRound, type Begun } from '../../lambda/app/round/begin';
import { type Ended, endRound } from '../../lambda/app/round/end';
import type {
  AccountDescription,
  MemberDescription,
  OrganizationDescription,
  RoleDescription,
  SandboxOptions,
} from '../../sandbox';
import { clock } from './account';
import { ACCOUNT, type Deployed, deployed, HOME, runFor } from './deployed';

export const ORGANIZATION = 'o-exampleorgid';
export const MANAGEMENT = '999999999999';
export const SHOP = '111111111111';
export const BANK = '222222222222';
export const WORKLOADS = 'ou-exam-workload';
export const PROD = 'ou-exam-prodprod';
/** A unit beside the others. */
export const ELSEWHERE = 'ou-exam-elsewher';
const ROOT = 'r-exam';
export const EXTERNAL_ID = '2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d';

/** The role as the StackSet puts it into an account. */
export const MEMBER: RoleDescription = {
  name: 'headroom-member',
  trusts: {
    principal: `arn:aws:iam::${ACCOUNT}:user/platform-engineer`,
    externalId: EXTERNAL_ID,
    organizationId: ORGANIZATION,
    sessionName: 'headroom-*',
  },
};

const yamlFor = (units: string): string =>
  `organization: { id: ${ORGANIZATION}, units: [${units}] }\nscan: { controlPlaneShare: 100% }\n`;
export const YAML = yamlFor(ROOT);

/** So many routes, each with an integration of its own, of the 300 that an HTTP API may have. */
export const apiWith = (count: number, name = 'orders'): AccountDescription['regions'][string] => ({
  httpApis: [{ name, routes: { count } }],
});

export function member(
  id: string,
  name: string,
  region: AccountDescription['regions'][string],
  more: Partial<MemberDescription> = {},
): MemberDescription {
  return { id, name, unit: PROD, role: MEMBER, account: { accountId: id, regions: { [HOME]: region } }, ...more };
}

export interface DeployedOrganization extends Deployed {
  readonly begin: (at: Date, run?: Run) => Promise<Begun>;
  readonly scan: (at: Date, accounts?: readonly AccountFacts[]) => Promise<void>;
  readonly end: (at: Date, problem?: string) => Promise<Ended | Skipped>;
  /** As the state machine does it, without it: all batches one after the other. */
  readonly round: (at: Date) => Promise<Ended>;
  readonly due: () => Promise<readonly AccountFacts[]>;
}

interface More {
  /** Those that are watched; all, if not given. */
  readonly units?: string;
  /** Behind the organization's own lines of the settings. */
  readonly yaml?: string;
  readonly options?: Omit<SandboxOptions, 'account' | 'organization'>;
  /** The Regions of the home account; one that is empty, if not given. */
  readonly home?: AccountDescription['regions'];
}

/** @param members beside home and the management account */
export async function deployedOrganization(
  members: readonly MemberDescription[],
  {
    units = ROOT,
    yaml = '',
    options = {},
    home = { [HOME]: {} },
    ...more
  }: Partial<OrganizationDescription> & More = {},
): Promise<DeployedOrganization> {
  const organization: OrganizationDescription = {
    id: ORGANIZATION,
    managementAccountId: MANAGEMENT,
    root: {
      id: ROOT,
      children: [
        { id: WORKLOADS, name: 'Workloads', children: [{ id: PROD, name: 'Prod' }] },
        { id: ELSEWHERE, name: 'Elsewhere' },
      ],
    },
    accounts: [
      { ...member(MANAGEMENT, 'management', {}), unit: ROOT },
      { id: ACCOUNT, name: 'monitoring', unit: WORKLOADS, role: null },
      ...members,
    ],
    ...more,
  };
  const all = await deployed(home, { organization, ...options });
  const { parts } = all;
  await all.put('config/headroom.yaml', yamlFor(units) + yaml);
  const inRound = { ...parts, organizationId: ORGANIZATION, home: ACCOUNT };
  const due = async (): Promise<readonly AccountFacts[]> => {
    const items = await all.get('organization/due.json');
    return Array.isArray(items) ? items : [];
  };
  // A step that is tried again is the same run.
  const runs = new Map<number, Run>();
  const runOf = (at: Date): Run => {
    const run = runs.get(at.getTime()) ?? runFor(at);
    runs.set(at.getTime(), run);
    return run;
  };
  const begin = async (at: Date, run = runOf(at)) => await clock.run(beginRound({ ...inRound, partition: 'aws' }, run));
  const scan = async (at: Date, accounts?: readonly AccountFacts[]) => {
    const left = [...(accounts ?? (await due()))];
    while (left.length > 0) {
      const batch = left.splice(0, 10);
      const how = { ...parts, home: ACCOUNT, partition: 'aws', externalId: EXTERNAL_ID, timeMs: 600_000 };
      await clock.run(scanBatch(how, batch, runFor(at)));
    }
  };
  const end = async (at: Date, problem: string | null = null) => await clock.run(endRound(inRound, runOf(at), problem));
  return {
    ...all,
    begin,
    scan,
    end,
    due,
    round: async (at) => {
      const begun = await begin(at);
      if (begun.status === 'skipped') throw new Error(`no round: ${begun.reason}`);
      await scan(at);
      const ended = await end(at);
      if ('status' in ended) throw new Error(`no end: ${ended.reason}`);
      return ended;
    },
  };
}

const ROUND_MINUTES = 15;

/** The time of the next round: it comes by the clock of the test file. */
export async function nextRound(): Promise<Date> {
  await minutesPass(ROUND_MINUTES);
  return clock.now();
}

/** Minute by minute: before a longer jump the clock would wait for whoever may still be busy. */
export async function minutesPass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) await clock.run(clock.sleep(60_000));
}

/** The incidents of an account, or of the organization, that have not come to rest. */
async function storedIn({ parts }: Deployed, accountId: string): Promise<{ readonly incidents: Incident[] }> {
  const { incidents } = await loadIncidents(parts.table, accountId, []);
  return { incidents: [...incidents.values()].map(({ incident }) => incident) };
}

/** What is open there, as `subject members`. */
export async function openIn(all: Deployed, accountId: string): Promise<string[]> {
  const { incidents } = await storedIn(all, accountId);
  return incidents
    .filter(({ state }) => state !== 'ok')
    .map(({ subject, worst }) => [subject.id, ...worst.map(({ resource }) => resource?.name ?? '')].join(' '))
    .toSorted();
}
