/** CloudFront: the distributions of the account. https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListDistributions.html */
import type { DistributionSummary } from '@aws-sdk/client-cloudfront';
import type { Account } from '../account';
import type { DistributionDescription } from '../account-signals';
import { copiesOf, idFrom } from '../estate/identity';
import { isSize } from '../paging';
import { plainPermission, queryWords, say, type Service, type Words } from '../service';
import { on } from '../wire/operation';
import { restXmlDocument } from '../wire/rest-xml-document';
import { offlineConfig } from './client-config';

const words: Words = { ...queryWords, invalid: ['InvalidArgument', 400] };

/** Not on the operation's page; assumed, as of the other lists of this service. */
const PAGE = 100;

/** @param largestPage distributions on a page */
export async function cloudFront(
  { accountId, partition, distributions }: Account,
  largestPage: number,
): Promise<Service> {
  const { CloudFrontClient, ListDistributionsCommand } = await import('@aws-sdk/client-cloudfront');
  const all = distributions.flatMap((one) =>
    copiesOf(one.name, one.copies).map((name) => summary(name, one, `arn:${partition}:cloudfront::${accountId}`)),
  );
  return {
    name: 'cloudfront',
    signingName: 'cloudfront',
    signedFor: 'us-east-1',
    wire: restXmlDocument(new CloudFrontClient(offlineConfig).config.protocol),
    words,
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html
    permission: plainPermission('cloudfront'),
    operations: [
      on(ListDistributionsCommand, ({ MaxItems = PAGE, Marker }) => {
        if (!isSize(MaxItems, 1, PAGE)) throw say(words.invalid, `MaxItems must be from 1 to ${PAGE}`);
        // "The results include distributions in the list that occur after the marker", which is the id of the last one.
        const last = Marker === undefined ? -1 : all.findIndex(({ Id }) => Id === Marker);
        if (Marker !== undefined && last < 0) throw say(words.invalid, 'Invalid Marker');
        const rest = all.slice(last + 1);
        const items = rest.slice(0, Math.min(MaxItems, largestPage));
        const IsTruncated = items.length < rest.length;
        return {
          DistributionList: {
            Marker: Marker ?? '',
            MaxItems,
            IsTruncated,
            NextMarker: IsTruncated ? items.at(-1)?.Id : undefined,
            Quantity: items.length,
            Items: items.length === 0 ? undefined : items,
          },
        };
      }),
    ],
  };
}

function summary(
  name: string,
  { aliases, origins, behaviours }: DistributionDescription,
  arn: string,
): DistributionSummary {
  const Id = `E${idFrom(`distribution/${name}`, 13).toUpperCase()}`;
  const everything = { TargetOriginId: 'origin-1', ViewerProtocolPolicy: 'redirect-to-https' as const };
  return {
    Id,
    ARN: `${arn}:distribution/${Id}`,
    Status: 'Deployed',
    LastModifiedTime: new Date('2026-01-01T00:00:00Z'),
    DomainName: `${idFrom(`domain/${name}`, 13)}.cloudfront.net`,
    Aliases: { Quantity: aliases.length, Items: [...aliases] },
    Origins: {
      Quantity: origins.length,
      Items: origins.map(({ domain, headers }, index) => ({
        Id: `origin-${index + 1}`,
        DomainName: domain,
        CustomHeaders: {
          Quantity: Object.keys(headers).length,
          Items: Object.entries(headers).map(([HeaderName, HeaderValue]) => ({ HeaderName, HeaderValue })),
        },
      })),
    },
    DefaultCacheBehavior: everything,
    CacheBehaviors: {
      Quantity: behaviours.length,
      Items: behaviours.map((PathPattern) => ({ ...everything, PathPattern })),
    },
    CustomErrorResponses: { Quantity: 0 },
    Comment: name,
    PriceClass: 'PriceClass_All',
    Enabled: true,
    ViewerCertificate: { CloudFrontDefaultCertificate: true },
    Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
    WebACLId: '',
    HttpVersion: 'http2',
    IsIPV6Enabled: true,
    Staging: false,
  };
}
