/** What runs out when; and of how many nobody can say, and why. */
import { type Day, dayIn, dayNumber, monthLater } from '../../domain/calendar';
import { formatNumber } from '../../domain/format';
import type { Report, ReportForecast, ReportRow } from '../../domain/report';
import { dayText, likelyText, noForecastWords, raiseText } from '../../domain/report-words';
import { textHtml } from '../../drawing/html';
import type { Section } from '../../drawing/page';
import { rowHtml } from './names';

type FillsUp = Extract<ReportForecast, { status: 'fills-up' }>;

interface Expected {
  readonly row: ReportRow;
  readonly forecast: FillsUp;
}

const MOST = 20;

export function forecastSection(report: Report): Section {
  const expected = report.rows
    .flatMap((row): Expected[] => (row.forecast?.status === 'fills-up' ? [{ row, forecast: row.forecast }] : []))
    .toSorted((a, b) => dayNumber(a.forecast.day) - dayNumber(b.forecast.day));
  return {
    id: 'forecast',
    title: 'What runs out when',
    html: [expected.length === 0 ? '' : renderExpected(expected, report), renderReasons(report, expected.length)].join(
      '\n',
    ),
  };
}

function renderExpected(expected: readonly Expected[], report: Report): string {
  const shown = expected.slice(0, MOST);
  const first = dayIn(monthLater(report.month, 1), 1);
  const last = shown.map(({ forecast }) => forecast.latest ?? forecast.day).reduce((a, b) => (a > b ? a : b), first);
  const rows = shown.map(
    ({ row, forecast }) =>
      `<tr><th scope="row">${rowHtml(row, report)}</th><td>${textHtml(dayText(forecast.day))}<span class="place">${textHtml(likelyText(forecast))}</span></td><td class="axis">${spanBar(forecast, first, last)}</td><td class="number">${formatNumber(row.last.usage)} of ${formatNumber(row.last.limit)}</td><td class="number">+${textHtml(growthText(forecast.perDay))}</td><td>${textHtml(raiseText(row))}</td></tr>`,
  );
  const scale = `<span class="ends"><span>${textHtml(dayText(first))}</span><span>${textHtml(dayText(last))}</span></span>`;
  const heads = [
    '<th scope="col">Quota and place</th>',
    '<th scope="col">Full about</th>',
    `<th scope="col" class="axis"><span class="hidden">Between</span>${scale}</th>`,
    '<th scope="col" class="number">Used at the end</th>',
    '<th scope="col" class="number">A day</th>',
    '<th scope="col">Can be raised</th>',
  ];
  const more =
    expected.length > MOST
      ? `<p class="note">And ${formatNumber(expected.length - MOST)} more, in the table of everything.</p>`
      : '';
  return `<div class="widget"><div class="scroll" role="region" aria-label="What runs out when" tabindex="0"><table class="rows"><caption class="hidden">By the day on which it is full</caption><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>${more}</div>`;
}

const growth = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

function growthText(perDay: number): string {
  return perDay >= 10 ? formatNumber(perDay) : growth.format(perDay);
}

const WIDTH = 220;
const EDGE = 5;

/** The days between which it is likely, and the one in the middle; open where nobody can say the last. */
function spanBar({ day, earliest, latest }: FillsUp, first: Day, last: Day): string {
  const [start, end] = [dayNumber(first), Math.max(dayNumber(last), dayNumber(first) + 1)];
  const at = (one: Day): number => {
    const share = Math.min(1, Math.max(0, (dayNumber(one) - start) / (end - start)));
    return Math.round((EDGE + share * (WIDTH - 2 * EDGE)) * 10) / 10;
  };
  const to = latest === null ? WIDTH - EDGE : at(latest);
  return `<svg class="span${latest === null ? ' open' : ''}" viewBox="0 0 ${WIDTH} 12" width="${WIDTH}" height="12" aria-hidden="true"><path class="track" d="M${EDGE} 6H${WIDTH - EDGE}"/><path class="likely" d="M${at(earliest)} 6H${to}"/><circle cx="${at(day)}" cy="6" r="4"/></svg>`;
}

/** "No forecast" is an answer, so it is counted too. */
function renderReasons({ rows }: Report, expected: number): string {
  const counts = new Map<string, number>();
  for (const { forecast } of rows) {
    if (forecast?.status === 'fills-up') continue;
    const reason = forecast === null ? 'not measured up to the end of the month' : noForecastWords[forecast.reason];
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  if (counts.size === 0) return '';
  const items = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, count]) => `<li><strong>${formatNumber(count)}</strong> ${textHtml(reason)}</li>`);
  const lead = `${formatNumber(rows.length - expected)} of ${formatNumber(rows.length)} have no forecast. That is an answer, too:`;
  return `<div class="widget"><h3>${textHtml(lead)}</h3><ul class="reasons">${items.join('')}</ul></div>`;
}
