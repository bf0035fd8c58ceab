/**
 * V1 links to the same Network Load Balancer do the same: a V1 link has one target and nothing else that could differ
 * ("More than one target arn specified for vpc link", hashicorp/terraform-provider-aws#2512).
 */
import { plural } from '../../domain/format';
import { code, listed, words } from '../../domain/words';
import type { Remedy } from '../pipeline';
import { type Around, proposal } from './around';
import { type Change, movesTo } from './change';
import { isAvailable, isOf, type Link, type Model, nameOf, referencesTo } from './model';

export function mergeDuplicates(around: Around): Remedy<Model> {
  return {
    id: 'merge-duplicate-vpc-links',
    effort: 'configuration',
    propose: (model) => {
      const groups = duplicatesIn(model);
      if (around.version !== 'V1' || groups.length === 0) return [];
      const change = merging(model, groups);
      return [
        proposal(
          change,
          {
            title: words`Merge ${plural(change.drops.length, 'duplicate VPC link')} into ${groups.length === 1 ? 'the one' : 'those'} to the same Network Load Balancer, pointing ${plural(change.moves.length, 'integration')} elsewhere`,
            details: groups.map(
              ({ keep, drop }) =>
                words`${code(nameOf(keep))} stays (${plural(referencesTo(model, keep).length, 'integration')}) instead of ${listed(drop.map((link) => code(nameOf(link))))}`,
            ),
          },
          around,
        ),
      ];
    },
  };
}

interface Duplicates {
  readonly keep: Link;
  readonly drop: readonly Link[];
}

/** By target, the link with the most integrations first: those are the ones that need not be touched. */
export function duplicatesIn(model: Model): Duplicates[] {
  const byTarget = new Map<string, Link[]>();
  for (const link of model.links.filter(isOf('V1')).filter(isAvailable)) {
    const key = JSON.stringify(link.targets.toSorted());
    if (link.targets.length > 0) byTarget.set(key, [...(byTarget.get(key) ?? []), link]);
  }
  return [...byTarget.values()].flatMap((links) => {
    const [keep, ...drop] = links.toSorted(
      (one, other) =>
        referencesTo(model, other).length - referencesTo(model, one).length || (one.id < other.id ? -1 : 1),
    );
    return keep === undefined || drop.length === 0 ? [] : [{ keep, drop }];
  });
}

export function merging(model: Model, groups: readonly Duplicates[]): Change {
  return {
    name: 'merge-duplicate-links',
    create: null,
    moves: groups.flatMap(({ keep, drop }) => movesTo(model, drop, keep)),
    drops: groups.flatMap(({ drop }) => drop),
  };
}
