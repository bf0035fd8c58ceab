/** Puts items into APIs. */
import { Tally } from './measure';
import type { Problem } from './problem';
import { heaviestFirst, type Item } from './regions';
import type { Node } from './tree';

class Bin {
  readonly tally: Tally;
  readonly atoms: Node[] = [];

  constructor({ measure }: Problem) {
    this.tally = new Tally(measure);
  }

  put({ atoms, things }: Item): void {
    this.atoms.push(...atoms);
    this.tally.add(things);
  }
}

/**
 * Heaviest first, each to where it adds least, then to where it leaves least room.
 *
 * @param first already has an API, whatever its weight.
 */
export function bestFit(problem: Problem, items: readonly Item[], first?: Item): Map<Node, number> {
  const bins: Bin[] = [];
  for (const item of [...(first ? [first] : []), ...heaviestFirst(problem, items)]) {
    const known = best(bins, item);
    const bin = known ?? new Bin(problem);
    if (known === undefined) bins.push(bin);
    bin.put(item);
  }
  return groupsOf(bins.map((bin) => bin.atoms));
}

function best(bins: readonly Bin[], { things }: Item): Bin | undefined {
  let choice: { bin: Bin; added: number; fill: number } | undefined;
  for (const bin of bins) {
    const fill = bin.tally.fillWith(things);
    if (fill > 1) continue;
    const added = bin.tally.addedBy(things);
    if (choice === undefined || added < choice.added || (added === choice.added && fill > choice.fill)) {
      choice = { bin, added, fill };
    }
  }
  return choice?.bin;
}

/**
 * In order, a new API whenever the next does not fit. Every API but the last is fuller than the capacity less the largest
 * atom, so with W in all and atoms up to a there are at most ⌈W / (capacity − a + 1)⌉: the worst that any plan is.
 */
export function nextFit(problem: Problem, items: readonly Item[]): Map<Node, number> {
  let bin = new Bin(problem);
  const bins = [bin];
  for (const item of items) {
    if (bin.tally.fillWith(item.things) > 1) {
      bin = new Bin(problem);
      bins.push(bin);
    }
    bin.put(item);
  }
  return groupsOf(bins.map(({ atoms }) => atoms));
}

export function groupsOf(bins: readonly (readonly Node[])[]): Map<Node, number> {
  return new Map(bins.flatMap((atoms, group) => atoms.map((node) => [node, group] as const)));
}
