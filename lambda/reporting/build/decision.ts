/** The one thing that a reader of the report is to decide. */
import { type Day, dayIn, dayNumber, monthLater } from '../../domain/calendar';
import { COVERAGE, type IncidentSubject } from '../../domain/fingerprint';
import { plural } from '../../domain/format';
import { fullness } from '../../domain/history';
import type { SubjectText } from '../../domain/message';
import { fillingText } from '../../domain/plan-words';
import type { ReportAccount, ReportDecision, ReportRow, ReportSeen } from '../../domain/report';
import { dayText, monthName } from '../../domain/report-words';
import type { Settings } from '../../domain/settings';
import type { Severity } from '../../domain/threshold';
import { type Words, words } from '../../domain/words';
import type { Parts } from './parts';
import { isFull } from './fullness';
import { type Line, UNMEASURED_DAYS } from './rows';
import { firstStep, markedWords, ofAccount, raiseWords, sentenceOf, subjectWords } from './sentences';

export interface DecisionContext {
  readonly parts: Parts;
  /** All of the report, in its order. */
  readonly lines: readonly Line[];
  readonly accounts: readonly ReportAccount[];
  readonly seen: ReportSeen;
  /** The number of the day on which the report is made. */
  readonly today: number;
  readonly forecast: Settings['forecast'];
  readonly textOf: (subject: IncidentSubject) => SubjectText;
}

/** The first that applies: what is full in months can wait for what is nearly full now. */
export function decisionOf(context: DecisionContext): ReportDecision {
  const [highest] = context.lines;
  if (highest === undefined) return nothingMeasured(context);
  const filling = fillingOf(context);
  return (
    full(context) ??
    fillingUp(
      filling.filter((one) => isSoon(one, context)),
      context,
    ) ??
    near('critical', context) ??
    fillingUp(filling, context) ??
    near('warning', context) ??
    blind(context) ??
    nothingToDecide(highest, context)
  );
}

function nothingMeasured({ parts: { book }, textOf }: DecisionContext): ReportDecision {
  const text = words`Nothing was measured in ${monthName(book.month)}.${stepToSee(textOf)}`;
  return { kind: 'no-data', text, row: null };
}

/** The fullest of the month, of those that are so at its end. */
function full(context: DecisionContext): ReportDecision | null {
  const [line] = othersThanOwn(context.lines.filter(({ last, isCurrent }) => isCurrent && isFull(last)));
  return line ? about(line, 'full', words`full, at ${fillingText(line.row.last)}`, [], context) : null;
}

interface FillingLine extends Line {
  /** The day on which it is full. */
  readonly day: Day;
}

/** What fills up, the earliest first. */
function fillingOf({ lines }: DecisionContext): FillingLine[] {
  return lines
    .flatMap((line) => {
      const { forecast } = line.row;
      return forecast?.status === 'fills-up' ? [{ ...line, day: forecast.day }] : [];
    })
    .toSorted((a, b) => dayNumber(a.day) - dayNumber(b.day));
}

/** So soon after the month, or after today, that it is worth a warning. */
function isSoon({ row, day }: FillingLine, { parts: { book }, today, forecast }: DecisionContext): boolean {
  const begin = Math.min(today, dayNumber(dayIn(monthLater(book.month, 1), 1)));
  return dayNumber(day) <= begin + (row.raise === 'no' ? forecast.warnDaysNotRaised : forecast.warnDays);
}

/** To make room where AWS does not raise a quota takes longer: within so many days it goes first. */
const HEAD_START_DAYS = 14;

/** @param filling the earliest first */
function fillingUp(filling: readonly FillingLine[], context: DecisionContext): ReportDecision | null {
  const lines = othersThanOwn(filling);
  const [first] = lines;
  if (first === undefined) return null;
  const last = dayNumber(first.day) + HEAD_START_DAYS;
  const chosen = lines.find(({ row, day }) => row.raise === 'no' && dayNumber(day) <= last) ?? first;
  return about(chosen, 'fills-up', words`at ${fillingText(chosen.row.last)}`, dayWords(chosen.row), context);
}

/** At the end of the month, or when it was last measured. */
function near(severity: Exclude<Severity, 'ok'>, context: DecisionContext): ReportDecision | null {
  const past = context.lines.filter(({ isCurrent, lastSeverity }) => isCurrent && lastSeverity === severity);
  const [line] = othersThanOwn(past).toSorted((a, b) => fullness(b.last) - fullness(a.last));
  if (line === undefined) return null;
  const state = words`at ${fillingText(line.row.last)}, past its ${severity} threshold`;
  return about(line, 'near', state, dayWords(line.row), context);
}

function dayWords({ forecast }: ReportRow): Words[] {
  return forecast?.status === 'fills-up' ? [words`it fills up about ${dayText(forecast.day)}`] : [];
}

/** From this much on everything that matters was seen. */
const ENOUGH_PERCENT = 95;

function blind({ parts: { book }, accounts, seen, textOf }: DecisionContext): ReportDecision | null {
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
  line: Line,
  kind: ReportDecision['kind'],
  state: Words,
  more: readonly Words[],
  context: DecisionContext,
): ReportDecision {
  const { row } = line;
  const { lines, accounts } = context;
  const isOld = lines.some((other) => dayNumber(other.row.lastDay) - dayNumber(row.lastDay) >= UNMEASURED_DAYS);
  const held = isOld ? words`was ${state} when it was last measured, on ${dayText(row.lastDay)}` : words`is ${state}`;
  const sentence = sentenceOf([words`${subjectWords(row, accounts)} ${held}`, ...raiseWords(row), ...more]);
  return {
    kind,
    text: words`${sentence}${firstStep(stepFor(line, context))}`,
    row: lines.findIndex((other) => other.row === row),
  };
}

/** Of the plan of its incident, which is that of the fullest member; else what helps with the quota everywhere. */
function stepFor({ row, last }: Line, { parts, lines, textOf }: DecisionContext): Words {
  const { accountId, region, quota, raise } = row;
  const subject: IncidentSubject = { kind: 'quota', id: quota };
  const isFullest = lines.every(
    ({ row: other, last: otherLast }) =>
      other.accountId !== accountId ||
      other.region !== region ||
      other.quota !== quota ||
      fullness(otherLast) <= fullness(last),
  );
  const plan = isFullest ? parts.planOf({ accountId, region, subject }) : null;
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
