import { frozen, type LastSeen, lastSeen } from '../../../lambda/domain/last-seen';
import type { Measured, Measurement } from '../../../lambda/domain/measurement';
import type { Resource } from '../../../lambda/domain/resources';

const place = { accountId: '123456789012', region: 'eu-west-1' };
const stage = (id: string): Resource => ({ type: 'stage', id, name: id });
const last = (quota: string, resource: Resource | null, percent = 97): LastSeen => ({
  quota,
  resource,
  percent,
  severity: 'critical',
});
const measured = (quota: string, resource: Resource | null, utilization: number): Measured => ({
  status: 'measured',
  quota,
  ...place,
  resource,
  usage: utilization,
  limit: 100,
  limitSource: 'catalogue',
  utilization,
  severity: utilization >= 90 ? 'critical' : 'ok',
  adjustable: 'no',
  increaseRequest: null,
  notes: [],
  measuredAt: '2026-11-20T12:00:00.000Z',
});
const blind = (quota: string, resource: Resource | null): Measurement => ({
  status: 'unmeasured',
  quota,
  ...place,
  resource,
  cause: 'failed',
  reason: 'x',
});

const before = [last('a', stage('api/prod')), last('b', null)];

test.each<[string, Measurement[], string[]]>([
  ['its own measurement failed', [blind('a', stage('api/prod'))], ['a']],
  ['the list that has it failed', [blind('a', null)], ['a']],
  ['the API that it is a stage of failed', [blind('a', stage('api'))], ['a']],
  ['it waits', [{ status: 'waiting', quota: 'a', ...place, resource: stage('api/prod'), reason: 'x' }], ['a']],
  ['another one failed', [blind('a', stage('other'))], []],
  ['it is gone', [], []],
  [
    'somebody chose not to read it',
    [{ ...blind('b', null), status: 'unmeasured', cause: 'declined', reason: 'x' }],
    [],
  ],
])('what was nearly full counts as it was: %s', (_, now, expected) => {
  expect(frozen(before, now, []).map(({ quota }) => quota)).toEqual(expected);
});

test('a stage of REST APIs of one name is part of each of them', () => {
  expect(frozen([last('a', stage('one+two/prod'))], [blind('a', stage('two'))], [])).toHaveLength(1);
});

test('a quota that nobody can even look for counts as it was', () => {
  expect(frozen(before, [], ['b'])).toEqual([last('b', null)]);
});

test('what is measured now counts as it is, also while the other list of its quota fails', () => {
  const now = [measured('a', stage('api/prod'), 10), blind('a', null)];

  expect(frozen(before, now, [])).toEqual([]);
});

test('what is remembered does not grow while something fails', () => {
  const now = [measured('a', stage('api/prod'), 95), blind('a', null), blind('b', null)];
  let kept: readonly LastSeen[] = before;
  for (let scans = 0; scans < 20; scans += 1) kept = lastSeen(kept, now, []);

  expect(kept.map(({ quota, percent }) => [quota, percent])).toEqual([
    ['a', 95],
    ['b', 97],
  ]);
});
