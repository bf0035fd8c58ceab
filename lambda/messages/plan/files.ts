/** A plan as files of one folder: the long form, and each artefact by itself. */
import type { Plan } from '../../domain/plan';
import { planDocument } from './markdown';

export interface PlanFile {
  readonly name: string;
  readonly text: string;
}

/** Two artefacts of one name are told apart by the number of their step. */
export function planFiles(plan: Plan): PlanFile[] {
  const all = [...plan.steps, ...plan.options].flatMap(({ artefacts }, index) =>
    artefacts.map(({ name, text }) => ({ name, text, step: index + 1 })),
  );
  const count = (name: string): number => all.filter((one) => one.name === name).length;
  return [
    { name: 'plan.md', text: planDocument(plan) },
    ...all.map(({ name, text, step }) => ({ name: count(name) > 1 ? `${step}-${name}` : name, text })),
  ];
}

/** A folder's name, from what AWS and others named: letters, digits and - only. */
export function planFolder({ region, quota, resource }: Plan): string {
  const parts = [region, quota, ...(resource === null ? [] : [resource.id])];
  return parts
    .map((part) => part.replaceAll(/[^A-Za-z0-9-]+/g, '-').slice(0, 60))
    .join('-')
    .replaceAll(/-{2,}/g, '-');
}
