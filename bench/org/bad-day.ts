/** 600 APIs in 50 accounts cross a threshold at once: what a channel gets to see, by the real tracking, notifier and protocols. */
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { tableDefinition } from '../../cli/demo-table';
import { type Tracked, trackIncidents } from '../../lambda/app/incidents';
import { notify } from '../../lambda/app/notify';
import { parseSettings } from '../../lambda/config/parse';
import type { Measurement } from '../../lambda/domain/measurement';
import type { Snapshot } from '../../lambda/domain/snapshot';
import { severityOf } from '../../lambda/domain/threshold';
import { catalogue, knownIds, wavers } from '../../lambda/quotas';
import { textOf } from '../../lambda/quotas/texts';
import { openSlack } from '../../lambda/slack/client';
import { senderWith } from '../../lambda/slack/sender';
import { writeDirectory } from '../../lambda/stores/directory';
import { openEventBus } from '../../lambda/stores/events';
import { keys } from '../../lambda/stores/keys';
import { openBucket } from '../../lambda/stores/objects';
import { openTable } from '../../lambda/stores/table';
import { startSandbox } from '../../sandbox';
import { DEFAULT_CHANNEL, startSlack } from '../../sandbox/slack';
import { VirtualClock } from '../../sandbox/virtual-clock';
import { organizationYaml } from './account';
import { ACCOUNT, accountOf } from './classes';

const ACCOUNTS = 50;
const APIS_EACH = 12;
const LIMIT = 300;
const FULL = { percent: 100, seen: 1, wanted: 1, unmeasured: 0, refused: [], blind: [] } as const;
const HOME = 'us-east-1';

/** How the twelve APIs of an account lie: in one Region and one quota, or as far apart as their incidents can be. */
const SPREADS: Readonly<Record<string, { readonly regions: readonly string[]; readonly quotas: readonly string[] }>> = {
  together: { regions: [HOME], quotas: ['http-api-integrations'] },
  apart: {
    regions: [HOME, 'eu-west-1', 'ap-southeast-2'],
    quotas: ['http-api-integrations', 'http-api-routes'],
  },
};

export async function badDay() {
  const figures = [];
  for (const [name, spread] of Object.entries(SPREADS))
    figures.push({ bench: `org/bad-day/${name}`, ...(await oneDay(spread)) });
  return figures;
}

async function oneDay(spread: (typeof SPREADS)[string]) {
  const clock = new VirtualClock();
  const sandbox = await startSandbox({ account: accountOf('empty'), clock, complain: () => {} });
  Object.assign(process.env, sandbox.environment);
  const slack = await startSlack({ clock, complain: () => {}, scopes: ['chat:write', 'files:write'] });
  const objects = openBucket('headroom', ACCOUNT);
  const table = openTable('headroom');
  const yaml = organizationYaml();
  const parsed = parseSettings(yaml, knownIds);
  if (!parsed.ok) throw new Error(parsed.error);
  const { settings } = parsed;
  const ids = Array.from({ length: ACCOUNTS }, (_, index) => String(200_000_000_000 + index));
  const parts = { table, objects, bus: openEventBus('default'), log: () => {} };
  let runs = 0;
  const track = async (snapshot: Snapshot): Promise<Tracked> => {
    runs += 1;
    return await trackIncidents(parts, {
      snapshot,
      coverage: FULL,
      hidden: {},
      settings,
      at: clock.now().toISOString(),
      wavers,
      ownKinds: [],
      plans: {},
      runId: String(runs),
    });
  };
  const tell = async () =>
    await notify(
      {
        ...parts,
        clock,
        accountId: ACCOUNT,
        homeRegion: HOME,
        token: async () => await Promise.resolve(slack.token),
        senderWith: (token) => senderWith(openSlack(token, slack.url)),
        textOf,
        timeMs: 120_000,
      },
      DEFAULT_CHANNEL.id,
    );
  const prepare = async (): Promise<void> => {
    await table.client.send(new CreateTableCommand(tableDefinition(table.name)));
    await objects.write(keys.settings, yaml, { contentType: 'application/yaml' });
    const accounts = ids.map((accountId) => ({ accountId, name: `workload-${accountId}`, units: [], tags: {} }));
    await writeDirectory(objects, {
      schemaVersion: 1,
      accounts,
      describedAt: {},
      round: { at: '', due: [] },
      problem: null,
    });
    await track(snapshotOf(ACCOUNT, [], clock));
  };
  await clock.run(prepare());
  // The welcome comes first, so that what follows is news.
  await clock.run(tell());
  const [before, callsBefore] = [slack.messages(DEFAULT_CHANNEL.id).length, slack.calls.length];
  const tracked = await clock.run(
    Promise.all(ids.map(async (id) => await track(snapshotOf(id, measurementsOf(id, spread, clock), clock)))),
  );
  const notified = await clock.run(tell());
  const messages = slack.messages(DEFAULT_CHANNEL.id).slice(before);
  const files = messages.flatMap((one) => [...one.files, ...one.replies.flatMap((reply) => reply.files)]);
  // A second round in which nothing changes tells nothing.
  await clock.run(clock.sleep(60_000));
  await clock.run(
    Promise.all(ids.map(async (id) => await track(snapshotOf(id, measurementsOf(id, spread, clock), clock)))),
  );
  await clock.run(tell());
  const figures = {
    incidents: tracked.reduce((sum, { incidents }) => sum + incidents.length, 0),
    failures: tracked.reduce((sum, { failures }) => sum + failures.length, 0),
    messages: messages.length,
    replies: messages.reduce((sum, { replies }) => sum + replies.length, 0),
    halted: notified.halted ?? 'no',
    slackCalls: slack.calls.length - callsBefore,
    files: files.length,
    // A row for each API, and the head.
    rowsInFiles: files.reduce((sum, { content }) => sum + content.toString('utf8').trimEnd().split('\n').length - 1, 0),
    messagesOfNextRound: slack.messages(DEFAULT_CHANNEL.id).length - before - messages.length,
  };
  await slack.close();
  await sandbox.close();
  return figures;
}

function measurementsOf(
  accountId: string,
  { regions, quotas }: (typeof SPREADS)[string],
  clock: VirtualClock,
): Measurement[] {
  return Array.from({ length: APIS_EACH }, (_, index): Measurement => {
    const quota = quotas[index % quotas.length] ?? '';
    const region = regions[Math.floor(index / quotas.length) % regions.length] ?? HOME;
    const id = `api${accountId.slice(-3)}x${index}`;
    const usage = 285;
    return {
      status: 'measured',
      quota,
      accountId,
      region,
      resource: { type: 'http-api', id, name: `orders-${index}` },
      usage,
      limit: LIMIT,
      limitSource: 'catalogue',
      utilization: (100 * usage) / LIMIT,
      severity: severityOf(usage, LIMIT, SETTINGS_THRESHOLDS),
      adjustable: catalogue.find((one) => one.id === quota)?.adjustable ?? 'no',
      increaseRequest: null,
      notes: [],
      measuredAt: clock.now().toISOString(),
    };
  });
}

const defaults = parseSettings('', knownIds);
if (!defaults.ok) throw new Error(defaults.error);
const SETTINGS_THRESHOLDS = defaults.settings.thresholds.default;

function snapshotOf(accountId: string, measurements: readonly Measurement[], clock: VirtualClock): Snapshot {
  const now = clock.now().toISOString();
  const regions = [...new Set([HOME, ...measurements.map(({ region }) => region)])];
  return {
    schemaVersion: 1,
    accountId,
    startedAt: now,
    finishedAt: now,
    regions: regions.map((region) => ({ region, status: 'scanned' as const })),
    measurements,
    observations: [],
    calls: { total: 0, throttled: 0, byOperation: {} },
  };
}
