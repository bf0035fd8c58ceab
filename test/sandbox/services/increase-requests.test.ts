import {
  ListRequestedServiceQuotaChangeHistoryCommand,
  type ListRequestedServiceQuotaChangeHistoryCommandInput,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import type { Sandbox } from '../../../sandbox';
import { ACCOUNT_ID, closing, HOME, pagesOf, refusal, sizesOf, start, to } from '../support';

const EMPTY = 'eu-west-1';
const request = { service: 'apigateway', code: 'L-A4C7274F', desired: 40, status: 'PENDING' } as const;

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await start({
    clock: { now: () => new Date('2026-11-15T00:00:00Z'), elapsed: () => 0 },
    account: {
      accountId: ACCOUNT_ID,
      regions: {
        [HOME]: {
          increaseRequests: [
            request,
            { ...request, service: 'vpc', code: 'L-DF5E4CA3', status: 'APPROVED', daysAgo: 9, changedDaysAgo: 4 },
            { ...request, desired: 60, status: 'CASE_OPENED' },
          ],
        },
        [EMPTY]: {},
      },
    },
  });
});

const requests = (input: ListRequestedServiceQuotaChangeHistoryCommandInput = {}, region = HOME) => {
  const client = closing(new ServiceQuotasClient(to(sandbox, region)));
  return pagesOf(async (NextToken) => {
    const command = new ListRequestedServiceQuotaChangeHistoryCommand({ NextToken, ...input });
    const page = await client.send(command);
    return { items: page.RequestedQuotas, next: page.NextToken };
  });
};

test('the requests of all services come together, over tokens, each with an id of its own', async () => {
  const pages = await requests({ MaxResults: 2 });

  expect(sizesOf(pages)).toEqual([2, 1]);
  expect(pages.flat()).toEqual((await requests()).flat());
  expect(pages.flat()).toEqual([
    {
      Id: 'request-1',
      ServiceCode: 'apigateway',
      QuotaCode: 'L-A4C7274F',
      DesiredValue: 40,
      Status: 'PENDING',
      Created: new Date('2026-11-12T00:00:00Z'),
      LastUpdated: new Date('2026-11-12T00:00:00Z'),
    },
    {
      Id: 'request-2',
      ServiceCode: 'vpc',
      QuotaCode: 'L-DF5E4CA3',
      DesiredValue: 40,
      Status: 'APPROVED',
      Created: new Date('2026-11-06T00:00:00Z'),
      LastUpdated: new Date('2026-11-11T00:00:00Z'),
    },
    {
      Id: 'request-3',
      ServiceCode: 'apigateway',
      QuotaCode: 'L-A4C7274F',
      DesiredValue: 60,
      Status: 'CASE_OPENED',
      Created: new Date('2026-11-12T00:00:00Z'),
      LastUpdated: new Date('2026-11-12T00:00:00Z'),
    },
  ]);
});

test('a service that is named has its own requests only, or none', async () => {
  const idsOf = async (ServiceCode: string) => (await requests({ ServiceCode })).flat().map(({ Id }) => Id);

  expect(await idsOf('apigateway')).toEqual(['request-1', 'request-3']);
  expect(await idsOf('lambda')).toEqual([]);
});

test('a Region without requests has an empty page', async () => {
  expect(await requests({}, EMPTY)).toEqual([[]]);
});

test.each([0, 101])('MaxResults %d is out of range', async (MaxResults) => {
  await expect(requests({ MaxResults })).rejects.toMatchObject(refusal('IllegalArgumentException', 400));
});

test('a wrong token and an unknown service are refused', async () => {
  await expect(requests({ NextToken: 'abc' })).rejects.toMatchObject(refusal('InvalidPaginationTokenException', 400));
  await expect(requests({ ServiceCode: 'nope' })).rejects.toMatchObject(refusal('NoSuchResourceException', 400));
});

test.each<[string, ListRequestedServiceQuotaChangeHistoryCommandInput]>([
  ['Status', { Status: 'PENDING' }],
  ['QuotaRequestedAtLevel', { QuotaRequestedAtLevel: 'ACCOUNT' }],
])('the sandbox has no %s, and says so', async (member, input) => {
  await expect(requests(input)).rejects.toMatchObject(
    refusal('IllegalArgumentException', 400, { message: `the sandbox has no ${member}` }),
  );
});
