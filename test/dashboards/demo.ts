/** The demonstration account, as its dashboard would see it: the real scan, and a day of points before it. */
import { scan } from '../../lambda/app/scan';
import { summaryOf } from '../../lambda/domain/account-summary';
import { type MetricDatum, metricData } from '../../lambda/domain/metric-data';
import type { Snapshot } from '../../lambda/domain/snapshot';
import { metrics, NAMESPACE } from '../../lambda/domain/telemetry';
import { isOwnSetting, serviceOf } from '../../lambda/quotas';
import type { DashboardBody } from '../../dashboards/body';
import { dashboardBody } from '../../dashboards/dashboard';
import type { Settings } from '../../lambda/domain/settings';
import type { DashboardOptions } from '../../dashboards/options';
import { type DashboardData, logLinesOf, type MetricSeries } from '../../dashboards/preview/data';
import type { AlarmState, PageInput } from '../../dashboards/preview/page';
import { account, clock, parsedSettings, settingsOf } from '../support/account';

const ACCOUNT = '123456789012';
const alarmNames = ['no scan completes', 'coverage is low', 'notifications wait', 'API Gateway is nearly exhausted'];

export function arnOf(name: string): string {
  return `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:Headroom: ${name}`;
}

export const options: DashboardOptions = {
  region: 'us-east-1',
  logGroup: '/aws/lambda/headroom-scan',
  bucket: 'headroom-123456789012',
  alarms: alarmNames.map(arnOf),
  settings: parsedSettings(),
  regions: ['eu-west-1', 'us-east-1'],
  accounts: [ACCOUNT],
};

export const organizationSettings: Settings = {
  ...options.settings,
  organization: {
    id: 'o-a1b2c3d4e5',
    units: ['r-ab12'],
    deployedIn: 'delegated administrator',
    batchesAtOnce: 20,
    toleratedFailurePercent: 20,
  },
};

export const body: DashboardBody = dashboardBody(options);

/** Everything that a page needs. Starts a sandbox; call it once in a test file. */
export async function demoPage(): Promise<PageInput> {
  await account({ account: 'demo' });
  const settings = settingsOf();
  const result = await clock.run(scan({ clock, settings }));
  if (result.status !== 'scanned') throw new Error(`the scan ended as ${result.status}`);
  const { snapshot, coverage, frozen } = result;
  const at = snapshot.finishedAt;
  const summary = summaryOf({ snapshot, coverage, frozen, settings, at, heat: 'hot', serviceOf, isOwnSetting });
  const { maxSeries } = settings.metrics;
  const data = metricData({ summaries: [summary], calls: summary.calls, maxSeries, oldestPendingSeconds: 0 });
  const regions = snapshot.regions.map(({ region }) => region);
  return {
    body: dashboardBody({ ...options, accounts: [snapshot.accountId], regions }),
    data: dashboardDataOf(snapshot, data),
    snapshot,
    alarms: alarmNames.map((name, index): AlarmState => ({
      arn: arnOf(name),
      name: `Headroom: ${name}`,
      state: index === alarmNames.length - 1 ? 'ALARM' : 'OK',
    })),
  };
}

const QUARTER = 15 * 60_000;
const SCANS = 96;

/** Seven minutes after the scan, with a day of scans before it in which everything was a little lower. */
export function dashboardDataOf(snapshot: Snapshot, data: readonly MetricDatum[]): DashboardData {
  const last = Date.parse(snapshot.finishedAt);
  const series = data.map(({ metric, dimensions, value }, index): MetricSeries => ({
    namespace: NAMESPACE,
    name: metrics[metric].name,
    dimensions,
    points: Array.from({ length: SCANS }, (_, scanIndex) => {
      const before = SCANS - 1 - scanIndex;
      const wave = 3 * Math.sin((before + index * 7) / 9) - 3 * Math.sin((index * 7) / 9);
      const percent = metrics[metric].unit === 'Percent' && metric !== 'coverage';
      return { time: last - before * QUARTER, value: percent ? Math.max(0, value - before / 12 + wave) : value };
    }),
  }));
  return { metrics: series, logLines: logLinesOf(snapshot), now: last + 7 * 60_000 };
}
