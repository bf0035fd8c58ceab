import fc from 'fast-check';
import type { MonthHistory, PastTransition } from '../../../../lambda/domain/history';
import type { ReportIncidents } from '../../../../lambda/domain/report';
import { incidentsOf } from '../../../../lambda/reporting/build/incidents';
import { Episodes } from '../../../../lambda/reporting/build/episodes';
import { bookOf, history, transitions } from './histories';

function incidentsIn(
  months: Readonly<Record<string, readonly PastTransition[]>>,
  timeZone = 'UTC',
  month = '2026-10',
): ReportIncidents {
  const histories = Object.entries(months).map(([name, told]): MonthHistory =>
    history(name, [], { transitions: told }),
  );
  return incidentsOf(bookOf(month, histories, timeZone));
}

test('an incident is opened once, whatever it is in between, and lasts until it is over', () => {
  expect(
    incidentsIn({
      '2026-10': [
        ...transitions('a', 1, 1, [
          'warning 2026-10-01T00:00:00Z',
          'critical 2026-10-01T06:00:00Z',
          'muted 2026-10-02T00:00:00Z',
          'warning 2026-10-03T00:00:00Z',
          'ok 2026-10-03T12:00:00Z',
        ]),
        ...transitions('a', 2, 6, ['critical 2026-10-20T00:00:00Z', 'ok 2026-10-20T10:00:00Z']),
      ],
    }),
  ).toEqual({
    opened: { now: 2, before: null },
    resolved: { now: 2, before: null },
    open: { now: 0, before: null },
    medianOpenHours: { now: 35, before: null },
  });
});

test('what was opened in an earlier month and resolved in this one lasted as a whole; what is muted is open', () => {
  expect(
    incidentsIn({
      '2026-08': transitions('old', 1, 1, ['critical 2026-08-31T12:00:00Z']),
      '2026-09': transitions('muted', 1, 1, ['warning 2026-09-10T00:00:00Z', 'muted 2026-09-11T00:00:00Z']),
      '2026-10': transitions('old', 1, 2, ['ok 2026-10-02T12:00:00Z']),
    }),
  ).toEqual({
    opened: { now: 0, before: 1 },
    resolved: { now: 1, before: 0 },
    open: { now: 1, before: 2 },
    medianOpenHours: { now: 32 * 24, before: null },
  });
});

test('of what the history has lost it says what it still knows', () => {
  const lostOpening = transitions('a', 3, 12, ['ok 2026-10-05T00:00:00Z']);
  const lostMiddle = [
    ...transitions('b', 1, 1, ['warning 2026-10-01T00:00:00Z']),
    ...transitions('b', 2, 4, ['critical 2026-10-09T00:00:00Z', 'ok 2026-10-10T00:00:00Z']),
  ];
  expect(incidentsIn({ '2026-10': [...lostOpening, ...lostMiddle] })).toEqual({
    opened: { now: 1, before: null },
    resolved: { now: 3, before: null },
    open: { now: 0, before: null },
    medianOpenHours: { now: null, before: null },
  });
});

test.each([
  ['Europe/Vienna', '2026-10', '2026-09-30T22:00:00Z', '2026-10-31T22:59:00Z'],
  ['Europe/Vienna', '2026-03', '2026-02-28T23:00:00Z', '2026-03-31T21:59:00Z'],
  ['America/Los_Angeles', '2026-11', '2026-11-01T07:00:00Z', '2026-12-01T07:59:00Z'],
  ['UTC', '2028-02', '2028-02-01T00:00:00Z', '2028-02-29T23:59:00Z'],
])('in %s the month %s has what happened from %s to %s', (timeZone, month, first, last) => {
  const minute = (at: string, more: number): string => new Date(Date.parse(at) + more * 60_000).toISOString();
  const opened = (...times: string[]): PastTransition[] =>
    times.flatMap((at, index) => transitions(`f${index}`, 1, 1, [`warning ${at}`]));
  const { opened: count, open } = incidentsIn(
    { [month]: opened(minute(first, -1), first, last, minute(last, 1)) },
    timeZone,
    month,
  );

  expect([count.now, open.now]).toEqual([2, 3]);
});

/** Episodes of one incident, each of at least two states, as the history tells them. */
const stories = fc
  .array(fc.array(fc.constantFrom('warning', 'critical', 'muted'), { minLength: 1, maxLength: 3 }), { maxLength: 4 })
  .map((episodes) => {
    let seq = 0;
    return episodes.flatMap((states, number) =>
      [...states, 'ok'].map((state): PastTransition => {
        seq += 1;
        const at = new Date(Date.UTC(2026, 8, 1) + seq * 36e5).toISOString();
        const [made] = transitions('a', number + 1, seq, [`${state} ${at}`]);
        if (!made) throw new Error('no transition');
        return made;
      }),
    );
  });

test('it makes no difference in how many pieces a history comes, or how often', () => {
  fc.assert(
    fc.property(stories, fc.array(fc.nat({ max: 16 })), (story, cuts) => {
      const whole = new Episodes();
      whole.add(story);
      const pieces = new Episodes();
      const at = [0, ...cuts.toSorted((a, b) => a - b), story.length];
      for (const [index, from] of at.entries()) pieces.add(story.slice(from, at[index + 1] ?? story.length));
      pieces.add(story);

      expect(pieces.all).toEqual(whole.all);
      expect(whole.all).toHaveLength(new Set(story.map(({ episode }) => episode)).size);
      expect(whole.all.every(({ lasted, until }) => until !== null && lasted !== null && lasted > 0)).toBe(true);
    }),
    { seed: 7 },
  );
});
