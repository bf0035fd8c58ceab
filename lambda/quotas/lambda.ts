/**
 * AWS Lambda, account-level concurrency.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-concurrency.html
 */
import { type MonitoredQuota, type Usage } from '../domain/quota';
import { mapRead, type Read } from '../domain/read';
import { type RegionReads } from '../domain/region-reads';
import { type LambdaAccount } from '../domain/resources';
import { peakOfSum, type Series } from '../domain/series';

export const lambdaQuotas = [
  {
    id: 'lambda-concurrency',
    name: 'Lambda concurrent executions',
    service: 'lambda',
    quotaCode: 'L-B99A9384',
    // New accounts start lower (10 or 50 were seen): GetAccountSettings says what holds here.
    defaultValue: 1000,
    adjustable: 'yes',
    unit: 'concurrent executions',
    scope: 'region',
    reads: ['lambda-account'],
    metrics: (reads) => metricsOf(reads, 'ClaimedAccountConcurrency'),
    // Claimed = unreserved executions + all that is reserved or provisioned: what AWS recommends to watch. Lambda writes
    // it only while something runs, so without a value the reservations are still taken.
    count: (reads) => concurrency(reads, 'ClaimedAccountConcurrency', reservedConcurrency),
    serviceLimit: (reads) => mapRead(reads.of('lambda-account'), (account) => account.concurrency),
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  {
    id: 'lambda-unreserved-concurrency',
    name: 'Lambda unreserved concurrency',
    service: 'lambda',
    // No quota of its own: what reservations leave of the account's concurrency.
    quotaCode: null,
    defaultValue: 1000,
    adjustable: 'yes',
    unit: 'concurrent executions',
    scope: 'region',
    reads: ['lambda-account'],
    metrics: (reads) => metricsOf(reads, 'UnreservedConcurrentExecutions'),
    count: (reads) => concurrency(reads, 'UnreservedConcurrentExecutions', () => 0),
    serviceLimit: (reads) => mapRead(reads.of('lambda-account'), (account) => account.unreservedConcurrency),
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
] as const satisfies readonly MonitoredQuota[];

type ConcurrencyMetric = 'ClaimedAccountConcurrency' | 'UnreservedConcurrentExecutions';

const reservedConcurrency = (account: LambdaAccount): number => account.concurrency - account.unreservedConcurrency;

function series(metric: ConcurrencyMetric): Series {
  return { namespace: 'AWS/Lambda', metric, dimensions: {}, statistic: 'Maximum' };
}

/** Without a function there is nothing that could run, and no reason to pay for reading. */
function metricsOf(reads: RegionReads, metric: ConcurrencyMetric): readonly Series[] {
  const account = reads.of('lambda-account');
  return account.status === 'read' && account.value.functionCount > 0 ? [series(metric)] : [];
}

/** The highest minute; without traffic what is taken even then. */
function concurrency(
  reads: RegionReads,
  metric: ConcurrencyMetric,
  atRest: (account: LambdaAccount) => number,
): readonly Usage[] {
  const account = reads.of('lambda-account');
  if (account.status !== 'read') return [{ resource: null, used: account }];
  const idle: Read<number> = { ...account, value: atRest(account.value) };
  if (account.value.functionCount === 0) return [{ resource: null, used: idle, notes: ['no function here'] }];
  const peak = peakOfSum([reads.minutes(series(metric))]);
  if (peak.status !== 'read') return [{ resource: null, used: peak }];
  if (peak.value === null) return [{ resource: null, used: idle, notes: ['no traffic'] }];
  const { value, minute } = peak.value;
  return [
    {
      resource: null,
      used: { ...peak, value },
      notes: [`highest minute, ${new Date(minute).toISOString()}`],
    },
  ];
}
