import type { Read } from '../../../lambda/domain/read';
import { regionOutcome } from '../../../lambda/domain/snapshot';

const ok: Read<number> = { status: 'read', value: 1, at: '2026-11-20T12:00:00.000Z' };
const failed = (kind: 'denied' | 'unavailable' | 'failed', reason: string): Read<number> => ({
  status: 'failed',
  kind,
  reason,
});

test.each<[string, Read<number>[], object]>([
  ['everything was read', [ok, ok], { status: 'scanned' }],
  ['a part failed', [ok, failed('denied', 'x')], { status: 'partial', reason: 'x' }],
  ['all is denied', [failed('denied', 'x'), failed('denied', 'x')], { status: 'denied', reason: 'x' }],
  ['the Region is off', [failed('unavailable', 'x')], { status: 'unavailable', reason: 'x' }],
  ['nothing answers', [failed('failed', 'x')], { status: 'failed', reason: 'x' }],
  [
    'failures differ',
    [failed('denied', 'x'), failed('failed', 'y')],
    { status: 'failed', reason: 'x, and 1 other reason' },
  ],
  ['some wait for the next scan', [ok, { status: 'waiting', reason: 'later' }], { status: 'scanned' }],
  ['all wait for the next scan', [{ status: 'waiting', reason: 'later' }], { status: 'partial', reason: 'later' }],
  [
    'what is asked is denied, and the rest waits',
    [failed('denied', 'x'), { status: 'waiting', reason: 'later' }],
    { status: 'denied', reason: 'x' },
  ],
  ['nothing was due', [], { status: 'scanned' }],
  ['one was deleted meanwhile', [ok, { status: 'gone' }], { status: 'scanned' }],
])('the state of a Region when %s', (_, outcomes, expected) => {
  expect(regionOutcome('eu-west-1', outcomes)).toEqual({ region: 'eu-west-1', ...expected });
});
