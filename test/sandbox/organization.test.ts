import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import { APIGatewayClient, GetAccountCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { CloudFrontClient, ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import { IAMClient, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeOrganizationCommand, ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { MemberDescription, OrganizationDescription, Sandbox, SandboxOptions } from '../../sandbox';
import {
  arnOf,
  asking,
  assume,
  BANK,
  type Credentials,
  MANAGEMENT,
  member,
  organizationOf,
  PROD,
  ROLE,
  SHOP,
  TRUSTS,
  WORKLOADS,
} from './members';
import { ACCOUNT_ID, closing, HandClock, HOME, refusal, start, to } from './support';

const EU = 'eu-west-1';
const ASIA = 'ap-south-1';
const account = { accountId: ACCOUNT_ID, regions: { [HOME]: { restApis: [{ name: 'monitoring' }] }, [EU]: {} } };
const BY_CONTROL_POLICY = 'with an explicit deny in a service control policy';

let sandbox: Sandbox;

const begin = async (
  members: readonly MemberDescription[] = [member(SHOP, 'shop'), member(BANK, 'bank')],
  options: Partial<SandboxOptions> = {},
) => {
  sandbox = await start({ account, organization: organizationOf(members), ...options });
};
const change = () => {
  if (!sandbox.organization) throw new Error('this sandbox has no organization');
  return sandbox.organization;
};
const as = (credentials: Credentials, region = HOME) => ({ ...to(sandbox, region), credentials });
const namesOf = async (config: ReturnType<typeof to>) => {
  const { items = [] } = await closing(new APIGatewayClient(config)).send(new GetRestApisCommand({}));
  return items.map(({ name }) => name);
};
const namesIn = async (accountId: string) => await namesOf(as(await assume(sandbox, accountId)));
const listed = async () => {
  const client = closing(new OrganizationsClient(to(sandbox)));
  const { Accounts = [] } = await client.send(new ListAccountsCommand({}));
  return Accounts.map(({ Id, State }) => [Id, State]);
};

describe('every account', () => {
  test('sees only its own APIs, behind one endpoint', async () => {
    await begin();

    expect(await namesOf(to(sandbox))).toEqual(['monitoring']);
    expect(await namesIn(SHOP)).toEqual(['shop']);
    expect(await namesIn(BANK)).toEqual(['bank']);
  });

  test('keeps what is stored to itself', async () => {
    await begin();
    const [shop, bank] = [await assume(sandbox, SHOP), await assume(sandbox, BANK)];
    const parameter = { Name: '/token', Value: 'v', Type: 'String' as const };
    await closing(new SSMClient(as(shop))).send(new PutParameterCommand(parameter));
    const read = (config: ReturnType<typeof to>) =>
      closing(new SSMClient(config)).send(new GetParameterCommand({ Name: '/token' }));

    expect(await read(as(shop))).toMatchObject({
      Parameter: { ARN: `arn:aws:ssm:${HOME}:${SHOP}:parameter/token` },
    });
    await expect(read(as(bank))).rejects.toMatchObject(refusal('ParameterNotFound', 400));
    await expect(read(to(sandbox))).rejects.toMatchObject(refusal('ParameterNotFound', 400));
  });

  test('is named in the log, which they have in common', async () => {
    await begin();

    await namesIn(SHOP);
    await namesIn(BANK);

    expect(sandbox.calls.map(({ accountId, operation }) => [accountId, operation])).toEqual([
      [ACCOUNT_ID, 'AssumeRole'],
      [SHOP, 'GetRestApis'],
      [ACCOUNT_ID, 'AssumeRole'],
      [BANK, 'GetRestApis'],
    ]);
  });

  test('has its own rates in each Region', async () => {
    await begin(undefined, { throttle: true, clock: new HandClock() });
    const [shop, bank] = [await assume(sandbox, SHOP), await assume(sandbox, BANK)];
    const answered = async (config: ReturnType<typeof to>) => {
      const client = closing(new APIGatewayClient(config));
      const calls = Array.from({ length: 45 }, () => client.send(new GetAccountCommand({})));
      return (await Promise.allSettled(calls)).filter(({ status }) => status === 'fulfilled').length;
    };

    expect(await answered(as(shop))).toBe(40);
    expect(await answered(as(bank))).toBe(40);
    expect(await answered(to(sandbox))).toBe(40);
    expect(await answered(to(sandbox, EU))).toBe(40);
    expect(await answered(as(shop))).toBe(0);
  });

  test('has its own faults, of its description and those that are added', async () => {
    const broken = { accountId: SHOP, regions: { [HOME]: { faults: [{ kind: 'error' as const, times: 1 }] } } };
    await begin([member(SHOP, 'shop', { account: broken }), member(BANK, 'bank')]);

    await expect(namesIn(SHOP)).rejects.toMatchObject(refusal('InternalFailure', 500));
    expect(await namesIn(BANK)).toEqual(['bank']);

    change().fault(BANK, { kind: 'throttled', service: 'apigateway' });
    await expect(namesIn(BANK)).rejects.toMatchObject(refusal('TooManyRequestsException', 429));
    expect(await namesIn(SHOP)).toEqual([]);
    expect(await namesOf(to(sandbox))).toEqual(['monitoring']);

    sandbox.clearFaults();
    expect(await namesIn(BANK)).toEqual(['bank']);
  });
});

describe('a service control policy that denies two Regions', () => {
  const regions = { [HOME]: {}, [EU]: {}, [ASIA]: {} };
  const denying = member(SHOP, 'shop', {
    denies: { regions: [EU, ASIA] },
    account: { accountId: SHOP, regions },
  });
  const restApis = (config: ReturnType<typeof to>) =>
    closing(new APIGatewayClient(config)).send(new GetRestApisCommand({}));

  test.each([EU, ASIA])('denies %s by name', async (region) => {
    await begin([denying]);
    const key = await assume(sandbox, SHOP);

    await expect(restApis(as(key, region))).rejects.toMatchObject(
      refusal('AccessDeniedException', 403, {
        message: `User: arn:aws:sts::${SHOP}:assumed-role/${ROLE}/scan-1 is not authorized to perform: apigateway:GET on resource: arn:aws:apigateway:${region}::/restapis ${BY_CONTROL_POLICY}`,
      }),
    );
    await expect(closing(new LambdaClient(as(key, region))).send(new GetAccountSettingsCommand({}))).rejects.toThrow(
      BY_CONTROL_POLICY,
    );
  });

  test('denies STS there, but for what needs no permission', async () => {
    await begin([denying]);
    const sts = closing(new STSClient(as(await assume(sandbox, SHOP), EU)));

    await expect(sts.send(new AssumeRoleCommand(asking(BANK)))).rejects.toMatchObject(
      refusal('AccessDenied', 403, { message: expect.stringContaining(`${arnOf(BANK)} ${BY_CONTROL_POLICY}`) }),
    );
    await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Account: SHOP });
  });

  test('denies no other Region, and no other account', async () => {
    await begin([denying, member(BANK, 'bank', { account: { accountId: BANK, regions } })]);

    await expect(restApis(as(await assume(sandbox, SHOP)))).resolves.toBeDefined();
    await expect(restApis(as(await assume(sandbox, BANK), EU))).resolves.toBeDefined();
    await expect(restApis(to(sandbox, EU))).resolves.toBeDefined();
  });

  test('denies no global service, though it is asked in that Region', async () => {
    const here = [HOME, EU];
    await begin([member(SHOP, 'shop', { denies: { regions: here }, account: { accountId: SHOP, regions } })]);
    const key = await assume(sandbox, SHOP);

    await expect(closing(new AccountClient(as(key, EU))).send(new ListRegionsCommand({}))).resolves.toBeDefined();
    await expect(closing(new CloudFrontClient(as(key))).send(new ListDistributionsCommand({}))).resolves.toBeDefined();
    await expect(
      closing(new OrganizationsClient(as(key))).send(new DescribeOrganizationCommand({})),
    ).resolves.toBeDefined();
    await expect(
      closing(new IAMClient(as(key))).send(new ListRolePoliciesCommand({ RoleName: 'nope' })),
    ).rejects.toMatchObject(refusal('NoSuchEntityException', 404));
  });

  test('binds the home account too, whose administrator it binds as well', async () => {
    const organization = organizationOf([]);
    const accounts = organization.accounts.map((one) =>
      one.id === ACCOUNT_ID ? { ...one, denies: { regions: [EU] } } : one,
    );
    await begin([], { organization: { ...organization, accounts } });

    await expect(restApis(to(sandbox, EU))).rejects.toThrow(BY_CONTROL_POLICY);
    await expect(restApis({ ...to(sandbox, EU), credentials: sandbox.administrator })).rejects.toThrow(
      BY_CONTROL_POLICY,
    );
    await expect(restApis(to(sandbox))).resolves.toBeDefined();
  });

  test('ends when the account leaves', async () => {
    await begin([denying]);
    const key = await assume(sandbox, SHOP);

    change().remove(SHOP);

    await expect(restApis(as(key, EU))).resolves.toBeDefined();
  });
});

describe('while something runs', () => {
  test('an account joins: it is listed, and lets in', async () => {
    await begin([member(SHOP, 'shop')]);

    change().add(member(BANK, 'bank'));

    expect((await listed()).map(([id]) => id)).toEqual([MANAGEMENT, ACCOUNT_ID, SHOP, BANK]);
    expect(await namesIn(BANK)).toEqual(['bank']);
  });

  test('an account leaves: it is not listed, and its role is still there', async () => {
    await begin();

    change().remove(SHOP);

    expect((await listed()).map(([id]) => id)).toEqual([MANAGEMENT, ACCOUNT_ID, BANK]);
    expect(await namesIn(SHOP)).toEqual(['shop']);
    change().setRole(SHOP, null);
    await expect(assume(sandbox, SHOP)).rejects.toMatchObject(refusal('AccessDenied', 403));
  });

  test('an account that had left comes back as it is described then', async () => {
    await begin();
    change().remove(SHOP);

    change().add(member(SHOP, 'new shop'));

    expect(await namesIn(SHOP)).toEqual(['new shop']);
    expect((await listed()).map(([id]) => id)).toEqual([MANAGEMENT, ACCOUNT_ID, BANK, SHOP]);
  });

  test('an account is suspended: it is listed as that', async () => {
    await begin();

    change().setState(SHOP, 'SUSPENDED');

    expect(await listed()).toEqual([
      [MANAGEMENT, 'ACTIVE'],
      [ACCOUNT_ID, 'ACTIVE'],
      [SHOP, 'SUSPENDED'],
      [BANK, 'ACTIVE'],
    ]);
  });

  test('an account gets a role, and another one', async () => {
    await begin([member(SHOP, 'shop', { role: null })]);
    await expect(assume(sandbox, SHOP)).rejects.toMatchObject(refusal('AccessDenied', 403));

    change().setRole(SHOP, { name: ROLE, trusts: TRUSTS });
    expect(await namesIn(SHOP)).toEqual(['shop']);

    change().setRole(SHOP, { name: ROLE, trusts: { ...TRUSTS, externalId: 'another' } });
    await expect(assume(sandbox, SHOP)).rejects.toMatchObject(refusal('AccessDenied', 403));
  });

  test('a Region of an account is described anew, and no other account’s', async () => {
    await begin();

    change().change(SHOP, HOME, { restApis: [{ name: 'larger shop' }] });

    expect(await namesIn(SHOP)).toEqual(['larger shop']);
    expect(await namesIn(BANK)).toEqual(['bank']);
    expect(await namesOf(to(sandbox))).toEqual(['monitoring']);
  });

  test('a reset ends the faults of all accounts and forgets all calls', async () => {
    await begin();
    change().fault(SHOP, { kind: 'error' });
    await expect(namesIn(SHOP)).rejects.toMatchObject(refusal('InternalFailure', 500));

    sandbox.reset();

    expect(sandbox.calls).toEqual([]);
    expect(await namesIn(SHOP)).toEqual(['shop']);
  });

  test.each<[string, () => void, string]>([
    ['a member to join', () => change().add(member(SHOP, 'shop')), `account ${SHOP} is a member already`],
    ['the management account to leave', () => change().remove(MANAGEMENT), 'the management account cannot leave'],
    ['a stranger to leave', () => change().remove('333333333333'), 'account 333333333333 is not in the organization'],
    ['a state for a stranger', () => change().setState('333333333333', 'CLOSED'), 'no account 333333333333'],
    ['a role for a stranger', () => change().setRole('333333333333', null), 'no account 333333333333'],
    ['a fault for a stranger', () => change().fault('333333333333', { kind: 'error' }), 'no account 333333333333'],
    ['a Region that an account lacks', () => change().change(SHOP, EU, {}), `no Region ${EU} in this account`],
  ])('it cannot be asked of %s', async (_, ask, message) => {
    await begin();

    expect(ask).toThrow(message);

    expect((await listed()).map(([id]) => id)).toEqual([MANAGEMENT, ACCOUNT_ID, SHOP, BANK]);
  });
});

describe('an organization that cannot be is refused at the start', () => {
  const policy = {
    Version: '2012-10-17' as const,
    Statement: [{ Effect: 'Allow' as const, Action: 'x', Resource: '*' }],
  };

  test.each<[string, Partial<OrganizationDescription>, string]>([
    ['another form of id', { id: 'example' }, '"id"'],
    ['no management account', { managementAccountId: '333333333333' }, 'the management account 333333333333 is not'],
    ['no home account', { accounts: organizationOf([]).accounts.slice(0, 1) }, `the home account ${ACCOUNT_ID} is not`],
    ['an account twice', organizationOf([member(SHOP, 'a'), member(SHOP, 'b')]), `two accounts of the organization`],
    [
      'a unit that is not there',
      organizationOf([member(SHOP, 'shop', { unit: 'ou-exam-nowhere1' })]),
      `account ${SHOP} is in ou-exam-nowhere1`,
    ],
    [
      'an account without an estate',
      { accounts: [...organizationOf([]).accounts, { id: SHOP, name: 'shop', unit: WORKLOADS, role: null }] },
      `account ${SHOP} has no estate`,
    ],
    [
      'the estate of another account',
      organizationOf([member(SHOP, 'shop', { account: { accountId: BANK, regions: {} } })]),
      `the estate of account ${SHOP} is that of ${BANK}`,
    ],
    [
      'an account of another partition',
      organizationOf([member(SHOP, 'shop', { account: { accountId: SHOP, partition: 'aws-cn', regions: {} } })]),
      `account ${SHOP} is not in the partition aws`,
    ],
    [
      'a second estate of the home account',
      {
        accounts: organizationOf([]).accounts.map((one) => (one.id === ACCOUNT_ID ? { ...one, account } : one)),
      },
      'the estate of the home account is that of the sandbox',
    ],
    [
      'a service control policy for the management account',
      {
        managementAccountId: SHOP,
        accounts: organizationOf([member(SHOP, 's', { denies: { regions: [EU] } })]).accounts,
      },
      'no service control policy binds the management account',
    ],
    [
      'a policy that cannot be judged',
      organizationOf([member(SHOP, 'shop', { role: { name: ROLE, trusts: TRUSTS, policy } })]),
      'the sandbox cannot judge this policy',
    ],
    [
      'a principal that is no ARN',
      organizationOf([member(SHOP, 'shop', { role: { name: ROLE, trusts: { ...TRUSTS, principal: '*' } } })]),
      '"principal"',
    ],
    [
      'a Region in which an account cannot be',
      organizationOf([
        member(SHOP, 'shop', {
          account: { accountId: SHOP, regions: { [HOME]: { restApis: [{ name: 'b' }, { name: 'b' }] } } },
        }),
      ]),
      `two APIs of ${HOME}`,
    ],
  ])('%s', async (_, wrong, message) => {
    await expect(start({ account, organization: { ...organizationOf([]), ...wrong } })).rejects.toThrow(message);
  });

  test('a misspelt key', async () => {
    const misspelt = { ...member(SHOP, 'shop'), roles: [] };

    await expect(start({ account, organization: organizationOf([misspelt]) })).rejects.toThrow('"roles"');
  });

  test('and an account that cannot join leaves everything as it was', async () => {
    await begin([]);

    expect(() => change().add(member(SHOP, 'shop', { unit: 'ou-exam-nowhere1' }))).toThrow('ou-exam-nowhere1');

    expect((await listed()).map(([id]) => id)).toEqual([MANAGEMENT, ACCOUNT_ID]);
    change().add(member(SHOP, 'shop', { unit: PROD }));
    expect(await namesIn(SHOP)).toEqual(['shop']);
  });
});
