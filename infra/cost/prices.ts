/**
 * What AWS asks in us-east-1, in USD without tax, and how much of it is free every month, for ever, in every account.
 *
 * Looked up on 2026-11-21. AWS's pricing pages, named below, fill in their figures only in a browser; the figures are those of AWS's
 * price list (https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/index.json) as others printed it in September 2026, the usage
 * type in brackets where we saw it there. Where it does not say so, the figure is what several pages of 2026 agree on.
 *
 * `free` is what AWS calls always free. Offers that end are left out: the twelve months of accounts from before 15 July 2025 (S3's
 * 5 GB and 2,000 writes among them) and the credits that newer accounts get in their place
 * (https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/billing-free-tier.html).
 */
export interface Price {
  readonly what: string;
  /** What one of it is called. */
  readonly unit: string;
  readonly usd: number;
  /** Units a month that nobody pays for; other parts of the account use them up as well. */
  readonly free: number;
  readonly source: string;
}

const THOUSAND = 1000;
const MILLION = 1_000_000;

const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';
const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const EVENTBRIDGE = 'https://aws.amazon.com/eventbridge/pricing/';
const S3 = 'https://aws.amazon.com/s3/pricing/';
const DYNAMODB = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const SNS = 'https://aws.amazon.com/sns/pricing/';
const SQS = 'https://aws.amazon.com/sqs/pricing/';
const STEP_FUNCTIONS = 'https://aws.amazon.com/step-functions/pricing/';
const SYSTEMS_MANAGER = 'https://aws.amazon.com/systems-manager/pricing/';

export const prices = {
  /** For the first 10,000 (`CW:MetricMonitorUsage`); "prorated by the hour", metered "only when they're sent". */
  customMetrics: {
    what: 'CloudWatch: custom metrics',
    unit: 'metric-month',
    usd: 0.3,
    free: 10,
    source: CLOUDWATCH,
  },
  /** Of standard resolution, on one metric each (`CW:AlarmMonitorUsage`); alarms on Metrics Insights queries would not be free. */
  alarms: { what: 'CloudWatch: alarms', unit: 'alarm-month', usd: 0.1, free: 10, source: CLOUDWATCH },
  /** Free are three of up to 50 metrics each. */
  dashboards: { what: 'CloudWatch: dashboard', unit: 'dashboard-month', usd: 3, free: 3, source: CLOUDWATCH },
  metricsRequested: {
    what: 'CloudWatch: metrics read (`GetMetricData`)',
    unit: 'metric requested',
    // `CW:GMD-Metrics`. "1 Million API requests (not applicable to GetMetricData …)", same page.
    usd: 0.01 / THOUSAND,
    free: 0,
    source: CLOUDWATCH,
  },
  metricRequests: {
    what: 'CloudWatch: metrics written (`PutMetricData`)',
    unit: 'request',
    usd: 0.01 / THOUSAND,
    free: MILLION,
    source: CLOUDWATCH,
  },
  /** `DataProcessing-Bytes`. The 5 GB are those of ingestion, of storage and of scanning each, as bills show them. */
  logIngestion: { what: 'CloudWatch Logs: ingestion', unit: 'GB', usd: 0.5, free: 5, source: CLOUDWATCH },
  logStorage: { what: 'CloudWatch Logs: storage', unit: 'GB-month', usd: 0.03, free: 5, source: CLOUDWATCH },
  logScanning: { what: 'CloudWatch Logs: Insights', unit: 'GB scanned', usd: 0.005, free: 5, source: CLOUDWATCH },
  /** `Lambda-GB-Second-ARM`, the first 7.5 billion. */
  lambdaSeconds: {
    what: 'Lambda: time, on arm64',
    unit: 'GB-second',
    usd: 0.0000133334,
    free: 400_000,
    source: LAMBDA,
  },
  /** `Request-ARM` */
  lambdaRequests: { what: 'Lambda: starts', unit: 'request', usd: 0.2 / MILLION, free: MILLION, source: LAMBDA },
  schedules: {
    what: 'EventBridge Scheduler',
    unit: 'invocation',
    usd: 1 / MILLION,
    free: 14 * MILLION,
    source: EVENTBRIDGE,
  },
  /** Of STANDARD state machines; the 4,000 do "not automatically expire". Looked up on 2026-11-29. */
  stateTransitions: {
    what: 'Step Functions: state transitions',
    unit: 'transition',
    usd: 0.025 / THOUSAND,
    free: 4 * THOUSAND,
    source: STEP_FUNCTIONS,
  },
  /** Custom events, in pieces of 64 KB; delivery within the account is free. */
  events: { what: 'EventBridge: events', unit: 'event', usd: 1 / MILLION, free: 0, source: EVENTBRIDGE },
  /** `Requests-Tier1`: PUT, COPY, POST, LIST */
  objectWrites: { what: 'S3: writes', unit: 'request', usd: 0.005 / THOUSAND, free: 0, source: S3 },
  /** `Requests-Tier2` */
  objectReads: { what: 'S3: reads', unit: 'request', usd: 0.0004 / THOUSAND, free: 0, source: S3 },
  /** `TimedStorage-ByteHrs` */
  objectStorage: { what: 'S3: storage, old versions with it', unit: 'GB-month', usd: 0.023, free: 0, source: S3 },
  /** `WriteRequestUnits`: on demand, since November 2024; the free capacity units are for provisioned tables only. */
  tableWrites: { what: 'DynamoDB: writes', unit: 'write unit', usd: 0.625 / MILLION, free: 0, source: DYNAMODB },
  /** `ReadRequestUnits` */
  tableReads: { what: 'DynamoDB: reads', unit: 'read unit', usd: 0.125 / MILLION, free: 0, source: DYNAMODB },
  /** `TimedStorage-ByteHrs` */
  tableStorage: { what: 'DynamoDB: storage', unit: 'GB-month', usd: 0.25, free: 25, source: DYNAMODB },
  tableBackup: {
    what: 'DynamoDB: point-in-time recovery',
    unit: 'GB-month',
    usd: 0.2,
    free: 0,
    source: DYNAMODB,
  },
  /** Of FIFO queues; the free million is for queues of both kinds together. */
  queueRequests: { what: 'SQS', unit: 'request', usd: 0.5 / MILLION, free: MILLION, source: SQS },
  emails: { what: 'SNS: e-mails', unit: 'e-mail', usd: 2 / (100 * THOUSAND), free: THOUSAND, source: SNS },
  /** Standard parameters, at the standard throughput. */
  parameters: { what: 'SSM parameters', unit: 'parameter', usd: 0, free: 0, source: SYSTEMS_MANAGER },
} as const satisfies Record<string, Price>;
export type PriceName = keyof typeof prices;

/** Of what lies outside the model: for each further copy of management events, and for what GuardDuty reads of them. */
export const outside = {
  trail: { usd: 2 / (100 * THOUSAND), source: 'https://aws.amazon.com/cloudtrail/pricing/' },
  guardDuty: { usd: 4 / MILLION, source: 'https://aws.amazon.com/guardduty/pricing/' },
} as const;
