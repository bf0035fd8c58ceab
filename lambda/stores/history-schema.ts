/** The form of a month of history: an object that another release may have written. */
import * as z from 'zod';
import { subjectKinds } from '../domain/fingerprint';
import type { DailyPeak, MonthHistory, PastScan } from '../domain/history';
import { incidentStates } from '../domain/incident-state';
import { resourceTypes } from '../domain/resources';
import { planNote } from './incident-schema';

const text = z.string();
const count = z.number();

/** Lists of lists of so many numbers. There are hundreds of thousands in a month: a schema of them would copy each. */
function areNumbers(value: unknown, length: number): boolean {
  const isOne = (one: unknown): boolean =>
    Array.isArray(one) && one.length === length && one.every((number) => typeof number === 'number');
  return Array.isArray(value) && value.every(isOne);
}

const resource = z.object({ type: z.enum(resourceTypes), id: text, name: text }).nullable();

export const monthHistory = z.object({
  schemaVersion: z.literal(1),
  accountId: text,
  accountName: text.nullable(),
  month: text,
  timeZone: text.nullable(),
  series: z.record(
    text,
    z.object({
      quota: text,
      region: text,
      resource,
      adjustable: z.enum(['yes', 'support', 'no']),
      peaks: z.custom<readonly DailyPeak[]>((value) => areNumbers(value, 4)),
    }),
  ),
  transitions: z.array(
    z.object({
      fingerprint: text,
      episode: count,
      seq: count,
      at: text,
      state: z.enum(incidentStates),
      region: text,
      subject: z.object({ kind: z.enum(subjectKinds), id: text }),
    }),
  ),
  scans: z.custom<readonly PastScan[]>((value) => areNumbers(value, 2)),
  increases: z.record(
    text,
    z.object({
      id: text,
      region: text,
      service: text,
      code: text,
      resource: text.nullable(),
      desired: count,
      status: text,
      createdAt: text,
      updatedAt: text,
    }),
  ),
  plans: z.record(text, planNote),
}) satisfies z.ZodType<MonthHistory>;
