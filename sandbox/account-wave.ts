import * as z from 'zod';

/** A stream of values by minute: `peak` in every minute that `every` divides, about `typical` in the others. */
export const wave = z.strictObject({
  typical: z.number().nonnegative(),
  peak: z.number().nonnegative(),
  /** Minutes from one peak to the next. */
  every: z.int().positive().default(60),
});
export type Wave = z.infer<typeof wave>;
