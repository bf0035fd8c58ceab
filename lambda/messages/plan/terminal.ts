/** A plan in the terminal: what it is, what to do and what it brings; the artefacts are files beside it. */
import { createColors } from 'picocolors';
import { formatNumber } from '../../domain/format';
import type { Plan, PlanStep, PlanTable } from '../../domain/plan';
import { textOfWords, type Words } from '../../domain/words';
import { indented } from '../table';
import { bar, printable } from '../text';
import { columns } from './columns';
import { effortWords, fillingText, headlineOf } from '../../domain/plan-words';

export interface PlanView {
  /** Columns of the terminal. */
  readonly width: number;
  readonly colour: boolean;
}

const BAR = 20;
/** A sentence with names of up to 128 characters in it. */
const LONGEST = 1500;

export function renderPlan(plan: Plan, view: PlanView): string {
  const colours = createColors(view.colour);
  const { before, after, steps, options } = plan;
  const say = (text: Words | string, indent = 0): string[] =>
    wrapped(printable(typeof text === 'string' ? text : textOfWords(text), LONGEST), indent, view.width);
  const step = (one: PlanStep, mark: string): string[] => {
    const [first = '', ...rest] = say(one.title, mark.length);
    return [
      `${colours.bold(mark)}${colours.bold(first.trimStart())}`,
      ...rest.map((line) => colours.bold(line)),
      ...(one.counts === null
        ? []
        : say(
            `${fillingText(one.counts.before)} → ${one.counts.atMost ? 'at best ' : ''}${fillingText(one.counts.after)}`,
            mark.length,
          )),
      ...say(`Effort: ${effortWords[one.effort]}`, mark.length),
      ...one.elsewhere.flatMap(({ quota, of, before: was, after: is, limit }) =>
        say(
          `Changes ${quota}${of === null ? '' : ` of ${of}`}: ${formatNumber(was)} → ${formatNumber(is)}${limit === null ? '' : ` of ${formatNumber(limit)}`}`,
          mark.length,
        ),
      ),
      ...one.details.flatMap((text) => say(text, mark.length)),
      ...one.cautions.flatMap((text) => say(['! ', ...text], mark.length)),
      ...(one.undo === null ? [] : say(['Undo: ', ...one.undo], mark.length)),
      ...one.artefacts.flatMap(({ name, title }) => say(`${title}: ${name}`, mark.length)),
      '',
    ];
  };
  return [
    ...say(headlineOf(plan)).map((line) => colours.bold(line)),
    `now  ${bar(percentOf(before), BAR)} ${fillingText(before)}`,
    `then ${bar(percentOf(after), BAR)} ${fillingText(after)}`,
    '',
    ...say(plan.summary.map(textOfWords).join(' ')),
    ...(plan.stale === null ? [] : say(['Out of date: ', ...plan.stale])),
    '',
    ...plan.why.flatMap((table) => [...tableLines(table, view.width), '']),
    ...(plan.unchecked.length === 0
      ? []
      : ['Could not be checked:', ...plan.unchecked.flatMap((text) => say(['- ', ...text], 2)), '']),
    ...steps.flatMap((one, index) => step(one, `${index + 1}. `)),
    ...(options.length === 0
      ? []
      : ['Other ways, each counted by itself:', '', ...options.flatMap((one) => step(one, '- '))]),
  ].join('\n');
}

/** An address that is longer than a line stands on one of its own, whole, so that it can be copied. */
function wrapped(text: string, indent: number, width: number): string[] {
  const parts = text.split(new RegExp(`(\\S{${Math.max(20, width - indent) + 1},})`)).map((part) => part.trim());
  return parts.flatMap((part, index) => {
    if (part === '') return [];
    return index % 2 === 1 ? [`${' '.repeat(indent)}${part}`] : indented([part], indent, width);
  });
}

function percentOf({ usage, limit }: Plan['before']): number {
  return limit > 0 ? (usage / limit) * 100 : 0;
}

/** More rows are in the file. */
const MOST_ROWS = 10;

function tableLines({ title, columns: heads, rows }: PlanTable, width: number): string[] {
  const shown = rows.slice(0, MOST_ROWS);
  const more = rows.length - shown.length;
  return [
    title,
    ...columns(heads, shown, width),
    ...(more > 0 ? [`… and ${formatNumber(more)} more (in the file)`] : []),
  ];
}
