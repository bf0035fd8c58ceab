/**
 * A remediation plan: what would bring one quota back under its target, made of the account's own resources, with the number before
 * and after each step. Every number comes from the simulation. Nothing of it is ever executed. Plain JSON: it is kept in S3.
 */
import type { Adjustable } from './quota';
import type { Resource } from './resources';
import type { Words } from './words';

/** From the least to the most: minutes without a change of behaviour, up to what other people must agree to. */
export const efforts = ['minutes', 'configuration', 'infrastructure', 'code', 'organization'] as const;
export type Effort = (typeof efforts)[number];

export interface Filling {
  readonly usage: number;
  readonly limit: number;
}

export interface Plan {
  readonly schemaVersion: 1;
  readonly accountId: string;
  readonly region: string;
  readonly quota: string;
  /** The quota's name for people. */
  readonly quotaName: string;
  readonly unit: string;
  readonly resource: Resource | null;
  readonly adjustable: Adjustable;
  /** Percent of the limit that the plan aims at. */
  readonly target: number;
  /** When AWS was asked for the oldest of what it is made of, ISO 8601. */
  readonly readAt: string;
  readonly before: Filling;
  /** After all `steps`, none of the options. */
  readonly after: Filling;
  /** At most three sentences: where it stands, what to do first, what is left. */
  readonly summary: readonly Words[];
  /** Who or what makes the number: named objects. */
  readonly why: readonly PlanTable[];
  /** In the order in which to take them: each is counted on the model that the ones before it leave. */
  readonly steps: readonly PlanStep[];
  /** What would also work, or works only if somebody decides so; not part of `after`. */
  readonly options: readonly PlanStep[];
  /** What nobody could check, and why: read it before the first step. */
  readonly unchecked: readonly Words[];
  /** The resource changed while it was read: what differs. Then the plan is to be computed again. */
  readonly stale: Words | null;
}

export interface PlanStep {
  /** Stable, kebab-case: `delete-unused-integrations`. */
  readonly remedy: string;
  readonly effort: Effort;
  /** What to do: one sentence without its full stop. */
  readonly title: Words;
  readonly details: readonly Words[];
  /** `null` for advice that changes no count by itself. */
  readonly counts: {
    readonly before: Filling;
    readonly after: Filling;
    /** the most that it can bring, not what it will */ readonly atMost: boolean;
  } | null;
  /** Other quotas that the step changes. */
  readonly elsewhere: readonly Elsewhere[];
  /** What can go wrong, what the step costs, what was not checked for it. */
  readonly cautions: readonly Words[];
  /** How to take it back; `null` where there is nothing to take back. */
  readonly undo: Words | null;
  readonly artefacts: readonly Artefact[];
}

export interface Elsewhere {
  /** A quota's id, or a name where Headroom does not count it. */
  readonly quota: string;
  readonly of: string | null;
  readonly before: number;
  readonly after: number;
  readonly limit: number | null;
}

/** Something to read, copy or run by hand. */
export interface Artefact {
  /** A file's name: lower-case letters, digits, - and one dot. */
  readonly name: string;
  readonly language: 'sh' | 'ts' | 'js' | 'json' | 'yaml' | 'text';
  /** What it is: a few words. */
  readonly title: string;
  readonly text: string;
}

/** What an incident knows of its plan: enough for a message, and where the whole stands. */
export interface PlanNote {
  /** When it was computed, ISO 8601. */
  readonly at: string;
  /** What it was computed for: when this differs, it is computed anew. */
  readonly basis: string;
  /** In Headroom's own bucket: the readable form. */
  readonly key: string;
  /** At most three sentences. */
  readonly summary: readonly Words[];
  /** The first steps, with what each brings. */
  readonly steps: readonly Words[];
  /** Where there is no step: what somebody has to decide, with what it would bring at best. */
  readonly choices: readonly Words[];
  /** How many steps and options there are beyond these. */
  readonly more: number;
}

export interface PlanTable {
  readonly title: string;
  readonly columns: readonly { readonly name: string; readonly align: 'left' | 'right' }[];
  readonly rows: readonly (readonly (string | number)[])[];
}
