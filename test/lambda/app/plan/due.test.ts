import fc from 'fast-check';
import { type Due, type DueSource, duePlans } from '../../../../lambda/app/plan/due';
import { fingerprintOf } from '../../../../lambda/domain/fingerprint';
import type { Measured, Measurement } from '../../../../lambda/domain/measurement';
import type { PlanNote } from '../../../../lambda/domain/plan';

const accountId = '123456789012';
const now = new Date('2026-11-20T12:00:00.000Z');

const full: Measured = {
  status: 'measured',
  quota: 'http-api-integrations',
  accountId,
  region: 'us-east-1',
  resource: { type: 'http-api', id: 'a', name: 'orders' },
  usage: 287,
  limit: 300,
  limitSource: 'catalogue',
  utilization: 95.7,
  severity: 'critical',
  adjustable: 'no',
  increaseRequest: null,
  notes: [],
  measuredAt: now.toISOString(),
};
const member = (id: string, usage: number): Measured => ({
  ...full,
  resource: { type: 'http-api', id, name: id },
  usage,
  utilization: usage / 3,
});
const fingerprint = (one: Measured): string =>
  fingerprintOf({ accountId, region: one.region, subject: { kind: 'quota', id: one.quota } });

function due(measurements: readonly Measurement[], more: Partial<DueSource> = {}): Due {
  return duePlans({ accountId, measurements, known: {}, now, wavers: () => false, ...more });
}

/** As it is known after the plan was computed so many hours ago. */
function known(measurements: readonly Measurement[], hours = 1, more: Partial<DueSource> = {}) {
  const at = new Date(now.getTime() - hours * 60 * 60_000).toISOString();
  const note = { at, key: 'plans/a.md', summary: [], steps: [], choices: [], more: 0 };
  return Object.fromEntries(
    due(measurements, more).plans.map(({ fingerprint: id, basis }): [string, PlanNote] => [id, { ...note, basis }]),
  );
}

test('what is past its threshold is due, each quota of a Region once, with its three fullest members', () => {
  const all = [member('a', 250), member('b', 290), member('c', 260), member('d', 299)];

  expect(due(all)).toEqual({
    plans: [{ fingerprint: fingerprint(full), basis: expect.any(String), worst: [all[3], all[1], all[2]], total: 4 }],
    kept: {},
  });
});

test('what is not full, or what nobody knows, is not', () => {
  const place = { quota: full.quota, accountId, region: full.region, resource: null };

  expect(
    due([
      { ...full, severity: 'ok' },
      { ...place, status: 'waiting', reason: 'no time' },
      { ...place, status: 'unmeasured', cause: 'denied', reason: 'no' },
    ]),
  ).toEqual({ plans: [], kept: {} });
});

test('a plan is good for a day', () => {
  expect(due([full], { known: known([full], 23.9) }).plans).toEqual([]);
  expect(due([full], { known: known([full], 24) }).plans).toHaveLength(1);
});

test.each([
  ['usage', { usage: 288 }],
  ['limit', { limit: 400 }],
  ['the state of an increase', { increaseRequest: 'PENDING' }],
  ['another resource', { resource: { type: 'http-api', id: 'b', name: 'orders' } as const }],
])('a plan is due again when what it is for has changed: %s', (_, change) => {
  const before = known([full]);

  expect(due([{ ...full, ...change }], { known: before })).toMatchObject({
    plans: [{ fingerprint: fingerprint(full) }],
    kept: before,
  });
});

test.each([
  ['when it was measured', { measuredAt: '2026-11-20T11:00:00.000Z' }],
  ['the name of the resource', { resource: { type: 'http-api', id: 'a', name: 'renamed' } as const }],
  ['how bad it is', { severity: 'warning' } as const],
])('it is not due again for less: %s', (_, change) => {
  expect(due([{ ...full, ...change }], { known: known([full]) }).plans).toEqual([]);
});

test('where usage moves by itself, a step of it changes no plan, a limit does', () => {
  const wavers = () => true;
  const before = known([full], 1, { wavers });

  expect(due([{ ...full, usage: 250 }], { known: before, wavers }).plans).toEqual([]);
  expect(due([{ ...full, limit: 400 }], { known: before, wavers }).plans).toHaveLength(1);
});

test('what is over is not kept', () => {
  expect(due([], { known: known([full]) })).toEqual({ plans: [], kept: {} });
});

test('first what was never planned, the fullest first; then the oldest plan', () => {
  const region = (name: string, utilization: number) => ({ ...full, region: name, utilization });
  const all = [region('eu-west-1', 81), region('eu-west-2', 99), region('eu-west-3', 90), region('us-east-1', 98)];
  const notes = { ...known(all.slice(1, 2), 30), ...known(all.slice(2, 3), 40) };

  expect(due(all, { known: notes }).plans.map(({ worst }) => worst[0]?.region)).toEqual([
    'us-east-1',
    'eu-west-1',
    'eu-west-3',
    'eu-west-2',
  ]);
});

test('the order in which AWS lists things makes no plan due', () => {
  const members = fc.uniqueArray(
    fc.tuple(fc.string({ minLength: 1, maxLength: 4 }), fc.integer({ min: 240, max: 245 })),
    {
      minLength: 1,
      maxLength: 8,
      selector: ([id]) => id,
    },
  );
  fc.assert(
    fc.property(
      members.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([one, other]) => {
        const measured = (all: typeof one) => all.map(([id, usage]) => member(id, usage));

        expect(due(measured(other), { known: known(measured(one)) }).plans).toEqual([]);
      },
    ),
    { seed: 6 },
  );
});
