/** What a split is asked for, and what comes of it. Pure types, shared by the planner, the front doors and the plans. */

/** One route of the API that is to be split. */
export interface SplitRoute {
  /** `GET`, `ANY`, …; `''` for `$default`. */
  readonly method: string;
  /** As API Gateway writes it: `/pets/{id}`, `/files/{proxy+}`; `$default` for the route that takes what no other takes. */
  readonly path: string;
  /** The id of the integration behind it; `null` without one: it costs no integration, and stays routable. */
  readonly integration: string | null;
}

/** How many of each one API may have: already the limit times the target. What is not given does not bind. */
export interface Capacity {
  /** Distinct integrations; one that two APIs use counts in each. */
  readonly integrations?: number;
  readonly routes?: number;
  /** Nodes of the tree of paths, the root and every ancestor among them: REST APIs. */
  readonly resources?: number;
}

export interface SplitRequest {
  readonly routes: readonly SplitRoute[];
  readonly capacity: Capacity;
  /** Who owns a route (a stack, the prefix of its function's name): a tie is decided for the plan that cuts fewer owners. */
  readonly ownerOf?: (route: SplitRoute) => string | null;
}

/** A segment of a prefix: its literal text, or `null` for any one segment. */
export type PrefixSegment = string | null;

/** Everything under the prefix goes to the API, unless a longer rule says otherwise. */
export interface PrefixRule {
  readonly prefix: readonly PrefixSegment[];
  /** Index into `groups`. */
  readonly group: number;
}

/** A route that another API must have too, since its rule would catch requests of it. */
export interface CopiedRoute {
  readonly route: SplitRoute;
  readonly group: number;
}

export interface Assignment {
  /** The routes of each API, each route in one of them; the first is today's API, which keeps what no rule names. */
  readonly groups: readonly (readonly SplitRoute[])[];
  /** Longest prefix first. Prefixes with `null` need a front door that matches segment by segment. */
  readonly rules: readonly PrefixRule[];
  /** `$default`, `{proxy+}` and root parameters that reach under the rule of another API. */
  readonly copies: readonly CopiedRoute[];
  /** How many routes leave today's API. */
  readonly moved: number;
  /** The fullest API, the largest of its dimensions, copies counted: part of its capacity, 1 is full. */
  readonly fill: number;
}

/** A unit that no front door of this kind can cut, and that is larger than one API may be. */
export interface Certificate {
  /** `/repos`: everything whose literal part begins with just this. */
  readonly prefix: string;
  readonly weight: number;
  readonly capacity: number;
  readonly dimension: keyof Capacity;
}

export type SplitOutcome =
  /** It fits as it is. */
  | { readonly status: 'fits' }
  | {
      readonly status: 'split';
      /** Whether every rule is a literal prefix, or some cut behind a parameter. */
      readonly kind: 'literal' | 'segments';
      /** Fewest APIs, then fewest prefixes, then fewest moved routes. */
      readonly best: Assignment;
      /** Unknown and future paths stay on today's API: no rule has exceptions. `null` where `best` is that already, or none was found. */
      readonly keepSafe: Assignment | null;
      /** More APIs, fewer prefixes: at most two, in the order of their APIs. */
      readonly alternatives: readonly Assignment[];
      /** What is proved to be the minimum; what is not, is at most this far above its lower bound. */
      readonly proven: { readonly apis: boolean; readonly prefixes: boolean };
      readonly bounds: { readonly apis: number; readonly prefixes: number };
      /** Why literal prefixes alone cannot do it; empty when they can. */
      readonly infeasible: readonly Certificate[];
    }
  /** No split can do it: the units that are larger than one API may be, even segment by segment. */
  | { readonly status: 'infeasible'; readonly infeasible: readonly Certificate[] };
