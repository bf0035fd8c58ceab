/** What a wildcard that spans `/` takes by mistake only for certain values: a branch named `actions`. */
import type { Assignment, FrontDoor as Dispatch } from '../split';
import { isGreedy, isParameter, keyOf, routerOf, segmentsIn } from '../split/router';

/** @returns a request that would go to an API without its route; `null` where there is none */
export function stretched(assignment: Assignment, dispatch: Dispatch): string | null {
  const table = assignment.groups.flat();
  const today = routerOf(table);
  const apis = assignment.groups.map((own, group) => {
    const copied = assignment.copies.filter((copy) => copy.group === group).map(({ route }) => route);
    return routerOf([...own, ...copied]);
  });
  const values = valuesIn(assignment);
  for (const route of table) {
    const segments = segmentsIn(route.path);
    for (const [index, segment] of segments.entries()) {
      if (!isParameter(segment) || route.path === '$default') continue;
      for (const value of values) {
        const tail = isGreedy(segment) ? ['x', value] : [value];
        const path = `/${[...filled(segments.slice(0, index)), ...tail, ...filled(segments.slice(index + 1))].join('/')}`;
        const method = route.method === 'ANY' ? 'GET' : route.method;
        const wanted = today.pick(method, path);
        if (wanted === keyOf(route) && apis[dispatch(path)]?.pick(method, path) !== wanted) return `${method} ${path}`;
      }
    }
  }
  return null;
}

/** What stands behind a wildcard. */
function valuesIn({ rules }: Assignment): string[] {
  const literals = rules.flatMap(({ prefix }) => prefix.slice(prefix.indexOf(null) + 1));
  return [...new Set(literals.filter((segment) => segment !== null))];
}

function filled(segments: readonly string[]): string[] {
  return segments.map((segment) => (isParameter(segment) ? 'x' : segment));
}
