import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { openHistory } from '../../cli/history-place';
import { scanCommand, type ScannedAccount } from '../../cli/scan';
import { type LivedOn, liveOn } from '../../cli/scan-history';
import { scan } from '../../lambda/app/scan';
import { dayAt, dayNumber, dayOf, monthOf } from '../../lambda/domain/calendar';
import type { SeriesHistory } from '../../lambda/domain/history';
import { dayText } from '../../lambda/domain/report-words';
import { openFolder } from '../../lambda/stores/folder';
import { addToMonth, type HistoryPlace, readMonth } from '../../lambda/stores/history';
import { openBucket } from '../../lambda/stores/objects';
import { startSandbox } from '../../sandbox';
import { account, clock, parsedSettings, settingsOf } from '../support/account';
import { settingsFile } from '../support/folder';
import { ACCOUNT, pastDays } from '../support/past';
import { runIn } from '../support/terminal';

const orders: Omit<SeriesHistory, 'peaks'> = {
  quota: 'http-api-integrations',
  region: 'eu-west-1',
  resource: { type: 'http-api', id: 'a1b2c3', name: 'orders' },
  adjustable: 'no',
};
const described = {
  accountId: ACCOUNT,
  regions: { 'eu-west-1': { httpApis: [{ name: 'orders', id: 'a1b2c3', routes: { count: 210 } }] } },
  buckets: ['headroom'],
};
const inFolder: HistoryPlace = { objects: openFolder('history'), prefix: '' };
let today: number;
let scanned: ScannedAccount;

beforeAll(async () => {
  await account({ account: described });
  const result = await clock.run(scan({ clock, settings: settingsOf() }));
  if (result.status !== 'scanned') throw new Error(`the scan ended as ${result.status}`);
  scanned = result;
  today = dayNumber(dayAt(clock.now(), 'UTC'));
});

async function liveWith(where: string): Promise<LivedOn> {
  const history = await openHistory(where);
  if (!history.ok) throw new Error(history.error);
  const lived = await liveOn(history, scanned, parsedSettings());
  history.close();
  return lived;
}

/** Growing by two a day up to yesterday, when there were 208. */
async function remember(place: HistoryPlace, day: number): Promise<void> {
  const past = { series: orders, last: day - 1, days: 40, limit: 300 };
  for (const month of pastDays({ ...past, usage: (daysBefore) => 208 - 2 * daysBefore }))
    await addToMonth(place, month);
}

test('the scan and its peaks are added to the month', async () => {
  const { snapshot, warnings, problem } = await liveWith('history');

  expect({ warnings, problem }).toEqual({ warnings: [], problem: null });
  const { history } = await readMonth(inFolder, ACCOUNT, monthOf(dayOf(today)));
  const minute = Math.floor(Date.parse(snapshot.startedAt) / 60_000);
  expect(history?.scans).toEqual([[minute, 100]]);
  expect(Object.values(history?.series ?? {})).toContainEqual({ ...orders, peaks: [[20, 210, 300, minute]] });
  expect(history).toMatchObject({ transitions: [], plans: {} });
});

test.each<[string, string, () => HistoryPlace]>([
  ['a folder', 'history', () => inFolder],
  ['a bucket', 's3://headroom/kept', () => ({ objects: openBucket('headroom', ACCOUNT), prefix: 'kept/' })],
])('in %s it finds what the days before say, which may be a warning', async (_, where, placeOf) => {
  const place = placeOf();
  await remember(place, today);

  const { snapshot, state } = await liveWith(where);

  const forecast = { day: dayOf(today), forecast: expect.objectContaining({ status: 'fills-up' }), isWarning: true };
  expect(snapshot.measurements).toContainEqual(
    expect.objectContaining({ quota: orders.quota, usage: 210, severity: 'warning', forecast }),
  );
  expect(Object.values(state.outlooks.bySeries)).toContainEqual(forecast);
  const { history } = await readMonth(place, ACCOUNT, monthOf(dayOf(today)));
  expect(history?.scans.length).toBe(today - dayNumber('2026-11-01') + 1);
  place.objects.close();
});

test('what cannot be read is set aside and said, and the month goes on beside it', async () => {
  await mkdir(`history/${ACCOUNT}`, { recursive: true });
  await writeFile(`history/${ACCOUNT}/2026-11.json.gz`, 'hello');

  expect(await liveWith('history')).toMatchObject({
    problem: null,
    warnings: [
      `${ACCOUNT}/2026-11.json.gz is set aside: found something that is not compressed JSON, expected a month of history; the month goes on beside it`,
    ],
  });
  expect((await readdir(`history/${ACCOUNT}`)).toSorted()).toEqual(['2026-11.2.json.gz', '2026-11.json.gz']);
});

test('a place that cannot be read costs the history, not the scan', async () => {
  await writeFile('history', '');

  expect(await liveWith('history')).toEqual({
    snapshot: scanned.snapshot,
    state: scanned.state,
    warnings: [],
    problem: '--history: found "history" (ENOTDIR), expected a folder of a history',
  });
});

test('the command shows in its table when something fills up', async () => {
  // With a real clock: the command has no other.
  const sandbox = await startSandbox({ account: described, complain: () => {} });
  Object.assign(process.env, sandbox.environment);
  settingsFile('scan: { controlPlaneShare: 100% }');
  const day = dayNumber(dayAt(new Date(), 'UTC'));
  await remember(inFolder, day);

  const { status, out, err } = await runIn((terminal) => scanCommand({ history: 'history' }, terminal));

  await sandbox.close();
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out).toMatch(/^warning +70\.0 .* 210\/300 eu-west-1 Integrations per HTTP API$/m);
  expect(out).toContain(`full about ${dayText(dayOf(day + 45))}`);
});
