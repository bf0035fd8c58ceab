import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { fetchMetrics } from '../../../dashboards/preview/fetch';
import type { MetricDatum } from '../../../lambda/domain/metric-data';
import { openMetrics } from '../../../lambda/stores/metrics';
import { account, clock } from '../../support/account';

const at = clock.now();
const range = { start: at.getTime() - 3_600_000, end: at.getTime() };

async function published(data: readonly MetricDatum[], pages = {}): Promise<CloudWatchClient> {
  await account({ account: 'demo', pages });
  const store = openMetrics();
  await store.publish(data, at);
  store.close();
  return new CloudWatchClient({});
}

test('what a scan published is read back, with its dimensions and values', async () => {
  const client = await published([
    { metric: 'coverage', dimensions: {}, value: 96.7 },
    { metric: 'openIncidents', dimensions: { Severity: 'critical' }, value: 4 },
  ]);

  const points = (value: number) => [{ time: at.getTime(), value }];
  expect(await fetchMetrics(client, range)).toEqual([
    { namespace: 'Headroom', name: 'Coverage', dimensions: {}, points: points(96.7) },
    { namespace: 'Headroom', name: 'OpenIncidents', dimensions: { Severity: 'critical' }, points: points(4) },
  ]);
  client.destroy();
});

test('every page is read, and no request asks for more than 500 series', async () => {
  const data = Array.from({ length: 620 }, (_, index): MetricDatum => ({
    metric: 'maxUtilization',
    dimensions: { Service: `s${index}` },
    value: index,
  }));
  const client = await published(data, { metrics: 100, dataPoints: 7 });

  const series = await fetchMetrics(client, range);

  expect(series.map(({ points }) => points[0]?.value).toSorted((a = 0, b = 0) => a - b)).toEqual(
    data.map(({ value }) => value),
  );
  client.destroy();
});
