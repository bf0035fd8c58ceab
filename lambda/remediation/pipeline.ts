/**
 * From a model of what is there to a plan: every remedy looks at the model that the ones before it leave, what it proposes is carried
 * out on that model, and everything is counted again. So every number of a plan comes from the simulation. Pure.
 */
import { type Effort, efforts, type Elsewhere, type Filling, type PlanStep, type PlanTable } from '../domain/plan';
import type { Words } from '../domain/words';
import { words } from '../domain/words';

/** One quota that is too full, with the model of what fills it. */
export interface Pressure<Model> {
  readonly model: Model;
  readonly count: (model: Model) => Filling;
  /** The other quotas that a remedy may touch, counted on the same model. */
  readonly others: (model: Model) => readonly Counted[];
  /** In any order: they are taken from the least effort to the most, and in the order given where it is the same. */
  readonly remedies: readonly Remedy<Model>[];
}

export interface Counted {
  readonly quota: string;
  /** Which resource; `null` for the Region. */
  readonly of: string | null;
  readonly usage: number;
  /** `null` where nobody knows it. */
  readonly limit: number | null;
}

export interface Goal {
  /** Part of the limit to come down to: above 0, at most 1. */
  readonly target: number;
}

export interface Remedy<Model> {
  /** Stable, kebab-case. */
  readonly id: string;
  readonly effort: Effort;
  /** @returns nothing where there is nothing to do */
  readonly propose: (model: Model, goal: Goal) => readonly Proposal<Model>[];
}

export interface Proposal<Model> {
  /**
   * - `step`: does what it says, as far as anybody can see from here.
   * - `option`: works only if somebody decides so or has checked something: counted by itself, at most, and not part of the result.
   * - `advice`: changes no count by itself.
   */
  readonly kind: 'step' | 'option' | 'advice';
  /** The model after it; the same model for advice. */
  readonly apply: (model: Model) => Model;
  readonly text: Pick<PlanStep, 'title' | 'details' | 'cautions' | 'undo' | 'artefacts'>;
}

export interface Planned {
  readonly before: Filling;
  readonly after: Filling;
  readonly steps: readonly PlanStep[];
  readonly options: readonly PlanStep[];
}

/** What each kind of plan brings; who asked adds the account, the quota and the time. */
export interface PlanParts extends Planned {
  /** At most three sentences, with their full stops: where it stands, what to do first, what is left. */
  readonly summary: readonly Words[];
  readonly why: readonly PlanTable[];
  readonly unchecked: readonly Words[];
}

/**
 * Steps are taken until the target is reached; what comes after that is an option, counted on the model that the steps leave. A step
 * that would bring another quota past its limit is an option too, and says so.
 */
export function simulate<Model>({ model, count, others, remedies }: Pressure<Model>, goal: Goal): Planned {
  const before = count(model);
  const steps: PlanStep[] = [];
  const options: PlanStep[] = [];
  let now = model;
  for (const remedy of byEffort(remedies)) {
    const isEnough = reaches(count(now), goal);
    for (const proposal of remedy.propose(now, goal)) {
      if (proposal.kind === 'advice') {
        (isEnough ? options : steps).push(adviceStep(remedy, proposal));
        continue;
      }
      const after = proposal.apply(now);
      const touched = elsewhere(others(now), others(after));
      const exceeded = touched.filter((one) => one.limit !== null && one.after > one.limit && one.after > one.before);
      const isTaken = proposal.kind === 'step' && !reaches(count(now), goal) && exceeded.length === 0;
      const step: PlanStep = {
        remedy: remedy.id,
        effort: remedy.effort,
        ...proposal.text,
        cautions: [...proposal.text.cautions, ...exceeded.map(tooMuch)],
        counts: { before: count(now), after: count(after), atMost: proposal.kind === 'option' },
        elsewhere: touched,
      };
      (isTaken ? steps : options).push(step);
      if (isTaken) now = after;
    }
  }
  return { before, after: count(now), steps, options };
}

export function reaches({ usage, limit }: Filling, { target }: Goal): boolean {
  return usage <= room(limit, target);
}

/** How many of a limit fit below the target, a part of it. */
export function room(limit: number, target: number): number {
  return Math.floor(limit * target + ROUNDING);
}

/** 300 × 70 % is 210, whatever binary fractions make of it. */
const ROUNDING = 1e-9;

function byEffort<Model>(remedies: readonly Remedy<Model>[]): Remedy<Model>[] {
  return remedies.toSorted((a, b) => efforts.indexOf(a.effort) - efforts.indexOf(b.effort));
}

function adviceStep<Model>(remedy: Remedy<Model>, { text }: Proposal<Model>): PlanStep {
  return { remedy: remedy.id, effort: remedy.effort, ...text, counts: null, elsewhere: [] };
}

function elsewhere(before: readonly Counted[], after: readonly Counted[]): Elsewhere[] {
  const keyOf = ({ quota, of }: Counted): string => JSON.stringify([quota, of]);
  const known = new Map(before.map((one) => [keyOf(one), one.usage]));
  return after.flatMap((one) => {
    const was = known.get(keyOf(one)) ?? 0;
    if (was === one.usage) return [];
    return [{ quota: one.quota, of: one.of, before: was, after: one.usage, limit: one.limit }];
  });
}

function tooMuch({ quota, after, limit }: Elsewhere): Words {
  return words`It would bring ${quota} to ${after} of ${limit ?? 0}: first make room there`;
}
