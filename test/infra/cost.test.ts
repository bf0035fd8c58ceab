import * as z from 'zod';
import { counts, deploymentOf, estimateFor, monthlyCost } from '../../infra/cost';
import { type PriceName, prices } from '../../infra/cost/prices';
import {
  assumed,
  type DayCounts,
  type Deployment,
  fixedSeries,
  KEPT,
  MEMORY_GB,
  monthOf,
  OLD_VERSION_DAYS,
  paidCalls,
  type Usage,
} from '../../infra/cost/usage';
import { parsedSettings } from '../support/account';
import { templateOf } from '../support/stack';

const deployed = deploymentOf(parsedSettings('alarms: { email: platform@example.com }'));

function costOf(changes: Partial<Deployment> = {}) {
  return monthlyCost(monthOf(counts, { ...deployed, ...changes }));
}

function linesOf(usage: Usage): Readonly<Record<string, number>> {
  return Object.fromEntries(monthlyCost(usage).lines.map(({ name, usd }) => [name, usd]));
}

test('every price has one line, and the sums are those of the lines', () => {
  const { lines, usd, usdWithFreeTier } = costOf();

  expect(lines.map(({ name }) => name).toSorted()).toEqual(Object.keys(prices).toSorted());
  expect(usd).toBeCloseTo(lines.reduce((sum, line) => sum + line.quantity * line.price, 0));
  expect(usdWithFreeTier).toBeCloseTo(lines.reduce((sum, line) => sum + line.usdWithFreeTier, 0));
});

test('within the free allowance nothing is paid, beyond it only the rest, and never less than nothing', () => {
  const usage = monthOf(counts, deployed);
  const freeOf = (used: Partial<Record<PriceName, number>>) => {
    const { lines } = monthlyCost({ ...usage, ...used });
    return Object.fromEntries(lines.map(({ name, usdWithFreeTier }) => [name, usdWithFreeTier]));
  };

  expect(freeOf({ customMetrics: 3 })).toMatchObject({ customMetrics: 0 });
  expect(freeOf({ customMetrics: 10 })).toMatchObject({ customMetrics: 0 });
  expect(freeOf({ customMetrics: 12 })['customMetrics']).toBeCloseTo(0.6);
  for (const { usd, usdWithFreeTier } of costOf().lines) {
    expect(usdWithFreeTier).toBeGreaterThanOrEqual(0);
    expect(usdWithFreeTier).toBeLessThanOrEqual(usd);
  }
});

test('reading metrics is never free', () => {
  const [line] = costOf().lines.filter(({ name }) => name === 'metricsRequested');

  expect(line?.usd).toBeGreaterThan(0);
  expect(line?.usdWithFreeTier).toBe(line?.usd);
});

test('one series more costs 0.30 USD more', () => {
  expect(costOf({ utilizationSeries: 11 }).usd - costOf({ utilizationSeries: 10 }).usd).toBeCloseTo(0.3);
});

test('without scans only what stands there costs something', () => {
  const used = linesOf(monthOf(counts, { ...deployed, everyMinutes: Infinity }));
  const paid = Object.keys(used).filter((name) => used[name] !== 0);

  expect(paid.toSorted()).toEqual([
    'alarms',
    'dashboards',
    'emails',
    // The report of a month comes without scans too.
    'lambdaRequests',
    'lambdaSeconds',
    'metricsRequested',
    'objectStorage',
    // Lambda polls a queue in which nothing comes.
    'queueRequests',
    'schedules',
    'tableBackup',
    'tableStorage',
  ]);
});

test('scanning half as often costs less, but not half: what has a clock of an hour is read once an hour', () => {
  const quarter = monthOf(counts, { ...deployed, everyMinutes: 15 });
  const half = monthOf(counts, { ...deployed, everyMinutes: 30 });

  // One start is the report's.
  expect(half.lambdaRequests - 1).toBeCloseTo((quarter.lambdaRequests - 1) / 2);
  expect(half.metricsRequested).toBeLessThan(quarter.metricsRequested);
  expect(half.metricsRequested).toBeGreaterThan(quarter.metricsRequested / 2);
  expect(half.customMetrics).toBe(quarter.customMetrics);
});

test('the model knows every series that the bench saw', () => {
  expect(counts.day.seriesHours).toBe((fixedSeries + counts.day.utilizationSeries) * 24);
  expect(counts.day.utilizationSeries).toBe(10);
});

test('the model knows every call that the bench saw and that is paid by the call', () => {
  const PAID = /^(s3|dynamodb|sqs|sns|eventbridge):/;
  const { callsByOperation, notifier } = counts.day;

  for (const seen of [callsByOperation, notifier.callsByOperation]) {
    const paid = Object.keys(seen).filter((name) => PAID.test(name));
    expect(paid.length).toBeGreaterThan(3);
    expect(paid.filter((name) => !(name in paidCalls))).toEqual([]);
  }
});

test('on the counted day something was told, by one start of the notifier for each nudge', () => {
  const { callsByOperation, notifier } = counts.day;

  expect(notifier.starts).toBeGreaterThan(0);
  expect(notifier.starts).toBe(callsByOperation['sqs:SendMessage']);
  expect(notifier.callsByOperation['ssm:GetParameter']).toBe(notifier.starts);
  // Incidents, and the scans' leases beside them.
  expect(callsByOperation['dynamodb:UpdateItem']).toBeGreaterThan(2 * counts.day.scans);
  expect(callsByOperation['eventbridge:PutEvents']).toBeGreaterThan(0);
});

const NOTHING: DayCounts['notifier'] = { starts: 0, callsByOperation: {}, logLines: 0, logBytes: 0 };

function monthWith(day: Partial<DayCounts>): Usage {
  return monthOf({ ...counts, day: { ...counts.day, callsByOperation: {}, notifier: NOTHING, ...day } }, deployed);
}

test('what one call more at every scan costs is on the line of its operation, whoever makes it', () => {
  const scans = (730 * 60) / deployed.everyMinutes;

  for (const [operation, { line, units }] of Object.entries(paidCalls)) {
    const calls = { [operation]: counts.day.scans };
    const nothing = monthWith({});
    const ofScan = monthWith({ callsByOperation: calls });
    const ofNotifier = monthWith({ notifier: { ...NOTHING, callsByOperation: calls } });
    expect([operation, ofScan[line] - nothing[line]]).toEqual([operation, expect.closeTo(units * scans, 5)]);
    expect(ofNotifier).toEqual(ofScan);
  }
});

test('a start of the notifier at every scan costs itself, its time and its log', () => {
  const { scans: starts, logLines, logBytes } = counts.day;
  const [without, some] = [monthWith({}), monthWith({ notifier: { ...NOTHING, starts, logLines, logBytes } })];
  const scans = (730 * 60) / deployed.everyMinutes;

  expect(some.lambdaRequests - without.lambdaRequests).toBeCloseTo(scans);
  expect(some.lambdaSeconds - without.lambdaSeconds).toBeCloseTo(scans * assumed.secondsOfNotifier * 0.25);
  expect(some.logIngestion).toBeCloseTo(2 * without.logIngestion);
});

test('what is written over has its old versions, and a plan is kept once', () => {
  const storageWith = (storedBytes: Readonly<Record<string, number>>) =>
    monthOf({ ...counts, storedBytes }, deployed).objectStorage * 2 ** 30;
  const nothing = storageWith({});
  const versions = 1 + 96 * OLD_VERSION_DAYS;

  expect(nothing).toBeCloseTo(assumed.bytesOfReport * assumed.reportsKept);
  expect(storageWith({ 'state/1.json.gz': 100 }) - nothing).toBeCloseTo(100 * versions);
  expect(storageWith({ 'plans/1/plan.md': 100 }) - nothing).toBeCloseTo(100 * KEPT.planDays);
  expect(storageWith({ 'history/1/2026-10.json.gz': 12 }) - nothing).toBeCloseTo(365 * (versions + KEPT.historyMonths));
});

test('a nudge is two requests of the queue, beside those of every minute of the month, nudge or not', () => {
  const [without, some] = [monthWith({}), monthWith({ callsByOperation: { 'sqs:SendMessage': counts.day.scans } })];

  expect(some.queueRequests - without.queueRequests).toBeCloseTo((2 * 730 * 60) / deployed.everyMinutes);
  expect(without.queueRequests).toBe(730 * 60 * 15);
});

test('the model is of the stack that is deployed', () => {
  const template = templateOf();
  const Counted = z.record(z.string(), z.unknown());
  const howMany = (type: string) => Object.keys(Counted.parse(template.findResources(type))).length;
  const usage = monthOf(counts, deployed);

  expect(howMany('AWS::CloudWatch::Alarm')).toBe(usage.alarms);
  expect(howMany('AWS::CloudWatch::Dashboard')).toBe(usage.dashboards);
  expect(howMany('AWS::SSM::Parameter')).toBe(usage.parameters);
  expect(howMany('AWS::KMS::Key')).toBe(0);
  for (const [handler, memory] of Object.entries(MEMORY_GB)) {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Handler: `${handler}.handler`,
      MemorySize: memory * 1024,
      Architectures: ['arm64'],
    });
  }
  template.hasResourceProperties('AWS::DynamoDB::Table', {
    BillingMode: 'PAY_PER_REQUEST',
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  });
  const bucket = JSON.stringify(template.findResources('AWS::S3::Bucket'));
  expect(bucket).toContain(`"NoncurrentDays":${OLD_VERSION_DAYS - 1}`);
  for (const [id, days] of [
    ['plans', KEPT.planDays],
    ['history', KEPT.historyMonths * 31],
  ]) {
    expect(bucket).toContain(`"ExpirationInDays":${days},"Id":"${id}"`);
  }
});

test('the reference account costs no more than 5 USD a month within the free allowances, and 12 without', () => {
  const { usd, usdWithFreeTier } = costOf();

  expect(usdWithFreeTier).toBeLessThanOrEqual(5);
  expect(usd).toBeLessThanOrEqual(12);
});

test('even with as many series as there may be, it is 5 USD within the free allowances', () => {
  const { metrics } = parsedSettings('');

  expect(costOf({ utilizationSeries: metrics.maxSeries }).usdWithFreeTier).toBeLessThanOrEqual(5);
});

test('the estimate is of the given settings', () => {
  const dear = estimateFor(parsedSettings(''));
  const cheap = estimateFor(parsedSettings('{ scan: { every: 1 hour }, metrics: { maxSeries: 4 } }'));

  expect(dear).toMatch(/^It would cost about \d+\.\d\d USD a month, or \d+\.\d\d USD without AWS's free allowances:\n/);
  expect(dear).toContain('a scan every 15 minutes, 10 quotas above 50 %');
  expect(dear).toMatch(/At most, with 12 quotas above 50 % \(metrics\.maxSeries\): \d\.\d\d USD a month/);
  expect(cheap).toContain('a scan every 60 minutes, 4 quotas above 50 %');
  expect(cheap).not.toContain('At most');
});
