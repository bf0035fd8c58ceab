/** What stands in a VPC can choose its service behind the load balancer, by path, instead of by one integration for each. */
import type { ApiDetails, IntegrationDetails } from '../../domain/details';
import { plural } from '../../domain/format';
import { code, listed, words } from '../../domain/words';
import type { Remedy } from '../pipeline';
import { type ApiModel, classesOf, countDropped, withApi, withMerged } from './model';
import { textTable } from './text-table';

/**
 * An option: which listeners stand behind one Application Load Balancer, or could, is for a person to say. 100 target groups per
 * load balancer (not adjustable), 100 rules (adjustable), by
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export function letLoadBalancerRoute(): Remedy<ApiModel> {
  return {
    id: 'let-load-balancer-route',
    effort: 'infrastructure',
    propose: ({ api }) => {
      const classes = byLink(api);
      const most = countDropped(classes);
      if (most === 0) return [];
      const links = classes.map(({ keep }) => code(keep.connectionId ?? ''));
      return [
        {
          kind: 'option',
          apply: (model) => withApi(model, (before) => withMerged(before, classes)),
          text: {
            title: words`Let a load balancer choose by path behind ${plural(classes.length, 'VPC link')}: at most ${most} integrations fewer`,
            details: [
              words`${plural(most + classes.length, 'integration')} with listeners go through ${listed(links)}`,
              words`Send them through one ${code('HTTP_PROXY')} integration to one listener of an Application Load Balancer, with a rule by path for each service; the routes stay, and so does who may call them`,
            ],
            cautions: [
              words`One Application Load Balancer has at most 100 target groups, which AWS does not raise, and 100 rules, which it does`,
              words`It works for services that one load balancer can reach: Headroom did not look which those are`,
              words`An integration that changes the path or headers needs the same change in the service or in another route`,
            ],
            undo: words`Keep the old integrations until the new one serves all routes; then point a route back to take it back`,
            artefacts: [
              {
                name: 'integrations-by-vpc-link.txt',
                language: 'text',
                title: 'The integrations behind each VPC link',
                text: textTable(
                  ['VPC link', 'Integration', 'Listener'],
                  classes.flatMap(({ keep, drop }) =>
                    [keep, ...drop].map(({ id, connectionId, listenerArn }) => [
                      connectionId ?? '',
                      id,
                      listenerArn ?? '',
                    ]),
                  ),
                ),
              },
            ],
          },
        },
      ];
    },
  };
}

function byLink(api: ApiDetails) {
  return classesOf(api, ({ type, connectionId, listenerArn }: IntegrationDetails) =>
    type === 'HTTP_PROXY' && connectionId !== null && listenerArn !== null && isListener(listenerArn)
      ? connectionId
      : null,
  );
}

/** A Cloud Map service has no rules by path. */
function isListener(arn: string): boolean {
  return arn.includes(':elasticloadbalancing:');
}
