/** docs/cost.md, from the model. Pure. */
import organizationCounts from '../../docs/organization-counts.json';
import { counts, type CostLine, inUsd, monthlyCost } from '../cost';
import { assumedOfOrganization, organizationMonth } from './organization';
import { outside, type PriceName, prices } from './prices';
import {
  assumed,
  type CallsByOperation,
  callsOf,
  type DayCounts,
  type Deployment,
  fixedSeries,
  HOURS_A_MONTH,
  monthOf,
  OLD_VERSION_DAYS,
} from './usage';

const MIN = 60;

/** @param deployed the reference account with the default settings and an e-mail address */
export function costPage(deployed: Deployment): string {
  const { lines, usd, usdWithFreeTier } = monthlyCost(monthOf(counts, deployed));
  const of = (name: PriceName): CostLine => lineOf(lines, name);
  const share = (names: readonly PriceName[]): string =>
    `${Math.round((100 * names.reduce((sum, name) => sum + of(name).usd, 0)) / usd)} %`;
  const { day } = counts;
  const { notifier } = day;
  const monthOfCalls = (ofDay: number): number => (ofDay / day.scans) * of('schedules').quantity;
  const calls = monthOfCalls(managementEvents(day));
  const dataEvents = monthOfCalls(sumOf(callsOf(day))) - calls;
  return `# What Headroom costs

<!-- Written by \`npm run docs\` from infra/cost.ts and docs/cost-counts.json. -->

**${inUsd(usdWithFreeTier)} a month** in the reference account, if nothing else there uses AWS's free allowances; **${inUsd(usd)}** if other
things use them up. In us-east-1, without tax.

The reference account has 17 Regions, 3 of them active, 60 HTTP and 40 REST APIs and 150 functions; 10 APIs are above half of a
quota. It is scanned every ${deployed.everyMinutes} minutes, with the default settings, a channel of Slack and one e-mail address for alarms. Once
a day a quota fills up past both thresholds and is relieved, which is told in the channel.

## A month

${table(
  ['what', 'quantity', 'unit', 'USD a unit', 'USD', 'USD within the free allowances'],
  [
    ...used(lines).map((line) => [
      line.what,
      quantityOf(line),
      line.unit,
      priceOf(line),
      cents(line.usd),
      cents(line.usdWithFreeTier),
    ]),
    ['**Sum**', '', '', '', `**${cents(usd)}**`, `**${cents(usdWithFreeTier)}**`],
  ],
)}

## What dominates

- **Custom metrics**, ${inUsd(prices.customMetrics.usd)} each: ${fixedSeries} that there always are, and one for each quota above \`metrics.minUtilization\`, here ${deployed.utilizationSeries}. Two more
  have values, and cost something, only in hours with throttled calls or dropped series.
- **The dashboard**, ${inUsd(prices.dashboards.usd)}, unless it is one of the account's first three; free are dashboards of up to 50 metrics.
- **Metrics read.** \`GetMetricData\` is never free: ${inUsd(prices.metricsRequested.usd * 100_000)} for each 100,000 metrics. Lambda's concurrency is read at every scan, the
  traffic of each API once an hour.

These three are ${share(['customMetrics', 'dashboards', 'metricsRequested'])} of the whole.

## How to pay less

${table(
  ['setting', 'USD', 'USD within the free allowances'],
  [
    ['as above', cents(usd), cents(usdWithFreeTier)],
    ...variants(deployed).map(([what, deployment]) => {
      const cost = monthlyCost(monthOf(counts, deployment));
      return [what, cents(cost.usd), cents(cost.usdWithFreeTier)];
    }),
  ],
)}

\`metrics.maxSeries\` takes effect at the next scan and costs nothing but graphs: every measurement is still in the log, in the
dashboard's table and behind the alarms. \`scan.every\` needs a deployment, and everything is told that much later.

## How it grows

- ${inUsd(prices.customMetrics.usd)} for each further quota above half, up to \`metrics.maxSeries\` (12, if not set), and no further.
- About ${inUsd(HOURS_A_MONTH * prices.metricsRequested.usd)} for each further metric that is read once an hour: one for each API, one for each stage
  with a throttle where an API has several, one for each function with reserved concurrency.
- With the number of measurements for the log, here ${inUsd(of('logIngestion').usd)}. The first ${prices.logIngestion.free} GB a month are free.
- Next to nothing for a Region in which there is nothing: it is looked at once an hour.

${organizationPart(deployed)}
## What is not in it

- **CloudTrail.** About ${count(calls)} calls a month are management events, all of them read-only. The first copy is free; every
  further trail or event data store that takes read events costs ${inUsd(calls * outside.trail.usd)} for them (${outside.trail.usd * 100_000} USD per 100,000,
  [source](${outside.trail.source})). The other ${count(dataEvents)} go to the bucket, the table, the queue, the event bus and metrics:
  data events, which are billed only where somebody has CloudTrail record them.
- **GuardDuty** analyzes them, where it is on: ${inUsd(calls * outside.guardDuty.usd)} a month (${outside.guardDuty.usd * 1_000_000} USD per million, [source](${outside.guardDuty.source})).
- **KMS**: no key of Headroom's own; bucket, table and queues are encrypted with keys that cost nothing.
- **Data transfer**: what comes in is free, and what goes out are requests of a kilobyte: less than 0.01 USD to the other Regions. The function
  is in no VPC, so there is no NAT gateway.
- The bucket of the CDK's bootstrap with a few megabytes of bundles: less than 0.01 USD.

## How this was counted

\`npm run bench -- cost/reference\` runs the deployed monitor against the sandbox for 25 hours of virtual time, the last 24 of which count: ${day.scans} scans,
${count(day.calls)} calls, ${count(day.metricsRequested)} metrics requested, ${count(day.logLines)} log lines; and ${notifier.starts} runs of the notifier, with ${count(sumOf(notifier.callsByOperation))}
calls of AWS and ${count(notifier.logLines)} log lines (${counts.countedOn}; all counts are in [cost-counts.json](cost-counts.json)). A month has ${HOURS_A_MONTH} hours. The first hour reads everything, ${count(counts.firstHour.calls)}
calls and ${count(counts.firstHour.metricsRequested)} metrics, and comes once.

Not counted but assumed:

- a scan takes ${assumed.secondsBesidePacing} s beside its pacing, which was counted (${(day.pacedSeconds / day.scans).toFixed(1)} s on average, ${day.longestPacedSeconds} s at most);
- somebody looks at the dashboard ${assumed.dashboardViews} times a month, which reads ${assumed.metricsOfAView} metrics and scans ${assumed.logHoursOfAView} hours of the log; whether AWS bills the console's own
  reads is not documented, here they are;
- a metric counts again on every further page of an answer; AWS does not say;
- a run of the notifier takes ${assumed.secondsOfNotifier} s;
- the monthly report takes ${assumed.secondsOfReport} s, reads some thirty objects and writes ${assumed.bytesOfReport / 1_000_000} MB in three; that is less than 0.01 USD, and so is keeping ${assumed.reportsKept} of them;
- Lambda polls the queue of the nudges ${assumed.pollsAMinute} times a minute, in accounts without Slack too: that is what others saw of quiet queues
  ([source](https://github.com/getlift/lift/issues/132)), AWS says only that it polls with two to five connections
  ([source](https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html));
- a write to the table takes ${assumed.unitsAWrite} units, a read of many items ${assumed.unitsABatch}, and a request to the event bus has ${assumed.eventsARequest} events;
- an alarm that also goes to Slack starts a function, ${assumed.emails} times a month: less than 0.01 USD; SNS asks nothing for handing it over;
- the log is stored at ${assumed.logCompression * 100} % of its size; the table holds ${assumed.tableBytes / 1_000_000} MB; alarms send ${assumed.emails} e-mails;
- what is written over in the bucket goes ${OLD_VERSION_DAYS} days later; a month of the history takes as much for each of its days as for the one that was counted.

## Prices

For us-east-1, looked up on 2026-11-21. AWS's pages show their figures only in a browser, so they were taken from prints of AWS's price list of
September 2026 and from what several pages of 2026 agree on; other Regions differ. The free
allowances are those that do not end ("always free") and hold for the whole account. Offers for new accounts are left out: twelve
free months for accounts opened before 15 July 2025, credits for later ones.

${table(
  ['what', 'USD', 'for each', 'free every month', 'source'],
  Object.values(prices).map(({ what, unit, usd: price, free, source }) => [
    what,
    priceOf({ price }),
    unit,
    free === 0 ? (price === 0 ? 'all' : 'none') : count(free),
    `[AWS](${source})`,
  ]),
)}
`;
}

function organizationPart(deployed: Deployment): string {
  const { accounts, day, countedOn } = organizationCounts;
  const { lines, usd, usdWithFreeTier } = monthlyCost(organizationMonth(organizationCounts, deployed));
  const dearest = used(lines)
    .toSorted((a, b) => b.usd - a.usd)
    .slice(0, LINES_OF_ORGANIZATION);
  const rest = usd - dearest.reduce((sum, line) => sum + line.usd, 0);
  return `## An organization

${count(accounts)} accounts with 30 Regions each, in three of which there are 33 APIs and 50 functions; 30 Regions have 600 REST APIs, 300 APIs are above half
of a quota. A round every 15 minutes, with the default settings: **${inUsd(usd)} a month**, ${inUsd(usdWithFreeTier)} within the free allowances.

${table(
  ['what', 'quantity', 'unit', 'USD'],
  [
    ...dearest.map((line) => [line.what, quantityOf(line), line.unit, cents(line.usd)]),
    ['everything else', '', '', cents(rest)],
  ],
)}

\`npm run bench:org\` counts the scans of each kind of account on the wire and simulates ${day.rounds} rounds a day of them: ${count(day.accountScans)} scans in
${count(day.batches)} batches (${countedOn}; [organization-counts.json](organization-counts.json)). Assumed beside what is below: ${assumedOfOrganization.notifierStartsADay} starts of the
notifier a day; and what [measurements.md](measurements.md) names. What the report of a month reads of so many accounts is left out.
`;
}

const LINES_OF_ORGANIZATION = 6;

/**
 * All but the data events: what is in the bucket and the table, messages of the queue, events of the bus, and metrics
 * (`AWS::CloudWatch::Metric`), by https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html and,
 * for the bus, https://serverlessland.com/patterns/cloudtrail-eventbridge-lambda-typescript-cdk
 */
function managementEvents(day: DayCounts): number {
  const isData = (operation: string): boolean => /^(s3|dynamodb|cloudwatch|sqs|eventbridge):/.test(operation);
  return sumOf(Object.fromEntries(Object.entries(callsOf(day)).filter(([operation]) => !isData(operation))));
}

function sumOf(calls: CallsByOperation): number {
  return Object.values(calls).reduce((sum, many) => sum + many, 0);
}

function variants(deployed: Deployment): readonly (readonly [what: string, deployment: Deployment])[] {
  return [
    ['`metrics: { maxSeries: 5 }`', { ...deployed, utilizationSeries: 5 }],
    ['`metrics: { maxSeries: 0 }`', { ...deployed, utilizationSeries: 0 }],
    ['`scan: { every: 30 minutes }`', { ...deployed, everyMinutes: MIN / 2 }],
    ['`scan: { every: 1 hour }`', { ...deployed, everyMinutes: MIN }],
  ];
}

/** Of one account nothing goes through a state machine. */
function used(lines: readonly CostLine[]): CostLine[] {
  return lines.filter(({ quantity }) => quantity > 0);
}

function lineOf(lines: readonly CostLine[], name: PriceName): CostLine {
  const line = lines.find((one) => one.name === name);
  if (!line) throw new Error(`no line for ${name}`);
  return line;
}

function quantityOf({ quantity }: Pick<CostLine, 'quantity'>): string {
  return quantity >= 10 ? count(quantity) : String(Number(quantity.toPrecision(2)));
}

/** In full, without the noise of binary fractions. */
function priceOf({ price }: Pick<CostLine, 'price'>): string {
  return price.toLocaleString('en', { maximumSignificantDigits: 6, useGrouping: false, maximumFractionDigits: 12 });
}

function count(number: number): string {
  return Math.round(number).toLocaleString('en');
}

function cents(amount: number): string {
  return amount > 0 && amount < 0.005 ? '< 0.01' : amount.toFixed(2);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}
