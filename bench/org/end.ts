/** The last step of a round over 1,000 accounts, for real: what it reads, writes and takes of a processor. */
import { createTable } from '../../cli/demo-table';
import { endRound } from '../../lambda/app/round/end';
import type { AccountFacts } from '../../lambda/domain/organization';
import type { RoundBook } from '../../lambda/domain/round';
import { writeDirectory } from '../../lambda/stores/directory';
import { openEventBus } from '../../lambda/stores/events';
import { keys } from '../../lambda/stores/keys';
import { openMetrics } from '../../lambda/stores/metrics';
import { openNudges } from '../../lambda/stores/nudges';
import { openBucket } from '../../lambda/stores/objects';
import { writeBook, writeDue, writeOutcome } from '../../lambda/stores/round';
import { openTable } from '../../lambda/stores/table';
import { startSandbox } from '../../sandbox';
import { QuickClock } from './quick-clock';
import { ORGANIZATION_ID, organizationYaml } from './account';
import { ACCOUNT, accountOf } from './classes';
import type { EndProfile } from './simulation';
import { profileOf } from './profile';

/** Half of it is due, which is more than at any round but the first. */
const DUE = 500;

/** @param ids of all accounts */
export async function measureEnd(ids: readonly string[]) {
  const clock = new QuickClock(Date.now(), 1);
  const sandbox = await startSandbox({ account: accountOf('empty'), clock, complain: () => {} });
  Object.assign(process.env, sandbox.environment);
  const objects = openBucket('headroom', ACCOUNT);
  const written: Record<string, number> = {};
  const counting: typeof objects = {
    ...objects,
    write: async (key, body, options) => {
      written[key] = Buffer.byteLength(body);
      return await objects.write(key, body, options);
    },
  };
  const table = openTable('headroom');
  const at = clock.now().toISOString();
  const facts = ids.map((accountId): AccountFacts => ({
    accountId,
    name: `workload-${accountId}`,
    units: [
      { id: 'ou-ab12-c3d4e5f6', name: 'Production' },
      { id: 'r-ab12', name: 'Root' },
    ],
    tags: { team: 'payments', environment: 'production' },
  }));
  const due = ids.slice(0, DUE);
  const { day } = profileOf('hot');
  const summary = day[0]?.summary;
  if (!summary) throw new Error('measure class/hot first');
  const before: RoundBook = {
    schemaVersion: 1,
    at: new Date(clock.now().getTime() - 900_000).toISOString(),
    accounts: Object.fromEntries(
      facts.map((one) => [
        one.accountId,
        {
          facts: one,
          firstSeenAt: at,
          summary: { ...summary, accountId: one.accountId },
          trouble: null,
          leftRounds: 0,
        },
      ]),
    ),
  };
  const prepare = async (): Promise<void> => {
    await createTable(table.name);
    await objects.write(keys.settings, organizationYaml(), { contentType: 'application/yaml' });
    const describedAt = Object.fromEntries(ids.map((accountId) => [accountId, at]));
    await writeDirectory(counting, {
      schemaVersion: 1,
      accounts: facts,
      describedAt,
      round: { at, due },
      problem: null,
    });
    await writeDue(counting, facts);
    await writeBook(counting, before);
    for (const accountId of due)
      await writeOutcome(objects, {
        schemaVersion: 1,
        accountId,
        at,
        summary: { ...summary, accountId, at },
        trouble: null,
        toldTo: [],
        openIn: [],
      });
  };
  await clock.run(prepare());
  const parts = {
    clock,
    table,
    log: () => {},
    metrics: openMetrics(),
    nudges: openNudges(`${sandbox.endpoint}/${ACCOUNT}/headroom.fifo`),
    objects: counting,
    bus: openEventBus('default'),
    organizationId: ORGANIZATION_ID,
    home: ACCOUNT,
    homeRegion: 'us-east-1',
  };
  const [callsBefore, cpu] = [sandbox.calls.length, process.cpuUsage()];
  const ended = await clock.run(endRound(parts, { scheduledAt: new Date(at), runId: 'bench' }, null));
  const { user, system } = process.cpuUsage(cpu);
  const calls: Record<string, number> = {};
  for (const { service, operation } of sandbox.calls.slice(callsBefore)) {
    const name = `${service}:${operation}`;
    calls[name] = (calls[name] ?? 0) + 1;
  }
  await sandbox.close();
  const { 's3:GetObject': reads = 0, ...others } = calls;
  // With the sandbox's own part: more than it takes.
  const end: EndProfile = {
    cpuSeconds: (user + system) / 1e6,
    calls: { ...others, 's3:GetObject': reads - due.length },
  };
  const figures = {
    bench: 'org/round-end',
    ...ended,
    cpuSecondsWithSandbox: end.cpuSeconds,
    bookBytes: written[keys.organization.book] ?? 0,
    directoryBytes: written[keys.organization.directory] ?? 0,
    dueBytes: written[keys.organization.due] ?? 0,
    ...calls,
  };
  return { end, written, figures };
}
