/** Splits to put a front door before: written by hand, and of the real tables. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRoutes } from '../../../../lambda/config/routes';
import { type Assignment, planSplit, type SplitOutcome, type SplitRoute } from '../../../../lambda/remediation/split';

/** `GET /a → 0`: where each route goes, the rules as `/a → 1`, longest first, and the copies like the routes. */
export function assigned(
  routes: readonly string[],
  rules: readonly string[] = [],
  copies: readonly string[] = [],
): Assignment {
  const placed = routes.map(parted);
  const count = Math.max(...[...routes, ...rules, ...copies].map((text) => parted(text).group)) + 1;
  const groups = Array.from({ length: count }, (_, group) =>
    placed.filter((one) => one.group === group).map(({ text }) => routeOf(text)),
  );
  return {
    groups,
    rules: rules.map((rule) => {
      const { text, group } = parted(rule);
      const segments = text.slice(1).split('/');
      return { prefix: segments.map((segment) => (segment === '{}' ? null : segment)), group };
    }),
    copies: copies.map((copy) => ({ route: routeOf(parted(copy).text), group: parted(copy).group })),
    moved: placed.filter(({ group }) => group > 0).length,
    fill: 1,
  };
}

function parted(text: string): { text: string; group: number } {
  const at = text.lastIndexOf(' → ');
  return { text: text.slice(0, at), group: Number(text.slice(at + 3)) };
}

function routeOf(text: string): SplitRoute {
  const at = text.indexOf(' ');
  return text === '$default'
    ? { method: '', path: text, integration: text }
    : { method: text.slice(0, at), path: text.slice(at + 1), integration: text };
}

export const realTables = ['box', 'stripe', 'kubernetes-1.13', 'github'] as const;

/** At 70 % of 300, one integration per route. */
export function realPlan(name: (typeof realTables)[number]): Extract<SplitOutcome, { status: 'split' }> {
  const parsed = parseRoutes(readFileSync(join(__dirname, `../../../../sandbox/data/routes/${name}.json`), 'utf8'));
  if (!parsed.ok) throw new Error(parsed.error);
  const outcome = planSplit({ routes: parsed.table.routes, capacity: { integrations: 210 } });
  if (outcome.status !== 'split') throw new Error(`${name} is not split`);
  return outcome;
}

/** Segments that try to be something else where they are written. */
export const hostileSegments = [
  "it's",
  '"quoted"',
  '`${process.exit()}`',
  '<!--',
  '[0]; alert()',
  'back\\slash\\',
  "\\'",
  'line\nbreak',
  'line\u2028separator',
  'nul\0',
  '\u202eright to left',
  '\ud800',
  'ä€😀',
  'constructor',
  '__proto__',
  '$(id)',
  "'; rm -rf .; '",
  '0',
];
