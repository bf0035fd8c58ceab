/** The best plans that the search has met. */
import type { Bounds } from './bounds';
import { type Candidate, candidateOf, compare, isSafe } from './candidate';
import { fewestRules, type Groups, rulesAtAtoms, safeRules } from './labels';
import type { Problem } from './problem';
import { changesIn } from './rules';

export class Shortlist {
  /** By their number of APIs. */
  private readonly plans = new Map<number, Candidate>();
  private safest: Candidate | null = null;

  constructor(private readonly problem: Problem) {}

  /** @param groupOf where each atom goes: those that need anything. */
  offer(groupOf: Groups): void {
    const routesOf = new Map<number, number>();
    for (const [node, group] of groupOf) routesOf.set(group, (routesOf.get(group) ?? 0) + node.routes.length);
    const apis = routesOf.size;
    const known = this.plans.get(apis);
    const { tree } = this.problem;
    const labels = fewestRules(tree, groupOf, routesOf);
    if (known === undefined || changesIn(tree, labels).length <= known.rules.length) {
      if (!this.take(labels)) this.take(rulesAtAtoms(tree, groupOf, labels.get(tree[0]) ?? 0));
    }

    if (this.safest !== null && this.safest.groups.length < apis) return;
    const safe = safeRules(tree, groupOf, routesOf);
    if (safe !== null) this.take(safe);
  }

  /** Whether it is a plan: its copies fit. */
  private take(labels: Groups): boolean {
    const candidate = candidateOf(this.problem, labels);
    if (candidate === null) return false;
    const known = this.plans.get(candidate.groups.length);
    if (known === undefined || compare(candidate, known) < 0) this.plans.set(candidate.groups.length, candidate);
    if ((this.safest === null || compare(candidate, this.safest) < 0) && isSafe(candidate)) this.safest = candidate;
    return true;
  }

  /** More APIs only for fewer prefixes; fewest APIs first. */
  pareto(): Candidate[] {
    const byApis = [...this.plans.values()].toSorted(compare);
    return byApis.filter((plan, index) =>
      byApis.slice(0, index).every((smaller) => plan.rules.length < smaller.rules.length),
    );
  }

  best(): Candidate | undefined {
    return this.pareto()[0];
  }

  reaches({ apis, prefixes }: Bounds): boolean {
    const plan = this.plans.get(apis);
    return plan !== undefined && plan.rules.length <= prefixes;
  }

  keepSafe(): Candidate | null {
    return this.safest;
  }
}
