/** What a description of an account may say of the months before: how its usage came to be what it is, and what happened. */
import * as z from 'zod';

/** Of the last whole month; every month has it. */
const day = z.int().min(1).max(28);
/** 0 is the day before that month, and so on backwards. */
const anyDay = z.int().min(-365).max(28);

/** One quota of one resource or Region, and how it came to today's usage. Without any of these it hardly moved. */
const series = z.strictObject({
  region: z.string(),
  /** The product's id of it. */
  quota: z.string(),
  /** The name of a resource; without it the quota is the Region's. */
  resource: z.string().optional(),
  /** It grew by so much a day. */
  growsADay: z.number().positive().optional(),
  /** It was so much before each of these days; since the last it has been what it is. Ascending. */
  steps: z.array(z.strictObject({ day: anyDay, from: z.number().nonnegative() })).default([]),
  /** Usage on Saturdays and Sundays, as a share of that of the other days. */
  weekends: z.number().min(0).max(1).optional(),
  /** The limit was so much before that day. */
  raised: z.strictObject({ day: anyDay, from: z.number().positive() }).optional(),
});
export type SeriesDescription = z.infer<typeof series>;

const increase = z.strictObject({
  region: z.string(),
  service: z.string(),
  code: z.string(),
  desired: z.number(),
  status: z.enum(['APPROVED', 'DENIED', 'CASE_CLOSED', 'NOT_APPROVED', 'INVALID_REQUEST']),
  /** When it was made, and when it was answered. */
  day,
  answered: day,
});

export const history = z.strictObject({
  /** Whole months before the present one. Days are those of the last of them. */
  months: z.int().min(1).max(12),
  /** Another one is another noise. */
  seed: z.int().default(1),
  series: z.array(series).default([]),
  /** Days on which no scan ran. */
  gaps: z.array(z.strictObject({ from: day, to: day })).default([]),
  /** The first hours of a day in which scans saw only this part, in percent. */
  blind: z.array(z.strictObject({ day, hours: z.number().positive().max(24), coverage: z.number() })).default([]),
  increases: z.array(increase).default([]),
});
export type HistoryDescription = z.infer<typeof history>;
