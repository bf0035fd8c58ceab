/** A plan as files of one folder: the long form, and each artefact by itself. */
import type { Plan } from '../../domain/plan';
import { asFiles, DOCUMENT } from '../../domain/plan-artefacts';
import { planDocument } from './markdown';

export interface PlanFile {
  readonly name: string;
  readonly text: string;
}

export function planFiles(plan: Plan): PlanFile[] {
  const { steps, options } = asFiles(plan);
  const artefacts = [...steps, ...options].flatMap((step) => step.artefacts);
  return [{ name: DOCUMENT, text: planDocument(plan) }, ...artefacts.map(({ name, text }) => ({ name, text }))];
}

const LONGEST_PART = 128;

/** A folder's name, from what AWS and others named: letters, digits, dots and - only. */
export function planFolder({ region, quota, resource }: Plan): string {
  const parts = [region, quota, ...(resource === null ? [] : [resource.id])];
  return parts
    .map((part) => part.slice(0, LONGEST_PART).replaceAll(/[^A-Za-z0-9.]+/g, '-'))
    .join('-')
    .replaceAll(/\.{2,}/g, '.')
    .replaceAll(/^[.-]+|[.-]+$/g, '');
}
