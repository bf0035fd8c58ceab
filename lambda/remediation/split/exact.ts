/** Exhaustive search, for few atoms. */
import { Tally } from './measure';
import { groupsOf } from './pack';
import type { Problem } from './problem';
import type { Node } from './tree';

/** 3^14 steps at most: about a tenth of a second. */
export const FEW_ATOMS = 14;

/** The fewest APIs, by all sets of atoms that fit into one. `null` where an atom does not fit alone. */
export function fewestApis(problem: Problem): Map<Node, number> | null {
  const atoms = [...problem.needs];
  const fits = setsThatFit(problem);
  const all = 2 ** atoms.length - 1;
  // The fewest APIs for each set of atoms, and one of them.
  const fewest = new Uint8Array(all + 1).fill(atoms.length + 1, 1);
  const taken = new Uint16Array(all + 1);
  for (let set = 1; set <= all; set += 1) {
    // The lowest atom of the set is in some API; which of the others are there with it?
    const lowest = set & -set;
    const others = set ^ lowest;
    for (let more = others; ; more = (more - 1) & others) {
      const api = more | lowest;
      const count = (fewest[set ^ api] ?? 0) + 1;
      if (fits[api] === 1 && count < (fewest[set] ?? 0)) {
        fewest[set] = count;
        taken[set] = api;
      }
      if (more === 0) break;
    }
  }
  if ((fewest[all] ?? 0) > atoms.length) return null;
  const bins: Node[][] = [];
  for (let set = all; set > 0; set ^= taken[set] ?? set) {
    const api = taken[set] ?? set;
    bins.push(atoms.flatMap(([node], index) => ((api & (1 << index)) === 0 ? [] : [node])));
  }
  return groupsOf(bins);
}

function setsThatFit({ measure, needs }: Problem): Uint8Array {
  const lists = [...needs.values()];
  const fits = new Uint8Array(2 ** lists.length);
  const tally = new Tally(measure);
  const visit = (index: number, set: number): void => {
    if (tally.fill() > 1) return;
    const list = lists[index];
    if (list === undefined) {
      fits[set] = 1;
      return;
    }
    visit(index + 1, set);
    tally.add(list);
    visit(index + 1, set | (1 << index));
    tally.remove(list);
  };
  visit(0, 0);
  return fits;
}
