/** The long form of a plan, to read and to keep: Markdown in which nothing that others wrote is markup. */
import { formatNumber } from '../../domain/format';
import type { Artefact, Elsewhere, Plan, PlanStep, PlanTable } from '../../domain/plan';
import type { Words } from '../../domain/words';
import { printable } from '../text';
import { adjustableWords, effortWords, fillingText, headlineOf } from '../../domain/plan-words';

/** One document for the plans of one incident. */
export function plansDocument(plans: readonly Plan[]): string {
  return `${plans.flatMap(planSections).join('\n\n')}\n`;
}

export function planDocument(plan: Plan): string {
  return plansDocument([plan]);
}

function planSections(plan: Plan): string[] {
  return [
    `# ${markdown(headlineOf(plan))}`,
    plan.summary.map(markdown).join(' '),
    ...(plan.stale === null ? [] : [`> **Out of date:** ${markdown(plan.stale)}`]),
    `*Proposed, never executed. Read from AWS at ${plan.readAt}; aims at ${formatNumber(plan.target)} %.*`,
    '## Now',
    list([`${fillingText(plan.before)} ${plan.unit}`, adjustableWords(plan)]),
    ...plan.why.flatMap(tableSection),
    ...unchecked(plan),
    '## Plan',
    plan.steps.length === 0
      ? 'There is no step that Headroom can be sure of.'
      : `From ${fillingText(plan.before)} to ${fillingText(plan.after)}.`,
    ...plan.steps.flatMap((step, index) => stepSection(step, `${index + 1}. `)),
    ...(plan.options.length === 0 ? [] : ['## Other ways', 'Not counted in the plan: each is counted by itself.']),
    ...plan.options.flatMap((step) => stepSection(step, '')),
  ];
}

function unchecked({ unchecked: all }: Plan): string[] {
  return all.length === 0 ? [] : ['## What could not be checked', list(all.map(markdown))];
}

function stepSection(
  { title, effort, counts, details, elsewhere, cautions, undo, artefacts }: PlanStep,
  number: string,
): string[] {
  return [
    `### ${number}${markdown(title)}`,
    list([
      `Effort: ${effortWords[effort]}`,
      ...(counts === null
        ? []
        : [`${fillingText(counts.before)} → ${counts.atMost ? 'at best ' : ''}${fillingText(counts.after)}`]),
      ...elsewhere.map(elsewhereText),
      ...details.map(markdown),
      ...cautions.map((text) => `**Mind:** ${markdown(text)}`),
      ...(undo === null ? [] : [`Undo: ${markdown(undo)}`]),
    ]),
    ...artefacts.flatMap(artefactSection),
  ];
}

function elsewhereText({ quota, of, before, after, limit }: Elsewhere): string {
  const which = of === null ? '' : ` of ${span(of)}`;
  const most = limit === null ? '' : ` of ${formatNumber(limit)}`;
  return `Changes ${span(quota)}${which}: ${formatNumber(before)} → ${formatNumber(after)}${most}`;
}

function artefactSection({ name, title, language, text }: Artefact): string[] {
  // A fence that is longer than any in the text ends where we end it.
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [`${title} (${span(name)}):`, `${fence}${language}\n${text.trimEnd()}\n${fence}`];
}

function tableSection({ title, columns, rows }: PlanTable): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `**${title}**`,
    [
      line(columns.map(({ name }) => name)),
      line(columns.map(({ align }) => (align === 'right' ? '--:' : '---'))),
      ...rows.map((row) => line(row.map((cell) => (typeof cell === 'number' ? formatNumber(cell) : cellText(cell))))),
    ].join('\n'),
  ];
}

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

/** In a table a bar ends the cell even within code, and HTML is markup anywhere else. */
function cellText(text: string): string {
  return printable(text, 200).replaceAll(/[\\`*_{}[\]<>|~#!&]/g, (sign) => `&#${sign.codePointAt(0)};`);
}

function markdown(all: Words): string {
  return all.map((piece) => (typeof piece === 'string' ? piece : span(piece.code))).join('');
}

/** Code, in which nothing is read but the fence itself; it is longer than any in the text. */
function span(text: string): string {
  const line = printable(text, 500);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return line === '' ? '`(no name)`' : `${fence}${pad}${line}${pad}${fence}`;
}
