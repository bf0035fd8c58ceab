/** What a plan brings to copy or run, as the files that it becomes: every form of the plan names them alike. */
import type { Artefact, Plan, PlanStep } from './plan';

/** The long form stands beside them. */
export const DOCUMENT = 'plan.md';

/** The same plan; each artefact has a file's name that no other of the plan has, and a text that reads as it runs. */
export function asFiles(plan: Plan): Plan {
  const taken = new Set([DOCUMENT]);
  const fileOf = (artefact: Artefact): Artefact => {
    const name = untaken(fileName(artefact.name), taken);
    taken.add(name);
    return { ...artefact, name, text: readable(artefact.text) };
  };
  const withFiles = (step: PlanStep): PlanStep => ({ ...step, artefacts: step.artefacts.map(fileOf) });
  return { ...plan, steps: plan.steps.map(withFiles), options: plan.options.map(withFiles) };
}

function untaken(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${number}-${name}`;
  return free;
}

/** Longer than what we call one; a file system takes 255 bytes. */
const LONGEST = 100;

/** Names of resources are part of some. */
function fileName(name: string): string {
  const [, stem = name, extension = 'txt'] = /^(.*)\.([a-z]{1,5})$/s.exec(name) ?? [];
  const safe = stem
    .slice(0, LONGEST)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${safe === '' ? 'file' : safe}.${extension}`;
}

/** Whatever shows nothing or turns text around, but the end of a line and a tab: https://trojansource.codes */
const UNSEEN = /(?![\n\t])[\p{C}\p{Zl}\p{Zp}]/gu;

function readable(text: string): string {
  return `${text.replaceAll(/\r\n?/g, '\n').replaceAll(UNSEEN, '\ufffd').trimEnd()}\n`;
}
