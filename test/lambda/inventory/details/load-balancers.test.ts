import type { DetailSource } from '../../../../lambda/domain/detail-source';
import type { Read } from '../../../../lambda/domain/read';
import { clock } from '../../../support/account';
import { asked, described } from './described';

const read = <T>(value: T) => ({ status: 'read', value, at: clock.now().toISOString() });
const arn = (resource: string) =>
  expect.stringMatching(`^arn:aws:elasticloadbalancing:eu-west-1:123456789012:${resource}/[0-9a-f]{16}`);

const region = {
  loadBalancers: [
    { name: 'edge', vpc: 'vpc-1' },
    { name: 'inner', type: 'application' as const, vpc: 'vpc-1', securityGroups: ['sg-1'] },
  ],
  listeners: [
    { loadBalancer: 'edge', port: 443, targetGroups: ['to-inner'] },
    { loadBalancer: 'inner', port: 80, targetGroups: ['blue', 'green'] },
    { loadBalancer: 'inner', port: 8080 },
  ],
  targetGroups: [
    { name: 'to-inner', type: 'alb' as const, targets: ['inner'] },
    { name: 'blue', targets: ['10.0.0.1'] },
    { name: 'green' },
    { name: 'idle', type: 'lambda' as const },
  ],
};

/** The ARNs by which the listeners of a Region are asked for. */
async function arnsIn(description: typeof region): Promise<string[]> {
  const { source } = await described({
    ...description,
    httpApis: [
      {
        name: 'a',
        id: 'api0000001',
        integrations: description.listeners.map(({ loadBalancer, port }) => ({
          id: `${loadBalancer}-${port}`,
          type: 'HTTP_PROXY' as const,
          listener: `${loadBalancer}:${port}`,
          vpcLink: 'link',
        })),
      },
    ],
  });
  const api = await clock.run(source.api('api0000001'));
  return api.status === 'read' ? api.value.integrations.flatMap((one) => one.listenerArn ?? []) : [];
}

test('load balancers come with their kind, VPC and security groups', async () => {
  const { source } = await described(region);

  expect(await clock.run(source.loadBalancers())).toEqual(
    read([
      { arn: arn('loadbalancer/net/edge'), name: 'edge', type: 'network', vpc: 'vpc-1', securityGroups: [] },
      {
        arn: arn('loadbalancer/app/inner'),
        name: 'inner',
        type: 'application',
        vpc: 'vpc-1',
        securityGroups: ['sg-1'],
      },
    ]),
  );
});

test('listeners come with the target groups of their default action', async () => {
  const arns = await arnsIn(region);
  const { source } = await described(region);

  expect(await clock.run(source.listeners(arns))).toEqual(
    read([
      {
        arn: arns[0],
        loadBalancerArn: arn('loadbalancer/net/edge'),
        port: 443,
        targetGroupArns: [arn('targetgroup/to-inner')],
      },
      {
        arn: arns[1],
        loadBalancerArn: arn('loadbalancer/app/inner'),
        port: 80,
        targetGroupArns: [arn('targetgroup/blue'), arn('targetgroup/green')],
      },
      { arn: arns[2], loadBalancerArn: arn('loadbalancer/app/inner'), port: 8080, targetGroupArns: [] },
    ]),
  );
});

test('a listener that was deleted takes none of the others with it', async () => {
  const arns = await arnsIn(region);
  const { source, sandbox } = await described(region);
  const deleted = `${arns[0]}0`;

  const listeners = await clock.run(source.listeners([deleted, ...arns]));
  const again = await clock.run(source.listeners([deleted]));

  expect(listeners.status === 'read' ? listeners.value.map((one) => one.arn) : listeners).toEqual(arns);
  expect(again).toEqual(read([]));
  // Four, two of them with it, one with it, one without; the other two.
  expect(asked(sandbox)).toHaveLength(5);
});

test('target groups come with who sends to them, and those of type alb with the load balancers in them', async () => {
  const { source, sandbox } = await described(region);

  expect(await clock.run(source.targetGroups())).toEqual(
    read([
      {
        arn: arn('targetgroup/to-inner'),
        name: 'to-inner',
        targetType: 'alb',
        loadBalancerArns: [arn('loadbalancer/net/edge')],
        albArns: [arn('loadbalancer/app/inner')],
      },
      {
        arn: arn('targetgroup/blue'),
        name: 'blue',
        targetType: 'ip',
        loadBalancerArns: [arn('loadbalancer/app/inner')],
        albArns: [],
      },
      {
        arn: arn('targetgroup/green'),
        name: 'green',
        targetType: 'ip',
        loadBalancerArns: [arn('loadbalancer/app/inner')],
        albArns: [],
      },
      { arn: arn('targetgroup/idle'), name: 'idle', targetType: 'lambda', loadBalancerArns: [], albArns: [] },
    ]),
  );
  expect(asked(sandbox)).toEqual([
    'elasticloadbalancing:DescribeTargetGroups',
    'elasticloadbalancing:DescribeTargetHealth',
  ]);
});

test('every page is read, and each list once', async () => {
  const arns = await arnsIn(region);
  const { source, sandbox } = await described(region, { pages: { loadBalancers: 1 } });

  const [balancers, listeners, groups] = await clock.run(
    Promise.all([source.loadBalancers(), source.listeners(arns), source.targetGroups()]),
  );
  await clock.run(Promise.all([source.loadBalancers(), source.listeners(arns), source.targetGroups()]));

  expect([balancers, listeners, groups].map((one) => (one.status === 'read' ? one.value.length : one))).toEqual([
    2, 3, 4,
  ]);
  const times = (count: number, operation: string) =>
    Array.from({ length: count }, () => `elasticloadbalancing:${operation}`);
  expect(asked(sandbox)).toEqual([
    ...times(3, 'DescribeListeners'),
    ...times(2, 'DescribeLoadBalancers'),
    ...times(4, 'DescribeTargetGroups'),
    ...times(1, 'DescribeTargetHealth'),
  ]);
});

test('more listeners are asked for in several calls', async () => {
  const many = {
    ...region,
    listeners: Array.from({ length: 21 }, (_, n) => ({ loadBalancer: 'inner', port: n + 1, targetGroups: ['blue'] })),
  };
  const arns = await arnsIn(many);
  const { source, sandbox } = await described(many);

  const listeners = await clock.run(source.listeners(arns));

  expect(listeners.status === 'read' ? listeners.value.map((one) => one.port) : listeners).toEqual(
    many.listeners.map(({ port }) => port),
  );
  expect(asked(sandbox)).toHaveLength(2);
});

test.each<[string, (source: DetailSource) => Promise<Read<unknown>>]>([
  ['DescribeLoadBalancers', (source) => source.loadBalancers()],
  ['DescribeTargetGroups', (source) => source.targetGroups()],
  ['DescribeTargetHealth', (source) => source.targetGroups()],
])('without %s the reason says what is missing', async (operation, ask) => {
  const { source, sandbox } = await described(region);
  sandbox.fault({ operation, kind: 'denied' });

  expect(await clock.run(ask(source))).toEqual({
    status: 'failed',
    kind: 'denied',
    reason: `AccessDenied on elasticloadbalancing:${operation} (needs elasticloadbalancing:${operation})`,
  });
});

test('without DescribeListeners the reason says what is missing, and it is asked for once', async () => {
  const arns = await arnsIn(region);
  const { source, sandbox } = await described(region);
  sandbox.fault({ operation: 'DescribeListeners', kind: 'denied' });

  const failed = {
    status: 'failed',
    kind: 'denied',
    reason: 'AccessDenied on elasticloadbalancing:DescribeListeners (needs elasticloadbalancing:DescribeListeners)',
  };
  expect(await clock.run(Promise.all([source.listeners(arns), source.listeners(arns)]))).toEqual([failed, failed]);
  expect(asked(sandbox)).toHaveLength(1);
});
