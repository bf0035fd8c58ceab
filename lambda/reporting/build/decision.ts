/** The one thing that a reader of the report is to decide. */
import { dayNumber } from '../../domain/calendar';
import { COVERAGE, type IncidentSubject } from '../../domain/fingerprint';
import { plural } from '../../domain/format';
import type { SubjectText } from '../../domain/message';
import { fillingText } from '../../domain/plan-words';
import type { ReportAccount, ReportDecision, ReportRow, ReportSeen } from '../../domain/report';
import { dayText, monthName } from '../../domain/report-words';
import { type Words, words } from '../../domain/words';
import type { Book } from './book';
import { fullnessOf, isFull } from './fullness';
import { GONE_AFTER_DAYS, type Line } from './rows';
import { firstStep, markedWords, ofAccount, raiseWords, sentenceOf, subjectWords } from './sentences';

export interface DecisionContext {
  readonly book: Book;
  /** All of the report, in its order. */
  readonly lines: readonly Line[];
  readonly accounts: readonly ReportAccount[];
  readonly seen: ReportSeen;
  readonly textOf: (subject: IncidentSubject) => SubjectText;
}

/** The first that applies. */
export function decisionOf(context: DecisionContext): ReportDecision {
  const [highest] = context.lines;
  if (highest === undefined) return nothingMeasured(context);
  return full(context) ?? fillingUp(context) ?? near(context) ?? blind(context) ?? nothingToDecide(highest, context);
}

function nothingMeasured({ book, textOf }: DecisionContext): ReportDecision {
  const text = words`Nothing was measured in ${monthName(book.month)}.${stepToSee(textOf)}`;
  return { kind: 'no-data', text, row: null };
}

/** The fullest of the month, of those that are there. */
function full(context: DecisionContext): ReportDecision | null {
  const [line] = othersThanOwn(context.lines.filter(({ row, isThere }) => isThere && isFull(row.last)));
  return line ? about(line, 'full', words`full, at ${fillingText(line.row.last)}`, [], context) : null;
}

/** To make room where AWS does not raise a quota takes longer: within so many days it goes first. */
const HEAD_START_DAYS = 14;

function fillingUp(context: DecisionContext): ReportDecision | null {
  const filling = context.lines.flatMap((line) => {
    const { forecast } = line.row;
    return forecast?.status === 'fills-up' ? [{ ...line, day: forecast.day }] : [];
  });
  const sorted = othersThanOwn(filling).toSorted((a, b) => dayNumber(a.day) - dayNumber(b.day));
  const [first] = sorted;
  if (first === undefined) return null;
  const last = dayNumber(first.day) + HEAD_START_DAYS;
  const chosen = sorted.find(({ row, day }) => row.raise === 'no' && dayNumber(day) <= last) ?? first;
  const date = words`it fills up about ${dayText(chosen.day)}`;
  return about(chosen, 'fills-up', words`at ${fillingText(chosen.row.last)}`, [date], context);
}

/** At the end of the month, or when it was last measured. */
function near(context: DecisionContext): ReportDecision | null {
  for (const severity of ['critical', 'warning'] as const) {
    const past = context.lines.filter(({ isThere, lastSeverity }) => isThere && lastSeverity === severity);
    const [line] = othersThanOwn(past).toSorted((a, b) => fullnessOf(b.row.last) - fullnessOf(a.row.last));
    if (line === undefined) continue;
    const state = words`at ${fillingText(line.row.last)}, past its ${severity} threshold`;
    return about(line, 'near', state, [], context);
  }
  return null;
}

/** From this much on everything that matters was seen. */
const ENOUGH_PERCENT = 95;

function blind({ book, accounts, seen, textOf }: DecisionContext): ReportDecision | null {
  const { coverage, daysMissing } = seen;
  const month = monthName(book.month);
  if (coverage !== null && coverage < ENOUGH_PERCENT) {
    const text = words`The scans of ${month} saw only ${coverage} % of what there is: the rest may be full.${stepToSee(textOf)}`;
    return { kind: 'blind', text, row: null };
  }
  const [worst, ...others] = daysMissing.toSorted((a, b) => b.days.length - a.days.length);
  const [first] = worst?.days ?? [];
  if (worst === undefined || first === undefined) return null;
  const whose = ofAccount(worst.accountId, accounts);
  const days = `${plural(worst.days.length, 'day')} of ${month}${worst.days.length > 1 ? ', the first of them' : ':'} ${dayText(first)}`;
  const more =
    others.length > 0 ? `; ${plural(others.length, 'more account has', 'more accounts have')} such days` : '';
  return { kind: 'blind', text: words`No scan${whose} ran on ${days}${more}.${stepToSee(textOf)}`, row: null };
}

/** What came nearest to it is said, so that nobody need look for it. */
function nothingToDecide({ row }: Line, { accounts }: DecisionContext): ReportDecision {
  const text = words`Nothing to decide: nothing is full, past a threshold, or seen to fill up.`;
  const highest = words`The highest peak was ${fillingText(row.peak)}: ${subjectWords(row, accounts)}.`;
  return { kind: 'nothing', text: words`${text} ${highest}`, row: 0 };
}

/** To reach a limit that somebody set may be what it is for: it is spoken of where there is nothing else. */
function othersThanOwn<L extends Line>(lines: readonly L[]): readonly L[] {
  const others = lines.filter(({ row }) => row.raise !== 'own');
  return others.length > 0 ? others : lines;
}

function about(
  { row }: Line,
  kind: ReportDecision['kind'],
  state: Words,
  more: readonly Words[],
  context: DecisionContext,
): ReportDecision {
  const { lines, accounts } = context;
  const isOld = lines.some((line) => dayNumber(line.row.lastDay) - dayNumber(row.lastDay) >= GONE_AFTER_DAYS);
  const held = isOld ? words`was ${state} when it was last measured, on ${dayText(row.lastDay)}` : words`is ${state}`;
  const sentence = sentenceOf([words`${subjectWords(row, accounts)} ${held}`, ...raiseWords(row), ...more]);
  return {
    kind,
    text: words`${sentence}${firstStep(stepFor(row, context))}`,
    row: lines.findIndex((line) => line.row === row),
  };
}

/** Of the plan of its incident, which is that of the fullest member; else what helps with the quota everywhere. */
function stepFor(row: ReportRow, { book, lines, textOf }: DecisionContext): Words {
  const { accountId, region, quota, raise } = row;
  const subject: IncidentSubject = { kind: 'quota', id: quota };
  const isFullest = lines.every(
    ({ row: other }) =>
      other.accountId !== accountId ||
      other.region !== region ||
      other.quota !== quota ||
      fullnessOf(other.last) <= fullnessOf(row.last),
  );
  const plan = isFullest ? book.planOf({ accountId, region, subject }) : null;
  const planned = plan?.steps[0] ?? plan?.choices[0];
  if (planned !== undefined) return planned;
  const [general] = textOf(subject).remedy;
  if (general !== undefined) return markedWords(general);
  return [raise === 'no' ? 'Move a part of it to another Region or account' : 'Request an increase'];
}

function stepToSee(textOf: DecisionContext['textOf']): Words {
  const [step] = textOf(COVERAGE).remedy;
  return step === undefined ? [] : firstStep(markedWords(step));
}
