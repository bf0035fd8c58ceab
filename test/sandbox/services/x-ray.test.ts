import { GetServiceGraphCommand, XRayClient } from '@aws-sdk/client-xray';
import type { Sandbox } from '../../../sandbox';
import { ACCOUNT_ID, closing, home, pagesOf, refusal, sizesOf, start, to } from '../support';

const HOUR = 3_600_000;
const EndTime = new Date('2026-11-20T12:00:00Z');
const StartTime = new Date(EndTime.getTime() - 6 * HOUR);

let sandbox: Sandbox;
let client: XRayClient;

beforeAll(async () => {
  const queue = { name: 'orders', type: 'AWS::SQS::Queue' };
  sandbox = await start({
    account: home({
      lambda: {
        functions: [
          { name: 'untraced' },
          { name: 'a', traces: { invocations: 100, calls: [{ ...queue, count: 99, faults: 3 }] } },
          { name: 'b', traces: { invocations: 5, calls: [{ ...queue, count: 5 }] } },
        ],
      },
    }),
    pages: { services: 2 },
  });
  client = closing(new XRayClient(to(sandbox)));
});

test('a function is Lambda and its code, and what both functions call is there once', async () => {
  const pages = await pagesOf(async (NextToken) => {
    const page = await client.send(new GetServiceGraphCommand({ StartTime, EndTime, NextToken }));
    return { items: page.Services, next: page.NextToken };
  });

  const all = pages.flat();
  expect(sizesOf(pages)).toEqual([2, 2, 1]);
  expect(all.map(({ Type, Name }) => [Type, Name])).toEqual([
    ['AWS::Lambda', 'a'],
    ['AWS::Lambda::Function', 'a'],
    ['AWS::Lambda', 'b'],
    ['AWS::Lambda::Function', 'b'],
    ['AWS::SQS::Queue', 'orders'],
  ]);
  const [lambda, code, , , queue] = all;
  expect(lambda?.Edges).toEqual([expect.objectContaining({ ReferenceId: code?.ReferenceId })]);
  expect(code).toMatchObject({
    AccountId: ACCOUNT_ID,
    SummaryStatistics: { TotalCount: 100 },
    Edges: [
      { ReferenceId: queue?.ReferenceId, SummaryStatistics: { TotalCount: 99, FaultStatistics: { TotalCount: 3 } } },
    ],
  });
  expect(new Set(all.map(({ ReferenceId }) => ReferenceId)).size).toBe(5);
});

test.each([
  [
    'more than six hours',
    { StartTime: new Date(StartTime.getTime() - 1000) },
    'Time range cannot be longer than 6 hours',
  ],
  ['no time at all', { StartTime: EndTime }, 'StartTime must be before EndTime'],
  ['a strange token', { NextToken: 'abc' }, 'Invalid NextToken'],
  ['a group', { GroupName: 'orders' }, 'the sandbox has no GroupName'],
])('%s is refused', async (_, input, message) => {
  await expect(client.send(new GetServiceGraphCommand({ StartTime, EndTime, ...input }))).rejects.toMatchObject(
    refusal('InvalidRequestException', 400, { message }),
  );
});

test('it asks for the permission, on everything', async () => {
  sandbox.reset();
  await client.send(new GetServiceGraphCommand({ StartTime, EndTime }));

  expect(sandbox.calls).toMatchObject([{ action: 'xray:GetServiceGraph', resource: '*', status: 200 }]);
});
