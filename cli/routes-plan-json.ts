/** A split of a route table as one JSON object, for other programs. */
import { textOfWords } from '../lambda/domain/words';
import { prefixText } from '../lambda/remediation/front-door';
import type { Certificate, SplitRoute } from '../lambda/remediation/split';
import { maxUtilization, type Measured, percent, type RoutesPlan, type Variant } from './routes-plan';

export function routesPlanJson(plan: RoutesPlan): object {
  const { table, integrations, limit, target } = plan;
  return {
    schemaVersion: 1,
    name: plan.name,
    routes: table.routes.length,
    integrations,
    distinctIntegrations: table.distinctIntegrations,
    limit,
    target,
    ...resultJson(plan),
  };
}

function resultJson({ result, table, integrations, limit, capacity }: RoutesPlan): object {
  switch (result.status) {
    case 'fits':
      return {
        status: result.status,
        apis: 1,
        prefixes: 0,
        frontDoor: 'none',
        maxUtilization: percent(integrations, limit),
        misrouted: 0,
        proven: { apis: true, prefixes: true },
        infeasible: [],
        groups: [table.routes.map(routeJson)],
        rules: [],
        copies: [],
        moved: 0,
        keepSafe: null,
        alternatives: [],
        reason: `It fits in one API: ${integrations} integrations, and one API may have ${capacity}`,
      };
    case 'infeasible':
      return {
        status: result.status,
        apis: null,
        prefixes: null,
        frontDoor: 'none',
        maxUtilization: null,
        misrouted: null,
        proven: { apis: false, prefixes: false },
        infeasible: result.infeasible.map(certificateJson),
        groups: [],
        rules: [],
        copies: [],
        moved: null,
        keepSafe: null,
        alternatives: [],
        reason: 'No prefix can part it into APIs that are small enough, not even behind a parameter',
      };
    case 'split': {
      const { best, keepSafe, alternatives, proven, bounds, infeasible } = result;
      return {
        status: result.status,
        ...variantJson(best, limit),
        proven,
        bounds,
        infeasible: infeasible.map(certificateJson),
        keepSafe: keepSafe === null ? null : variantJson(keepSafe, limit),
        alternatives: alternatives.map((one) => measuredJson(one, limit)),
      };
    }
  }
}

function variantJson({ frontDoor, ...variant }: Variant, limit: number): object {
  const { groups, rules, copies } = variant.assignment;
  return {
    ...measuredJson(variant, limit),
    frontDoor: frontDoor.kind,
    reason: textOfWords(frontDoor.reason),
    otherFrontDoors: frontDoor.others.map(({ kind, why }) => ({ frontDoor: kind, why: textOfWords(why) })),
    misrouted: frontDoor.trial?.routes ?? null,
    collisions: frontDoor.trial?.collisions ?? [],
    groups: groups.map((group) => group.map(routeJson)),
    rules: rules.map(({ prefix, group }) => ({ prefix: prefixText(prefix), group })),
    copies: copies.map(({ route, group }) => ({ ...routeJson(route), group })),
  };
}

function measuredJson(one: Measured, limit: number): object {
  const { groups, rules, moved } = one.assignment;
  return { apis: groups.length, prefixes: rules.length, maxUtilization: maxUtilization(one, limit), moved };
}

function routeJson({ method, path }: Pick<SplitRoute, 'method' | 'path'>): object {
  return { method, path };
}

function certificateJson({ prefix, weight, capacity }: Certificate): object {
  return { prefix, weight, capacity };
}
