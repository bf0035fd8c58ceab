/** The long form of a plan, to read and to keep. */
import { formatNumber } from '../../domain/format';
import type { Artefact, Elsewhere, Plan, PlanStep, PlanTable } from '../../domain/plan';
import { asFiles } from '../../domain/plan-artefacts';
import {
  adjustableWords,
  changeText,
  effortText,
  fillingText,
  headlineOf,
  NO_STEP,
  readText,
} from '../../domain/plan-words';
import { longestRun, markdown, plain, span } from './escape';

/** One document for the plans of one incident. */
export function plansDocument(plans: readonly Plan[]): string {
  return `${plans.flatMap((plan) => planSections(asFiles(plan))).join('\n\n')}\n`;
}

export function planDocument(plan: Plan): string {
  return plansDocument([plan]);
}

function planSections(plan: Plan): string[] {
  const { summary, stale, before, after, unit, why, steps, options } = plan;
  return [
    `# ${markdown(headlineOf(plan))}`,
    ...(summary.length === 0 ? [] : [summary.map(markdown).join(' ')]),
    ...(stale === null ? [] : [`> **Out of date:** ${markdown(stale)}`]),
    `*Proposed, never executed. ${plain(readText(plan))}.*`,
    '## Now',
    list([`${fillingText(before)} ${plain(unit)}`, adjustableWords(plan)]),
    ...why.flatMap(tableSection),
    ...unchecked(plan),
    '## Plan',
    steps.length === 0 ? NO_STEP : `From ${fillingText(before)} to ${fillingText(after)}.`,
    ...steps.flatMap((step, index) => stepSection(step, `${index + 1}. `)),
    ...(options.length === 0 ? [] : ['## Other ways', 'Not counted in the plan: each is counted by itself.']),
    ...options.flatMap((step) => stepSection(step, '')),
  ];
}

function unchecked({ unchecked: all }: Plan): string[] {
  return all.length === 0 ? [] : ['## What could not be checked', list(all.map(markdown))];
}

function stepSection(step: PlanStep, number: string): string[] {
  const { title, details, elsewhere, cautions, undo, artefacts } = step;
  const change = changeText(step);
  const effort = effortText(step);
  const items = [
    ...(change === null ? [] : [`**${change}**`]),
    ...(effort === null ? [] : [`Effort: ${effort}`]),
    ...details.map(markdown),
    ...elsewhere.map(elsewhereText),
    ...cautions.map((text) => `**Mind:** ${markdown(text)}`),
    ...(undo === null ? [] : [`Undo: ${markdown(undo)}`]),
  ];
  return [
    `### ${number}${markdown(title)}`,
    ...(items.length === 0 ? [] : [list(items)]),
    ...artefacts.flatMap(artefactSection),
  ];
}

function elsewhereText({ quota, of, before, after, limit }: Elsewhere): string {
  const which = of === null ? '' : ` of ${span(of)}`;
  const most = limit === null ? '' : ` of ${formatNumber(limit)}`;
  return `Changes ${span(quota)}${which}: ${formatNumber(before)} → ${formatNumber(after)}${most}`;
}

/** A fence that is longer than any in the text ends where we end it. */
function artefactSection({ name, title, language, text }: Artefact): string[] {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return [`${span(name)}: ${plain(title)}`, `${fence}${language}\n${text}${fence}`];
}

function tableSection({ title, columns, rows }: PlanTable): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `**${plain(title)}**`,
    [
      line(columns.map(({ name }) => plain(name))),
      line(columns.map(({ align }) => (align === 'right' ? '--:' : '---'))),
      ...rows.map((row) => line(row.map((cell) => (typeof cell === 'number' ? formatNumber(cell) : plain(cell))))),
    ].join('\n'),
  ];
}

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');
