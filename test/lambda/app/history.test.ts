/** What a scan adds to the history, what the history says of the days to come, and that neither is lost when S3 refuses. */
import { gzipSync } from 'node:zlib';
import { monitor } from '../../../lambda/app/monitor';
import { dayAt, dayNumber, dayOf, dayOfMonth, monthOf } from '../../../lambda/domain/calendar';
import { emptyMonth, merged, type MonthHistory, seriesId } from '../../../lambda/domain/history';
import { loadIncidents } from '../../../lambda/stores/incidents';
import { readMonth } from '../../../lambda/stores/history';
import { clock } from '../../support/account';
import { ACCOUNT, type Deployed, deployed, HOME, runFor } from '../../support/deployed';

const api = { name: 'orders', id: 'a1b2c3d4e5' };
const growing = (count: number) => ({ httpApis: [{ ...api, routes: { count } }] });
const series = {
  quota: 'http-api-integrations',
  region: HOME,
  resource: { type: 'http-api', ...api },
  adjustable: 'no',
} as const;
const ID = seriesId(series);

const today = (): string => dayAt(clock.now(), 'UTC');

async function scanNow({ parts }: Deployed) {
  const at = clock.now();
  const result = await clock.run(monitor(parts, runFor(at)));
  if (result.status !== 'scanned') throw new Error(`the scan ended as ${JSON.stringify(result)}`);
  for (let minute = 0; minute < 15; minute += 1) await clock.run(clock.sleep(60_000));
  return result.snapshot.measurements.find(
    (one) => one.quota === 'http-api-integrations' && one.status === 'measured' && one.resource?.id === api.id,
  );
}

/** The API's peaks on the days before today, the last one yesterday. */
async function lived(one: Deployed, usages: readonly number[]): Promise<void> {
  const months = new Map<string, MonthHistory>();
  for (const [index, usage] of usages.entries()) {
    const day = dayOf(dayNumber(today()) - usages.length + index);
    const month = monthOf(day);
    const peak = [dayOfMonth(day), usage, 300, dayNumber(day) * 1440] as const;
    const part = { ...emptyMonth(ACCOUNT, month), series: { [ID]: { ...series, peaks: [peak] } } };
    months.set(month, merged(months.get(month) ?? emptyMonth(ACCOUNT, month), part));
  }
  for (const [month, history] of months)
    await one.put(`history/${ACCOUNT}/${month}.json.gz`, gzipSync(JSON.stringify(history)));
}

const historyOf = async ({ parts: { objects } }: Deployed) =>
  (await readMonth({ objects, prefix: 'history/' }, ACCOUNT, monthOf(today()))).history;

async function stateOf({ parts }: Deployed, fingerprint: string): Promise<string | undefined> {
  const { incidents } = await loadIncidents(parts.table, ACCOUNT, [fingerprint]);
  return incidents.get(fingerprint)?.incident.state;
}

/** Of the API's integrations: account, Region and subject never change. */
async function incidentOf(one: Deployed): Promise<string> {
  const { active, incidents } = await loadIncidents(one.parts.table, ACCOUNT, []);
  const found = [...active].find((id) => incidents.get(id)?.incident.subject.id === 'http-api-integrations');
  if (found === undefined) throw new Error('no incident');
  return found;
}

const upwards = Array.from({ length: 40 }, (_, index) => 140 + 2 * index + (index % 3));
const flat = Array.from({ length: 40 }, (_, index) => 215 + (index % 3));

test('a scan adds the peaks of the day, its coverage, and what became of the incidents', async () => {
  const one = await deployed({ [HOME]: growing(250) });
  const at = clock.now();

  await scanNow(one);

  const history = await historyOf(one);
  const minute = at.getTime() / 60_000;
  expect(history?.series[ID]).toEqual({
    ...series,
    peaks: [[dayOfMonth(today()), 250, 300, expect.closeTo(minute, -1)]],
  });
  expect(history?.scans).toEqual([[minute, 100]]);
  expect(history?.transitions).toContainEqual({
    fingerprint: await incidentOf(one),
    episode: 1,
    seq: 1,
    at: at.toISOString(),
    state: 'warning',
    region: HOME,
    subject: { kind: 'quota', id: 'http-api-integrations' },
  });
});

test('what grows towards its limit is a warning before it reaches a threshold, with a forecast in its incident', async () => {
  const one = await deployed({ [HOME]: growing(219) });
  await lived(one, upwards);

  const measured = await scanNow(one);

  expect(measured).toMatchObject({
    utilization: 73,
    severity: 'warning',
    forecast: { day: dayAt(new Date(clock.now().getTime() - 15 * 60_000), 'UTC'), isWarning: true },
  });
  const id = await incidentOf(one);
  const { incidents } = await loadIncidents(one.parts.table, ACCOUNT, [id]);
  expect(incidents.get(id)?.incident.worst).toMatchObject([
    { isForeseen: true, outlook: { forecast: { status: 'fills-up' } } },
  ]);
});

test('what stays as it is warns of nothing', async () => {
  const one = await deployed({ [HOME]: growing(217) });
  await lived(one, flat);

  expect(await scanNow(one)).toMatchObject({
    severity: 'ok',
    forecast: { isWarning: false, forecast: { status: 'none', reason: 'not-growing' } },
  });
});

test('what rests when the day begins has a forecast all the same, by its days', async () => {
  // Of 219 yesterday only 20 are there now.
  const one = await deployed({ [HOME]: growing(20) });
  await lived(one, upwards);

  expect(await scanNow(one)).toMatchObject({
    usage: 20,
    forecast: { isWarning: true, forecast: { status: 'fills-up' } },
  });
});

test('a warning of a forecast stays when nobody can look at the beginning of the day', async () => {
  const one = await deployed({ [HOME]: growing(219) });
  await lived(one, upwards);
  await scanNow(one);
  const id = await incidentOf(one);
  const day = today();
  while (today() === day) await clock.run(clock.sleep(60_000));
  one.sandbox.fault({ service: 'apigatewayv2', kind: 'denied' });
  await clock.run(monitor(one.parts, runFor(clock.now())));
  one.sandbox.clearFaults();

  for (let scan = 0; scan < 3; scan += 1) {
    for (let minute = 0; minute < 15; minute += 1) await clock.run(clock.sleep(60_000));
    await scanNow(one);
  }

  expect(await stateOf(one, id)).toBe('warning');
});

test('the forecast of a day is made once, and holds for its scans', async () => {
  const one = await deployed({ [HOME]: growing(219) });
  await lived(one, upwards);
  const readsOfHistory = () =>
    one.sandbox.calls.filter(({ operation, target }) => operation === 'GetObject' && target.includes('history/'))
      .length;
  const first = await scanNow(one);
  const before = readsOfHistory();
  const second = await scanNow(one);

  expect(second?.status === 'measured' && second.forecast).toEqual(first?.status === 'measured' && first.forecast);
  // The month that is added to, and nothing for the forecast.
  expect(readsOfHistory() - before).toBeLessThan(before);
});

test('where the history cannot be read, the scan tells what it sees all the same', async () => {
  const one = await deployed({ [HOME]: growing(290) });
  one.sandbox.fault({ service: 's3', operation: 'GetObject', kind: 'error', after: 3 });

  await expect(clock.run(monitor(one.parts, runFor(clock.now())))).rejects.toThrow('the history could not be written');

  expect(await stateOf(one, await incidentOf(one))).toBe('critical');
  expect(one.lines).toContainEqual(
    expect.objectContaining({ level: 'WARN', message: expect.stringContaining('the history could not be read') }),
  );
});

test('an incident that ends while the history takes nothing is told there by the next scan', async () => {
  const one = await deployed({ [HOME]: growing(250) });
  await scanNow(one);
  const id = await incidentOf(one);
  one.sandbox.change(HOME, growing(10));
  await scanNow(one);
  one.sandbox.fault({ service: 's3', operation: 'PutObject', kind: 'denied' });
  await expect(clock.run(monitor(one.parts, runFor(clock.now())))).rejects.toThrow('the history could not be written');
  expect(await stateOf(one, id)).toBe('ok');
  one.sandbox.clearFaults();
  for (let minute = 0; minute < 15; minute += 1) await clock.run(clock.sleep(60_000));

  await scanNow(one);

  const told = (await historyOf(one))?.transitions.filter(({ fingerprint: other }) => other === id);
  expect(told?.map(({ seq, state }) => [seq, state])).toEqual([
    [1, 'warning'],
    [2, 'ok'],
  ]);
  expect((await loadIncidents(one.parts.table, ACCOUNT, [])).active.has(id)).toBe(false);
});

test('a month that cannot be read is set aside, named, and goes on beside it', async () => {
  const one = await deployed({ [HOME]: growing(250) });
  const key = `history/${ACCOUNT}/${monthOf(today())}.json.gz`;
  await one.put(key, gzipSync('not what it was'));

  await scanNow(one);

  expect(await one.get(key)).toBe('not what it was');
  expect((await historyOf(one))?.series[ID]?.peaks).toHaveLength(1);
  expect(one.lines).toContainEqual(
    expect.objectContaining({ level: 'ERROR', message: expect.stringContaining(`${key} is set aside`) }),
  );
});
