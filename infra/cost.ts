/**
 * What a month of Headroom costs: counted usage times AWS's prices. Pure. The counts are of the reference account
 * (`npm run bench -- cost/reference`); docs/cost.md is made from them.
 */
import counted from '../docs/cost-counts.json';
import organizationCounts from '../docs/organization-counts.json';
import type { Settings } from '../lambda/domain/settings';
import { alarmDefinitions } from '../dashboards/alarm-definitions';
import { organizationMonth } from './cost/organization';
import { type Price, type PriceName, prices } from './cost/prices';
import { type CostCounts, type Deployment, monthOf, type Usage } from './cost/usage';

export interface CostLine {
  readonly name: PriceName;
  readonly what: string;
  readonly quantity: number;
  readonly unit: string;
  /** USD of one unit. */
  readonly price: number;
  readonly usd: number;
  /** What is left when nothing else in the account uses AWS's free allowances. */
  readonly usdWithFreeTier: number;
}

export interface MonthlyCost {
  readonly lines: readonly CostLine[];
  readonly usd: number;
  readonly usdWithFreeTier: number;
}

export const counts: CostCounts = counted;

export function monthlyCost(usage: Usage, table: Readonly<Record<PriceName, Price>> = prices): MonthlyCost {
  const lines = priceNames.map((name): CostLine => {
    const { what, unit, usd: price, free } = table[name];
    const quantity = usage[name];
    return {
      name,
      what,
      quantity,
      unit,
      price,
      usd: quantity * price,
      usdWithFreeTier: Math.max(0, quantity - free) * price,
    };
  });
  return {
    lines,
    usd: lines.reduce((sum, { usd }) => sum + usd, 0),
    usdWithFreeTier: lines.reduce((sum, { usdWithFreeTier }) => sum + usdWithFreeTier, 0),
  };
}

/** The reference account, deployed with these settings. */
export function deploymentOf(settings: Settings): Deployment {
  return {
    everyMinutes: settings.scan.everyMinutes,
    utilizationSeries: Math.min(counts.day.utilizationSeries, settings.metrics.maxSeries),
    alarms: alarmDefinitions(settings).length,
    emails: settings.alarms.email !== null,
  };
}

/** For the terminal, a sentence a line: what these settings will cost, as far as anybody can know it beforehand. */
export function estimateFor(settings: Settings): string {
  const deployment = deploymentOf(settings);
  if (settings.organization !== null) return estimateForOrganization(deployment);
  const { everyMinutes, utilizationSeries } = deployment;
  const { minUtilizationPercent, maxSeries } = settings.metrics;
  const sums = (series: number): string => {
    const { usd, usdWithFreeTier } = monthlyCost(monthOf(counts, { ...deployment, utilizationSeries: series }));
    return `${inUsd(usdWithFreeTier)} a month, or ${inUsd(usd)} without AWS's free allowances`;
  };
  const most =
    maxSeries > utilizationSeries
      ? [`At most, with ${maxSeries} quotas above ${minUtilizationPercent} % (metrics.maxSeries): ${sums(maxSeries)}.`]
      : [];
  return [
    `It would cost about ${sums(utilizationSeries)}:`,
    `for 100 APIs in 3 Regions, a scan every ${everyMinutes} minutes, ${utilizationSeries} quotas above ${minUtilizationPercent} %.`,
    ...most,
    'docs/cost.md has the details.',
  ].join('\n');
}

function estimateForOrganization(deployment: Deployment): string {
  const { accounts } = organizationCounts;
  const { usd } = monthlyCost(organizationMonth(organizationCounts, deployment));
  return [
    `For an organization of ${accounts.toLocaleString('en')} accounts it would cost about ${inUsd(usd)} a month, which is`,
    `${inUsd(usd / accounts)} for each: with three active Regions of 33 APIs in each account, every third of`,
    'them with something above half of a quota. It puts one role for reading into every account.',
    'docs/cost.md has the details.',
  ].join('\n');
}

export function inUsd(amount: number): string {
  return `${amount.toFixed(2)} USD`;
}

const priceNames: readonly PriceName[] = [
  'customMetrics',
  'metricsRequested',
  'alarms',
  'dashboards',
  'metricRequests',
  'logIngestion',
  'logStorage',
  'logScanning',
  'lambdaSeconds',
  'lambdaRequests',
  'schedules',
  'stateTransitions',
  'events',
  'objectWrites',
  'objectReads',
  'objectStorage',
  'tableWrites',
  'tableReads',
  'tableStorage',
  'tableBackup',
  'queueRequests',
  'emails',
  'parameters',
];
