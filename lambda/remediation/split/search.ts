/** Looks for plans. */
import type { Bounds } from './bounds';
import { frontierOf, peeled, subtreesOf } from './frontier';
import type { Groups } from './labels';
import { fillOf } from './measure';
import { bestFit, nextFit } from './pack';
import type { Problem } from './problem';
import { type Item, itemOf, regionsOf } from './regions';
import { settled } from './settle';
import type { Shortlist } from './shortlist';

/**
 * How full regions are to be. Regions of the full capacity need the fewest rules but may not pack well; smaller ones pack
 * better. What there is to be found for the route tables of the tests is found above a third.
 */
const REGION_SIZES = Array.from({ length: 40 }, (_, step) => 0.96 ** step);
const SUBTREE_SIZES = [1, 0.8, 0.6, 0.4, 0.2, 0.1];

/** How many are tried for a plan that moves less, though there is one that has as few APIs and prefixes as there can be. */
const CUTS_FOR_LESS_MOVED = 8;

/** Every atom fits into an API. */
export function search(problem: Problem, bounds: Bounds, shortlist: Shortlist): void {
  const offer = (groups: Groups): void => {
    shortlist.offer(groups);
    shortlist.offer(settled(problem, groups));
  };
  const hasOwners = problem.owners.some((owner) => owner !== null);
  let tried = 0;
  for (const regions of different(REGION_SIZES, (size) => regionsOf(problem, size))) {
    if (tried >= CUTS_FOR_LESS_MOVED && shortlist.reaches(bounds)) break;
    offer(bestFit(problem, regions));
    if (hasOwners) offer(bestFit(problem, byOwner(problem, regions)));
    tried += 1;
  }

  const subtrees = subtreesOf(problem);
  for (const [above, ...whole] of different(SUBTREE_SIZES, (size) => frontierOf(problem, subtrees, size))) {
    if (above === undefined || fillOf(problem.measure, above.things) > 1) continue;
    offer(bestFit(problem, whole, above));
    const peel = peeled(problem, above, whole);
    if (peel !== null) offer(bestFit(problem, peel.moving, peel.staying));
  }

  const atoms = [...problem.needs.keys()].map((node) => itemOf(problem, [node]));
  offer(bestFit(problem, atoms));
  offer(nextFit(problem, atoms));
}

/** Regions of one owner after one another: those of one weight then get into the same API. */
function byOwner({ owners }: Problem, regions: readonly Item[]): Item[] {
  const ownerOf = ({ atoms }: Item): string => owners[atoms[0]?.routes[0] ?? 0] ?? '';
  return regions.toSorted((a, b) => (ownerOf(a) < ownerOf(b) ? -1 : Number(ownerOf(a) > ownerOf(b))));
}

/** Neighbouring sizes often cut alike; then so are the numbers of atoms, in the order of the tree. */
function* different(sizes: readonly number[], cut: (size: number) => readonly Item[]): Generator<readonly Item[]> {
  const seen = new Set<string>();
  for (const size of sizes) {
    const items = cut(size);
    const key = items.map(({ atoms }) => atoms.length).join();
    if (!seen.has(key)) yield items;
    seen.add(key);
  }
}
