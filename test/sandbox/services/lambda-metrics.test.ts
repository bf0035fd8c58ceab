/** The metrics of Lambda's functions and of all of them together, as the description has them. */
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Sandbox } from '../../../sandbox';
import { closing, HandClock, home, start, to } from '../support';
import { metric, steady } from './metrics';

const MINUTE = 60_000;
const clock = new HandClock();
const NOW = clock.now().getTime();

let sandbox: Sandbox;
let client: CloudWatchClient;

beforeAll(async () => {
  sandbox = await start({
    clock,
    account: home({
      lambda: {
        functions: [
          { name: 'a', concurrent: steady(40), invocations: steady(2), durationMs: steady(250) },
          { name: 'b', concurrent: steady(7), invocations: steady(0), durationMs: steady(9) },
          { name: 'c', invocations: steady(1) },
        ],
      },
    }),
  });
  client = closing(new CloudWatchClient(to(sandbox)));
});

async function valuesOf(name: string, FunctionName: string | null, Stat: string, Unit?: 'Count' | 'Milliseconds') {
  const { MetricStat } = metric('AWS/Lambda', name, FunctionName === null ? {} : { FunctionName });
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({
      MetricDataQueries: [{ Id: 'm', MetricStat: { Metric: MetricStat?.Metric, Period: 60, Stat, Unit } }],
      StartTime: new Date(NOW - 2 * MINUTE),
      EndTime: new Date(NOW),
    }),
  );
  return MetricDataResults.flatMap(({ Values = [] }) => Values);
}

test.each([
  ['the invocations of a function', 'Invocations', 'a', 'Sum', [120, 120]],
  ['how long they take', 'Duration', 'a', 'Average', [250, 250]],
  ['of each of them', 'Duration', 'a', 'SampleCount', [120, 120]],
  ['how many run at once', 'ConcurrentExecutions', 'a', 'Maximum', [40, 40]],
  ['how many of all run at once', 'ConcurrentExecutions', null, 'Maximum', [47, 47]],
  ['no duration of a function that is not invoked', 'Duration', 'b', 'Average', []],
  ['no duration where none is described', 'Duration', 'c', 'Average', []],
  ['no concurrency where none is described', 'ConcurrentExecutions', 'c', 'Maximum', []],
])('there is %s', async (_, name, FunctionName, statistic, values) => {
  expect(await valuesOf(name, FunctionName, statistic)).toEqual(values);
});

test('a duration is in milliseconds, and is not a count', async () => {
  expect(await valuesOf('Duration', 'a', 'Average', 'Milliseconds')).toEqual([250, 250]);
  expect(await valuesOf('Duration', 'a', 'Average', 'Count')).toEqual([]);
  expect(await valuesOf('Invocations', 'a', 'Sum', 'Milliseconds')).toEqual([]);
});
