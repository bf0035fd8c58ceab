import { APIGatewayClient, GetResourcesCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { CloudWatchClient, ListMetricsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetFunctionConcurrencyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { matchesPattern, type PolicyDocument, type Sandbox } from '../../sandbox';
import { ACCOUNT_ID, closing, HOME, refusal, start, to } from './support';

const ROLE = `arn:aws:sts::${ACCOUNT_ID}:assumed-role/headroom-scan/scan`;
const Bucket = 'headroom';
const account = { accountId: ACCOUNT_ID, regions: { [HOME]: {} }, buckets: [Bucket] };

type Statement = PolicyDocument['Statement'][number];
const allowing = (...Statement: Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement });
const allow = (
  Action: string | string[],
  Resource: string | string[] = '*',
  more: Partial<Statement> = {},
): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const under = async (...statements: Statement[]) => await start({ account, policy: allowing(...statements) });

const restApis = (sandbox: Sandbox) => closing(new APIGatewayClient(to(sandbox))).send(new GetRestApisCommand({}));
const s3 = (sandbox: Sandbox) => closing(new S3Client(to(sandbox)));
const metrics = (sandbox: Sandbox, Namespace: string) =>
  closing(new CloudWatchClient(to(sandbox))).send(
    new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName: 'm', Value: 1 }] }),
  );

describe('what a policy decides', () => {
  test('what it allows is answered', async () => {
    const sandbox = await under(allow('apigateway:GET', `arn:aws:apigateway:${HOME}::/restapis`));

    await expect(restApis(sandbox)).resolves.toMatchObject({ items: [] });
  });

  test.each<[string, Statement]>([
    ['another action', allow('apigateway:POST', `arn:aws:apigateway:${HOME}::/restapis`)],
    ['another path', allow('apigateway:GET', `arn:aws:apigateway:${HOME}::/restapis/*`)],
    ['another Region', allow('apigateway:GET', 'arn:aws:apigateway:eu-west-1::/restapis')],
  ])('what it does not allow is denied: %s', async (_, statement) => {
    const sandbox = await under(statement);

    await expect(restApis(sandbox)).rejects.toMatchObject(
      refusal('AccessDeniedException', 403, {
        message: `User: ${ROLE} is not authorized to perform: apigateway:GET on resource: arn:aws:apigateway:${HOME}::/restapis because no identity-based policy allows the apigateway:GET action`,
      }),
    );
    expect(sandbox.calls.map(({ status }) => status)).toEqual([403]);
  });

  test('an explicit deny goes before what is allowed', async () => {
    const sandbox = await under(allow('*'), { Effect: 'Deny', Action: 'apigateway:*', Resource: '*' });

    await expect(restApis(sandbox)).rejects.toThrow(
      `apigateway:GET on resource: arn:aws:apigateway:${HOME}::/restapis with an explicit deny in an identity-based policy`,
    );
  });

  test('an action matches in any case, a resource only in its own', async () => {
    const any = await under(allow('APIGateway:get', `arn:aws:apigateway:${HOME}::/restapis`));
    const other = await under(allow('apigateway:GET', `arn:aws:apigateway:${HOME}::/RestApis`));

    await expect(restApis(any)).resolves.toBeDefined();
    await expect(restApis(other)).rejects.toMatchObject(refusal('AccessDeniedException', 403));
  });

  test('a resource does not cover a call that has none', async () => {
    const sandbox = await under(allow('cloudwatch:*', `arn:aws:cloudwatch:${HOME}:${ACCOUNT_ID}:metric`));

    await expect(closing(new CloudWatchClient(to(sandbox))).send(new ListMetricsCommand({}))).rejects.toThrow(
      'cloudwatch:ListMetrics on resource: *',
    );
  });

  test('who asks is the role, and asking that needs no permission', async () => {
    const sandbox = await under(allow('s3:GetObject'));

    expect(await closing(new STSClient(to(sandbox))).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: ROLE,
    });
    expect(sandbox.calls).toMatchObject([{ action: null, resource: null }]);
  });

  test('the administrator is not bound by it', async () => {
    const sandbox = await under(allow('ssm:GetParameter'));
    const administrator = closing(new SSMClient({ ...to(sandbox), credentials: sandbox.administrator }));
    const role = closing(new SSMClient(to(sandbox)));
    const parameter = new PutParameterCommand({ Name: '/headroom/token', Value: 'v', Type: 'String' });

    await expect(role.send(parameter)).rejects.toMatchObject(refusal('AccessDeniedException', 400));
    await administrator.send(parameter);
    await expect(role.send(new GetParameterCommand({ Name: '/headroom/token' }))).resolves.toBeDefined();
  });

  test('without a policy everything is allowed', async () => {
    const sandbox = await start({ account });

    await expect(restApis(sandbox)).resolves.toBeDefined();
  });
});

describe('each service denies in its own words', () => {
  const no = (action: string) => `because no identity-based policy allows the ${action} action`;
  const table = `arn:aws:dynamodb:${HOME}:${ACCOUNT_ID}:table/incidents`;
  const Key = { id: { S: 'a' } };

  test.each<[string, (sandbox: Sandbox) => Promise<unknown>, string, number, string]>([
    [
      'API Gateway',
      (sandbox) => closing(new APIGatewayClient(to(sandbox))).send(new GetResourcesCommand({ restApiId: 'a1' })),
      'AccessDeniedException',
      403,
      `apigateway:GET on resource: arn:aws:apigateway:${HOME}::/restapis/a1/resources ${no('apigateway:GET')}`,
    ],
    [
      'Lambda',
      (sandbox) =>
        closing(new LambdaClient(to(sandbox))).send(new GetFunctionConcurrencyCommand({ FunctionName: 'thumbs' })),
      'AccessDeniedException',
      403,
      `on resource: arn:aws:lambda:${HOME}:${ACCOUNT_ID}:function:thumbs ${no('lambda:GetFunctionConcurrency')}`,
    ],
    [
      'CloudWatch',
      (sandbox) => metrics(sandbox, 'Headroom'),
      'AccessDeniedException',
      400,
      `cloudwatch:PutMetricData on resource: * ${no('cloudwatch:PutMetricData')}`,
    ],
    [
      'EC2',
      (sandbox) => closing(new EC2Client(to(sandbox))).send(new DescribeRegionsCommand({})),
      'UnauthorizedOperation',
      403,
      `You are not authorized to perform this operation. User: ${ROLE} is not authorized to perform: ec2:DescribeRegions ${no('ec2:DescribeRegions')}`,
    ],
    [
      'S3',
      (sandbox) => s3(sandbox).send(new GetObjectCommand({ Bucket, Key: 'a' })),
      'AccessDenied',
      403,
      `s3:GetObject on resource: "arn:aws:s3:::headroom/a" ${no('s3:GetObject')}`,
    ],
    [
      'Systems Manager',
      (sandbox) => closing(new SSMClient(to(sandbox))).send(new GetParameterCommand({ Name: '/headroom/token' })),
      'AccessDeniedException',
      400,
      `on resource: arn:aws:ssm:${HOME}:${ACCOUNT_ID}:parameter/headroom/token ${no('ssm:GetParameter')}`,
    ],
    [
      'DynamoDB',
      (sandbox) => closing(new DynamoDBClient(to(sandbox))).send(new GetItemCommand({ TableName: 'incidents', Key })),
      'AccessDeniedException',
      400,
      `on resource: ${table} ${no('dynamodb:GetItem')}`,
    ],
    [
      'an index of DynamoDB',
      (sandbox) =>
        closing(new DynamoDBClient(to(sandbox))).send(
          new QueryCommand({ TableName: 'incidents', IndexName: 'pending', KeyConditionExpression: 'c = :c' }),
        ),
      'AccessDeniedException',
      400,
      `on resource: ${table}/index/pending ${no('dynamodb:Query')}`,
    ],
  ])('%s', async (_, call, name, status, part) => {
    const sandbox = await under(allow('sts:GetCallerIdentity'));

    await expect(call(sandbox)).rejects.toMatchObject(
      refusal(name, status, { message: expect.stringContaining(part) }),
    );
  });
});

describe('a condition', () => {
  const onNamespace = (Condition: Statement['Condition']) =>
    under(allow('cloudwatch:PutMetricData', '*', { Condition }));

  test('StringEquals wants one of its values', async () => {
    const sandbox = await onNamespace({ StringEquals: { 'cloudwatch:namespace': ['Headroom', 'Head*'] } });

    await expect(metrics(sandbox, 'Headroom')).resolves.toBeDefined();
    await expect(metrics(sandbox, 'Headache')).rejects.toMatchObject(refusal('AccessDeniedException', 400));
  });

  test('StringLike knows wildcards', async () => {
    const sandbox = await onNamespace({ StringLike: { 'cloudwatch:namespace': 'Head*' } });

    await expect(metrics(sandbox, 'Headroom')).resolves.toBeDefined();
    await expect(metrics(sandbox, 'Other')).rejects.toMatchObject(refusal('AccessDeniedException', 400));
  });

  test('all of its operators must hold', async () => {
    const sandbox = await onNamespace({
      StringLike: { 'cloudwatch:namespace': 'Head*' },
      StringEquals: { 'cloudwatch:namespace': 'Headroom' },
    });

    await expect(metrics(sandbox, 'Headache')).rejects.toMatchObject(refusal('AccessDeniedException', 400));
  });

  test('a key that the call does not carry matches nothing', async () => {
    const Condition = { StringLike: { 's3:prefix': '*' } };
    const sandbox = await under(allow('s3:ListBucket', 'arn:aws:s3:::headroom', { Condition }));

    await expect(s3(sandbox).send(new ListObjectsV2Command({ Bucket, Prefix: 'plans/' }))).resolves.toBeDefined();
    await expect(s3(sandbox).send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject(
      refusal('AccessDenied', 403),
    );
  });

  test('on an explicit deny says when it applies', async () => {
    const sandbox = await under(allow('cloudwatch:*'), {
      Effect: 'Deny',
      Action: 'cloudwatch:PutMetricData',
      Resource: '*',
      Condition: { StringEquals: { 'cloudwatch:namespace': 'Other' } },
    });

    await expect(metrics(sandbox, 'Headroom')).resolves.toBeDefined();
    await expect(metrics(sandbox, 'Other')).rejects.toThrow('with an explicit deny in an identity-based policy');
  });
});

describe('S3 asks for more than one permission', () => {
  const objects = 'arn:aws:s3:::headroom/*';

  test('who may not list is not told that a key is missing', async () => {
    const blind = await under(allow('s3:GetObject', objects));
    const seeing = await under(allow('s3:GetObject', objects), allow('s3:ListBucket', 'arn:aws:s3:::headroom'));
    const get = new GetObjectCommand({ Bucket, Key: 'nope' });

    await expect(s3(blind).send(get)).rejects.toMatchObject(
      refusal('AccessDenied', 403, {
        message: expect.stringContaining(
          's3:ListBucket on resource: "arn:aws:s3:::headroom" because no identity-based',
        ),
      }),
    );
    await expect(s3(seeing).send(get)).rejects.toMatchObject(refusal('NoSuchKey', 404));
  });

  test('who compares when writing must be allowed to read', async () => {
    const sandbox = await under(allow('s3:PutObject', objects));
    const { ETag: IfMatch } = await s3(sandbox).send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'one' }));

    await expect(s3(sandbox).send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'two', IfMatch }))).rejects.toThrow(
      'is not authorized to perform: s3:GetObject',
    );
  });
});

describe('a policy that cannot be judged is refused at the start', () => {
  test.each<[string, object, string]>([
    ['an unknown operator', { Condition: { StringNotEquals: { 's3:prefix': 'a' } } }, 'StringNotEquals'],
    ['an unknown key', { Condition: { StringEquals: { 'aws:SourceIp': '10.0.0.0' } } }, 'aws:SourceIp'],
    ['an unknown element', { NotAction: 's3:*' }, 'NotAction'],
    ['a policy variable', { Resource: 'arn:aws:s3:::home/${aws:username}' }, 'policy variables'],
    ['a resource that is no ARN', { Resource: 'headroom/*' }, 'expected an ARN'],
    ['a wildcard in the service', { Resource: 'arn:aws:s*:::headroom' }, 'expected an ARN'],
    ['an action without its service', { Action: 'GetObject' }, 'expected service:Action'],
    ['an effect that does not exist', { Effect: 'Perhaps' }, 'Effect'],
  ])('%s', async (_, wrong, said) => {
    const policy = { Version: '2012-10-17' as const, Statement: [{ ...allow('s3:GetObject'), ...wrong }] };

    await expect(start({ account, policy })).rejects.toThrow(said);
  });
});

test.each([
  ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/state/a.json', true],
  ['arn:aws:s3:::b/*', 'arn:aws:s3:::b', false],
  ['arn:aws:s3:::b/state/*.gz', 'arn:aws:s3:::b/state/a/b.gz', true],
  ['arn:aws:s3:::b/a?c', 'arn:aws:s3:::b/abc', true],
  ['arn:aws:s3:::b/a?c', 'arn:aws:s3:::b/ac', false],
  ['arn:aws:s3:::b/a.c', 'arn:aws:s3:::b/abc', false],
  ['arn:aws:apigateway:*::/restapis/*/resources', 'arn:aws:apigateway:us-east-1::/restapis/a1/resources', true],
  ['*', 'a\nb', true],
])('%s matches %j: %s', (pattern, value, matches) => {
  expect(matchesPattern(pattern, value)).toBe(matches);
});
