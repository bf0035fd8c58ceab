/** A split of a route table, computed without an account: what `headroom plan --routes` shows, as text and as JSON. Pure. */
import type { RouteTable } from '../lambda/config/routes';
import { chooseFrontDoor, type FrontDoorChoice, nothingKnown } from '../lambda/remediation/front-door';
import { room } from '../lambda/remediation/pipeline';
import { type Assignment, type Certificate, planSplit, type SplitOutcome } from '../lambda/remediation/split';

export interface RoutesPlan {
  /** For people. */
  readonly name: string;
  readonly table: RouteTable;
  /** Integrations that one API may have. */
  readonly limit: number;
  /** Percent of the limit. */
  readonly target: number;
  /** What that comes to. */
  readonly capacity: number;
  /** Distinct, of the whole table. */
  readonly integrations: number;
  readonly result: Result;
}

export type Result =
  | { readonly status: 'fits' }
  | { readonly status: 'infeasible'; readonly infeasible: readonly Certificate[] }
  | {
      readonly status: 'split';
      readonly best: Variant;
      readonly keepSafe: Variant | null;
      readonly alternatives: readonly Measured[];
      readonly proven: { readonly apis: boolean; readonly prefixes: boolean };
      readonly bounds: { readonly apis: number; readonly prefixes: number };
      /** Why literal prefixes cannot do it; the largest first. */
      readonly infeasible: readonly Certificate[];
    };

export interface Measured {
  readonly assignment: Assignment;
  readonly apis: readonly ApiSize[];
}

export interface Variant extends Measured {
  readonly frontDoor: FrontDoorChoice;
}

/** Copies counted. */
export interface ApiSize {
  readonly routes: number;
  readonly integrations: number;
}

export interface RoutesRequest {
  readonly name: string;
  readonly table: RouteTable;
  readonly limit: number;
  readonly target: number;
}

export function planRoutes({ name, table, limit, target }: RoutesRequest): RoutesPlan {
  const capacity = capacityOf(limit, target);
  const integrations = distinct(table.routes);
  const outcome = planSplit({ routes: table.routes, capacity: { integrations: capacity } });
  return { name, table, limit, target, capacity, integrations, result: resultOf(outcome) };
}

/** @param target percent of the limit */
export function capacityOf(limit: number, target: number): number {
  return room(limit, target / 100);
}

function resultOf(outcome: SplitOutcome): Result {
  switch (outcome.status) {
    case 'fits':
      return outcome;
    case 'infeasible':
      return { status: 'infeasible', infeasible: largestFirst(outcome.infeasible) };
    case 'split':
      return {
        status: 'split',
        best: variantOf(outcome.best),
        keepSafe: outcome.keepSafe === null ? null : variantOf(outcome.keepSafe),
        alternatives: outcome.alternatives.map(measured),
        proven: outcome.proven,
        bounds: outcome.bounds,
        infeasible: largestFirst(outcome.infeasible),
      };
  }
}

function largestFirst(certificates: readonly Certificate[]): Certificate[] {
  return certificates.toSorted((a, b) => b.weight - a.weight);
}

function variantOf(assignment: Assignment): Variant {
  return { ...measured(assignment), frontDoor: chooseFrontDoor(assignment, nothingKnown) };
}

function measured(assignment: Assignment): Measured {
  const apis = assignment.groups.map((own, group) => {
    const copied = assignment.copies.filter((copy) => copy.group === group).map(({ route }) => route);
    return { routes: own.length + copied.length, integrations: distinct([...own, ...copied]) };
  });
  return { assignment, apis };
}

function distinct(routes: readonly { readonly integration: string | null }[]): number {
  return new Set(routes.flatMap(({ integration }) => integration ?? [])).size;
}

/** Of the fullest API: percent of the limit, one decimal. */
export function maxUtilization({ apis }: Measured, limit: number): number {
  return percent(Math.max(...apis.map(({ integrations }) => integrations)), limit);
}

export function percent(usage: number, limit: number): number {
  return Math.round((usage / limit) * 1000) / 10;
}
