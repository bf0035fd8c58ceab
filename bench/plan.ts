/** Splits of real route tables, one function for each route, at 70 % of 300 integrations. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRoutes } from '../lambda/config/routes';
import { chooseFrontDoor, nothingKnown } from '../lambda/remediation/front-door';
import { planSplit, type SplitRoute } from '../lambda/remediation/split';

const LIMIT = 300;
const TARGET = 0.7;

export const tables = ['box', 'stripe', 'kubernetes-1.13', 'github'] as const;

function routesOf(table: string): SplitRoute[] {
  const parsed = parseRoutes(readFileSync(join(__dirname, '../sandbox/data/routes', `${table}.json`), 'utf8'));
  if (!parsed.ok) throw new Error(parsed.error);
  return [...parsed.table.routes];
}

/** All 1,500 that the tables of GitHub and Box have together, nearly: what is above it is left out. */
function largest(): SplitRoute[] {
  const box = routesOf('box').map((route) => ({
    ...route,
    path: `/box${route.path}`,
    integration: `box-${route.integration}`,
  }));
  return [...routesOf('github'), ...box].slice(0, 1500);
}

export function splitBench(name: string): readonly Readonly<Record<string, string | number | boolean>>[] {
  const routes = name === '1500-routes' ? largest() : routesOf(name);
  const started = performance.now();
  const outcome = planSplit({ routes, capacity: { integrations: Math.floor(LIMIT * TARGET) } });
  const seconds = (performance.now() - started) / 1000;
  if (outcome.status !== 'split') throw new Error(`${name}: ${outcome.status}`);
  const { best, keepSafe, proven, bounds, kind, infeasible } = outcome;
  const door = chooseFrontDoor(best, nothingKnown);
  return [
    {
      bench: `plan/${name}`,
      routes: routes.length,
      apis: best.groups.length,
      provenApis: proven.apis,
      prefixes: best.rules.length,
      provenPrefixes: proven.prefixes,
      leastPrefixes: bounds.prefixes,
      keepSafePrefixes: (keepSafe ?? best).rules.length,
      moved: best.moved,
      maxUtilization: Math.round(best.fill * TARGET * 1000) / 10,
      kind,
      frontDoor: door.kind,
      misrouted: door.trial?.routes ?? 0,
      collisions: door.trial?.collisions.length ?? 0,
      infeasible: infeasible.map(({ prefix, weight }) => `${prefix} ${weight}`).join(', '),
      seconds: Math.round(seconds * 100) / 100,
      // Of the whole process, in MiB: `maxRSS` is in KiB.
      peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    },
  ];
}
