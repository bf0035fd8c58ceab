/** AWS Lambda: what holds for the Region, and what is inside a VPC. */
import { gaugeKey } from '../domain/gauge';
import type { MonitoredQuota, Usage } from '../domain/quota';
import { mapRead, type Read } from '../domain/read';
import type { RegionReads } from '../domain/region-reads';
import type { LambdaAccount } from '../domain/resources';
import type { Series } from '../domain/series';
import { countList, countWithin } from './counting';
import { minuteOf, perSecond, rateNotes } from './traffic';

const source = 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html';

/** "leave at least 100 simultaneous executions unreserved", https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
const ALWAYS_UNRESERVED = 100;
/** "10 × concurrent executions", the second limit on synchronous requests, same page as `source`. */
const REQUESTS_PER_CONCURRENCY = 10;
const GIBIBYTE = 1024 ** 3;

const reserved = (account: LambdaAccount): number => account.concurrency - account.unreservedConcurrency;
const inGibibytes = (bytes: number): number => Math.round((bytes / GIBIBYTE) * 10) / 10;

export const lambdaQuotas = [
  {
    id: 'lambda-concurrency',
    name: 'Lambda concurrent executions',
    service: 'lambda',
    quotaCode: 'L-B99A9384',
    serviceName: 'Concurrent executions',
    // New accounts start lower (10 or 50 were seen): GetAccountSettings says what holds here.
    defaultValue: 1000,
    adjustable: 'yes',
    unit: 'concurrent executions',
    scope: 'region',
    reads: ['lambda-account'],
    gauges: (reads) => accountGauge(reads, 'lambda-concurrency', 'ClaimedAccountConcurrency', 'Maximum'),
    // Lambda writes it only while something runs, so without a value the reservations are still taken.
    count: (reads) => concurrency(reads, 'lambda-concurrency', (account) => account.concurrency, reserved),
    breaks: 'New invocations in this Region are throttled (429), except within reserved or provisioned concurrency',
    remedy: [
      'Lower reserved and provisioned concurrency that its function did not come near in 14 days.',
      'Cap the function with the most `ConcurrentExecutions`: by reserved concurrency, or by `MaximumConcurrency` if it polls SQS.',
      'Request an increase in Service Quotas, with requests per second times average duration in seconds as the reason.',
    ],
    counted:
      'ClaimedAccountConcurrency, the highest minute: what runs without a reservation and all that is reserved or provisioned',
    confidence: 'high, AWS recommends this metric',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-concurrency.html',
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
    limitIs: "follows the account's concurrency",
    reads: ['lambda-account'],
    gauges: (reads) =>
      accountGauge(reads, 'lambda-unreserved-concurrency', 'UnreservedConcurrentExecutions', 'Maximum'),
    count: (reads) =>
      concurrency(
        reads,
        'lambda-unreserved-concurrency',
        (account) => account.unreservedConcurrency,
        () => 0,
      ),
    breaks: 'All functions without reserved concurrency in this Region are throttled (429)',
    remedy: [
      'Lower reserved concurrency that its function did not come near in 14 days: the others get it back at once.',
      'Limit functions that poll SQS without a reservation by `MaximumConcurrency` of their event source mapping.',
      "Request an increase of the account's concurrent executions in Service Quotas: what it adds is unreserved.",
    ],
    counted: 'UnreservedConcurrentExecutions, the highest minute, against what reservations leave',
    confidence: 'high',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-concurrency.html',
  },
  {
    id: 'lambda-reserved-concurrency',
    name: 'Lambda reserved concurrency',
    service: 'lambda',
    quotaCode: null,
    defaultValue: 900,
    adjustable: 'yes',
    unit: 'concurrent executions',
    scope: 'region',
    limitIs: "follows the account's concurrency",
    reads: ['lambda-account'],
    count: (reads) => {
      const account = reads.of('lambda-account');
      const limit = mapRead(account, ({ concurrency: all }) => Math.max(0, all - ALWAYS_UNRESERVED));
      return [{ resource: null, used: mapRead(account, reserved), limit }];
    },
    breaks: 'Giving a function more reserved concurrency fails, also in a deployment',
    remedy: [
      'Lower reservations that stayed far above the `ConcurrentExecutions` of their function in 14 days.',
      'Replace a reservation that only holds back an SQS consumer by `MaximumConcurrency` of its event source mapping.',
      "Request an increase of the account's concurrent executions in Service Quotas: 100 of them must stay unreserved.",
    ],
    counted: 'all reservations together, against the concurrency less the 100 that must stay unreserved',
    confidence: 'high; in accounts with reduced concurrency AWS asks for less than 100',
    source: 'https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html',
  },
  {
    id: 'lambda-invocation-rate',
    name: 'Lambda invocation requests',
    service: 'lambda',
    quotaCode: null,
    defaultValue: 10_000,
    adjustable: 'yes',
    unit: 'requests per second',
    scope: 'region',
    limitIs: "follows the account's concurrency",
    reads: ['lambda-account'],
    gauges: (reads) => accountGauge(reads, 'lambda-invocation-rate', 'Invocations', 'Sum'),
    count: (reads) => {
      const account = reads.of('lambda-account');
      const limit = mapRead(account, ({ concurrency: all }) => all * REQUESTS_PER_CONCURRENCY);
      if (account.status !== 'read') return [{ resource: null, used: account }];
      if (account.value.functionCount === 0) return [idle(account, 0, limit)];
      const peak = reads.peak('lambda-invocation-rate');
      return [{ resource: null, used: perSecond(peak), limit, notes: rateNotes(peak), ...minuteOf(peak) }];
    },
    breaks: 'Synchronous invocations in this Region are throttled (429), even if concurrency is free',
    remedy: [
      'Find the function with the most `Invocations` in the peak minute, and let its callers cache or batch.',
      'Set a larger `BatchSize` on SQS and stream event sources, so that one invocation takes more records.',
      "Request an increase of the account's concurrent executions in Service Quotas: ten times that is this limit.",
    ],
    counted:
      'Invocations of the Region, the peak minute ÷ 60 (a lower bound), against ten times the concurrency: for functions faster than 100 ms this limit binds first',
    confidence: 'quota: high for synchronous requests; count: asynchronous ones are in it too',
    source,
  },
  {
    id: 'lambda-code-storage',
    name: 'Lambda function and layer storage',
    service: 'lambda',
    quotaCode: 'L-2ACBD22F',
    serviceName: 'Function and layer storage',
    defaultValue: 300,
    adjustable: 'no',
    unit: 'GiB',
    scope: 'region',
    reads: ['lambda-account'],
    count: (reads) =>
      countList(reads, 'lambda-account', ({ storage }) => inGibibytes(storage)).map((usage) => ({
        ...usage,
        limit: mapRead(reads.of('lambda-account'), ({ storageLimit }) => inGibibytes(storageLimit)),
      })),
    breaks: 'Creating or updating functions and publishing versions or layers in this Region fails',
    remedy: [
      'Delete function versions that no alias or caller names, and layer versions that no function uses.',
      'Publish a version only where an alias needs it, and let deployments delete the one that it replaces.',
      'Keep code in your own bucket by `S3ObjectStorageMode` `REFERENCE`: it does not count, and AWS does not raise this quota.',
    ],
    counted: 'TotalCodeSize of GetAccountSettings against its limit',
    confidence:
      'high that it changed in 2026 (75 GB before, raised on request); which basis an account has: by GetAccountSettings',
    source,
  },
  {
    id: 'lambda-network-interfaces',
    name: 'Lambda network interfaces per VPC',
    service: 'lambda',
    quotaCode: 'L-9FEE3D26',
    serviceName: 'Elastic network interfaces per VPC',
    defaultValue: 500,
    adjustable: 'yes',
    unit: 'network interfaces',
    scope: 'resource',
    reads: ['lambda-account', 'lambda-network-interfaces'],
    count: (reads) =>
      countWithin(reads, 'lambda-network-interfaces', (byVpc) =>
        Object.entries(byVpc).map(([id, count]) => ({ resource: { type: 'vpc', id, name: id }, count })),
      ),
    breaks: 'Lambda cannot create network interfaces in this VPC: attaching more functions to it can fail',
    remedy: [
      'Delete functions and published versions in this VPC that nobody invokes: Lambda then frees their interfaces.',
      'Request an increase of elastic network interfaces per VPC in Service Quotas.',
      'Let functions share subnets and security groups: each pair of the two needs interfaces of its own.',
    ],
    counted: "EC2 network interfaces of type lambda, by VPC; other services' interfaces share the quota",
    confidence: 'medium: 250 in older pages, 500 now; Service Quotas has the applied value',
    source,
  },
] as const satisfies readonly MonitoredQuota[];

/** Without a function there is nothing that could run, and no reason to pay for reading. At every scan otherwise. */
function accountGauge(reads: RegionReads, key: string, metric: string, statistic: Series['statistic']) {
  const account = reads.of('lambda-account');
  if (account.status !== 'read' || account.value.functionCount === 0) return [];
  const series: Series[] = [{ namespace: 'AWS/Lambda', metric, dimensions: {}, statistic }];
  return [{ key: gaugeKey(key), series, everyMinutes: 0 }];
}

function idle(account: Read<LambdaAccount>, value: number, limit: Read<number>): Usage {
  return { resource: null, used: mapRead(account, () => value), limit, notes: ['no function here'] };
}

/** The highest minute; without traffic what is taken even then. */
function concurrency(
  reads: RegionReads,
  key: string,
  limitOf: (account: LambdaAccount) => number,
  atRest: (account: LambdaAccount) => number,
): readonly Usage[] {
  const account = reads.of('lambda-account');
  if (account.status !== 'read') return [{ resource: null, used: account }];
  const limit = mapRead(account, limitOf);
  if (account.value.functionCount === 0) return [idle(account, atRest(account.value), limit)];
  const peak = reads.peak(key);
  if (peak.status !== 'read') return [{ resource: null, used: peak, limit }];
  if (peak.value === null) {
    return [{ resource: null, used: mapRead(account, atRest), limit, notes: ['no traffic'] }];
  }
  const { value, minute } = peak.value;
  const notes = [`highest minute, ${new Date(minute).toISOString()}`];
  return [{ resource: null, used: { ...peak, value }, limit, notes, peakMinute: minute }];
}
