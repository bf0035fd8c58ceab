import {
  DescribeListenersCommand,
  type DescribeListenersCommandInput,
  DescribeLoadBalancersCommand,
  type DescribeLoadBalancersCommandInput,
  DescribeTargetGroupsCommand,
  type DescribeTargetGroupsCommandInput,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Sandbox } from '../../../sandbox';
import { closing, home, pagesOf, refusal, sizesOf, start, to } from '../support';

const account = home({
  loadBalancers: [
    { name: 'edge', vpc: 'vpc-1' },
    ...Array.from({ length: 401 }, (_, n) => ({ name: `app-${n}`, type: 'application' as const })),
  ],
  listeners: [
    { loadBalancer: 'edge', port: 443, targetGroups: ['to-app'] },
    ...Array.from({ length: 401 }, (_, n) => ({ loadBalancer: 'app-0', port: n + 1, targetGroups: ['blue', 'green'] })),
    { loadBalancer: 'app-1', port: 80 },
  ],
  targetGroups: [
    { name: 'to-app', type: 'alb', targets: ['app-0'] },
    { name: 'blue', targets: ['10.0.0.1', '10.0.0.2'] },
    ...Array.from({ length: 400 }, (_, n) => ({ name: n === 0 ? 'green' : `idle-${n}` })),
  ],
});

let sandbox: Sandbox;
let client: ElasticLoadBalancingV2Client;

beforeAll(async () => {
  sandbox = await start({ account });
  client = closing(new ElasticLoadBalancingV2Client(to(sandbox)));
});

const loadBalancers = (input: DescribeLoadBalancersCommandInput = {}) =>
  pagesOf(async (Marker) => {
    const page = await client.send(new DescribeLoadBalancersCommand({ Marker, ...input }));
    return { items: page.LoadBalancers, next: page.NextMarker };
  });
const listeners = (input: DescribeListenersCommandInput) =>
  pagesOf(async (Marker) => {
    const page = await client.send(new DescribeListenersCommand({ Marker, ...input }));
    return { items: page.Listeners, next: page.NextMarker };
  });
const targetGroups = (input: DescribeTargetGroupsCommandInput = {}) =>
  pagesOf(async (Marker) => {
    const page = await client.send(new DescribeTargetGroupsCommand({ Marker, ...input }));
    return { items: page.TargetGroups, next: page.NextMarker };
  });
const arn = (resource: string) =>
  expect.stringMatching(`^arn:aws:elasticloadbalancing:us-east-1:123456789012:${resource}/[0-9a-f]{16}`);
const arnOf = async (name: string): Promise<string> => {
  const all = (await loadBalancers()).flat();
  return all.find((one) => one.LoadBalancerName === name)?.LoadBalancerArn ?? '';
};

test('a page holds 400 load balancers at the most', async () => {
  const pages = await loadBalancers();

  expect(sizesOf(pages)).toEqual([400, 2]);
  expect(pages[0]?.[0]).toMatchObject({
    LoadBalancerArn: arn('loadbalancer/net/edge'),
    LoadBalancerName: 'edge',
    Type: 'network',
    VpcId: 'vpc-1',
  });
  expect(pages[0]?.[1]).toMatchObject({ LoadBalancerArn: arn('loadbalancer/app/app-0'), Type: 'application' });
});

test('the listeners of a load balancer come over their tokens, with where they send everything', async () => {
  const pages = await listeners({ LoadBalancerArn: await arnOf('app-0') });

  expect(sizesOf(pages)).toEqual([400, 1]);
  expect(pages[0]?.[0]).toMatchObject({
    ListenerArn: arn('listener/app/app-0/[0-9a-f]{16}'),
    LoadBalancerArn: arn('loadbalancer/app/app-0'),
    Port: 1,
    DefaultActions: [
      {
        Type: 'forward',
        ForwardConfig: {
          TargetGroups: [{ TargetGroupArn: arn('targetgroup/blue') }, { TargetGroupArn: arn('targetgroup/green') }],
        },
      },
    ],
  });
  expect(pages[0]?.[0]?.DefaultActions?.[0]?.TargetGroupArn).toBeUndefined();
});

test('listeners come by their ARNs too, the only target group of one by its name and in its weights', async () => {
  const LoadBalancerArn = await arnOf('edge');
  const [ListenerArn = ''] = (await listeners({ LoadBalancerArn })).flat().map((one) => one.ListenerArn ?? '');

  const [found] = (await listeners({ ListenerArns: [ListenerArn] })).flat();

  expect(found).toMatchObject({
    ListenerArn,
    LoadBalancerArn,
    DefaultActions: [
      {
        TargetGroupArn: arn('targetgroup/to-app'),
        ForwardConfig: { TargetGroups: [{ TargetGroupArn: arn('targetgroup/to-app') }] },
      },
    ],
  });
});

test('a listener that forwards nothing answers by itself', async () => {
  const [one] = (await listeners({ LoadBalancerArn: await arnOf('app-1') })).flat();

  expect(one?.DefaultActions).toMatchObject([{ Type: 'fixed-response' }]);
});

test('target groups know the load balancers that send to them, and what is in them', async () => {
  const pages = await targetGroups();
  const all = pages.flat();
  const health = async (name: string) => {
    const TargetGroupArn = all.find((one) => one.TargetGroupName === name)?.TargetGroupArn;
    const { TargetHealthDescriptions } = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
    return TargetHealthDescriptions?.map((one) => one.Target?.Id);
  };

  expect(sizesOf(pages)).toEqual([400, 2]);
  expect(all.slice(0, 2)).toMatchObject([
    { TargetGroupName: 'to-app', TargetType: 'alb', LoadBalancerArns: [arn('loadbalancer/net/edge')] },
    { TargetGroupName: 'blue', TargetType: 'ip', LoadBalancerArns: [arn('loadbalancer/app/app-0')] },
  ]);
  expect(await health('to-app')).toEqual([arn('loadbalancer/app/app-0')]);
  expect(await health('blue')).toEqual(['10.0.0.1', '10.0.0.2']);
});

test.each([0, 401])('a page of %d is refused', async (PageSize) => {
  await expect(loadBalancers({ PageSize })).rejects.toMatchObject(refusal('ValidationError', 400));
  await expect(targetGroups({ PageSize })).rejects.toMatchObject(refusal('ValidationError', 400));
  await expect(listeners({ LoadBalancerArn: await arnOf('edge'), PageSize })).rejects.toMatchObject(
    refusal('ValidationError', 400),
  );
});

test('a marker that it did not give is refused', async () => {
  await expect(loadBalancers({ Marker: 'abc' })).rejects.toMatchObject(refusal('ValidationError', 400));
});

test('listeners are asked for by their load balancer or by themselves, not by both or by nothing', async () => {
  const LoadBalancerArn = await arnOf('edge');

  await expect(listeners({})).rejects.toMatchObject(refusal('ValidationError', 400));
  await expect(listeners({ LoadBalancerArn, ListenerArns: ['x'] })).rejects.toMatchObject(
    refusal('ValidationError', 400),
  );
});

test('what is not there is said to be not there', async () => {
  const lost = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:lost/0123456789abcdef';
  await expect(listeners({ LoadBalancerArn: lost })).rejects.toMatchObject(
    refusal('LoadBalancerNotFoundException', 400),
  );
  await expect(listeners({ ListenerArns: [lost] })).rejects.toMatchObject(refusal('ListenerNotFoundException', 400));
  await expect(client.send(new DescribeTargetHealthCommand({ TargetGroupArn: lost }))).rejects.toMatchObject(
    refusal('TargetGroupNotFoundException', 400),
  );
});

test('a target group must be named', async () => {
  const health = client.send(new DescribeTargetHealthCommand({ TargetGroupArn: undefined }));

  await expect(health).rejects.toMatchObject(refusal('ValidationError', 400));
});

test.each<[string, (from: ElasticLoadBalancingV2Client) => Promise<unknown>]>([
  ['DescribeLoadBalancers', (from) => from.send(new DescribeLoadBalancersCommand({}))],
  ['DescribeListeners', (from) => from.send(new DescribeListenersCommand({ ListenerArns: ['x'] }))],
  ['DescribeTargetGroups', (from) => from.send(new DescribeTargetGroupsCommand({}))],
  ['DescribeTargetHealth', (from) => from.send(new DescribeTargetHealthCommand({ TargetGroupArn: 'x' }))],
])('%s needs a permission of its own', async (operation, ask) => {
  const bound = await start({
    account,
    policy: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'elasticloadbalancing:*', Resource: '*' },
        { Effect: 'Deny', Action: `elasticloadbalancing:${operation}`, Resource: '*' },
      ],
    },
  });
  const from = closing(new ElasticLoadBalancingV2Client(to(bound)));

  await expect(ask(from)).rejects.toMatchObject(refusal('AccessDenied', 403));
});
