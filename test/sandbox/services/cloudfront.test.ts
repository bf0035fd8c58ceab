import { CloudFrontClient, ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import type { Sandbox } from '../../../sandbox';
import { ACCOUNT_ID, closing, pagesOf, refusal, sizesOf, start, to } from '../support';

let sandbox: Sandbox;
let client: CloudFrontClient;

beforeAll(async () => {
  sandbox = await start({
    account: {
      accountId: ACCOUNT_ID,
      regions: { 'eu-west-1': {} },
      distributions: [
        {
          name: 'site',
          aliases: ['www.example.com'],
          origins: [{ domain: 'a.execute-api.eu-west-1.amazonaws.com', headers: { 'x-secret': 'hunter2' } }],
          behaviours: ['/files/*', '/folders/*'],
        },
        { name: 'more', copies: 100, origins: [{ domain: 'b.example.com' }] },
      ],
    },
  });
  client = closing(new CloudFrontClient(to(sandbox)));
});

test.each([
  [undefined, [100, 1]],
  [60, [60, 41]],
])('with MaxItems %s the pages hold %j', async (MaxItems, sizes) => {
  const pages = await pagesOf(async (Marker) => {
    const { DistributionList } = await client.send(new ListDistributionsCommand({ Marker, MaxItems }));
    return { items: DistributionList?.Items, next: DistributionList?.NextMarker };
  });

  expect(sizesOf(pages)).toEqual(sizes);
  expect(new Set(pages.flat().map(({ Id }) => Id)).size).toBe(101);
});

test('a distribution comes with its aliases, behaviours and origins, and the headers that go to them', async () => {
  const { DistributionList } = await client.send(new ListDistributionsCommand({ MaxItems: 1 }));

  expect(DistributionList).toMatchObject({ IsTruncated: true, Quantity: 1, MaxItems: 1 });
  expect(DistributionList?.Items?.[0]).toMatchObject({
    Id: expect.stringMatching(/^E[0-9A-Z]{13}$/),
    Aliases: { Quantity: 1, Items: ['www.example.com'] },
    Origins: {
      Items: [
        {
          DomainName: 'a.execute-api.eu-west-1.amazonaws.com',
          CustomHeaders: { Quantity: 1, Items: [{ HeaderName: 'x-secret', HeaderValue: 'hunter2' }] },
        },
      ],
    },
    CacheBehaviors: { Quantity: 2, Items: [{ PathPattern: '/files/*' }, { PathPattern: '/folders/*' }] },
  });
});

test('an account without distributions has an empty list', async () => {
  const empty = await start({ account: { accountId: ACCOUNT_ID, regions: {} } });
  const { DistributionList } = await closing(new CloudFrontClient(to(empty))).send(new ListDistributionsCommand({}));

  expect(DistributionList).toMatchObject({ IsTruncated: false, Quantity: 0 });
});

test.each([{ MaxItems: 0 }, { MaxItems: 101 }, { Marker: 'E0000000000000' }])('%j is refused', async (input) => {
  await expect(client.send(new ListDistributionsCommand(input))).rejects.toMatchObject(refusal('InvalidArgument', 400));
});

test('a request that is signed for another Region is refused', async () => {
  const elsewhere = closing(new CloudFrontClient(to(sandbox, 'eu-west-1')));

  await expect(elsewhere.send(new ListDistributionsCommand({}))).rejects.toMatchObject(
    refusal('SignatureDoesNotMatch', 403),
  );
});

test('it asks for the permission, on everything', async () => {
  sandbox.reset();
  await client.send(new ListDistributionsCommand({}));

  expect(sandbox.calls).toMatchObject([{ action: 'cloudfront:ListDistributions', resource: '*', status: 200 }]);
});
