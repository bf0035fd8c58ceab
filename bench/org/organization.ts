/** The organization of the simulation, its rounds, and what a month of them costs. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { deploymentOf, monthlyCost } from '../../infra/cost';
import { type OrganizationCounts, organizationMonth } from '../../infra/cost/organization';
import { parseSettings } from '../../lambda/config/parse';
import type { Settings } from '../../lambda/domain/settings';
import { knownIds } from '../../lambda/quotas';
import type { Figures } from '../benches';
import { organizationYaml } from './account';
import { type ClassName, classNames } from './classes';
import { measureEnd } from './end';
import { type ClassProfile, profileOf, type ScanProfile } from './profile';
import {
  callsIn,
  type EndProfile,
  ROUNDS_A_DAY,
  simulate,
  type SimulatedAccount,
  type SimulatedRound,
} from './simulation';

/**
 * 1,000 accounts with three active Regions each: 3,000. In 30 accounts one of the three has 600 REST APIs; 300 further accounts have an
 * API above half each, which is more scans than if some had two. So no account is empty, and none has less to read than another.
 */
const COUNTS: Readonly<Record<ClassName, number>> = { empty: 0, quiet: 670, hot: 300, big: 30 };
/** From nothing: the first two are the deployment, the last one is what goes on. */
const DAYS = 3;
const BATCHES_AT_ONCE = 20;
const COUNTS_FILE = join(resolve(__dirname, '../..'), 'docs', 'organization-counts.json');

/** The ids are spread over the list as ids are: no batch has all the large ones. */
function accounts(): SimulatedAccount[] {
  const names = classNames.flatMap((name) => Array.from({ length: COUNTS[name] }, () => name));
  // 7 and 1,000 have no common divisor, so that every place comes once.
  return names.map((_, index) => ({
    accountId: String(100_000_000_000 + index * 773),
    name: names[(index * 337) % names.length] ?? 'quiet',
  }));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const sumOf = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((sum, one) => sum + of(one), 0);

export async function simulateOrganization(): Promise<Figures[]> {
  const all = accounts();
  const end = await measureEnd(all.map(({ accountId }) => accountId));
  const profiles: Readonly<Record<ClassName, ClassProfile>> = {
    empty: profileOf('empty'),
    quiet: profileOf('quiet'),
    hot: profileOf('hot'),
    big: profileOf('big'),
  };
  const rounds = simulate({ accounts: all, profiles, end: end.end, batchesAtOnce: BATCHES_AT_ONCE, days: DAYS });
  const day = rounds.slice(-ROUNDS_A_DAY);
  const counts = countsOf(day, all, end);
  const options = await resolveConfig(COUNTS_FILE);
  writeFileSync(COUNTS_FILE, await format(JSON.stringify(counts), { ...options, filepath: COUNTS_FILE }));
  const isRead = rounds.findIndex(({ reading, due }) => reading === 0 && due > 0);
  return [
    end.figures,
    ...rounds
      .slice(0, Math.min(isRead + 1, 16))
      .map((one, index) => ({ bench: `org/first/round-${index + 1}`, ...figuresOf([one]) })),
    { bench: 'org/first', roundsUntilAllIsRead: isRead + 1 },
    { bench: 'org/first-two-days', ...figuresOf(rounds.slice(0, -ROUNDS_A_DAY)) },
    { bench: 'org/day', ...figuresOf(day) },
    ...limitFigures(rounds, end.end),
    ...costFigures(counts),
  ];
}

function figuresOf(rounds: readonly SimulatedRound[]): Figures {
  const walls = rounds.map(({ wallSeconds }) => wallSeconds);
  const most = (service: string): number => Math.max(...rounds.map(({ peaks }) => peaks[service] ?? 0));
  const scans = rounds.flatMap((one) => one.scans);
  return {
    rounds: rounds.length,
    medianWallSeconds: Math.round(median(walls)),
    longestWallSeconds: Math.round(Math.max(...walls)),
    // Then Step Functions gives it up.
    roundsOver14Minutes: walls.filter((seconds) => seconds > 14 * 60).length,
    longestBatchSeconds: Math.round(Math.max(...rounds.map((one) => one.longestBatchSeconds))),
    accountScans: scans.length,
    mostDueInARound: Math.max(...rounds.map(({ due }) => due)),
    batches: sumOf(rounds, (one) => one.batches),
    skipped: sumOf(rounds, (one) => one.skipped),
    scanSeconds: Math.round(sumOf(rounds, (one) => one.scanSeconds)),
    roundSeconds: Math.round(sumOf(rounds, (one) => one.roundSeconds)),
    lambdaStarts: sumOf(rounds, (one) => one.batches + 2),
    transitions: sumOf(rounds, (one) => one.transitions),
    metricsRequested: sumOf(scans, ({ scan }) => scan.metricsRequested),
    logBytes: sumOf(scans, ({ scan }) => scan.logBytes),
    organizationCalls: sumOf(rounds, (one) => one.organizationCalls),
    mostS3ASecond: most('s3'),
    mostDynamoDbASecond: most('dynamodb'),
    mostStsASecond: most('sts'),
  };
}

/**
 * What AWS publishes, a second. S3: for each prefix, https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html;
 * DynamoDB: of a new table on demand, https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html;
 * STS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html; SQS: of a FIFO queue, without batches,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html; CloudWatch:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html. Of Organizations AWS publishes none.
 */
const LIMITS = { s3: 3500, dynamodb: 4000, sts: 600, sqs: 300, putMetricData: 500 } as const;

/** Of all rounds, those of the deployment among them; of the last step all calls, as if they came in one second. */
function limitFigures(rounds: readonly SimulatedRound[], { calls }: EndProfile): Figures[] {
  const most = (service: string): number => Math.max(...rounds.map(({ peaks }) => peaks[service] ?? 0));
  const measured: Readonly<Record<keyof typeof LIMITS, number>> = {
    // Of all prefixes and of reads and writes together.
    s3: most('s3'),
    dynamodb: most('dynamodb'),
    sts: most('sts'),
    sqs: calls['sqs:SendMessage'] ?? 0,
    putMetricData: calls['cloudwatch:PutMetricData'] ?? 0,
  };
  return Object.entries(LIMITS).map(([service, limit]) => ({
    bench: `org/limit/${service}`,
    mostASecond: Object.entries(measured).find(([name]) => name === service)?.[1] ?? 0,
    limitASecond: limit,
  }));
}

function countsOf(
  rounds: readonly SimulatedRound[],
  all: readonly SimulatedAccount[],
  { end, written }: Awaited<ReturnType<typeof measureEnd>>,
): OrganizationCounts {
  const scans = rounds.flatMap((one) => one.scans);
  const calls = callsIn(rounds);
  const add = (name: string, many: number): void => void (calls[name] = (calls[name] ?? 0) + many);
  for (const [name, many] of Object.entries(end.calls)) add(name, many * rounds.length);
  // What the scans have left, and what the first step reads and writes.
  add('s3:GetObject', scans.length + 4 * rounds.length);
  add('s3:PutObject', 2 * rounds.length);
  // It takes the lease that the last step gives back.
  add('dynamodb:UpdateItem', rounds.length);
  const isHistory = (key: string): boolean => key.startsWith('history/');
  const bytesOf = ({ written: keys }: ScanProfile, wanted: boolean): number =>
    sumOf(Object.entries(keys), ([key, bytes]) => (isHistory(key) === wanted ? bytes : 0));
  const lastOf = new Map(classNames.map((name) => [name, profileOf(name).day.at(-1)]));
  const last = all.flatMap(({ name }) => lastOf.get(name) ?? []);
  const ofRounds = sumOf(Object.values(written), (bytes) => bytes);
  const historyBytesOfDay = sumOf(last, (scan) => bytesOf(scan, true));
  const scansOf = (scan: (typeof scans)[number]): number => bytesOf(scan.scan, true);
  return {
    countedOn: new Date().toISOString().slice(0, 10),
    accounts: all.length,
    utilizationSeries: settings().metrics.maxSeries,
    day: {
      rounds: rounds.length,
      accountScans: scans.length,
      batches: sumOf(rounds, (one) => one.batches),
      transitions: sumOf(rounds, (one) => one.transitions),
      scanSeconds: Math.round(sumOf(rounds, (one) => one.scanSeconds)),
      roundSeconds: Math.round(sumOf(rounds, (one) => one.roundSeconds)),
      callsByOperation: Object.fromEntries(Object.entries(calls).toSorted(([a], [b]) => (a < b ? -1 : 1))),
      metricsRequested: sumOf(scans, ({ scan }) => scan.metricsRequested),
      logLines: sumOf(scans, ({ scan }) => scan.logLines),
      logBytes: sumOf(scans, ({ scan }) => scan.logBytes),
    },
    stored: {
      bytes: sumOf(last, (scan) => bytesOf(scan, false)) + ofRounds,
      historyBytesOfDay,
      bytesWrittenADay: sumOf(scans, ({ scan }) => bytesOf(scan, false)) + ofRounds * rounds.length,
      // As if the month were always whole: thirty times what its first day takes.
      historyBytesWrittenADay: Math.round(sumOf(scans, scansOf) * (730 / 24)),
    },
  };
}

function settings(): Settings {
  const parsed = parseSettings(organizationYaml(), knownIds);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.settings;
}

function costFigures(counts: OrganizationCounts): Figures[] {
  const deployment = { ...deploymentOf(settings()), emails: true };
  const { usd, usdWithFreeTier, lines } = monthlyCost(organizationMonth(counts, deployment));
  const cents = (amount: number): number => Math.round(amount * 100) / 100;
  return [
    { bench: 'org/cost', usd: cents(usd), usdWithFreeTier: cents(usdWithFreeTier) },
    ...lines
      .toSorted((a, b) => b.usd - a.usd)
      .filter((line) => line.usd >= 0.005)
      .map((line) => ({
        bench: `org/cost/${line.name}`,
        quantity: Math.round(line.quantity),
        usd: cents(line.usd),
        usdWithFreeTier: cents(line.usdWithFreeTier),
      })),
  ];
}
