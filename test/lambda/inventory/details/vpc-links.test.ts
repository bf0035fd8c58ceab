import { clock } from '../../../support/account';
import { asked, described } from './described';

const numbered = <T>(count: number, one: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => one(n));
const read = <T>(value: T) => ({ status: 'read', value, at: clock.now().toISOString() });
const id = expect.stringMatching(/^\w{6}$/);

test('links of both versions come with what they stand on', async () => {
  const { source } = await described({
    loadBalancers: [{ name: 'ledger' }],
    vpcLinks: {
      v1: [{ name: 'ledger', loadBalancer: 'ledger', tags: { terraform: 'yes' } }],
      v2: [{ name: 'orders', status: 'INACTIVE', subnets: ['subnet-1'], securityGroups: ['sg-1', 'sg-2'] }],
    },
  });

  expect(await clock.run(source.vpcLinks('V1'))).toEqual(
    read([
      {
        id,
        name: 'ledger',
        version: 'V1',
        status: 'AVAILABLE',
        subnets: [],
        securityGroups: [],
        targets: [
          expect.stringMatching(/^arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer\/net\/ledger\//),
        ],
        owner: { tool: 'terraform', name: '' },
      },
    ]),
  );
  expect(await clock.run(source.vpcLinks('V2'))).toEqual(
    read([
      {
        id,
        name: 'orders',
        version: 'V2',
        status: 'INACTIVE',
        subnets: ['subnet-1'],
        securityGroups: ['sg-1', 'sg-2'],
        targets: [],
        owner: null,
      },
    ]),
  );
});

test('every page of links is read, and each list once', async () => {
  const { source, sandbox } = await described(
    {
      vpcLinks: { v1: numbered(501, (n) => ({ name: `one-${n}` })), v2: numbered(3, (n) => ({ name: `two-${n}` })) },
    },
    { pages: { v2: 2 } },
  );

  const links = await clock.run(
    Promise.all([source.vpcLinks('V1'), source.vpcLinks('V2'), source.vpcLinks('V1'), source.vpcLinks('V2')]),
  );

  expect(links.map((one) => (one.status === 'read' ? one.value.length : one))).toEqual([501, 3, 501, 3]);
  expect(asked(sandbox)).toEqual([
    'apigateway:GetVpcLinks',
    'apigateway:GetVpcLinks',
    'apigatewayv2:GetVpcLinks',
    'apigatewayv2:GetVpcLinks',
  ]);
});

test.each([
  ['V1', 'apigateway'],
  ['V2', 'apigatewayv2'],
] as const)('without GetVpcLinks the links of %s are not known', async (version, service) => {
  const { source, sandbox } = await described({});
  sandbox.fault({ service, operation: 'GetVpcLinks', kind: 'denied' });

  expect(await clock.run(source.vpcLinks(version))).toEqual({
    status: 'failed',
    kind: 'denied',
    reason: `AccessDeniedException on ${service}:GetVpcLinks (needs apigateway:GET on /vpclinks)`,
  });
});

test('a list that AWS says does not exist is trouble, not gone', async () => {
  const { source, sandbox } = await described({});
  sandbox.fault({ operation: 'GetVpcLinks', kind: 'gone' });

  expect(await clock.run(source.vpcLinks('V1'))).toEqual({
    status: 'failed',
    kind: 'failed',
    reason: 'NotFoundException on apigateway:GetVpcLinks',
  });
});

const subnet = (n: number) => ({ id: `subnet-${n}`, vpc: `vpc-${n % 2}`, zone: `euw1-az${(n % 3) + 1}` });

test('subnets come with their VPC and zone, without those that were deleted', async () => {
  const { source } = await described({ subnets: [subnet(1), subnet(2), subnet(3)] });

  expect(await clock.run(source.subnets(['subnet-3', 'subnet-9', 'subnet-1', 'subnet-1']))).toEqual(
    read([subnet(3), subnet(1)]),
  );
});

test('only subnets that nobody asked for yet are asked for', async () => {
  const { source, sandbox } = await described({ subnets: [subnet(1), subnet(2), subnet(3)] });

  const [both, again, another, none] = await clock.run(
    Promise.all([
      source.subnets(['subnet-1', 'subnet-2']),
      source.subnets(['subnet-2', 'subnet-1']),
      source.subnets(['subnet-3', 'subnet-1']),
      source.subnets([]),
    ]),
  );

  expect([both, again, another, none]).toEqual([
    read([subnet(1), subnet(2)]),
    read([subnet(2), subnet(1)]),
    read([subnet(3), subnet(1)]),
    read([]),
  ]);
  expect(asked(sandbox)).toEqual(['ec2:DescribeSubnets', 'ec2:DescribeSubnets']);
});

test('every page of subnets is read, of more than one filter can name', async () => {
  const all = numbered(201, subnet);
  const { source, sandbox } = await described({ subnets: all }, { pages: { subnets: 150 } });

  const subnets = await clock.run(source.subnets(all.map((one) => one.id)));

  expect(subnets).toEqual(read(all));
  expect(asked(sandbox)).toEqual(['ec2:DescribeSubnets', 'ec2:DescribeSubnets', 'ec2:DescribeSubnets']);
});

test('without DescribeSubnets no subnet is known', async () => {
  const { source, sandbox } = await described({});
  sandbox.fault({ service: 'ec2', kind: 'denied' });

  expect(await clock.run(source.subnets(['subnet-1']))).toEqual({
    status: 'failed',
    kind: 'denied',
    reason: 'UnauthorizedOperation on ec2:DescribeSubnets (needs ec2:DescribeSubnets)',
  });
});
