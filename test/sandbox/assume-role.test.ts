import { APIGatewayClient, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import type { PolicyDocument, RoleDescription, Sandbox } from '../../sandbox';
import {
  arnOf,
  asking,
  assume,
  BANK,
  type Credentials,
  EXTERNAL_ID,
  member,
  ORGANIZATION,
  organizationOf,
  ROLE,
  SHOP,
  TRUSTS,
} from './members';
import { ACCOUNT_ID, closing, HandClock, HOME, raw, refusal, start, to } from './support';

const OTHER = 'eu-west-1';
const ENGINEER = `arn:aws:iam::${ACCOUNT_ID}:user/platform-engineer`;
const SCAN_ROLE = `arn:aws:iam::${ACCOUNT_ID}:role/headroom-scan`;
const SCAN_SESSION = `arn:aws:sts::${ACCOUNT_ID}:assumed-role/headroom-scan/scan`;
const account = { accountId: ACCOUNT_ID, regions: { [HOME]: {}, [OTHER]: {} } };
const denied = (who: string, role: string) =>
  refusal('AccessDenied', 403, {
    message: `User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${role}`,
  });

type Statement = PolicyDocument['Statement'][number];
const allowing = (...Statement: Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement });
const mayAssume = (more: Partial<Statement> = {}): PolicyDocument =>
  allowing({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: `arn:aws:iam::*:role/${ROLE}`, ...more });
/** A role that trusts the role of the scan. */
const trustingScan = (trusts: Partial<RoleDescription['trusts']> = {}): RoleDescription => ({
  name: ROLE,
  trusts: { ...TRUSTS, principal: SCAN_ROLE, ...trusts },
});

let clock: HandClock;
let sandbox: Sandbox;

const begin = async (role: RoleDescription | null, policy?: PolicyDocument) => {
  clock = new HandClock();
  sandbox = await start({
    account,
    clock,
    organization: organizationOf([member(SHOP, 'shop', { role }), member(BANK, 'bank')]),
    ...(policy ? { policy } : {}),
  });
};
beforeEach(() => begin({ name: ROLE, trusts: TRUSTS }));

const send = (input: AssumeRoleCommandInput, region = HOME) =>
  closing(new STSClient(to(sandbox, region))).send(new AssumeRoleCommand(input));
const as = (credentials: Credentials, region = HOME) => ({ ...to(sandbox, region), credentials });
const identity = (credentials: Credentials) =>
  closing(new STSClient(as(credentials))).send(new GetCallerIdentityCommand({}));
const restApis = (credentials: Credentials, region = HOME) =>
  closing(new APIGatewayClient(as(credentials, region))).send(new GetRestApisCommand({}));

describe('who is let in', () => {
  test('gets a key, a token, and a time at which they end by the clock of the sandbox', async () => {
    const { Credentials: given, AssumedRoleUser } = await send(asking(SHOP));

    expect(given).toEqual({
      AccessKeyId: expect.stringMatching(/^ASIA[0-9A-Z]{16}$/),
      SecretAccessKey: expect.stringMatching(/^.{40}$/),
      SessionToken: expect.stringMatching(/^[A-Za-z0-9+/=]{200,}$/),
      Expiration: new Date(clock.now().getTime() + 3_600_000),
    });
    expect(AssumedRoleUser).toEqual({
      Arn: `arn:aws:sts::${SHOP}:assumed-role/${ROLE}/scan-1`,
      AssumedRoleId: expect.stringMatching(/^AROA[0-9A-Z]{17}:scan-1$/),
    });
  });

  test('is somebody of the other account', async () => {
    expect(await identity(await assume(sandbox, SHOP))).toMatchObject({
      Account: SHOP,
      Arn: `arn:aws:sts::${SHOP}:assumed-role/${ROLE}/scan-1`,
      UserId: expect.stringMatching(/^AROA\w{17}:scan-1$/),
    });
  });

  test('gets another key each time', async () => {
    const [one, two] = [await assume(sandbox, SHOP), await assume(sandbox, SHOP)];

    expect(one.accessKeyId).not.toBe(two.accessKeyId);
    expect(one.sessionToken).not.toBe(two.sessionToken);
  });

  test('asks in any Region that its own account has', async () => {
    await expect(send(asking(SHOP), OTHER)).resolves.toBeDefined();
    await expect(send(asking(SHOP), 'af-south-1')).rejects.toMatchObject(refusal('InvalidClientTokenId', 403));
  });

  test.each([
    ['the user', ENGINEER],
    ['the account', `arn:aws:iam::${ACCOUNT_ID}:root`],
  ])('is %s that the role trusts', async (_, principal) => {
    await begin({ name: ROLE, trusts: { ...TRUSTS, principal } });

    await expect(send(asking(SHOP))).resolves.toBeDefined();
  });

  test.each([
    ['any session of the role', SCAN_ROLE],
    ['the one session', SCAN_SESSION],
  ])('is %s that the role trusts', async (_, principal) => {
    await begin(trustingScan({ principal }), mayAssume());

    await expect(send(asking(SHOP))).resolves.toBeDefined();
  });

  test('may use any name of a session, if the role does not ask for one', async () => {
    await begin({ name: ROLE, trusts: { principal: ENGINEER, externalId: EXTERNAL_ID, organizationId: ORGANIZATION } });

    await expect(send(asking(SHOP, { RoleSessionName: 'somebody' }))).resolves.toBeDefined();
  });
});

describe('whoever is not let in hears the same', () => {
  test.each<[string, Partial<AssumeRoleCommandInput>]>([
    ['for a role that is not there', { RoleArn: arnOf(SHOP, 'nobody') }],
    ['for an account that is not there', { RoleArn: arnOf('333333333333') }],
    ['for an account without a role', { RoleArn: arnOf(ACCOUNT_ID) }],
    ['with another external id', { ExternalId: 'other' }],
    ['without an external id', { ExternalId: undefined }],
    ['with a name of a session that the role does not want', { RoleSessionName: 'other' }],
  ])('%s', async (_, more) => {
    const input = asking(SHOP, more);

    await expect(send(input)).rejects.toMatchObject(denied(ENGINEER, input.RoleArn ?? ''));
  });

  test.each<[string, Partial<RoleDescription['trusts']>]>([
    ['another user', { principal: `arn:aws:iam::${ACCOUNT_ID}:user/somebody` }],
    ['another account', { principal: `arn:aws:iam::${BANK}:root` }],
    ['another organization', { organizationId: 'o-otherorganization' }],
  ])('when the role trusts %s', async (_, trusts) => {
    await begin({ name: ROLE, trusts: { ...TRUSTS, ...trusts } });

    await expect(send(asking(SHOP))).rejects.toMatchObject(denied(ENGINEER, arnOf(SHOP)));
  });

  test('when its role is another one, or its session', async () => {
    for (const principal of [`${SCAN_ROLE}-2`, `${SCAN_SESSION}-2`]) {
      await begin(trustingScan({ principal }), mayAssume());

      await expect(send(asking(SHOP))).rejects.toMatchObject(denied(SCAN_SESSION, arnOf(SHOP)));
    }
  });

  test.each(['PENDING_ACTIVATION', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED'] as const)(
    'for an account that is %s, until it is active again',
    async (state) => {
      sandbox.organization?.setState(SHOP, state);
      await expect(send(asking(SHOP))).rejects.toMatchObject(denied(ENGINEER, arnOf(SHOP)));

      sandbox.organization?.setState(SHOP, 'ACTIVE');
      await expect(send(asking(SHOP))).resolves.toBeDefined();
    },
  );

  test('once its own account has left the organization', async () => {
    sandbox.organization?.remove(ACCOUNT_ID);

    await expect(send(asking(SHOP))).rejects.toMatchObject(denied(ENGINEER, arnOf(SHOP)));
  });

  test('in an account without an organization', async () => {
    sandbox = await start({ account });

    await expect(send(asking(SHOP))).rejects.toMatchObject(denied(ENGINEER, arnOf(SHOP)));
    expect(sandbox.organization).toBeNull();
  });
});

describe('the caller’s own policy', () => {
  const because = `because no identity-based policy allows the sts:AssumeRole action`;
  const unallowed = (role = arnOf(SHOP)) =>
    refusal('AccessDenied', 403, {
      message: `User: ${SCAN_SESSION} is not authorized to perform: sts:AssumeRole on resource: ${role} ${because}`,
    });

  test('must allow the role', async () => {
    await begin(trustingScan(), mayAssume({ Resource: arnOf(BANK) }));

    await expect(send(asking(SHOP))).rejects.toMatchObject(unallowed());
  });

  test('can name the organization in which the role’s account must be', async () => {
    const Condition = { StringEquals: { 'aws:ResourceOrgID': ORGANIZATION } };
    await begin(trustingScan(), mayAssume({ Condition }));
    await expect(send(asking(SHOP))).resolves.toBeDefined();

    sandbox.organization?.remove(SHOP);
    await expect(send(asking(SHOP))).rejects.toMatchObject(unallowed());
    await expect(send(asking(SHOP, { RoleArn: arnOf('333333333333') }))).rejects.toMatchObject(
      unallowed(arnOf('333333333333')),
    );
  });

  test.each([
    ['sts:ExternalId', EXTERNAL_ID, { ExternalId: undefined }],
    ['sts:RoleSessionName', 'scan-1', { RoleSessionName: 'scan-2' }],
  ])('can ask for %s', async (key, value, without) => {
    await begin(trustingScan(), mayAssume({ Condition: { StringEquals: { [key]: value } } }));

    await expect(send(asking(SHOP))).resolves.toBeDefined();
    await expect(send(asking(SHOP, without))).rejects.toMatchObject(unallowed());
  });

  test('knows the organization of a resource only of this action', async () => {
    const Condition = { StringEquals: { 'aws:ResourceOrgID': ORGANIZATION } };

    await expect(start({ account, policy: mayAssume({ Action: 's3:GetObject', Condition }) })).rejects.toThrow(
      'aws:ResourceOrgID is known here only of sts:AssumeRole',
    );
  });

  test('is what the log says that was asked for', async () => {
    await send(asking(SHOP));

    expect(sandbox.calls).toMatchObject([
      {
        accountId: ACCOUNT_ID,
        service: 'sts',
        operation: 'AssumeRole',
        action: 'sts:AssumeRole',
        resource: arnOf(SHOP),
      },
    ]);
  });
});

describe('what is refused', () => {
  const constraint = (value: string, path: string, text: string) =>
    `1 validation error detected: Value ${value} at '${path}' failed to satisfy constraint: ${text}`;

  test.each<[string, Partial<AssumeRoleCommandInput>, string]>([
    [
      'a name of a session of one character',
      { RoleSessionName: 's' },
      constraint("'s'", 'roleSessionName', 'Member must have length greater than or equal to 2'),
    ],
    [
      'a name of a session of 65 characters',
      { RoleSessionName: 's'.repeat(65) },
      constraint(`'${'s'.repeat(65)}'`, 'roleSessionName', 'Member must have length less than or equal to 64'),
    ],
    [
      'a slash in the name of a session',
      { RoleSessionName: 'scan/1' },
      constraint(
        "'scan/1'",
        'roleSessionName',
        String.raw`Member must satisfy regular expression pattern: [\w+=,.@-]*`,
      ),
    ],
    [
      'an external id of one character',
      { ExternalId: 'e' },
      constraint("'e'", 'externalId', 'Member must have length greater than or equal to 2'),
    ],
    [
      'an external id of 1,225 characters',
      { ExternalId: 'e'.repeat(1225) },
      constraint(`'${'e'.repeat(1225)}'`, 'externalId', 'Member must have length less than or equal to 1224'),
    ],
    [
      'a blank in the external id',
      { ExternalId: 'an id' },
      constraint("'an id'", 'externalId', String.raw`Member must satisfy regular expression pattern: [\w+=,.@:\/-]*`),
    ],
    [
      '899 seconds',
      { DurationSeconds: 899 },
      constraint("'899'", 'durationSeconds', 'Member must have value greater than or equal to 900'),
    ],
    [
      '43,201 seconds',
      { DurationSeconds: 43_201 },
      constraint("'43201'", 'durationSeconds', 'Member must have value less than or equal to 43200'),
    ],
    [
      'an ARN of 19 characters',
      { RoleArn: 'arn:aws:iam::1:role' },
      constraint("'arn:aws:iam::1:role'", 'roleArn', 'Member must have length greater than or equal to 20'),
    ],
    ['the ARN of something else', { RoleArn: `arn:aws:iam::${SHOP}:user/somebody` }, 'Request ARN is invalid'],
    ['a role of another partition', { RoleArn: `arn:aws-cn:iam::${SHOP}:role/${ROLE}` }, 'Request ARN is invalid'],
    [
      'more seconds than the role allows',
      { DurationSeconds: 3601 },
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    ],
  ])('%s', async (_, more, message) => {
    await expect(send(asking(SHOP, more))).rejects.toMatchObject(refusal('ValidationError', 400, { message }));
  });

  test('two things at once, in one message', async () => {
    await expect(send(asking(SHOP, { RoleSessionName: '/', DurationSeconds: 1 }))).rejects.toThrow(
      "3 validation errors detected: Value '/' at 'roleSessionName'",
    );
  });

  test.each([
    ['RoleArn', 'roleArn', { RoleSessionName: 'scan-1' }],
    ['RoleSessionName', 'roleSessionName', { RoleArn: arnOf(SHOP) }],
  ])('an input without %s', async (_, path, input) => {
    const body = new URLSearchParams({ Action: 'AssumeRole', ...input }).toString();

    const { response, text } = await raw(sandbox, { service: 'sts', body });

    expect([response.status, text]).toEqual([
      400,
      expect.stringContaining(
        `<Code>ValidationError</Code><Message>${constraint('null', path, 'Member must not be null')}`,
      ),
    ]);
  });

  test('a role that asks for more than an hour, whatever the other role allows', async () => {
    const generous = { maxSessionSeconds: 43_200 };
    await begin({ ...trustingScan(), ...generous }, mayAssume());

    await expect(send(asking(SHOP, { DurationSeconds: 3601 }))).rejects.toMatchObject(
      refusal('ValidationError', 400, {
        message: 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
      }),
    );
    await expect(send(asking(SHOP, { DurationSeconds: 3600 }))).resolves.toBeDefined();
  });

  test('but not a user that asks for as much as the role allows', async () => {
    await begin({ name: ROLE, trusts: TRUSTS, maxSessionSeconds: 43_200 });

    const { Credentials: given } = await send(asking(SHOP, { DurationSeconds: 43_200 }));

    expect(given?.Expiration).toEqual(new Date(clock.now().getTime() + 43_200_000));
  });

  test('a policy of the session, which the sandbox lacks', async () => {
    await expect(send(asking(SHOP, { Policy: '{}' }))).rejects.toThrow('the sandbox has no Policy');
  });
});

describe('a temporary key', () => {
  test('works until its time is over', async () => {
    const key = await assume(sandbox, SHOP, { DurationSeconds: 900 });

    clock.ms += 899_999;
    await expect(restApis(key)).resolves.toMatchObject({ items: [{ name: 'shop' }] });

    clock.ms += 1;
    await expect(identity(key)).rejects.toMatchObject(
      refusal('ExpiredToken', 403, { message: 'The security token included in the request is expired' }),
    );
    await expect(restApis(key)).rejects.toMatchObject(refusal('ExpiredTokenException', 403));
  });

  test.each<[string, (key: Credentials) => Partial<Credentials>]>([
    ['without its token', () => ({ sessionToken: '' })],
    ['with another token', () => ({ sessionToken: 'other' })],
    ['that nobody gave', () => ({ accessKeyId: 'ASIA0000000000000000' })],
  ])('is not known %s', async (_, change) => {
    const key = await assume(sandbox, SHOP);

    await expect(identity({ ...key, ...change(key) })).rejects.toMatchObject(refusal('InvalidClientTokenId', 403));
  });

  test('does not work in a Region that its account does not have', async () => {
    await expect(restApis(await assume(sandbox, SHOP), OTHER)).rejects.toMatchObject(
      refusal('UnrecognizedClientException', 403),
    );
  });

  test('may do what the policy of its role allows, and nothing else', async () => {
    const policy = allowing({ Effect: 'Allow', Action: 'apigateway:GET', Resource: '*' });
    await begin({ name: ROLE, trusts: TRUSTS, policy });
    const key = await assume(sandbox, SHOP);

    await expect(restApis(key)).resolves.toBeDefined();
    await expect(assume(sandbox, BANK, {}, key)).rejects.toThrow(
      `User: arn:aws:sts::${SHOP}:assumed-role/${ROLE}/scan-1 is not authorized to perform: sts:AssumeRole on resource: ${arnOf(BANK)} because no identity-based policy allows the sts:AssumeRole action`,
    );
  });

  test('can be what lets somebody into a third account', async () => {
    sandbox.organization?.setRole(BANK, { name: ROLE, trusts: { ...TRUSTS, principal: arnOf(SHOP) } });
    const key = await assume(sandbox, BANK, {}, await assume(sandbox, SHOP));

    expect(await identity(key)).toMatchObject({ Account: BANK });
  });

  test('goes on when its account is suspended, has left or has no role any more', async () => {
    const key = await assume(sandbox, SHOP);

    sandbox.organization?.setState(SHOP, 'SUSPENDED');
    await expect(restApis(key)).resolves.toBeDefined();
    sandbox.organization?.remove(SHOP);
    await expect(restApis(key)).resolves.toBeDefined();
    sandbox.organization?.setRole(SHOP, null);
    await expect(restApis(key)).resolves.toBeDefined();
  });
});

test('faults of the caller’s account strike it', async () => {
  sandbox.fault({ kind: 'throttled', operation: 'AssumeRole', times: 1 }, { kind: 'denied', operation: 'AssumeRole' });

  await expect(send(asking(SHOP))).rejects.toMatchObject(refusal('Throttling', 400));
  await expect(send(asking(SHOP))).rejects.toThrow(`${arnOf(SHOP)} with an explicit deny in a service control policy`);
});
