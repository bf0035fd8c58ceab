/** What the stages of the account take in its busiest minute, and the throttles that somebody set on them. */
import type { StageLoad } from '../../domain/details';
import type { Filling } from '../../domain/plan';

export interface Model {
  readonly limit: number;
  readonly stages: readonly StageLoad[];
}

export function modelOf(limit: number, stages: readonly StageLoad[]): Model {
  return { limit, stages };
}

export function isSameStage(a: StageLoad, b: StageLoad): boolean {
  return a.apiId === b.apiId && a.stage === b.stage;
}

/** The stage with a throttle: what comes beyond it is refused before it takes from the account's rate. */
export function throttled(model: Model, stage: StageLoad, rate: number): Model {
  return {
    ...model,
    stages: model.stages.map((one) =>
      isSameStage(one, stage) ? { ...one, rate, perSecond: Math.min(one.perSecond, rate) } : one,
    ),
  };
}

/** The measured rate, moved by what the model has changed since. */
export function counting({ usage }: Filling, start: Model): (model: Model) => Filling {
  const was = total(start);
  return (model) => ({
    usage: Math.max(0, Math.round((usage + total(model) - was) * 10) / 10),
    limit: model.limit,
  });
}

export function byRate({ stages }: Model): readonly StageLoad[] {
  return stages.toSorted((a, b) => b.perSecond - a.perSecond || (a.apiId + a.stage < b.apiId + b.stage ? -1 : 1));
}

export function total({ stages }: Pick<Model, 'stages'>): number {
  return stages.reduce((all, { perSecond }) => all + perSecond, 0);
}
