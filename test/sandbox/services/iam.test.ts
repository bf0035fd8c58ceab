import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import type { Sandbox } from '../../../sandbox';
import { ACCOUNT_ID, closing, pagesOf, refusal, sizesOf, start, to } from '../support';

const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
const SEND = `arn:aws:iam::${ACCOUNT_ID}:policy/send`;
const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }] };

let sandbox: Sandbox;
let client: IAMClient;

beforeAll(async () => {
  sandbox = await start({
    account: {
      accountId: ACCOUNT_ID,
      // IAM is the account's: it is asked in us-east-1, which this account does not use.
      regions: { 'eu-west-1': { lambda: { functions: [{ name: 'plain' }, { name: 'b', role: 'teams/orders' }] } } },
      iam: {
        roles: [
          {
            name: 'teams/orders',
            inline: { one: document, two: document },
            attached: ['send', 'AWSLambdaBasicExecutionRole'],
          },
        ],
        policies: [{ name: 'send', document }],
      },
    },
    pages: { iam: 1 },
  });
  client = closing(new IAMClient(to(sandbox)));
});

test('the policies of a role come in pages, the inline ones by name and the attached ones by ARN', async () => {
  const RoleName = 'orders';
  const names = await pagesOf(async (Marker) => {
    const page = await client.send(new ListRolePoliciesCommand({ RoleName, Marker }));
    return { items: page.PolicyNames, next: page.IsTruncated ? page.Marker : undefined };
  });
  const attached = await pagesOf(async (Marker) => {
    const page = await client.send(new ListAttachedRolePoliciesCommand({ RoleName, Marker }));
    return { items: page.AttachedPolicies, next: page.IsTruncated ? page.Marker : undefined };
  });

  expect(sizesOf(names)).toEqual([1, 1]);
  expect(names.flat()).toEqual(['one', 'two']);
  expect(attached).toEqual([
    [{ PolicyName: 'send', PolicyArn: SEND }],
    [{ PolicyName: 'AWSLambdaBasicExecutionRole', PolicyArn: BASIC }],
  ]);
});

test('the role of a function that nobody describes may write logs', async () => {
  const { AttachedPolicies } = await client.send(new ListAttachedRolePoliciesCommand({ RoleName: 'plain' }));
  const { PolicyNames } = await client.send(new ListRolePoliciesCommand({ RoleName: 'plain' }));

  expect(AttachedPolicies?.map(({ PolicyArn }) => PolicyArn)).toEqual([BASIC]);
  expect(PolicyNames ?? []).toEqual([]);
});

test('documents come percent-encoded', async () => {
  const inline = await client.send(new GetRolePolicyCommand({ RoleName: 'orders', PolicyName: 'one' }));
  const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn: SEND }));
  const version = { PolicyArn: SEND, VersionId: Policy?.DefaultVersionId };
  const { PolicyVersion } = await client.send(new GetPolicyVersionCommand(version));

  expect(inline.PolicyDocument).toBe(encodeURIComponent(JSON.stringify(document)));
  expect(PolicyVersion?.Document).toBe(encodeURIComponent(JSON.stringify(document)));
});

test.each<[string, () => Promise<unknown>, string]>([
  ['a role', () => client.send(new ListRolePoliciesCommand({ RoleName: 'nope' })), 'The role with name nope cannot'],
  [
    'an inline policy',
    () => client.send(new GetRolePolicyCommand({ RoleName: 'orders', PolicyName: 'x' })),
    'The role policy with name x cannot be found.',
  ],
  [
    'a policy',
    () => client.send(new GetPolicyCommand({ PolicyArn: `${SEND}-not` })),
    'does not exist or is not attachable',
  ],
  [
    'a version',
    () => client.send(new GetPolicyVersionCommand({ PolicyArn: SEND, VersionId: 'v2' })),
    'version v2 does not exist',
  ],
])('%s that is not there is NoSuchEntity', async (_, ask, message) => {
  await expect(ask()).rejects.toMatchObject(
    refusal('NoSuchEntityException', 404, { message: expect.stringContaining(message) }),
  );
});

test.each([{ MaxItems: 0 }, { MaxItems: 1001 }, { Marker: 'abc' }])('%j is refused', async (input) => {
  await expect(client.send(new ListRolePoliciesCommand({ RoleName: 'orders', ...input }))).rejects.toMatchObject(
    refusal('ValidationError', 400),
  );
  await expect(
    client.send(new ListAttachedRolePoliciesCommand({ RoleName: 'orders', ...input })),
  ).rejects.toMatchObject(refusal('ValidationError', 400));
});

test('a path prefix is not in the sandbox', async () => {
  const command = new ListAttachedRolePoliciesCommand({ RoleName: 'orders', PathPrefix: '/teams/' });

  await expect(client.send(command)).rejects.toMatchObject({ message: 'the sandbox has no PathPrefix' });
});

test('a request that is signed for another Region is refused', async () => {
  const elsewhere = closing(new IAMClient(to(sandbox, 'eu-west-1')));

  await expect(elsewhere.send(new ListRolePoliciesCommand({ RoleName: 'orders' }))).rejects.toMatchObject(
    refusal('SignatureDoesNotMatch', 403),
  );
});

test('roles are asked for by their ARN with its path, policies by theirs', async () => {
  sandbox.reset();
  await client.send(new ListRolePoliciesCommand({ RoleName: 'orders' }));
  await client.send(new GetPolicyCommand({ PolicyArn: BASIC }));

  expect(sandbox.calls.map(({ region, action, resource }) => [region, action, resource])).toEqual([
    ['us-east-1', 'iam:ListRolePolicies', `arn:aws:iam::${ACCOUNT_ID}:role/teams/orders`],
    ['us-east-1', 'iam:GetPolicy', BASIC],
  ]);
});

test('a role with a policy that nobody describes is no account', async () => {
  const roles = [{ name: 'orders', attached: ['nowhere'] }];

  await expect(start({ account: { accountId: ACCOUNT_ID, regions: {}, iam: { roles } } })).rejects.toThrow(
    'no policy nowhere',
  );
});
