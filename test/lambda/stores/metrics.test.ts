import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import { openMetrics, requestsOf } from '../../../lambda/stores/metrics';
import { clock } from '../../support/account';
import { deployed, HOME } from '../../support/deployed';

const datum = (index: number, long = 0) => ({
  metric: 'utilization' as const,
  dimensions: {
    Account: '123456789012',
    Region: HOME,
    Service: 'apigateway',
    Quota: 'http-api-integrations',
    Resource: `${index}-${'x'.repeat(long)}`,
  },
  value: index,
});

test('5,011 data go in six requests, none of which AWS refuses', async () => {
  const { sandbox, parts } = await deployed({ [HOME]: {} });
  const data = Array.from({ length: 5011 }, (_, index) => datum(index));

  await parts.metrics.publish(data, clock.now());

  const calls = sandbox.calls.filter(({ operation }) => operation === 'PutMetricData');
  expect(calls.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
});

test('of long names fewer fit: no request is larger than 1 MB, and no cut comes too early', () => {
  const data: MetricDatum[] = Array.from({ length: 2500 }, (_, index) => ({
    MetricName: 'Utilization',
    Value: index,
    Timestamp: clock.now(),
    Dimensions: [{ Name: 'Resource', Value: `${index} ${'x'.repeat(1000)}` }],
  }));

  const requests = requestsOf(data);
  const sizes = requests.map((request) => Buffer.byteLength(JSON.stringify(request)));

  expect(requests.flat()).toEqual(data);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1_000_001);
  expect(sizes.slice(0, -1).every((size) => size > 990_000)).toBe(true);
});

test('nothing is no request', () => {
  expect(requestsOf([])).toEqual([]);
});

test('after a request that failed the others are still tried, and the failure is told', async () => {
  const { sandbox, parts } = await deployed({ [HOME]: {} });
  sandbox.fault({ service: 'cloudwatch', operation: 'PutMetricData', kind: 'denied', times: 1 });

  const publishing = parts.metrics.publish(
    Array.from({ length: 2500 }, (_, index) => datum(index)),
    clock.now(),
  );

  await expect(publishing).rejects.toThrow(/not authorized/);
  const calls = sandbox.calls.filter(({ operation }) => operation === 'PutMetricData');
  expect(calls.map(({ status }) => status)).toEqual([400, 200, 200]);
});

test('an answer that never comes is given up', async () => {
  const { sandbox } = await deployed({ [HOME]: {} });
  sandbox.fault({ service: 'cloudwatch', kind: 'hang' });
  const impatient = openMetrics(50);

  await expect(impatient.publish([datum(1)], clock.now())).rejects.toThrow(/timed out|timeout|exceeded/i);
  impatient.close();
});
