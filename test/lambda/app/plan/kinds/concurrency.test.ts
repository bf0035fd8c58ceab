import { textOfWords } from '../../../../../lambda/domain/words';
import { planIn, planned } from '../planned';

const steady = (value: number) => ({ typical: value, peak: value, every: 1 });
const apis = ['api0000001', 'api0000002', 'api0000003', 'api0000004', 'api0000005', 'api0000006', 'api0000007'];
const fromApi = (api: string) => ({
  id: `by-${api}`,
  principal: 'apigateway.amazonaws.com',
  sourceArn: `arn:aws:execute-api:eu-west-1:123456789012:${api}/*`,
});
const names = Array.from({ length: 21 }, (_, index) => `f${String(index).padStart(2, '0')}`);

test('the routes of five APIs and the callers of twenty functions are read; which others there are the plan says', async () => {
  const outcome = await planned(
    {
      httpApis: apis.map((id) => ({ id, name: `named-${id}` })),
      lambda: {
        functions: names.map((name, index) => ({
          name,
          concurrent: steady(40 - index),
          invocations: steady(40 - index),
          durationMs: steady(1000),
          permissions: index === 0 ? apis.map(fromApi) : [],
        })),
        claimed: steady(900),
      },
    },
    { quota: 'lambda-concurrency', change: (one) => ({ ...one, usage: 900, limit: 1000 }) },
  );

  expect(
    planIn(outcome)
      .unchecked.map(textOfWords)
      .filter((text) => /not asked|further API/.test(text)),
  ).toEqual([
    'Who may invoke f20 was not asked, since it is asked for the largest functions only: they are no candidates for direct integration',
    'The routes of 2 further APIs (api0000006 and api0000007) that may invoke these functions were not read: functions behind them have no advice about timeouts, and as candidates are possible at most',
  ]);
  expect(outcome.calls.filter(({ operation }) => operation === 'GetRoutes')).toHaveLength(5);
});
