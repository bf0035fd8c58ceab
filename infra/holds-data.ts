/** What of a template holds data, in the form in which releases are compared. Pure. */
import * as z from 'zod';

const Resource = z.object({
  Type: z.string(),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});

export const HeldData = z.record(
  z.string(),
  z.object({
    type: z.string(),
    deletionPolicy: z.string(),
    updateReplacePolicy: z.string(),
    /** The properties whose change makes CloudFormation put a new, empty resource in its place. */
    fixed: z.record(z.string(), z.unknown()),
  }),
);
/** By logical id. */
export type HeldData = z.infer<typeof HeldData>;

/**
 * Which properties of each type cannot change in place: "Update requires: Replacement" on the type's page in
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ (S3 bucket, DynamoDB table, SQS queue, SNS topic, log group).
 */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  'AWS::S3::Bucket': ['BucketName', 'ObjectLockEnabled'],
  'AWS::DynamoDB::Table': ['TableName', 'KeySchema', 'LocalSecondaryIndexes', 'ImportSourceSpecification'],
  'AWS::SQS::Queue': ['QueueName', 'FifoQueue'],
  // Its subscription was confirmed by somebody.
  'AWS::SNS::Topic': ['TopicName', 'FifoTopic'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
};

export function holdsData(template: unknown): HeldData {
  const { Resources } = z.object({ Resources: z.record(z.string(), Resource) }).parse(template);
  return Object.fromEntries(
    Object.entries(Resources).flatMap(([id, resource]) => {
      const names = FIXED[resource.Type];
      if (!names) return [];
      const fixed = Object.fromEntries(
        names.flatMap((name) => (name in resource.Properties ? [[name, resource.Properties[name]]] : [])),
      );
      // Without a word of the template CloudFormation deletes.
      const { DeletionPolicy: deletionPolicy = 'Delete', UpdateReplacePolicy: updateReplacePolicy = 'Delete' } =
        resource;
      return [[id, { type: resource.Type, deletionPolicy, updateReplacePolicy, fixed }]];
    }),
  );
}
