import fc from 'fast-check';
import {
  boundsOf,
  dayAt,
  dayIn,
  dayNumber,
  dayOf,
  dayOfMonth,
  daysIn,
  monthLater,
  monthOf,
  startOf,
} from '../../../lambda/domain/calendar';

const HOUR = 60 * 60_000;

test.each([
  ['2026-10-31T23:30:00Z', 'UTC', '2026-10-31'],
  ['2026-10-31T22:59:59.999Z', 'Europe/Vienna', '2026-10-31'],
  ['2026-10-31T23:00:00Z', 'Europe/Vienna', '2026-11-01'],
  ['2026-10-31T23:30:00Z', 'America/Los_Angeles', '2026-10-31'],
  ['2026-11-01T06:59:00Z', 'America/Los_Angeles', '2026-10-31'],
  ['2026-10-31T10:00:00Z', 'Pacific/Kiritimati', '2026-11-01'],
  ['2026-10-31T18:29:00Z', 'Asia/Kolkata', '2026-10-31'],
  ['2026-10-31T18:30:00Z', 'Asia/Kolkata', '2026-11-01'],
  ['2028-02-29T12:00:00Z', 'UTC', '2028-02-29'],
  ['1969-12-31T23:00:00Z', 'UTC', '1969-12-31'],
])('at %s it is, in %s, the day %s', (at, timeZone, day) => {
  expect(dayAt(new Date(at), timeZone)).toBe(day);
});

test.each([
  ['the clock goes forward within it', '2026-03-29', 'Europe/Vienna', '2026-03-28T23:00:00.000Z', 23],
  ['the clock goes back within it', '2026-10-25', 'Europe/Vienna', '2026-10-24T22:00:00.000Z', 25],
  ['west of Greenwich', '2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z', 23],
  ['west of Greenwich, in autumn', '2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z', 25],
  ['far in the east', '2026-10-01', 'Pacific/Kiritimati', '2026-09-30T10:00:00.000Z', 24],
  ['far in the west', '2026-10-01', 'Etc/GMT+12', '2026-10-01T12:00:00.000Z', 24],
  ['with half an hour', '2026-10-01', 'Asia/Kolkata', '2026-09-30T18:30:00.000Z', 24],
  ['half an hour is changed', '2024-10-06', 'Australia/Lord_Howe', '2024-10-05T13:30:00.000Z', 23.5],
  ['midnight is skipped, west', '2024-09-08', 'America/Santiago', '2024-09-08T04:00:00.000Z', 23],
  ['midnight is skipped, east', '2024-03-31', 'Asia/Beirut', '2024-03-30T22:00:00.000Z', 23],
  ['the last hour of the day comes twice', '2024-04-06', 'America/Santiago', '2024-04-06T03:00:00.000Z', 25],
  ['the first hour of the day comes twice, west', '2024-11-03', 'America/Havana', '2024-11-03T04:00:00.000Z', 25],
  ['the first hour of the day comes twice, east', '2021-10-29', 'Asia/Amman', '2021-10-28T21:00:00.000Z', 25],
  ['it was skipped as a whole', '2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z', 0],
  ['the day before was skipped', '2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z', 24],
])('a day begins and is as long as it is there: %s', (_, day, timeZone, start, hours) => {
  const next = dayOf(dayNumber(day) + 1);

  expect(startOf(day, timeZone).toISOString()).toBe(start);
  expect((startOf(next, timeZone).getTime() - startOf(day, timeZone).getTime()) / HOUR).toBe(hours);
});

test.each([
  ['2026-03', 'Europe/Vienna', '2026-02-28T23:00:00.000Z', 31 * 24 - 1],
  ['2026-10', 'Europe/Vienna', '2026-09-30T22:00:00.000Z', 31 * 24 + 1],
  ['2026-11', 'America/New_York', '2026-11-01T04:00:00.000Z', 30 * 24 + 1],
  ['2026-12', 'UTC', '2026-12-01T00:00:00.000Z', 31 * 24],
  ['2028-02', 'Asia/Tokyo', '2028-01-31T15:00:00.000Z', 29 * 24],
  ['2011-12', 'Pacific/Apia', '2011-12-01T10:00:00.000Z', 30 * 24],
])('the month %s in %s begins at %s and has %d hours', (month, timeZone, begins, hours) => {
  const { start, end } = boundsOf(month, timeZone);

  expect(start.toISOString()).toBe(begins);
  expect((end.getTime() - start.getTime()) / HOUR).toBe(hours);
});

const ZONES = [
  'UTC',
  'Europe/Vienna',
  'America/Santiago',
  'America/Havana',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Etc/GMT+12',
];

test('the first instant of a day is on it or, where it was skipped, after it, and a minute before is earlier', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: dayNumber('2010-01-01'), max: dayNumber('2035-12-31') }).map(dayOf),
      fc.constantFrom(...ZONES),
      (day, timeZone) => {
        const start = startOf(day, timeZone);

        expect(dayAt(start, timeZone) >= day).toBe(true);
        expect(dayAt(new Date(start.getTime() - 60_000), timeZone) < day).toBe(true);
      },
    ),
    { seed: 7 },
  );
});

test.each([
  ['2026-02', 28],
  ['2028-02', 29],
  ['2100-02', 28],
  ['2000-02', 29],
  ['2026-04', 30],
  ['2026-12', 31],
])('%s has %d days', (month, days) => {
  expect(daysIn(month)).toBe(days);
});

test.each([
  ['2026-10', 1, '2026-11'],
  ['2026-12', 1, '2027-01'],
  ['2026-01', -1, '2025-12'],
  ['2026-10', -12, '2025-10'],
  ['2026-10', 0, '2026-10'],
  ['2027-01', -13, '2025-12'],
])('from %s it is %d months to %s', (month, months, later) => {
  expect(monthLater(month, months)).toBe(later);
});

test('days are counted and written without gaps, over the leap day and the turn of a year', () => {
  expect(dayNumber('1970-01-01')).toBe(0);
  expect([-1, 0, 1].map((more) => dayOf(dayNumber('2028-02-29') + more))).toEqual([
    '2028-02-28',
    '2028-02-29',
    '2028-03-01',
  ]);
  expect(dayOf(dayNumber('2026-12-31') + 1)).toBe('2027-01-01');
  expect(dayIn('2026-02', 3)).toBe('2026-02-03');
  expect([monthOf('2026-02-03'), dayOfMonth('2026-02-03')]).toEqual(['2026-02', 3]);
});
