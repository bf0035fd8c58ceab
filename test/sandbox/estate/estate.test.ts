import { APIGatewayClient, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, GetApisCommand, GetIntegrationsCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { closing, HandClock, home, start, to } from '../support';

/** Everything that a demonstration shows of its first API, of a sandbox that was started at that time. */
async function seenBy(startedAt: string) {
  const sandbox = await start({ account: 'demo', clock: new HandClock(Date.parse(startedAt)) });
  const v2 = closing(new ApiGatewayV2Client(to(sandbox)));
  const v1 = closing(new APIGatewayClient(to(sandbox)));
  const cloudWatch = closing(new CloudWatchClient(to(sandbox)));
  const { Items: apis = [] } = await v2.send(new GetApisCommand({}));
  const ApiId = apis[0]?.ApiId;
  const { Items: integrations = [] } = await v2.send(new GetIntegrationsCommand({ ApiId }));
  const { items: restApis = [] } = await v1.send(new GetRestApisCommand({}));
  const Dimensions = [{ Name: 'ApiId', Value: ApiId }];
  const Metric = { Namespace: 'AWS/ApiGateway', MetricName: 'Count', Dimensions };
  const { MetricDataResults = [] } = await cloudWatch.send(
    new GetMetricDataCommand({
      MetricDataQueries: [{ Id: 'm', MetricStat: { Metric, Period: 60, Stat: 'Sum' } }],
      StartTime: new Date('2026-11-20T09:00:00Z'),
      EndTime: new Date('2026-11-20T10:00:00Z'),
    }),
  );
  return { apis, integrations, restApis, MetricDataResults };
}

test('ids and values are the same at every start, whenever that is', async () => {
  const seen = await seenBy('2026-11-20T12:34:56Z');

  expect(await seenBy('2026-11-27T03:02:01Z')).toEqual(seen);
  expect(seen.apis[0]).toMatchObject({ ApiId: 'h158vo7muc', Name: 'content-prod' });
  expect(seen.integrations).toHaveLength(287);
  expect(new Set(seen.MetricDataResults[0]?.Values).size).toBeGreaterThan(50);
});

test('two APIs of one name need ids of their own', async () => {
  const restApis = [
    { name: 'twin', id: 'first00001' },
    { name: 'twin', id: 'second0001' },
  ];
  const sandbox = await start({ account: home({ restApis }) });
  const { items = [] } = await closing(new APIGatewayClient(to(sandbox))).send(new GetRestApisCommand({}));

  expect(items.map(({ id, name }) => [id, name])).toEqual([
    ['first00001', 'twin'],
    ['second0001', 'twin'],
  ]);
  await expect(start({ account: home({ restApis: [{ name: 'twin' }, { name: 'twin' }] }) })).rejects.toThrow(
    'two APIs of us-east-1 have the id',
  );
});
