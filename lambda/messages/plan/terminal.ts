/** A plan in the terminal: what it is, what to do and what it brings; the artefacts are files beside it. */
import { createColors } from 'picocolors';
import { formatNumber } from '../../domain/format';
import type { Elsewhere, Filling, Plan, PlanStep, PlanTable } from '../../domain/plan';
import { asFiles } from '../../domain/plan-artefacts';
import {
  changeText,
  effortText,
  fillingText,
  headlineOf,
  NO_STEP,
  percentOf,
  readText,
  toneOf,
} from '../../domain/plan-words';
import { code, type Words, words } from '../../domain/words';
import { bar, printable } from '../text';
import { columns } from './columns';
import { asItIs, type Paint, wrapped } from './wrap';

export interface PlanView {
  /** Columns of the terminal. */
  readonly width: number;
  readonly colour: boolean;
}

/** How one view says things: a sentence becomes its lines. */
interface Pen {
  readonly width: number;
  readonly colours: ReturnType<typeof createColors>;
  /** @param paint for all of it */
  readonly say: (sentence: Words, mark?: string, paint?: Paint) => string[];
  /** What to be careful about. */
  readonly warn: (sentence: Words, mark: string) => string[];
}

export function renderPlan(whole: Plan, { width, colour }: PlanView): string {
  const pen = penOf(width, colour);
  const plan = asFiles(whole);
  const { steps, options } = plan;
  return [
    ...head(plan, pen),
    ...plan.why.flatMap((table) => [...tableLines(table, pen), '']),
    ...unchecked(plan, pen),
    ...(steps.length === 0 ? [...pen.say([NO_STEP]), ''] : []),
    ...steps.flatMap((step, index) => stepLines(step, `${index + 1}. `, pen)),
    ...(options.length === 0 ? [] : [...pen.say(['Other ways, each counted by itself:'], '', pen.colours.bold), '']),
    ...options.flatMap((step) => stepLines(step, '* ', pen)),
  ].join('\n');
}

function penOf(width: number, colour: boolean): Pen {
  const colours = createColors(colour);
  const { cyan: paintCode, yellow } = colours;
  return {
    width,
    colours,
    say: (sentence, mark = '', paint = asItIs) =>
      wrapped(sentence, { width, mark, paintCode }).map((line) => paint(line)),
    warn: (sentence, mark) =>
      wrapped(sentence, { width, mark, paintCode, paintMark: (text) => colours.bold(yellow(text)) }),
  };
}

function head(plan: Plan, { width, colours, say, warn }: Pen): string[] {
  const { before, after, stale, summary } = plan;
  return [
    ...say(headlineOf(plan), '', colours.bold),
    ...fillingLine('now  ', before, width, colours),
    ...fillingLine('then ', after, width, colours),
    '',
    ...say(summary.flatMap((sentence, index) => (index === 0 ? sentence : [' ', ...sentence]))),
    ...(stale === null ? [] : warn(words`Out of date: ${stale}`, '! ')),
    ...say([`${readText(plan)}.`], '', colours.dim),
    '',
  ];
}

const BAR = 20;
const NARROW = 60;

function fillingLine(name: string, value: Filling, width: number, colours: Pen['colours']): string[] {
  const paint = { critical: colours.red, warning: colours.yellow, ok: colours.green }[toneOf(value)];
  const shown = width < NARROW ? '' : `${paint(bar(percentOf(value), BAR))} `;
  return [`${name}${shown}${fillingText(value)}`];
}

function unchecked({ unchecked: all }: Plan, { colours, say, warn }: Pen): string[] {
  if (all.length === 0) return [];
  return [...say(['Could not be checked:'], '', colours.bold), ...all.flatMap((sentence) => warn(sentence, '? ')), ''];
}

function stepLines(step: PlanStep, number: string, { colours, say, warn }: Pen): string[] {
  const { title, elsewhere, details, cautions, undo, artefacts } = step;
  const indent = ' '.repeat(number.length);
  const change = changeText(step);
  const effort = effortText(step);
  return [
    ...say(title, number, colours.bold),
    ...(change === null ? [] : say([change], indent)),
    ...(effort === null ? [] : say([`Effort: ${effort}`], indent, colours.dim)),
    ...[...details, ...elsewhere.map(elsewhereWords)].flatMap((sentence) => say(sentence, `${indent}- `)),
    ...cautions.flatMap((sentence) => warn(sentence, `${indent}! `)),
    ...(undo === null ? [] : say(words`Undo: ${undo}`, indent, colours.dim)),
    ...artefacts.flatMap(({ name, title: what }) => say(words`${code(name)}: ${what}`, `${indent}> `)),
    '',
  ];
}

function elsewhereWords({ quota, of, before, after, limit }: Elsewhere): Words {
  const which = of === null ? [] : words` of ${code(of)}`;
  return words`Changes ${code(quota)}${which}: ${before} → ${after}${limit === null ? '' : ` of ${formatNumber(limit)}`}`;
}

/** More rows are in the file. */
const MOST_ROWS = 6;

function tableLines({ title, columns: heads, rows }: PlanTable, { width, colours, say }: Pen): string[] {
  const shown = rows.slice(0, MOST_ROWS);
  const more = rows.length - shown.length;
  return [
    ...say([printable(title, 200)], '', colours.bold),
    ...columns(heads, shown, width),
    ...(more > 0 ? say([`… and ${formatNumber(more)} more (in the file)`], '', colours.dim) : []),
  ];
}
