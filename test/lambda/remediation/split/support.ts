import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Assignment,
  type Capacity,
  planSplit,
  type SplitOutcome,
  type SplitRequest,
  type SplitRoute,
} from '../../../../lambda/remediation/split';
import { fillOf } from './oracle';

const FILES = {
  box: '../../../../sandbox/data/routes/box.json',
  stripe: '../../../../sandbox/data/routes/stripe.json',
  github: '../../../../sandbox/data/routes/github.json',
  kubernetes: '../../../../sandbox/data/routes/kubernetes-1.13.json',
};

interface Table {
  readonly routes: readonly { readonly method: string; readonly path: string }[];
}

/** The routes of a public API, each with an integration of its own. */
export function realTable(name: keyof typeof FILES): SplitRoute[] {
  const { routes }: Table = JSON.parse(readFileSync(join(__dirname, FILES[name]), 'utf8'));
  return routes.map((route, index) => ({ ...route, integration: `${name}-${index}` }));
}

/** `GET /a`, `ANY /a/{id}`, `$default`: each with an integration of its own. */
export function table(...keys: readonly string[]): SplitRoute[] {
  return keys.map((key) => {
    const [method = '', path = ''] = key === '$default' ? ['', key] : key.split(' ');
    return { method, path, integration: key };
  });
}

export type Split = Extract<SplitOutcome, { status: 'split' }>;

export function split(request: SplitRequest): Split {
  const outcome = planSplit(request);
  if (outcome.status !== 'split') throw new Error(`expected a split, found ${JSON.stringify(outcome)}`);
  return outcome;
}

export function plansOf({ best, keepSafe, alternatives }: Split): Assignment[] {
  return [best, ...(keepSafe ? [keepSafe] : []), ...alternatives];
}

/** `GET /a` of each API, the copies with a `+`. */
export function keysOf({ groups, copies }: Assignment): string[][] {
  const key = ({ method, path }: SplitRoute): string => (method === '' ? path : `${method} ${path}`);
  return groups.map((own, group) => [
    ...own.map(key),
    ...copies.filter((copy) => copy.group === group).map(({ route }) => `+ ${key(route)}`),
  ]);
}

/** `/a/{}` and the API that it goes to. */
export function rulesOf({ rules }: Assignment): string[] {
  return rules.map(({ prefix, group }) => `/${prefix.map((segment) => segment ?? '{}').join('/')} → ${group}`);
}

/** What every plan has to keep to, whatever it is worth. */
export function faultsOf(plan: Assignment, routes: readonly SplitRoute[], capacity: Capacity): string[] {
  const faults: string[] = [];
  const placed = plan.groups.flat();
  if (placed.length !== routes.length || !routes.every((route) => placed.includes(route))) faults.push('routes differ');
  if (plan.groups.some((own) => own.length === 0)) faults.push('an API has no routes');
  const fills = plan.groups.map((own, group) => {
    const copies = plan.copies.filter((copy) => copy.group === group);
    return fillOf([...own, ...copies.map(({ route }) => route)], capacity);
  });
  if (Math.max(...fills) > 1) faults.push(`an API is ${Math.max(...fills)} full`);
  if (plan.fill !== Math.max(...fills)) faults.push(`fill is ${plan.fill}, not ${Math.max(...fills)}`);
  if (plan.moved !== routes.length - (plan.groups[0]?.length ?? 0)) faults.push('moved is wrong');
  const lengths = plan.rules.map(({ prefix }) => prefix.length);
  if (lengths.some((length, index) => length > (lengths[index - 1] ?? Infinity))) faults.push('longest is not first');
  const used = new Set(plan.rules.map(({ group }) => group));
  if (plan.groups.some((_, group) => group > 0 && !used.has(group))) faults.push('an API without a rule');
  return faults;
}

/** Rules that have exceptions: another rule below them. */
export function exceptionsIn({ rules }: Assignment): number {
  return rules.filter(({ prefix }) =>
    rules.some(
      ({ prefix: longer }) =>
        longer.length > prefix.length && prefix.every((segment, index) => segment === longer[index]),
    ),
  ).length;
}
