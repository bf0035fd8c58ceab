/** The plan for one quota of a described Region, computed within a scan as plans are. */
import type { PlanContext } from '../../../../lambda/app/plan/context';
import { planOf, type PlanOutcome } from '../../../../lambda/app/plan/plan-of';
import { scanThen } from '../../../../lambda/app/scan';
import type { Measured } from '../../../../lambda/domain/measurement';
import type { Plan } from '../../../../lambda/domain/plan';
import type { Call, RegionInput } from '../../../../sandbox';
import { account, clock, settingsOf } from '../../../support/account';

export const HOME = 'eu-west-1';

export interface Wanted {
  readonly quota: string;
  /** What was measured, as the test is about it. */
  readonly change?: (one: Measured) => Measured;
  readonly context?: Partial<PlanContext>;
  /** What happens between the scan and the plan. */
  readonly before?: (sandbox: Awaited<ReturnType<typeof account>>) => void;
}

export interface Outcome {
  readonly outcome: PlanOutcome;
  /** What the plan asked beyond the scan. */
  readonly calls: readonly Call[];
}

export async function planned(
  region: RegionInput,
  { quota, change = (one) => one, context = {}, before = () => {} }: Wanted,
): Promise<Outcome> {
  const sandbox = await account({ account: { accountId: '123456789012', regions: { [HOME]: region } } });
  return await clock.run(
    scanThen({ clock, settings: settingsOf() }, async ({ result, detailsOf }) => {
      if (result.status !== 'scanned') throw new Error(result.status);
      const { snapshot, partition, reads } = result;
      const { accountId, measurements } = snapshot;
      const one = measurements.filter(({ status }) => status === 'measured').find((each) => each.quota === quota);
      if (one?.status !== 'measured') throw new Error(`${quota} is not measured`);
      before(sandbox);
      const scanned = sandbox.calls.length;
      const outcome = await planOf(change(one), {
        accountId,
        partition,
        measurements,
        reads,
        detailsOf,
        signalsOf: null,
        target: 70,
        controlPlaneShare: 1,
        now: clock.now(),
        ...context,
      });
      return { outcome, calls: sandbox.calls.slice(scanned) };
    }),
  );
}

export function planIn({ outcome }: Outcome): Plan {
  if (outcome.status !== 'planned') throw new Error(outcome.reason);
  return outcome.plan;
}
