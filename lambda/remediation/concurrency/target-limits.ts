/**
 * What the service behind a direct integration takes by itself: without a function nobody retries for the caller. Default values by
 * AWS's pages as of November 2026; Service Quotas has the account's own.
 */
import { formatNumber } from '../../domain/format';
import { type Words, words } from '../../domain/words';
import { type Arn, serviceOf } from './targets';

export interface TargetLimit {
  readonly text: Words;
  /** Requests per second; `null`: none that one number says. */
  readonly perSecond: number | null;
  readonly source: string;
}

const SNS = {
  source: 'https://docs.aws.amazon.com/general/latest/gr/sns.html',
  standard: new Map([
    ['us-east-1', 30_000],
    ['us-west-2', 9_000],
    ['eu-west-1', 9_000],
    ...[
      'us-east-2',
      'us-west-1',
      'ap-south-1',
      'ap-northeast-2',
      'ap-southeast-1',
      'ap-southeast-2',
      'ap-northeast-1',
      'eu-central-1',
    ].map((region) => [region, 1_500] as const),
  ]),
  elsewhere: 300,
  fifoElsewhere: 3_000,
} as const;

const EVENTS = {
  source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html',
  putEvents: new Map([
    ...['us-east-1', 'us-west-2', 'eu-west-1'].map((region) => [region, 10_000] as const),
    ...['us-east-2', 'eu-central-1', 'eu-south-2'].map((region) => [region, 2_400] as const),
    ...['us-west-1', 'ap-northeast-1', 'ap-southeast-1', 'ap-southeast-2', 'eu-west-2'].map(
      (region) => [region, 1_200] as const,
    ),
    ...['ap-east-1', 'ap-northeast-2', 'ap-south-1', 'ca-central-1', 'eu-north-1', 'eu-west-3', 'sa-east-1'].map(
      (region) => [region, 600] as const,
    ),
  ]),
  elsewhere: 400,
} as const;

const STATES = {
  source: 'https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html',
  large: new Set(['us-east-1', 'us-west-2', 'eu-west-1']),
} as const;

/** @returns `null` where no limit was looked up: then the step says so */
export function targetLimit(action: string, target: Arn | null, region: string): TargetLimit | null {
  const isFifo = target?.resource.endsWith('.fifo') ?? false;
  switch (serviceOf(action)) {
    case 'sqs':
      return isFifo
        ? {
            text: words`SQS: a FIFO queue takes 300 calls per second of each operation, more only with high throughput`,
            perSecond: 300,
            source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html',
          }
        : {
            text: words`SQS: a standard queue takes nearly any number of calls per second`,
            perSecond: null,
            source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html',
          };
    case 'sns': {
      const standard = SNS.standard.get(region) ?? SNS.elsewhere;
      const perSecond = isFifo ? Math.max(standard, SNS.fifoElsewhere) : standard;
      return {
        text: words`SNS: ${perSecond} published messages per second in ${region}, for all ${isFifo ? 'FIFO' : 'standard'} topics of the account together`,
        perSecond,
        source: SNS.source,
      };
    }
    case 'events': {
      const perSecond = EVENTS.putEvents.get(region) ?? EVENTS.elsewhere;
      return {
        text: words`EventBridge: ${perSecond} ${'PutEvents'} calls per second in ${region}, for all buses of the account together`,
        perSecond,
        source: EVENTS.source,
      };
    }
    case 'kinesis':
      return {
        text: words`Kinesis: 1 MB and 1,000 records per second for each shard; how many shards the stream has was not read`,
        perSecond: null,
        source: 'https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html',
      };
    case 'dynamodb':
      return {
        text: words`DynamoDB: what the table has as provisioned capacity, and by default ${formatNumber(40_000)} write and as many read units for one table; the capacity of this table was not read`,
        perSecond: null,
        source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html',
      };
    case 's3':
      return {
        text: words`S3: at least 3,500 writes or 5,500 reads per second for each partitioned prefix`,
        perSecond: null,
        source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html',
      };
    case 'states':
      return startExecution(action, region);
    case 'firehose':
    case 'appconfig':
    case null:
      return null;
  }
}

/** Whether the state machine is a standard one or an express one does not show in its ARN. */
function startExecution(action: string, region: string): TargetLimit | null {
  if (action === 'states:StartSyncExecution') {
    return {
      text: words`Step Functions: ${'StartSyncExecution'} has no fixed limit, and surges may be throttled until capacity is there`,
      perSecond: null,
      source: STATES.source,
    };
  }
  if (action !== 'states:StartExecution') return null;
  const perSecond = STATES.large.has(region) ? 300 : 150;
  return {
    text: words`Step Functions: ${perSecond} started standard executions per second in ${region} (${STATES.large.has(region) ? 1_300 : 800} at once), or 6,000 express ones; of which kind this state machine is was not read`,
    perSecond,
    source: STATES.source,
  };
}
