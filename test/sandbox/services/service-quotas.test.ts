import {
  ListAWSDefaultServiceQuotasCommand,
  ListServiceQuotasCommand,
  type ListServiceQuotasCommandInput,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import type { Sandbox } from '../../../sandbox';
import { closing, home, HOME, pagesOf, raw, refusal, sizesOf, start, to } from '../support';

const RESOURCES = 'L-01C8A9E0';
const VPC_LINKS = 'L-A4C7274F';
const STAGES = 'L-379E48B0';

let sandbox: Sandbox;
let client: ServiceQuotasClient;

beforeAll(async () => {
  sandbox = await start({
    account: home({
      quotas: { [RESOURCES]: 600 },
      withoutAppliedValue: [VPC_LINKS],
      withErrorReason: [STAGES],
      resourceQuotas: { [RESOURCES]: { a1b2c3d4e5: 900 }, [VPC_LINKS]: { f6g7h8i9j0: 25 } },
      measuredQuotas: [
        { service: 'lambda', code: 'L-11111111', name: 'Calls', value: 15, perSecond: true },
        { service: 'lambda', code: 'L-22222222', name: 'Things', value: 50, adjustable: false },
      ],
    }),
    pages: { quotas: 20 },
  });
  client = closing(new ServiceQuotasClient(to(sandbox)));
});

const applied = (MaxResults?: number) =>
  pagesOf(async (NextToken) => {
    const command = new ListServiceQuotasCommand({ ServiceCode: 'apigateway', NextToken, MaxResults });
    const page = await client.send(command);
    return { items: page.Quotas, next: page.NextToken };
  });
const defaults = (MaxResults?: number) =>
  pagesOf(async (NextToken) => {
    const command = new ListAWSDefaultServiceQuotasCommand({ ServiceCode: 'apigateway', NextToken, MaxResults });
    const page = await client.send(command);
    return { items: page.Quotas, next: page.NextToken };
  });

test('both lists come in pages, which may be shorter than asked for', async () => {
  expect(sizesOf(await applied())).toEqual([20, 20, 5]);
  expect(sizesOf(await applied(100))).toEqual([20, 20, 5]);
  expect(sizesOf(await defaults(15))).toEqual([15, 15, 15, 1]);
});

test('an applied value differs from the default where it was raised', async () => {
  const isOf = (code: string) => (quota: { QuotaCode?: string | undefined }) => quota.QuotaCode === code;

  expect((await applied()).flat().find(isOf(RESOURCES))).toMatchObject({
    ServiceCode: 'apigateway',
    QuotaArn: `arn:aws:servicequotas:${HOME}:123456789012:apigateway/${RESOURCES}`,
    Value: 600,
    Adjustable: true,
  });
  expect((await defaults()).flat().find(isOf(RESOURCES))).toMatchObject({ Value: 300 });
});

test('a quota without an applied value is left out, and has its default still', async () => {
  const codes = async (pages: ReturnType<typeof applied>) => (await pages).flat().map(({ QuotaCode }) => QuotaCode);

  expect(await codes(applied())).not.toContain(VPC_LINKS);
  expect(await codes(defaults())).toContain(VPC_LINKS);
});

test('an applied value that AWS could not read says why, and has its default still', async () => {
  const rows = async (pages: ReturnType<typeof applied>) => (await pages).flat().filter((one) => one.ErrorReason);

  expect((await rows(applied())).map(({ QuotaCode, ErrorReason }) => [QuotaCode, ErrorReason?.ErrorCode])).toEqual([
    [STAGES, 'SERVICE_QUOTA_NOT_AVAILABLE_ERROR'],
  ]);
  expect(await rows(defaults())).toEqual([]);
});

test.each([0, 101])('MaxResults %d is out of range for both lists', async (MaxResults) => {
  await expect(applied(MaxResults)).rejects.toMatchObject(refusal('IllegalArgumentException', 400));
  await expect(defaults(MaxResults)).rejects.toMatchObject(refusal('IllegalArgumentException', 400));
});

test.each([
  ['ListServiceQuotas', ListServiceQuotasCommand],
  ['ListAWSDefaultServiceQuotas', ListAWSDefaultServiceQuotasCommand],
])('%s refuses a wrong token, an unknown service and a missing one', async (_, Command) => {
  await expect(client.send(new Command({ ServiceCode: 'lambda', NextToken: 'abc' }))).rejects.toMatchObject(
    refusal('InvalidPaginationTokenException', 400),
  );
  await expect(client.send(new Command({ ServiceCode: 'nope' }))).rejects.toMatchObject(
    refusal('NoSuchResourceException', 400),
  );
  await expect(client.send(new Command({ ServiceCode: undefined }))).rejects.toMatchObject(
    refusal('IllegalArgumentException', 400, { message: 'ServiceCode is required' }),
  );
});

test('what the sandbox cannot choose by is refused, not ignored', async () => {
  const ServiceCode = 'apigateway';

  await expect(client.send(new ListServiceQuotasCommand({ ServiceCode, QuotaCode: RESOURCES }))).rejects.toMatchObject(
    refusal('IllegalArgumentException', 400, { message: 'the sandbox has no QuotaCode' }),
  );
});

describe('at the level that is asked for', () => {
  const values = async (QuotaAppliedAtLevel?: ListServiceQuotasCommandInput['QuotaAppliedAtLevel']) => {
    const pages = await pagesOf(async (NextToken) => {
      const input = { ServiceCode: 'apigateway', QuotaAppliedAtLevel, NextToken };
      const page = await client.send(new ListServiceQuotasCommand(input));
      return { items: page.Quotas, next: page.NextToken };
    });
    return pages
      .flat()
      .filter(({ QuotaCode = '' }) => [RESOURCES, VPC_LINKS].includes(QuotaCode))
      .map((quota) => [quota.QuotaCode, quota.QuotaAppliedAtLevel, quota.Value]);
  };
  const ofAccount = [RESOURCES, 'ACCOUNT', 600];
  const ofApi = [RESOURCES, 'RESOURCE', 900];
  const ofLink = [VPC_LINKS, 'RESOURCE', 25];

  test('values of the account come unless others are asked for', async () => {
    expect(await values()).toEqual([ofAccount]);
    expect(await values('ACCOUNT')).toEqual([ofAccount]);
  });

  test('values of single resources come alone or with the others', async () => {
    expect(await values('RESOURCE')).toEqual([ofApi, ofLink]);
    expect(await values('ALL')).toEqual([ofAccount, ofApi, ofLink]);
  });

  // AWS documents ContextId as an ARN or *; which ARN it is for an API, and whether there ever is one, was not seen.
  test('a value of a resource says of which', async () => {
    const input = { ServiceCode: 'apigateway', QuotaAppliedAtLevel: 'RESOURCE' } as const;
    const { Quotas = [] } = await client.send(new ListServiceQuotasCommand(input));

    expect(Quotas[0]?.QuotaContext).toEqual({
      ContextScope: 'RESOURCE',
      ContextScopeType: 'AWS::ApiGateway::RestApi',
      ContextId: `arn:aws:apigateway:${HOME}::/restapis/a1b2c3d4e5`,
    });
  });

  test('a service without such values has none', async () => {
    const input = { ServiceCode: 'lambda', QuotaAppliedAtLevel: 'RESOURCE' } as const;

    expect((await client.send(new ListServiceQuotasCommand(input))).Quotas).toEqual([]);
  });

  // Its range of values is AWS's; the code is the modelled one, and was not seen.
  test('a level that does not exist is refused', async () => {
    const { response, text } = await raw(sandbox, {
      service: 'servicequotas',
      headers: { 'x-amz-target': 'ServiceQuotasV20190624.ListServiceQuotas' },
      body: JSON.stringify({ ServiceCode: 'lambda', QuotaAppliedAtLevel: 'REGION' }),
    });

    expect(response.status).toBe(400);
    expect(response.headers.get('x-amzn-errortype')).toBe('IllegalArgumentException');
    expect(text).toContain('REGION is not a QuotaAppliedAtLevel');
  });
});

test('a quota that Service Quotas measures names its metric in both lists, and the others name none', async () => {
  const ServiceCode = 'lambda';
  const lists = [
    await client.send(new ListServiceQuotasCommand({ ServiceCode })),
    await client.send(new ListAWSDefaultServiceQuotasCommand({ ServiceCode })),
  ];

  for (const { Quotas = [] } of lists) {
    const measured = Quotas.filter(({ UsageMetric }) => UsageMetric !== undefined);
    expect(measured.map(({ QuotaCode, Value, Adjustable }) => [QuotaCode, Value, Adjustable])).toEqual([
      ['L-11111111', 15, true],
      ['L-22222222', 50, false],
    ]);
    expect(measured.map(({ UsageMetric, Period }) => [UsageMetric, Period])).toEqual([
      [
        {
          MetricNamespace: 'AWS/Usage',
          MetricName: 'CallCount',
          MetricDimensions: { Service: 'Lambda', Resource: 'L-11111111', Type: 'API', Class: 'None' },
          MetricStatisticRecommendation: 'Sum',
        },
        { PeriodValue: 1, PeriodUnit: 'SECOND' },
      ],
      [
        {
          MetricNamespace: 'AWS/Usage',
          MetricName: 'ResourceCount',
          MetricDimensions: { Service: 'Lambda', Resource: 'L-22222222', Type: 'Resource', Class: 'None' },
          MetricStatisticRecommendation: 'Maximum',
        },
        undefined,
      ],
    ]);
  }
});
