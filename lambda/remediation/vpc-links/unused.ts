/**
 * Links that nothing goes through: those that no integration refers to, those that AWS could not bring up, and V2 links that have been
 * idle for so long that AWS has taken their network interfaces.
 *
 * "If no traffic is sent over the VPC link for 60 days, it becomes INACTIVE … This causes API requests that depend on the VPC link to
 * fail. If API requests resume, API Gateway reprovisions network interfaces", which "can take a few minutes":
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html (read in November 2026).
 */
import { plural } from '../../domain/format';
import { code, listed, type Words, words } from '../../domain/words';
import type { Proposal, Remedy } from '../pipeline';
import { type Around, proposal, snapshotCaution } from './around';
import { fileName } from './change';
import { isAvailable, isOf, type Link, type Model, nameOf, referencesTo } from './model';
import { isBlind, labelOf, placeOf } from './references';

export function deleteUnused(around: Around): Remedy<Model> {
  return {
    id: 'delete-unused-vpc-links',
    effort: 'minutes',
    propose: (model) => {
      const links = model.links.filter(isOf(around.version));
      return [
        ...failed(model, links, around),
        ...unreferenced(model, links, around),
        ...inactive(model, links, around),
      ];
    },
  };
}

/** A link that is not up carries nothing, whoever refers to it; but AWS deletes none that something refers to. */
function failed(model: Model, links: readonly Link[], around: Around): Proposal<Model>[] {
  const all = links.filter(({ status }) => status === 'FAILED');
  const free = all.filter((link) => referencesTo(model, link).length === 0);
  const named = all.filter((link) => referencesTo(model, link).length > 0);
  return [
    ...deletion('delete-failed-links', free, around, {
      title: words`Delete ${plural(free.length, 'VPC link')} that AWS could not bring up`,
      details: [words`${code('FAILED')}: ${namesOf(free)}; the ${code('statusMessage')} says why`],
      undo: null,
    }),
    ...named.map((link) => brokenAndNamed(link, model, around)),
  ];
}

function brokenAndNamed(link: Link, model: Model, around: Around): Proposal<Model> {
  const count = referencesTo(model, link).length;
  const change = { name: `delete-failed-${fileName(link.id)}`, create: null, moves: [], drops: [link] };
  return proposal(
    change,
    {
      title: words`Delete ${code(nameOf(link))}, which AWS could not bring up (${code('FAILED')}), once ${plural(count, 'integration')} ${count === 1 ? 'uses' : 'use'} another link or ${count === 1 ? 'is' : 'are'} deleted`,
      details: [words`Its ${code('statusMessage')} says why it failed`, ...users(link, model)],
      undo: null,
    },
    around,
    'option',
  );
}

/** PENDING and DELETING are on their way to something else; a link just made is not used yet. */
function unreferenced(model: Model, links: readonly Link[], around: Around): Proposal<Model>[] {
  if (isBlind(around.references.blind)) return [];
  const free = links.filter(
    (link) => (isAvailable(link) || link.status === 'INACTIVE') && referencesTo(model, link).length === 0,
  );
  const idle = free.filter(({ status }) => status === 'INACTIVE');
  return deletion('delete-unused-links', free, around, {
    title: words`Delete ${plural(free.length, 'VPC link')} that no integration of any API uses`,
    details: [
      namesOf(free),
      ...(idle.length === 0 ? [] : [words`No traffic for 60 days (${code('INACTIVE')}): ${namesOf(idle)}`]),
    ],
    cautions: [
      words`AWS does not say when a link was made: ask whether ${free.length === 1 ? 'it' : 'one of them'} is meant for an API that is still to come`,
      ...snapshotCaution(around.references),
    ],
  });
}

/** Somebody has to say whether the integrations are needed: AWS brings such a link back when they are called. */
function inactive(model: Model, links: readonly Link[], around: Around): Proposal<Model>[] {
  return links
    .filter(({ status }) => status === 'INACTIVE')
    .filter((link) => referencesTo(model, link).length > 0 || isBlind(around.references.blind))
    .map((link) => {
      const count = referencesTo(model, link).length;
      const change = { name: `delete-inactive-${fileName(link.id)}`, create: null, moves: [], drops: [link] };
      return proposal(
        change,
        {
          title:
            count === 0
              ? words`Delete ${code(nameOf(link))}: no traffic for 60 days (${code('INACTIVE')})`
              : words`Delete ${code(nameOf(link))} and ${plural(count, 'integration')} that ${count === 1 ? 'uses' : 'use'} it: no traffic for 60 days (${code('INACTIVE')})`,
          details: [
            ...users(link, model),
            words`If any of this is still needed, leave it: AWS brings the link back on the next requests, which fail for some minutes until it is up`,
          ],
        },
        around,
        'option',
      );
    });
}

function deletion(
  name: string,
  drops: readonly Link[],
  around: Around,
  text: Parameters<typeof proposal>[1],
): Proposal<Model>[] {
  return drops.length === 0 ? [] : [proposal({ name, create: null, moves: [], drops }, text, around)];
}

function namesOf(links: readonly Link[]): Words {
  return listed(
    links.map((link) => code(nameOf(link))),
    5,
  );
}

/** AWS deletes no link that an integration names: those go first, by hand, with what routes to them. */
function users(link: Link, model: Model): Words[] {
  const references = referencesTo(model, link);
  return references.length === 0
    ? []
    : [
        words`Used by ${listed(
          references.map(({ api, at }) => code(`${labelOf(api)}: ${placeOf(at)}`)),
          5,
        )}: AWS is known to refuse to delete a link before that is changed`,
      ];
}
