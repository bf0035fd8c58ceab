/** Integrations that are equal in everything that changes behaviour are one: routes can share it. */
import type { ApiDetails } from '../../domain/details';
import { plural } from '../../domain/format';
import { code, listed, type Words, words } from '../../domain/words';
import type { Proposal, Remedy } from '../pipeline';
import { carriedOut, deleteIntegration, exportOf, type Place, pointRoute } from './commands';
import { equalityKey } from './fields';
import { type ApiModel, type Class, classesOf, countDropped, routesByIntegration, withApi, withMerged } from './model';
import { sharingIn } from './owner';
import { snapshotCautions } from './snapshot';
import { textTable } from './text-table';

/**
 * Of a WebSocket API, integrations that are no proxies have integration responses, which nobody reads here; a proxy has none.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html
 */
export function mergeIntegrations(place: Place): Remedy<ApiModel> {
  return {
    id: 'merge-integrations',
    effort: place.owner === null ? 'minutes' : 'configuration',
    propose: ({ api }) => {
      const classes = identical(api);
      const isSure = ({ keep }: Class): boolean => api.protocol === 'HTTP' || keep.type.endsWith('_PROXY');
      const unsure = classes.filter((one) => !isSure(one));
      return [
        ...proposalFor(api, classes.filter(isSure), place, 'merge-integrations'),
        ...proposalFor(api, unsure, place, 'merge-other-integrations').map(withResponses),
      ];
    },
  };
}

export function identical(api: ApiDetails): readonly Class[] {
  return classesOf(api, ({ fields }) => equalityKey(fields));
}

function proposalFor(api: ApiDetails, classes: readonly Class[], place: Place, name: string): Proposal<ApiModel>[] {
  const duplicates = countDropped(classes);
  if (duplicates === 0) return [];
  const routes = routesByIntegration(api);
  const moves = classes.flatMap(({ keep, drop }) =>
    drop.flatMap(({ id }) => (routes.get(id) ?? []).map((route) => ({ route, from: id, keep }))),
  );
  const change = carriedOut(place, {
    name,
    title: 'Each route to the integration that stays, then the duplicates',
    exports: [exportOf('integrations', place), exportOf('routes', place)],
    commands: [
      ...moves.map(({ route, keep }) => pointRoute(route.id, keep.id, place)),
      ...classes.flatMap(({ drop }) => drop.map(({ id }) => deleteIntegration(id, place))),
    ],
    list: textTable(
      ['Route', 'Integration today', 'Shared integration', 'Target'],
      moves.map(({ route, from, keep }) => [route.key, from, keep.id, keep.target]),
    ),
    inTemplate: null,
    undo: words`Both files that the script writes first name every route's target and what each integration was: create it again, then point the route back`,
  });
  return [
    {
      kind: 'step',
      apply: (model) => withApi(model, (before) => withMerged(before, classes)),
      text: {
        title: words`Merge ${plural(duplicates, 'duplicate')} of ${plural(classes.length, 'integration')}`,
        details: [
          words`They lead to ${largest(classes)}, and are equal in everything that changes behaviour`,
          words`${plural(moves.length, 'route')} ${moves.length === 1 ? 'is' : 'are'} pointed at another integration; no route changes its path, its function or who may call it`,
          ...change.details,
          ...sharingIn(place.owner, api.protocol),
        ],
        cautions: snapshotCautions(api),
        undo: change.undo,
        artefacts: change.artefacts,
      },
    },
  ];
}

/** The targets, the one with most duplicates first. */
function largest(classes: readonly Class[]): Words {
  const sorted = classes.toSorted((a, b) => b.drop.length - a.drop.length);
  return listed([...new Set(sorted.map(({ keep }) => keep.target))].map(code));
}

function withResponses(proposal: Proposal<ApiModel>): Proposal<ApiModel> {
  const { text } = proposal;
  return {
    ...proposal,
    kind: 'option',
    text: {
      ...text,
      cautions: [
        words`They are no proxies, so each has integration responses, which were not read: compare them with ${code('aws apigatewayv2 get-integration-responses')} first`,
        ...text.cautions,
      ],
    },
  };
}
