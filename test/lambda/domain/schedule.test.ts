import fc from 'fast-check';
import { scan } from '../../../lambda/app/scan';
import type { Gauge } from '../../../lambda/domain/gauge';
import type { Measured, Measurement } from '../../../lambda/domain/measurement';
import { readsFor } from '../../../lambda/domain/quota';
import type { EachReadName, RegionReadName } from '../../../lambda/domain/reads';
import { heat, heatOf, MANY_ACCOUNTS, Schedule, type Turn } from '../../../lambda/domain/schedule';
import type { AccountState, Kept, KeptLists, KeptPeak, RegionState } from '../../../lambda/domain/state';
import { catalogue, conditions } from '../../../lambda/quotas';
import { account, briefly, clock, settingsOf } from '../../support/account';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = Date.parse('2026-11-20T12:00:00.000Z');
const minutesAgo = (minutes: number): string => new Date(NOON - minutes * MINUTE).toISOString();
const { lists, each } = readsFor([...catalogue, ...conditions]);

/** Everything was read at the same time, and nothing was there. */
function nothingAt(at: string): KeptLists {
  const kept = <T>(value: T): Kept<T> => ({ value, at });
  return {
    'rest-apis': kept([]),
    'http-and-websocket-apis': kept([]),
    'vpc-links-v1': kept([]),
    'vpc-links-v2': kept([]),
    'api-gateway-account': kept({ rateLimit: 10_000, burstLimit: 5000 }),
    'domain-names': kept([]),
    'domain-name-access-associations': kept(0),
    'usage-plans': kept([]),
    'client-certificates': kept(0),
    'api-keys': kept(0),
    'lambda-account': kept({
      concurrency: 1000,
      unreservedConcurrency: 1000,
      functionCount: 0,
      storage: 0,
      storageLimit: 300,
    }),
    'lambda-functions': kept([]),
    'lambda-network-interfaces': kept({}),
    'api-gateway-applied-quotas': kept([]),
    'api-gateway-default-quotas': kept([]),
    'lambda-applied-quotas': kept([]),
    'lambda-default-quotas': kept([]),
    'increase-requests': kept([]),
  };
}

const ids = Array.from({ length: 40 }, (_, index) => `api${index}`);

/** A Region with APIs, all of it read at the same time. */
function stateAt(at: string, hot: readonly string[] = []): RegionState {
  const items = (): Record<string, Kept<number>> => Object.fromEntries(ids.map((id) => [id, { value: 1, at }]));
  return {
    lists: { ...nothingAt(at), 'client-certificates': { value: 1, at } },
    items: { 'rest-api-resources': items(), integrations: items(), 'function-concurrency': items() },
    peaks: { rate: { value: null, at, until: Date.parse(at) }, always: { value: null, at, until: Date.parse(at) } },
    seen: {},
    lastSeen: [],
    failed: {},
    hot,
    cooling: [],
  };
}

const scheduleOf = (state: RegionState | undefined, now = NOON) => new Schedule(state, new Date(now), catalogue, lists);
const dueLists = (schedule: Schedule): RegionReadName[] => lists.filter((name) => schedule.list(name).due);
const dueItems = (schedule: Schedule, name: EachReadName): string[] =>
  [...schedule.items(name, ids, () => 1000)].filter(([, { due }]) => due).map(([id]) => id);
const inOrder = (turns: ReadonlyMap<string, Turn>): string[] =>
  [...turns]
    .filter(([, { due }]) => due)
    .toSorted(([, a], [, b]) => a.priority - b.priority)
    .map(([id]) => id);

const gauge: Gauge = { key: 'rate', series: [], everyMinutes: 60 };

describe('the clocks', () => {
  test('at the first scan everything is due', () => {
    const schedule = scheduleOf(undefined);

    expect(dueLists(schedule)).toEqual(lists);
    for (const name of each) expect(dueItems(schedule, name)).toEqual(ids);
    expect(schedule.gauge(gauge)).toBe(NOON - 180 * MINUTE);
  });

  test('15 minutes later nothing is due that is far from its limit, except Lambda’s own metrics', () => {
    const schedule = scheduleOf(stateAt(minutesAgo(15)));

    expect(dueLists(schedule)).toEqual([]);
    expect(dueItems(schedule, 'integrations')).toEqual([]);
    expect(schedule.gauge(gauge)).toBeNull();
    expect(schedule.gauge({ ...gauge, key: 'always', everyMinutes: 0 })).not.toBeNull();
  });

  test('15 minutes later what is hot is due, and nothing beside it', () => {
    const hot = ['http-api-integrations/api7', 'vpc-links-v2', 'rate'];
    const schedule = scheduleOf(stateAt(minutesAgo(15), hot));

    expect(dueLists(schedule)).toEqual(['vpc-links-v2']);
    expect(dueItems(schedule, 'integrations')).toEqual(['api7']);
    expect(dueItems(schedule, 'rest-api-resources')).toEqual([]);
    expect(schedule.gauge(gauge)).not.toBeNull();
  });

  test.each<[RegionReadName, number]>([
    ['rest-apis', 6],
    ['http-and-websocket-apis', 6],
    ['usage-plans', 6],
    ['lambda-network-interfaces', 6],
    ['increase-requests', 6],
    ['lambda-account', 1],
    ['lambda-functions', 24],
    ['api-gateway-applied-quotas', 24],
    ['lambda-default-quotas', 24],
  ])('the list %s is due again after %d h', (name, hours) => {
    expect(dueLists(scheduleOf(stateAt(minutesAgo(hours * 60 - 15))))).not.toContain(name);
    expect(dueLists(scheduleOf(stateAt(minutesAgo(hours * 60))))).toContain(name);
  });

  test.each<[EachReadName, number]>([
    ['rest-api-resources', 6],
    ['integrations', 6],
    ['function-concurrency', 24],
  ])('%s of an item is due again after %d h', (name, hours) => {
    expect(dueItems(scheduleOf(stateAt(minutesAgo(hours * 60 - 15))), name)).toEqual([]);
    expect(dueItems(scheduleOf(stateAt(minutesAgo(hours * 60))), name)).toEqual(ids);
  });

  test('a scan that starts some seconds early does not put off what is due by a whole scan', () => {
    expect(dueLists(scheduleOf(stateAt(minutesAgo(59.5))))).toContain('lambda-account');
  });

  test('REST APIs of one name are hot together, and a private domain by its whole id', () => {
    const known = stateAt(minutesAgo(15));
    const items = Object.fromEntries(['aaa', 'bbb', 'ccc'].map((id) => [id, { value: [], at: minutesAgo(15) }]));
    const rules = Object.fromEntries(['x.example+id1', 'y'].map((id) => [id, { value: 1, at: minutesAgo(15) }]));
    const schedule = scheduleOf({
      ...known,
      items: { 'rest-api-stages': items, 'routing-rules': rules },
      hot: ['stage-throttle/aaa+bbb/prod', 'routing-rules/x.example+id1'],
    });

    expect(inOrder(schedule.items('rest-api-stages', ['aaa', 'bbb', 'ccc'], () => 1000)).toSorted()).toEqual([
      'aaa',
      'bbb',
    ]);
    expect(inOrder(schedule.items('routing-rules', ['x.example+id1', 'y'], () => 1000))).toEqual(['x.example+id1']);
  });
});

describe('gauges', () => {
  const peaks = (minutes: number): RegionState => stateAt(minutesAgo(minutes));

  test.each([60, 75, 24 * 60])(
    'after a gap of %d minutes the whole gap is read, and five minutes that may have come late',
    (gap) => {
      expect(scheduleOf(peaks(gap)).gauge(gauge)).toBe(NOON - (gap + 5) * MINUTE);
    },
  );

  test('a gap that is longer than AWS keeps its minutes is read as far back as they go', () => {
    expect(scheduleOf(peaks(30 * 24 * 60)).gauge(gauge)).toBe(NOON - 15 * 24 * HOUR);
  });

  test('what answers "never in 14 days" always covers 14 days, but not before it is due', () => {
    const never: Gauge = { ...gauge, everyMinutes: 24 * 60, lookBackMinutes: 14 * 24 * 60, wholeWindow: true };

    expect(scheduleOf(peaks(15)).gauge(never)).toBeNull();
    expect(scheduleOf(peaks(24 * 60)).gauge(never)).toBe(NOON - 14 * 24 * HOUR);
    expect(scheduleOf(undefined).gauge(never)).toBe(NOON - 14 * 24 * HOUR);
  });
});

describe('the order', () => {
  const hot = ids.map((id) => `rest-api-resources/${id}`);
  const byAge = (state: RegionState): RegionState => ({
    ...state,
    // The higher its number, the longer ago it was read.
    items: {
      'rest-api-resources': Object.fromEntries(ids.map((id, age) => [id, { value: 1, at: minutesAgo(15 + age) }])),
    },
  });

  test('of the hot items at most a tenth of the bucket is urgent, the oldest first; the others wait for their turn', () => {
    const schedule = scheduleOf(byAge(stateAt(minutesAgo(15), hot)));
    const old = ['old1', 'old2'];

    const turns = schedule.items('rest-api-resources', [...ids, ...old], (bucket) =>
      bucket === 'get-resources' ? 59 : 1e6,
    );

    // What was never read is older than all the hot ones that are not urgent.
    expect(inOrder(turns).slice(0, 7)).toEqual(['api39', 'api38', 'api37', 'api36', 'api35', ...old]);
    expect(inOrder(turns).slice(7)).toEqual(ids.slice(0, 35).toReversed());
  });

  test('a list goes before the items that are not urgent', () => {
    const schedule = scheduleOf(stateAt(minutesAgo(6 * 60)));
    const [item] = schedule.items('integrations', ids, () => 1000).values();

    expect(schedule.list('rest-apis').priority).toBeLessThan(item?.priority ?? NaN);
  });
});

describe('what is hot', () => {
  const place = { quota: 'vpc-links-v2', accountId: '123456789012', region: 'eu-west-1', resource: null };
  const measured = (usage: number, limit: number): Measured => ({
    status: 'measured',
    ...place,
    usage,
    limit,
    limitSource: 'catalogue',
    utilization: limit > 0 ? (usage / limit) * 100 : null,
    severity: 'ok',
    adjustable: 'yes',
    increaseRequest: null,
    notes: [],
    measuredAt: minutesAgo(0),
  });

  test.each<[string, Measurement, boolean]>([
    ['half of its quota', measured(5, 10), true],
    ['less than half', measured(4, 10), false],
    ['something where the limit is 0', measured(1, 0), true],
    ['nothing where the limit is 0', measured(0, 0), false],
    [
      'unknown, because a read failed',
      { status: 'unmeasured', cause: 'denied', ...place, reason: 'AccessDenied on x:Y' },
      true,
    ],
    [
      'unknown by choice',
      { status: 'unmeasured', cause: 'declined', ...place, reason: 'by choice: nobody wants it' },
      false,
    ],
    ['waiting for its first turn, which it gets anyway', { status: 'waiting', ...place, reason: 'later' }, false],
  ])('a quota that is %s', (_, measurement, isHot) => {
    expect(heat([measurement], undefined, minutesAgo(0)).hot).toEqual(isHot ? ['vpc-links-v2'] : []);
  });

  test('what is past an absolute threshold below half is hot', () => {
    const measurement: Measurement = { ...measured(4, 10), severity: 'warning' };

    expect(heat([measurement], undefined, minutesAgo(0)).hot).toEqual(['vpc-links-v2']);
  });

  test('what has cooled down is looked at once more, until a scan has really read it', () => {
    const key = 'vpc-links-v2';
    const cool = measured(1, 10);
    const carried = { ...cool, measuredAt: minutesAgo(15) };

    const first = heat([cool], { hot: [key], cooling: [] }, minutesAgo(0));
    expect(first).toEqual({ hot: [key], cooling: [key] });
    expect(heat([carried], first, minutesAgo(0))).toEqual({ hot: [key], cooling: [key] });
    expect(heat([cool], first, minutesAgo(0))).toEqual({ hot: [], cooling: [] });
    expect(heat([], first, minutesAgo(0))).toEqual({ hot: [], cooling: [] });
  });
});

/** In an empty Region these are never asked for: nobody wants the keys, and there are no functions. */
const NEVER: readonly RegionReadName[] = ['api-keys', 'lambda-functions', 'lambda-network-interfaces'];
const SCANS_A_DAY = 96;

describe('a Region with nothing in it', () => {
  test('costs at most 16 calls first and at most 4 in any hour after that, and everything is seen again in a day', () => {
    const callsAt: number[] = [];
    const again = new Map<RegionReadName, number>();
    let state: RegionState | undefined;
    for (let index = 0; index <= SCANS_A_DAY; index += 1) {
      const now = NOON + index * 15 * MINUTE;
      const schedule = scheduleOf(state, now);
      const asked = lists.filter(
        (name) => !NEVER.includes(name) && (schedule.list(name).due || state?.lists[name] === undefined),
      );
      const fresh = nothingAt(new Date(now).toISOString());
      const kept = Object.fromEntries(asked.map((name) => [name, fresh[name]]));
      if (state) for (const name of asked) again.set(name, (again.get(name) ?? 0) + 1);
      state = {
        lists: { ...state?.lists, ...kept },
        items: {},
        peaks: {},
        failed: {},
        hot: [],
        cooling: [],
        seen: {},
        lastSeen: [],
      };
      callsAt.push(asked.length);
    }

    expect(callsAt[0]).toBeLessThanOrEqual(16);
    for (let first = 1; first + 3 < callsAt.length; first += 1) {
      const anHour = callsAt.slice(first, first + 4).reduce((a, b) => a + b, 0);
      expect(anHour).toBeLessThanOrEqual(4);
    }
    expect([...again.keys()].toSorted()).toEqual(lists.filter((name) => !NEVER.includes(name)).toSorted());
    // What tells that it is empty no longer is asked every hour.
    for (const name of ['rest-apis', 'http-and-websocket-apis', 'lambda-account'] as const) {
      expect(again.get(name)).toBe(24);
    }
  });

  test('costs that with the real clients too', async () => {
    const sandbox = await account({ account: { accountId: '123456789012', regions: { 'eu-west-1': {} } } });
    let state: AccountState | undefined;
    const callsAt: number[] = [];
    for (let index = 0; index <= SCANS_A_DAY; index += 1) {
      const before = sandbox.calls.length;
      ({ state } = await scanRemembering(state));
      // Who we are and which Regions there are is asked once for all Regions.
      const inRegion = sandbox.calls.slice(before).filter(({ service }) => service !== 'sts' && service !== 'account');
      callsAt.push(inRegion.length);
      await pass(15);
    }

    expect(callsAt[0]).toBeGreaterThan(4);
    expect(callsAt[0]).toBeLessThanOrEqual(16);
    const hours = callsAt
      .slice(1, -3)
      .map((_, index) => callsAt.slice(index + 1, index + 5).reduce((a, b) => a + b, 0));
    expect(Math.max(...hours)).toBe(4);
    const operations = new Set(sandbox.calls.slice(callsAt[0]).map(({ operation }) => operation));
    expect([...operations]).toEqual(expect.arrayContaining(['GetVpcLinks', 'GetDomainNames', 'ListServiceQuotas']));
  });
});

describe('with many accounts', () => {
  const inOrganization = (state: RegionState): Schedule =>
    new Schedule(state, new Date(NOON), catalogue, lists, MANY_ACCOUNTS);
  const peakAt = (minutes: number): RegionState => ({
    ...stateAt(minutesAgo(15)),
    peaks: { rate: { value: null, at: minutesAgo(minutes), until: Date.parse(minutesAgo(minutes)) } },
  });

  test.each([
    ['a rate that is asked for hourly', 60, 23 * 60, false],
    ['a rate that is asked for hourly', 60, 24 * 60, true],
    ['a peak that is asked for at every scan', 0, 175, false],
    ['a peak that is asked for at every scan', 0, 180, true],
  ])('%s (%d), read %d minutes ago and far from its limit: due is %p', (_, everyMinutes, minutes, due) => {
    expect(inOrganization(peakAt(minutes)).gauge({ ...gauge, everyMinutes }) !== null).toBe(due);
  });

  test('what is hot is read at every scan all the same', () => {
    expect(inOrganization({ ...peakAt(15), hot: ['rate'] }).gauge(gauge)).not.toBeNull();
  });

  test('a Region with nothing in it is glanced at once a day', () => {
    const empty = (minutes: number): RegionState => ({
      ...stateAt(minutesAgo(minutes)),
      lists: nothingAt(minutesAgo(minutes)),
      items: {},
      peaks: {},
    });

    expect(dueLists(inOrganization(empty(23 * 60)))).toEqual([]);
    expect(dueLists(inOrganization(empty(24 * 60)))).toHaveLength(4);
  });

  test('what AWS refuses is asked again after six hours', () => {
    const refused = (minutes: number): RegionState => ({
      ...stateAt(minutesAgo(15)),
      failed: { 'usage-plans': { kind: 'denied', reason: 'AccessDenied', at: minutesAgo(minutes) } },
    });

    expect(dueLists(inOrganization(refused(5 * 60)))).not.toContain('usage-plans');
    expect(dueLists(inOrganization(refused(6 * 60)))).toContain('usage-plans');
  });
});

describe('how soon an account is worth a scan', () => {
  const place = { quota: 'vpc-links-v2', accountId: '123456789012', region: 'eu-west-1', resource: null };
  const unmeasured = (cause: 'denied' | 'failed'): Measurement => ({
    status: 'unmeasured',
    cause,
    ...place,
    reason: 'why',
  });
  const empty: RegionState = {
    ...stateAt(minutesAgo(15)),
    lists: nothingAt(minutesAgo(15)),
    items: {},
    peaks: {},
  };
  const active = stateAt(minutesAgo(15));

  test('at every round: what waits, what failed, what is cooling', () => {
    expect(heatOf([{ status: 'waiting', ...place, reason: 'no time' }], [empty])).toBe('hot');
    expect(heatOf([unmeasured('failed')], [empty])).toBe('hot');
    expect(heatOf([], [empty, { ...active, cooling: ['rate'] }])).toBe('hot');
  });

  test('what AWS refuses makes nobody hurry', () => {
    expect(heatOf([unmeasured('denied')], [empty])).toBe('empty');
    expect(heatOf([unmeasured('denied')], [empty, active])).toBe('quiet');
  });
});

test('a hot read that fails is due again at the next scan, and shown as failed until then', async () => {
  const sandbox = await account({
    account: {
      accountId: '123456789012',
      regions: { 'eu-west-1': { httpApis: [{ name: 'web', routes: { count: 200 } }] } },
    },
  });
  const found: unknown[] = [];
  let state: AccountState | undefined;
  for (const fails of [false, true, false]) {
    sandbox.reset();
    if (fails) sandbox.fault({ operation: 'GetIntegrations', kind: 'error' });
    const result = await scanRemembering(state);
    state = result.state;
    const calls = sandbox.calls.filter(({ operation }) => operation === 'GetIntegrations').length > 0;
    found.push([calls, ...briefly(result.snapshot, 'http-api-integrations')]);
    await pass(15);
  }

  const read = [true, ['web', 200, 300, 'catalogue', 'ok']];
  expect(found).toEqual([read, [true, ['web', 'unmeasured', expect.stringContaining('GetIntegrations')]], read]);
});

async function scanRemembering(state: AccountState | undefined) {
  const result = await clock.run(scan({ clock, settings: settingsOf(), state }));
  if (result.status !== 'scanned') throw new Error(`the scan ended as ${JSON.stringify(result)}`);
  return result;
}

/** In steps that the clock takes without waiting for anybody's pause of real time. */
async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) await clock.run(clock.sleep(MINUTE));
}

describe('whatever is remembered', () => {
  const age = fc.integer({ min: 0, max: 3 * 24 * 60 });
  const hotKey = fc.constantFrom('rest-api-resources/api3', 'vpc-links-v2', 'usage-plans', 'stage-throttle/api5/prod');

  test('what was never read is due', () => {
    fc.assert(
      fc.property(
        age,
        fc.subarray(ids),
        fc.subarray([...lists]),
        fc.uniqueArray(hotKey),
        (minutes, some, forgotten, hot) => {
          const whole = stateAt(minutesAgo(minutes), hot);
          const kept = Object.fromEntries(some.map((id) => [id, { value: 1, at: minutesAgo(minutes) }]));
          const without = Object.fromEntries(forgotten.map((name) => [name, undefined]));
          const schedule = scheduleOf({
            ...whole,
            lists: { ...whole.lists, ...without },
            items: { integrations: kept },
          });

          expect(dueLists(schedule)).toEqual(expect.arrayContaining(forgotten));
          expect(dueItems(schedule, 'integrations')).toEqual(
            expect.arrayContaining(ids.filter((id) => !some.includes(id))),
          );
          expect(scheduleOf({ ...whole, peaks: {} }).gauge(gauge)).toBe(NOON - 180 * MINUTE);
        },
      ),
    );
  });

  test('nothing starves: with any capacity every item is read in time, the oldest first, whatever is hot', () => {
    const NAME = 'rest-api-resources';
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 2, max: 30 }),
        fc.array(fc.subarray(ids), { minLength: 1, maxLength: 4 }),
        (count, capacity, hots) => {
          const all = ids.slice(0, count);
          const urgent = Math.max(1, Math.floor(capacity / 10));
          const round = Math.ceil(count / (capacity - urgent));
          let kept: Record<string, Kept<number>> = {};
          for (let index = 0; index < 24 + 3 * round; index += 1) {
            const now = NOON + index * 15 * MINUTE;
            const hot = (hots[index % hots.length] ?? []).map((id) => `${NAME}/${id}`);
            const state = { ...stateAt(minutesAgo(0), hot), items: { [NAME]: kept } };
            const order = inOrder(scheduleOf(state, now).items(NAME, all, () => capacity));
            const taken = order.slice(0, capacity);
            const at = new Date(now).toISOString();
            const lastRead = (id: string): string => kept[id]?.at ?? '';
            const inTurn = order.slice(urgent);
            expect(inTurn.map(lastRead)).toEqual(inTurn.map(lastRead).toSorted());
            kept = { ...kept, ...Object.fromEntries(taken.map((id) => [id, { value: 1, at }])) };
            // Six hours until it is due, and then as many scans as all the others before it can take.
            const oldest = Math.min(...all.map((id) => (kept[id] ? Date.parse(kept[id].at) : NOON - 6 * HOUR)));
            expect(now - oldest).toBeLessThanOrEqual(6 * HOUR + round * 15 * MINUTE);
          }
          expect(Object.keys(kept).toSorted()).toEqual(all.toSorted());
        },
      ),
    );
  });
});

test('a peak that nobody reads any more is forgotten when AWS has forgotten its minutes', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  const daysAgo = (days: number): KeptPeak => {
    const at = new Date(now.getTime() - days * 24 * 3_600_000);
    return { value: null, at: at.toISOString(), until: at.getTime() };
  };
  const state = { ...stateAt('2026-11-20T11:45:00.000Z'), peaks: { recent: daysAgo(14), old: daysAgo(16) } };

  expect(Object.keys(new Schedule(state, now, [], []).carriedPeaks())).toEqual(['recent']);
});
