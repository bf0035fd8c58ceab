/** A report in the terminal: what to decide, how the month was, what could not be read, and where the whole is. */
import { createColors } from 'picocolors';
import { formatNumber, plural } from '../lambda/domain/format';
import type { Report } from '../lambda/domain/report';
import { accountText, decisionLeads, monthName } from '../lambda/domain/report-words';
import { code, type Words, words } from '../lambda/domain/words';
import { wrapped } from '../lambda/messages/plan/wrap';
import type { Terminal } from './terminal';

/** @param out the folder in which its files are */
export function renderReport(
  report: Report,
  out: string,
  { width, colour }: Pick<Terminal, 'width' | 'colour'>,
): string {
  const { bold, cyan, yellow } = createColors(colour);
  const say = (sentence: Words): string[] => wrapped(sentence, { width, paintCode: cyan });
  const warn = (sentence: Words): string[] =>
    wrapped(sentence, { width, mark: '! ', paintCode: cyan, paintMark: (text) => bold(yellow(text)) });
  const { decision, seen } = report;
  const lead = decisionLeads[decision.kind];
  return [
    ...say(titleOf(report)).map((line) => bold(line)),
    '',
    ...say(words`${lead === null ? '' : `${lead} `}${decision.text}`),
    '',
    ...(report.rows.length === 0 ? [] : [...say([countsOf(report)]), '']),
    ...unreadable(seen).flatMap(warn),
    ...(seen.unreadable.length === 0 ? [] : ['']),
    ...say(
      words`Written to ${code(out)}: report.html (open it in a browser), report.csv and report.json; revision ${report.revision}.`,
    ),
  ].join('\n');
}

/** `Quota report October 2026, account prod-edge (111122223333)`. */
function titleOf({ month, accounts }: Report): Words {
  const [account] = accounts;
  const title = `Quota report ${monthName(month)}`;
  if (account === undefined) return [title];
  if (accounts.length > 1) return [`${title}, ${plural(accounts.length, 'account')}`];
  return words`${title}, account ${code(accountText(account))}`;
}

/** How the month was, in one sentence. */
function countsOf({ peaks, incidents, seen }: Report): string {
  const { opened, resolved, open } = incidents;
  const peaked = `Of ${plural(peaks.measured.now, 'quota')}, ${formatNumber(peaks.warning.now)} peaked past a warning threshold and ${formatNumber(peaks.full.now)} reached 100 %`;
  const lived = `${plural(opened.now, 'incident')} opened, ${formatNumber(resolved.now)} resolved, ${formatNumber(open.now)} open at the end`;
  const scans =
    seen.coverage === null
      ? 'no scan ran'
      : `${plural(seen.scans, 'scan')} saw ${formatNumber(seen.coverage)} % of what there is`;
  return `${peaked}. ${lived}; ${scans}.`;
}

/** Objects that are named; the page has them all. */
const MOST_NAMED = 5;

function unreadable({ unreadable: all }: Report['seen']): Words[] {
  const named = all.slice(0, MOST_NAMED).map(({ name, problem }) => words`${code(name)} was left out: ${problem}.`);
  const more = all.length - named.length;
  return more > 0 ? [...named, [`${plural(more, 'more object')} could not be read; report.html names them.`]] : named;
}
