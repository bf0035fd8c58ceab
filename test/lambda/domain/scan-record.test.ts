import { emptyMonth, merged, seriesId } from '../../../lambda/domain/history';
import { decide, type Incident, NO_REACTIONS } from '../../../lambda/domain/incident';
import type { Measured } from '../../../lambda/domain/measurement';
import { recordOf, type ScanRecord } from '../../../lambda/domain/scan-record';
import { at as atScan, finding, route } from './incidents';

const ACCOUNT = '123456789012';
const minuteOf = (iso: string): number => Date.parse(iso) / 60_000;

const api: Measured = {
  status: 'measured',
  quota: 'http-api-integrations',
  accountId: ACCOUNT,
  region: 'eu-west-1',
  resource: { type: 'http-api', id: 'a1b2c3', name: 'orders' },
  usage: 240,
  limit: 300,
  limitSource: 'catalogue',
  utilization: 80,
  severity: 'warning',
  adjustable: 'no',
  increaseRequest: null,
  notes: [],
  measuredAt: '2026-10-31T22:30:20Z',
};

const scan: ScanRecord = {
  accountId: ACCOUNT,
  at: new Date('2026-10-31T22:30:00Z'),
  timeZone: 'UTC',
  coverage: 99.5,
  measurements: [api],
  incidents: [],
  recordedThrough: null,
  increases: [],
  plans: {},
};

const series = (peak: [number, number, number, number]) => ({
  [seriesId(api)]: {
    quota: api.quota,
    region: api.region,
    resource: api.resource,
    adjustable: api.adjustable,
    peaks: [peak],
  },
});

test('a scan adds what it measured to the day on which it was measured, and how much it saw', () => {
  expect(recordOf(scan)).toEqual([
    {
      ...emptyMonth(ACCOUNT, '2026-10'),
      timeZone: 'UTC',
      scans: [[minuteOf('2026-10-31T22:30:00Z'), 99.5]],
      series: series([31, 240, 300, minuteOf('2026-10-31T22:30:00Z')]),
    },
  ]);
});

test('east of Greenwich the month is over already', () => {
  expect(recordOf({ ...scan, timeZone: 'Europe/Vienna' })).toMatchObject([{ month: '2026-10' }]);
  expect(recordOf({ ...scan, timeZone: 'Asia/Tokyo' })).toEqual([
    expect.objectContaining({ month: '2026-11', series: series([1, 240, 300, minuteOf('2026-10-31T22:30:00Z')]) }),
  ]);
});

test('a rate that peaked in the month before is a peak of that month', () => {
  const rate = { ...api, measuredAt: '2026-11-01T00:15:20Z', peakAt: '2026-10-31T23:40:00.000Z' };

  const months = recordOf({ ...scan, at: new Date('2026-11-01T00:15:00Z'), measurements: [rate] });

  expect(months).toEqual([
    { ...emptyMonth(ACCOUNT, '2026-11'), timeZone: 'UTC', scans: [[minuteOf('2026-11-01T00:15:00Z'), 99.5]] },
    {
      ...emptyMonth(ACCOUNT, '2026-10'),
      timeZone: 'UTC',
      series: series([31, 240, 300, minuteOf('2026-10-31T23:40:00Z')]),
    },
  ]);
});

test('what nobody could measure adds nothing', () => {
  const blind = { ...api, status: 'unmeasured', cause: 'failed', reason: 'AWS gave no answer' } as const;

  expect(recordOf({ ...scan, measurements: [blind] })).toEqual([
    { ...emptyMonth(ACCOUNT, '2026-10'), timeZone: 'UTC', scans: [[minuteOf('2026-10-31T22:30:00Z'), 99.5]] },
  ]);
});

/** An incident after these looks, 15 minutes apart. */
function after(...looks: number[]): Incident {
  let incident: Incident | null = null;
  for (const [index, usage] of looks.entries()) {
    const circumstances = { at: atScan(index), route, reactions: NO_REACTIONS, plan: null };
    incident = decide(incident, finding({ a: usage }), circumstances).incident;
  }
  if (incident === null) throw new Error('no look');
  return incident;
}

const transitionsOf = (incident: Incident, recordedThrough: string | null = null) =>
  recordOf({ ...scan, measurements: [], incidents: [incident], recordedThrough }).flatMap(({ transitions }) =>
    transitions.map(({ seq, state, at }) => ({ seq, state, at })),
  );

test('every change of an incident is there, each with its seq', () => {
  const incident = after(85, 95, 60, 60);

  expect(transitionsOf(incident)).toEqual([
    { seq: 1, state: 'warning', at: atScan(0) },
    { seq: 2, state: 'critical', at: atScan(1) },
    { seq: 3, state: 'ok', at: atScan(3) },
  ]);
});

test('what stands in the history already is not said again', () => {
  expect(transitionsOf(after(85, 95, 60, 60), atScan(1))).toEqual([{ seq: 3, state: 'ok', at: atScan(3) }]);
});

test('of a story that is too long for the incident every change is told by the scans that saw it', () => {
  // Up and down again and again, so that its middle is left out of what the incident keeps.
  const looks = Array.from({ length: 40 }, (_, index) => (index % 4 < 2 ? 95 : 83));
  let history = emptyMonth(ACCOUNT, '2026-11');
  for (let until = 1; until <= looks.length; until += 1) {
    const incident = after(...looks.slice(0, until));
    for (const one of recordOf({ ...scan, measurements: [], incidents: [incident] }))
      history = merged(history, { ...one, month: '2026-11', scans: [] });
  }

  const seqs = history.transitions.map(({ seq }) => seq);
  expect(seqs.length).toBeGreaterThan(14);
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
});
