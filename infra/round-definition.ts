/** A round over the organization, in the Amazon States Language: begin, all accounts that are due, end. Pure. */
import type { OrganizationSettings } from '../lambda/domain/settings';

export interface RoundParts {
  /** `aws`, `aws-cn`, … */
  readonly partition: string;
  /** The ARN of the function that begins and ends a round, and how long it may take, in seconds. */
  readonly round: { readonly arn: string; readonly seconds: number };
  /** The same of the function that scans a batch of accounts. */
  readonly scan: { readonly arn: string; readonly seconds: number };
  readonly organization: Pick<OrganizationSettings, 'batchesAtOnce' | 'toleratedFailurePercent'>;
}

/** Names the Map Run, and so the executions that are its children. */
export const MAP_LABEL = 'Accounts';

const ACCOUNTS_A_BATCH = 10;
/** The most that AWS takes for a batch; ten accounts whose tags are all as long as can be, in letters of three bytes, are more, and then less than ten. */
const BATCH_BYTES = 256 * 1024;

/** A minute before the next round of the default schedule. */
const ROUND_SECONDS = 14 * 60;

/**
 * JSONPath, since nothing here is computed: a path that is copied needs no expression language, neither in Step Functions nor in a test.
 *
 * A round ends by `End` or by `EndWithProblem`, which differ in the problem alone: JSONPath has no way to leave out what is not there.
 * Only when the whole of it runs out of time neither is reached; the execution then counts as timed out, and the next round ends what
 * is left. Batches that fail are no problem until they are more than is tolerated. The percentage is one of accounts: those of a failed
 * batch have all failed. https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 */
export function roundDefinition({ partition, round, scan, organization }: RoundParts) {
  const invoke = {
    Type: 'Task',
    Resource: `arn:${partition}:states:::lambda:invoke`,
    Retry: [RETRY],
  } as const;
  const step = (payload: Readonly<Record<string, string>>) =>
    ({
      ...invoke,
      Parameters: {
        FunctionName: round.arn,
        Payload: { ...payload, 'scheduledAt.$': '$.scheduledAt', 'runId.$': '$$.Execution.Id' },
      },
      TimeoutSeconds: round.seconds,
    }) as const;
  return {
    Comment: 'Headroom: scans every account of the organization that is due',
    TimeoutSeconds: ROUND_SECONDS,
    StartAt: 'Begin',
    States: {
      Begin: { ...step({ step: 'begin' }), ResultPath: '$.begin', Catch: [CATCH], Next: 'WhatIsDue' },
      WhatIsDue: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.begin.Payload.status', StringEquals: 'skipped', Next: 'Skipped' },
          { Variable: '$.begin.Payload.accounts', NumericEquals: 0, Next: 'End' },
        ],
        Default: 'Accounts',
      },
      Skipped: { Type: 'Succeed' },
      Accounts: {
        Type: 'Map',
        Label: MAP_LABEL,
        ItemReader: {
          Resource: `arn:${partition}:states:::s3:getObject`,
          ReaderConfig: { InputType: 'JSON' },
          Parameters: { 'Bucket.$': '$.begin.Payload.bucket', 'Key.$': '$.begin.Payload.key' },
        },
        ItemBatcher: {
          MaxItemsPerBatch: ACCOUNTS_A_BATCH,
          MaxInputBytesPerBatch: BATCH_BYTES,
          BatchInput: { 'scheduledAt.$': '$.scheduledAt' },
        },
        MaxConcurrency: organization.batchesAtOnce,
        ToleratedFailurePercentage: organization.toleratedFailurePercent,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'Scan',
          States: {
            Scan: {
              ...invoke,
              Parameters: { FunctionName: scan.arn, 'Payload.$': '$' },
              TimeoutSeconds: scan.seconds,
              // What a batch found stands in the stores.
              OutputPath: null,
              End: true,
            },
          },
        },
        ResultPath: null,
        Catch: [CATCH],
        Next: 'End',
      },
      End: { ...step({ step: 'end' }), Retry: [RETRY, ONCE_MORE], ResultPath: null, Next: 'Ended' },
      Ended: { Type: 'Succeed' },
      EndWithProblem: {
        ...step({ step: 'end', 'problem.$': '$.problem' }),
        Retry: [RETRY, ONCE_MORE],
        ResultPath: null,
        Next: 'Failed',
      },
      Failed: { Type: 'Fail', ErrorPath: '$.problem.Error', CausePath: '$.problem.Cause' },
    },
  } as const;
}

/** Trouble of Lambda's own: https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html; two minutes at most. */
const RETRY = {
  ErrorEquals: [
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
    'Lambda.TooManyRequestsException',
  ],
  IntervalSeconds: 2,
  MaxAttempts: 6,
  BackoffRate: 2,
  MaxDelaySeconds: 60,
  JitterStrategy: 'FULL',
} as const;

/** The end does nothing twice, and without it nobody hears of the round. */
const ONCE_MORE = { ErrorEquals: ['States.ALL'], IntervalSeconds: 5, MaxAttempts: 1, BackoffRate: 1 } as const;

const CATCH = { ErrorEquals: ['States.ALL'], ResultPath: '$.problem', Next: 'EndWithProblem' } as const;
