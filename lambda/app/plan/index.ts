/** Plans for what is past its warning threshold: what is due is computed, kept in the bucket, and noted for its incident. */
import type { Clock } from '../../domain/clock';
import { described } from '../../domain/error-code';
import type { Plan, PlanNote } from '../../domain/plan';
import { DOCUMENT } from '../../domain/plan-artefacts';
import { planFiles, planFolder } from '../../messages/plan/files';
import { plansDocument } from '../../messages/plan/markdown';
import { wavers } from '../../quotas';
import type { Objects } from '../../stores/objects';
import { writePlans } from '../../stores/plans';
import type { Log } from '../log';
import type { PlanContext } from './context';
import { type DuePlan, duePlans } from './due';
import { noteOf } from './note';
import { planOf } from './plan-of';

export interface PlanningParts {
  readonly objects: Objects;
  readonly clock: Clock;
  readonly log: Log;
  /** Aborts when the scan begins nothing more: it has to be told. */
  readonly closing: AbortSignal;
}

/** After this no further plan is begun: what the scan has found is to be told. The rest is due at the next scan. */
const PLANNING_MS = 120_000;

/**
 * One after the other, since they spend the same call budget. What fails is logged and is due again at the next scan; it never keeps
 * an incident from being told.
 * @param known the plans there are, by fingerprint
 * @returns the plans there are now
 */
export async function planIncidents(
  parts: PlanningParts,
  context: PlanContext,
  known: Readonly<Record<string, PlanNote>>,
): Promise<Record<string, PlanNote>> {
  const { accountId, measurements, now } = context;
  const { plans: due, kept } = duePlans({ accountId, measurements, known, now, wavers });
  const notes: Record<string, PlanNote> = { ...kept };
  const begun = parts.clock.elapsed();
  const isOver = (): boolean => parts.closing.aborted || parts.clock.elapsed() - begun > PLANNING_MS;
  for (const one of due) {
    if (isOver()) break;
    try {
      const noted = await planOne(parts, context, one, isOver);
      if (noted !== null) notes[one.fingerprint] = noted;
    } catch (error) {
      const message = `no plan for incident ${one.fingerprint}`;
      parts.log({ level: 'ERROR', message, reason: described(error) });
    }
  }
  return notes;
}

/** @returns `null` where the scan had no time left for what it needs: a plan made of less would say less the next time */
async function planOne(
  { objects, clock }: PlanningParts,
  context: PlanContext,
  due: DuePlan,
  isOver: () => boolean,
): Promise<PlanNote | null> {
  const plans: Plan[] = [];
  for (const member of due.worst) {
    // The fullest is what matters; the others come with the next time.
    if (plans.length > 0 && isOver()) break;
    const plan = await planOf(member, context);
    if (plan.status === 'waiting') return null;
    plans.push(plan.plan);
  }
  const [first, ...others] = plans;
  if (first === undefined) return null;
  const at = clock.now().toISOString();
  const document = plansDocument(plans);
  const key = await writePlans(objects, due.fingerprint, at, { plans, document, files: plans.flatMap(artefactsOf) });
  return noteOf(due, [first, ...others], key, at);
}

/** The long form of each is in the document of all. */
function artefactsOf(plan: Plan): { readonly name: string; readonly text: string }[] {
  const folder = planFolder(plan);
  return planFiles(plan)
    .filter(({ name }) => name !== DOCUMENT)
    .map(({ name, text }) => ({ name: `${folder}/${name}`, text }));
}
