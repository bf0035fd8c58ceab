import type { Read } from '../../../lambda/domain/read';
import { asRead, current, type Kept, remembered } from '../../../lambda/domain/state';

const kept: Kept<number> = { value: 7, at: '2026-11-20T06:00:00.000Z' };
const fresh: Read<number> = { status: 'read', value: 8, at: '2026-11-20T12:00:00.000Z' };
const failed: Read<number> = { status: 'failed', kind: 'denied', reason: 'AccessDenied on a:B' };
const waiting: Read<number> = { status: 'waiting', reason: 'the scan’s time was over' };

test.each<[string, Read<number>, Kept<number> | undefined, Read<number>, Kept<number> | undefined]>([
  ['what was read now counts and is kept', fresh, kept, fresh, { value: 8, at: '2026-11-20T12:00:00.000Z' }],
  ['what waits is carried, with its age', waiting, kept, asRead(kept), kept],
  ['what waits for the first time waits', waiting, undefined, waiting, undefined],
  ['what failed is shown as failed, and its old value stays known', failed, kept, failed, kept],
  ['what is gone is forgotten', { status: 'gone' }, kept, { status: 'gone' }, undefined],
])('%s', (_, outcome, before, counts, stays) => {
  expect(current(outcome, before)).toEqual(counts);
  expect(remembered(outcome, before)).toEqual(stays);
});
