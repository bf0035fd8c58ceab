import fc from 'fast-check';
import type { Incident } from '../../../lambda/domain/incident';
import { eventOf } from '../../../lambda/domain/incident-event';
import { type Told, toldOf } from '../../../lambda/domain/told';
import {
  dropEvents,
  isAtRest,
  loadIncidents,
  noteActive,
  noteAtRest,
  readIncidents,
  saveIncident,
  saveReactions,
  saveTold,
  type StoredIncident,
} from '../../../lambda/stores/incidents';
import { updateItem } from '../../../lambda/stores/items';
import { allPending, pendingIn } from '../../../lambda/stores/pending';
import { ACCOUNT, type Deployed, deployed, HOME } from '../../support/deployed';
import { at, Life, route } from '../domain/incidents';

const { channel } = route;

async function table() {
  const one = await deployed({ [HOME]: {} });
  return { one, table: one.parts.table };
}
type Table = Deployed['parts']['table'];

function opened(usage = 95): Incident {
  return new Life().scan({ a: usage }).incident;
}

/** Written as a scan does it. */
async function save(
  to: Table,
  incident: Incident,
  before: StoredIncident | null = null,
  runId = incident.scanAt,
): Promise<StoredIncident> {
  const event = eventOf(before?.incident.state ?? 'ok', incident, 'first-breach');
  const stored = await saveIncident(to, { before, incident, isToBeTold: true, event, runId });
  if (stored === 'lost') throw new Error('another scan has written it');
  return stored;
}

async function read(to: Table, { fingerprint }: Incident): Promise<StoredIncident> {
  const { incidents } = await readIncidents(to, [fingerprint]);
  const found = incidents.get(fingerprint);
  if (!found) throw new Error('there is no such incident');
  return found;
}

const told = (incident: Incident): Told =>
  toldOf(incident, { channel, insteadOf: null, ts: '1.1', digestTs: null }, null);

test('state and both outboxes are one write, and read as they were written', async () => {
  const { one, table: to } = await table();
  const incident = opened();
  one.sandbox.reset();

  const stored = await save(to, incident);

  expect(one.sandbox.calls.map(({ operation }) => operation)).toEqual(['UpdateItem']);
  expect(await read(to, incident)).toEqual(stored);
  expect(stored).toMatchObject({
    incident,
    revision: 1,
    told: null,
    pending: { channel, since: incident.scanAt },
    events: [{ id: `${incident.fingerprint}/1`, state: 'critical' }],
  });
});

test('two scans that read the same write once: the second is lost and changes nothing', async () => {
  const { table: to } = await table();
  const life = new Life();
  const before = await save(to, life.scan({ a: 85 }).incident);
  const { incident } = life.scan({ a: 95 });
  await save(to, incident, before, 'one');

  const second = await saveIncident(to, {
    before,
    incident: { ...incident, total: 7 },
    isToBeTold: true,
    event: null,
    runId: 'two',
  });

  expect(second).toBe('lost');
  expect((await read(to, incident)).incident.total).toBe(1);
});

test('an older scan never writes over a newer one', async () => {
  const { table: to } = await table();
  const incident = { ...opened(), scanAt: at(5) };
  const before = await save(to, incident);

  const older = { ...incident, scanAt: at(4), total: 7 };

  expect(await saveIncident(to, { before, incident: older, isToBeTold: true, event: null, runId: 'late' })).toBe(
    'lost',
  );
  expect((await read(to, incident)).incident).toEqual(incident);
});

test('a write whose answer was lost is known for our own when the SDK tries again', async () => {
  const { one, table: to } = await table();
  const incident = opened();
  one.sandbox.fault({ service: 'dynamodb', operation: 'UpdateItem', kind: 'cut', times: 1 });

  const stored = await save(to, incident);

  expect(one.sandbox.calls.filter(({ operation }) => operation === 'UpdateItem')).toHaveLength(2);
  expect(stored.revision).toBe(1);
  expect((await read(to, incident)).events).toHaveLength(1);
});

test('10,000 members with their levels fit into one item, with the worst twenty by name', async () => {
  const { table: to } = await table();
  const names = fc.sample(
    fc.string({
      minLength: 10,
      maxLength: 10,
      unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'.split('')),
    }),
    {
      numRuns: 10_000,
      seed: 1,
    },
  );
  const { incident } = new Life().scan(Object.fromEntries(names.map((name, index) => [name, 80 + (index % 20)])));

  await save(to, incident);

  const found = await read(to, incident);
  expect(found.incident.members).toHaveLength(new Set(names).size);
  expect(found.incident).toEqual(incident);
  expect(found.incident.worst).toHaveLength(20);
});

test('what does not fit even so leaves out the least severe', async () => {
  const { table: to } = await table();
  const names = fc.sample(fc.string({ minLength: 64, maxLength: 64 }), { numRuns: 10_000, seed: 2 });
  const { incident } = new Life().scan(
    Object.fromEntries(names.map((name, index) => [name, index === 9999 ? 100 : 82])),
  );

  await save(to, incident);

  const { members } = (await read(to, incident)).incident;
  expect(members.length).toBeLessThan(10_000);
  expect(members[0]).toMatchObject({ id: names[9999], level: 'critical' });
});

describe('what was told', () => {
  test('waits no longer, if it is how things are', async () => {
    const { table: to } = await table();
    const stored = await save(to, opened());

    await saveTold(to, stored, told(stored.incident), { isAll: true });

    expect(await read(to, stored.incident)).toMatchObject({ pending: null, told: told(stored.incident) });
    expect(await pendingIn(to, channel)).toEqual([]);
  });

  test('is kept, and what a scan has written meanwhile still waits', async () => {
    const { table: to } = await table();
    const life = new Life();
    const before = await save(to, life.scan({ a: 85 }).incident);
    const after = await save(to, life.scan({ a: 95 }).incident, before);

    await saveTold(to, before, told(before.incident), { isAll: true });

    expect(await read(to, after.incident)).toMatchObject({
      told: { state: 'warning', ts: '1.1' },
      pending: { channel, since: before.incident.scanAt },
      incident: { state: 'critical' },
    });
  });

  test('is not undone by a scan that has read before it, nor what people answered', async () => {
    const { table: to } = await table();
    const life = new Life();
    const before = await save(to, life.scan({ a: 85 }).incident);
    await saveTold(to, before, told(before.incident), { isAll: true });
    const reactions = { acknowledged: { by: 'U1', episode: 1, state: 'warning' as const, heard: ['U1'] }, mute: null };
    await saveReactions(to, before.incident.fingerprint, reactions);

    const { incident } = life.scan({ a: 95 });
    await save(to, incident, before);

    expect(await read(to, incident)).toMatchObject({
      told: { ts: '1.1' },
      reactions,
      pending: { since: incident.scanAt },
    });
  });
});

describe('the index of what waits', () => {
  test('names channels and the oldest, over more than one page of a megabyte', async () => {
    const { one, table: to } = await table();
    const incident = opened();
    const long = 'f'.repeat(1900);
    const items = Array.from({ length: 600 }, (_, index) => ({
      ...incident,
      fingerprint: `${long}${index}`,
      scanAt: at(index + 1),
      route: { ...route, channel: `C000000000${index === 599 ? 1 : 0}` },
    }));
    for (let from = 0; from < items.length; from += 20) {
      await Promise.all(items.slice(from, from + 20).map(async (item) => await save(to, item)));
    }
    one.sandbox.reset();

    const pending = await allPending(to);

    expect(pending.oldest?.toISOString()).toBe(at(1));
    expect(pending.channels.toSorted()).toEqual(['C0000000000', 'C0000000001']);
    expect(await pendingIn(to, 'C0000000000')).toHaveLength(599);
    expect(one.sandbox.calls.map(({ operation }) => operation)).toEqual(['Scan', 'Scan', 'Query', 'Query']);
  });
});

describe('the events', () => {
  test('go from the list one after the other, and a scan adds behind them', async () => {
    const { table: to } = await table();
    const life = new Life();
    const first = await save(to, life.scan({ a: 85 }).incident);
    const both = await save(to, life.scan({ a: 95 }).incident, first);
    expect(both.events.map(({ seq }) => seq)).toEqual([1, 2]);

    expect(await dropEvents(to, both, 1)).toBe(true);
    expect((await read(to, both.incident)).events.map(({ seq }) => seq)).toEqual([2]);
    expect(await dropEvents(to, { ...both, events: both.events.slice(1) }, 1)).toBe(true);
    expect((await read(to, both.incident)).events).toEqual([]);
  });

  test('stay when another scan has written since', async () => {
    const { table: to } = await table();
    const life = new Life();
    const first = await save(to, life.scan({ a: 85 }).incident);
    await save(to, life.scan({ a: 95 }).incident, first);

    expect(await dropEvents(to, first, 1)).toBe(false);
  });
});

test("the account's list of what is not at rest is read with all of it, over more than one batch", async () => {
  const { table: to } = await table();
  const fingerprints = Array.from({ length: 150 }, (_, index) => `f${index}`);
  await noteActive(to, ACCOUNT, fingerprints);
  for (const fingerprint of fingerprints) await save(to, { ...opened(), fingerprint });

  const loaded = await loadIncidents(to, ACCOUNT, ['f1', 'unknown']);

  expect(loaded.active.size).toBe(150);
  expect(loaded.incidents.size).toBe(150);
  await noteAtRest(to, ACCOUNT, fingerprints.slice(1));
  expect((await loadIncidents(to, ACCOUNT, [])).active).toEqual(new Set(['f0']));
  await noteAtRest(to, ACCOUNT, ['f0']);
  expect((await loadIncidents(to, ACCOUNT, [])).active).toEqual(new Set());
});

test('at rest is what is over and known to the event bus', async () => {
  const { table: to } = await table();
  const open = await save(to, opened());
  expect(isAtRest(open)).toBe(false);
  expect(isAtRest({ ...open, incident: { ...open.incident, state: 'ok' } })).toBe(false);
  expect(isAtRest({ ...open, events: [], incident: { ...open.incident, state: 'ok' } })).toBe(true);
  expect(isAtRest({ ...open, events: [], incident: { ...open.incident, state: 'ok', isSuspected: true } })).toBe(false);
});

test.each([
  ['of a newer release', { schemaVersion: { N: '2' } }, /schemaVersion 2/],
  ['damaged', { incident: { S: '{"state":"fine"}' } }, /missing or wrong/],
  ['damaged beyond JSON', { incident: { S: '{' } }, /missing or wrong/],
])('an item that is %s is named and left as it is', async (_, set, problem) => {
  const { table: to } = await table();
  const stored = await save(to, opened());
  await updateItem(to, `incident#${stored.incident.fingerprint}`, { set });

  const { incidents, unreadable } = await readIncidents(to, [stored.incident.fingerprint]);

  expect(incidents.size).toBe(0);
  expect(unreadable.get(stored.incident.fingerprint)).toMatch(problem);
});
