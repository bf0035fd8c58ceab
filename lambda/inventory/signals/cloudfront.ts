/** CloudFront: the distributions of the account. Headers that it sends to origins are often secrets: they are dropped page by page. */
import { type CloudFrontClient, type DistributionSummary, ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import type { Distribution } from '../../domain/details';
import { everyPage, present } from '../pages';

/** The most that is possible, as remembered: the API's page does not say. */
const MaxItems = 100;

export async function distributions(cloudFront: CloudFrontClient, abortSignal: AbortSignal): Promise<Distribution[]> {
  return await everyPage(
    async (Marker) => {
      const { DistributionList } = await cloudFront.send(new ListDistributionsCommand({ Marker, MaxItems }), {
        abortSignal,
      });
      const { Items = [], IsTruncated, NextMarker } = present(DistributionList, 'DistributionList');
      return { items: Items.map(distribution), next: IsTruncated ? present(NextMarker, 'NextMarker') : undefined };
    },
    ({ id }) => id,
  );
}

function distribution({ Id, Aliases, Origins, CacheBehaviors }: DistributionSummary): Distribution {
  return {
    id: present(Id, 'Id'),
    aliases: Aliases?.Items ?? [],
    origins: present(Origins?.Items, 'Origins.Items').map(({ DomainName }) => present(DomainName, 'DomainName')),
    behaviours: present(CacheBehaviors?.Quantity, 'CacheBehaviors.Quantity'),
  };
}
