import {
  ListAWSDefaultServiceQuotasCommand,
  ListServiceQuotasCommand,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { closing, home, HOME, pagesOf, refusal, sizesOf, start, to } from '../support';

const RESOURCES = 'L-01C8A9E0';
const VPC_LINKS = 'L-A4C7274F';

let client: ServiceQuotasClient;

beforeAll(async () => {
  const sandbox = await start({
    account: home({ quotas: { [RESOURCES]: 600 }, withoutAppliedValue: [VPC_LINKS] }),
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
  await expect(
    client.send(new ListServiceQuotasCommand({ ServiceCode, QuotaAppliedAtLevel: 'RESOURCE' })),
  ).rejects.toMatchObject(
    refusal('IllegalArgumentException', 400, { message: 'the sandbox has no QuotaAppliedAtLevel' }),
  );
});
