/** What a description of an account may say of IAM and CloudFront, which the account has once. */
import * as z from 'zod';

const document = z.record(z.string(), z.unknown());

export const iam = z.strictObject({
  /** Roles of which more matters than that they are there: any other role of a function may write logs. */
  roles: z
    .array(
      z.strictObject({
        name: z.string(),
        inline: z.record(z.string(), document).default({}),
        /** Names of policies below, or of AWS's own. */
        attached: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  policies: z.array(z.strictObject({ name: z.string(), document })).default([]),
});
export type IamDescription = z.infer<typeof iam>;

const distribution = z.strictObject({
  /** What its id is made from. */
  name: z.string(),
  copies: z.int().positive().default(1),
  aliases: z.array(z.string()).default([]),
  origins: z
    .array(
      z.strictObject({
        domain: z.string(),
        /** Headers that CloudFront adds, with their values, as AWS gives them. */
        headers: z.record(z.string(), z.string()).default({}),
      }),
    )
    .min(1),
  /** Paths, beside the default behaviour. */
  behaviours: z.array(z.string()).default([]),
});
export const distributions = z.array(distribution);
export type DistributionDescription = z.infer<typeof distribution>;
