import {
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  type ListAccountsCommandInput,
  ListParentsCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { PolicyDocument, Sandbox, SandboxOptions } from '../../../sandbox';
import { assume, MANAGEMENT, member, ORGANIZATION, organizationOf, PROD, ROOT, SHOP, WORKLOADS } from '../members';
import { ACCOUNT_ID, closing, HOME, pagesOf, raw, refusal, sizesOf, start, to } from '../support';

const NOBODY = '333333333333';
const account = { accountId: ACCOUNT_ID, regions: { [HOME]: {} } };
const numbered = Array.from({ length: 43 }, (_, n) => member(String(200_000_000_000 + n), `team-${n}`));
const arn = (rest: string) => `arn:aws:organizations::${MANAGEMENT}:${rest}`;

let sandbox: Sandbox;
let client: OrganizationsClient;

const begin = async (options: Partial<SandboxOptions>) => {
  sandbox = await start({ account, ...options });
  client = closing(new OrganizationsClient(to(sandbox)));
};
beforeEach(() =>
  begin({ organization: organizationOf([member(SHOP, 'shop', { tags: { team: 'web', cost: '12' } })]) }),
);

const accounts = async (input: ListAccountsCommandInput = {}) =>
  await pagesOf(async (NextToken) => {
    const page = await client.send(new ListAccountsCommand({ ...input, NextToken }));
    return { items: page.Accounts, next: page.NextToken };
  });
const parents = async (ChildId: string) => (await client.send(new ListParentsCommand({ ChildId }))).Parents;
const tags = async (ResourceId: string) => (await client.send(new ListTagsForResourceCommand({ ResourceId }))).Tags;
const unit = async (OrganizationalUnitId: string) =>
  (await client.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId }))).OrganizationalUnit;

describe('ListAccounts', () => {
  test('gives every account with its state, and no status', async () => {
    sandbox.organization?.add(member('444444444444', 'old', { state: 'CLOSED', joined: '2026-02-03T04:05:06Z' }));

    const all = (await accounts()).flat();

    expect(all.map(({ Id, Name, Email, State }) => [Id, Name, Email, State])).toEqual([
      [MANAGEMENT, 'management', 'root@example.com', 'ACTIVE'],
      [ACCOUNT_ID, 'monitoring', `${ACCOUNT_ID}@example.com`, 'ACTIVE'],
      [SHOP, 'shop', `${SHOP}@example.com`, 'ACTIVE'],
      ['444444444444', 'old', '444444444444@example.com', 'CLOSED'],
    ]);
    expect(all.at(-1)).toEqual({
      Id: '444444444444',
      Arn: arn(`account/${ORGANIZATION}/444444444444`),
      Name: 'old',
      Email: '444444444444@example.com',
      State: 'CLOSED',
      JoinedMethod: 'CREATED',
      JoinedTimestamp: new Date('2026-02-03T04:05:06Z'),
    });
  });

  test('comes in pages of at most 20', async () => {
    await begin({ organization: organizationOf(numbered) });

    const pages = await accounts();

    expect(sizesOf(pages)).toEqual([20, 20, 5]);
    expect(new Set(pages.flat().map(({ Id }) => Id)).size).toBe(45);
    expect(sizesOf(await accounts({ MaxResults: 18 }))).toEqual([18, 18, 9]);
  });

  test('comes in smaller pages, if the sandbox is told so', async () => {
    await begin({ organization: organizationOf([]), pages: { organizations: 1 } });

    expect(sizesOf(await accounts())).toEqual([1, 1]);
    expect(sizesOf(await accounts({ MaxResults: 20 }))).toEqual([1, 1]);
  });

  test.each<[ListAccountsCommandInput, string]>([
    [{ MaxResults: 0 }, 'MIN_VALUE_EXCEEDED'],
    [{ MaxResults: 21 }, 'MAX_VALUE_EXCEEDED'],
    [{ NextToken: 'abc' }, 'INVALID_NEXT_TOKEN'],
  ])('refuses %j', async (input, Reason) => {
    await expect(client.send(new ListAccountsCommand(input))).rejects.toMatchObject(
      refusal('InvalidInputException', 400, { Reason }),
    );
  });
});

test('ListParents gives the unit of an account, and of a unit the one above it, up to the root', async () => {
  expect(await parents(SHOP)).toEqual([{ Id: PROD, Type: 'ORGANIZATIONAL_UNIT' }]);
  expect(await parents(PROD)).toEqual([{ Id: WORKLOADS, Type: 'ORGANIZATIONAL_UNIT' }]);
  expect(await parents(WORKLOADS)).toEqual([{ Id: ROOT, Type: 'ROOT' }]);
  expect(await parents(MANAGEMENT)).toEqual([{ Id: ROOT, Type: 'ROOT' }]);
});

test('DescribeOrganizationalUnit gives the name of a unit, however deep', async () => {
  expect(await unit(PROD)).toEqual({ Id: PROD, Name: 'Prod', Arn: arn(`ou/${ORGANIZATION}/${PROD}`) });
  expect(await unit(WORKLOADS)).toMatchObject({ Name: 'Workloads' });
});

test('ListTagsForResource gives the tags of an account; units and the root have none', async () => {
  const both = [
    { Key: 'team', Value: 'web' },
    { Key: 'cost', Value: '12' },
  ];
  expect(await tags(SHOP)).toEqual(both);
  expect(await tags(PROD)).toEqual([]);
  expect(await tags(ROOT)).toEqual([]);

  await begin({
    organization: organizationOf([member(SHOP, 'shop', { tags: { team: 'web', cost: '12' } })]),
    pages: { organizations: 1 },
  });
  const pages = await pagesOf(async (NextToken) => {
    const page = await client.send(new ListTagsForResourceCommand({ ResourceId: SHOP, NextToken }));
    return { items: page.Tags, next: page.NextToken };
  });
  expect(pages).toEqual(both.map((tag) => [tag]));
});

test('ListRoots gives the one root', async () => {
  const { Roots, NextToken } = await client.send(new ListRootsCommand({}));

  expect(NextToken).toBeUndefined();
  expect(Roots).toEqual([
    {
      Id: ROOT,
      Arn: arn(`root/${ORGANIZATION}/${ROOT}`),
      Name: 'Root',
      PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
    },
  ]);
});

test('DescribeOrganization says which it is and whose', async () => {
  const { Organization } = await client.send(new DescribeOrganizationCommand({}));

  expect(Organization).toMatchObject({
    Id: ORGANIZATION,
    Arn: arn(`organization/${ORGANIZATION}`),
    FeatureSet: 'ALL',
    MasterAccountId: MANAGEMENT,
    MasterAccountArn: arn(`account/${ORGANIZATION}/${MANAGEMENT}`),
    MasterAccountEmail: 'root@example.com',
  });
});

describe('who may ask', () => {
  const asked: [string, (one: OrganizationsClient) => Promise<unknown>][] = [
    ['ListAccounts', (one) => one.send(new ListAccountsCommand({}))],
    ['ListParents', (one) => one.send(new ListParentsCommand({ ChildId: SHOP }))],
    ['ListTagsForResource', (one) => one.send(new ListTagsForResourceCommand({ ResourceId: SHOP }))],
    [
      'DescribeOrganizationalUnit',
      (one) => one.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: PROD })),
    ],
    ['ListRoots', (one) => one.send(new ListRootsCommand({}))],
  ];
  const refused = refusal('AccessDeniedException', 400, {
    message: "You don't have permissions to access this resource.",
  });
  const elsewhere = refusal('AWSOrganizationsNotInUseException', 400, {
    message: 'Your account is not a member of an organization.',
  });

  test.each(asked)('%s: a delegated administrator and the management account, no other', async (_, ask) => {
    const delegated = client;
    await begin({ organization: organizationOf([member(SHOP, 'shop')], { delegatedAdministrator: false }) });
    const plain = client;
    const inMember = closing(new OrganizationsClient({ ...to(sandbox), credentials: await assume(sandbox, SHOP) }));
    await begin({
      organization: {
        ...organizationOf([member(SHOP, 'shop')]),
        managementAccountId: ACCOUNT_ID,
        delegatedAdministrator: false,
      },
    });
    const management = client;

    await expect(ask(delegated)).resolves.toBeDefined();
    await expect(ask(management)).resolves.toBeDefined();
    await expect(ask(plain)).rejects.toMatchObject(refused);
    await expect(ask(inMember)).rejects.toMatchObject(refused);
  });

  test('DescribeOrganization: every member', async () => {
    const credentials = await assume(sandbox, SHOP);
    const inMember = closing(new OrganizationsClient({ ...to(sandbox), credentials }));

    expect(await inMember.send(new DescribeOrganizationCommand({}))).toMatchObject({
      Organization: { Id: ORGANIZATION },
    });
  });

  test.each([
    ...asked,
    ['DescribeOrganization', (one: OrganizationsClient) => one.send(new DescribeOrganizationCommand({}))] as const,
  ])('%s: nobody without an organization, or after leaving it', async (_, ask) => {
    sandbox.organization?.remove(ACCOUNT_ID);
    await expect(ask(client)).rejects.toMatchObject(elsewhere);

    await begin({});
    await expect(ask(client)).rejects.toMatchObject(elsewhere);
  });
});

describe('what is refused', () => {
  test.each<[string, string, () => Promise<unknown>]>([
    ['the parents of an account that is not there', 'ChildNotFoundException', () => parents(NOBODY)],
    ['the parents of a unit that is not there', 'ChildNotFoundException', () => parents('ou-exam-nowhere1')],
    ['the parents of the root', 'InvalidInputException', () => parents(ROOT)],
    ['the parents of nonsense', 'InvalidInputException', () => parents('shop')],
    ['the tags of an account that is not there', 'TargetNotFoundException', () => tags(NOBODY)],
    ['the tags of a unit that is not there', 'TargetNotFoundException', () => tags('ou-exam-nowhere1')],
    ['the tags of a policy', 'TargetNotFoundException', () => tags('p-FullAWSAccess')],
    ['the tags of nonsense', 'InvalidInputException', () => tags('shop')],
    ['a unit that is not there', 'OrganizationalUnitNotFoundException', () => unit('ou-exam-nowhere1')],
    ['the root as a unit', 'InvalidInputException', () => unit(ROOT)],
  ])('%s', async (_, code, ask) => {
    await expect(ask()).rejects.toMatchObject(refusal(code, 400));
  });

  test('an account that has left', async () => {
    sandbox.organization?.remove(SHOP);

    await expect(parents(SHOP)).rejects.toMatchObject(refusal('ChildNotFoundException', 400));
    await expect(tags(SHOP)).rejects.toMatchObject(refusal('TargetNotFoundException', 400));
  });

  test('an input without its child', async () => {
    const headers = { 'x-amz-target': 'AWSOrganizationsV20161128.ListParents' };

    const { response, text } = await raw(sandbox, { service: 'organizations', headers, body: '{}' });

    expect([response.status, text]).toEqual([400, expect.stringContaining('ChildId is required')]);
    expect(response.headers.get('x-amzn-errortype')).toBe('InvalidInputException');
  });

  test('a request that is signed for another Region', async () => {
    const there = closing(new OrganizationsClient(to(sandbox, 'eu-west-1')));

    await expect(there.send(new ListRootsCommand({}))).rejects.toMatchObject(refusal('SignatureDoesNotMatch', 403));
  });

  test.each([
    ['throttled', 'TooManyRequestsException', 400],
    ['error', 'ServiceException', 500],
    ['denied', 'AccessDeniedException', 400],
  ] as const)('what a fault strikes: %s', async (kind, code, status) => {
    sandbox.fault({ kind, service: 'organizations' });

    await expect(client.send(new ListRootsCommand({}))).rejects.toMatchObject(refusal(code, status));
  });
});

describe('permissions', () => {
  test('are on the account, the unit or the root that is asked for, else on everything', async () => {
    await client.send(new DescribeOrganizationCommand({}));
    await accounts();
    await client.send(new ListRootsCommand({}));
    await parents(SHOP);
    await parents(PROD);
    await tags(ROOT);
    await unit(WORKLOADS);

    expect(sandbox.calls.map(({ action, resource }) => [action, resource])).toEqual([
      ['organizations:DescribeOrganization', '*'],
      ['organizations:ListAccounts', '*'],
      ['organizations:ListRoots', '*'],
      ['organizations:ListParents', arn(`account/${ORGANIZATION}/${SHOP}`)],
      ['organizations:ListParents', arn(`ou/${ORGANIZATION}/${PROD}`)],
      ['organizations:ListTagsForResource', arn(`root/${ORGANIZATION}/${ROOT}`)],
      ['organizations:DescribeOrganizationalUnit', arn(`ou/${ORGANIZATION}/${WORKLOADS}`)],
    ]);
  });

  test('that are not given are named', async () => {
    const policy: PolicyDocument = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'organizations:ListRoots', Resource: '*' }],
    };
    await begin({ organization: organizationOf([]), policy });

    await expect(client.send(new ListRootsCommand({}))).resolves.toBeDefined();
    await expect(accounts()).rejects.toThrow(
      'organizations:ListAccounts on resource: * because no identity-based policy allows the organizations:ListAccounts action',
    );
  });
});
