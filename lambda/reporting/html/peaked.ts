/** What came nearest to its limit: how far, since when, and how the month went. */
import { formatNumber } from '../../domain/format';
import type { Report, ReportRow } from '../../domain/report';
import {
  forecastText,
  momentText,
  monthName,
  percentText,
  placeText,
  pointsText,
  raiseText,
  rowName,
} from '../../domain/report-words';
import { textOfWords } from '../../domain/words';
import { textHtml, wordsHtml } from '../../drawing/html';
import { legendSign } from '../../drawing/ink';
import type { Section } from '../../drawing/page';
import { badge, percentBar } from '../../drawing/severity';
import { daysChart, monthsChart } from './charts';
import { nameBefore } from './figures';
import { planAnchor, topAnchor, type TopRow, topRows } from './names';

export function peakedSection(report: Report): Section {
  const all = topRows(report);
  return {
    id: 'peaked',
    title: 'What peaked',
    html: [
      `<p class="lead">The ${all.length === 1 ? 'one' : formatNumber(all.length)} nearest to exhaustion, by the highest minute or count of the month.</p>`,
      ...all.map((one) => renderTop(one, report)),
      renderMonths(
        all.map(({ row }) => row),
        report,
      ),
    ].join('\n'),
  };
}

function renderTop({ index, row, days }: TopRow, report: Report): string {
  const { peak, severity } = row;
  const facts = factsOf(row, report).map(
    ([name, value]) => `<div><dt>${textHtml(name)}</dt><dd>${textHtml(value)}</dd></div>`,
  );
  const anchor = topAnchor(index);
  return [
    `<article class="widget" aria-labelledby="${anchor}">`,
    `<h3 id="${anchor}"><span class="rank">${index + 1}</span> ${wordsHtml(rowName(row))}</h3>`,
    `<p class="note"><bdi>${textHtml(placeText(report.accounts, row))}</bdi></p>`,
    '<div class="sides"><div>',
    `<p class="figure ${severity}">${textHtml(percentText(peak))}${badge(severity, severity)}</p>`,
    percentBar(peak.percent ?? (peak.usage > 0 ? 100 : 0), severity),
    `<dl>${facts.join('')}</dl>`,
    `<p class="goto"><a href="#${planAnchor(index)}">What to do about it</a></p>`,
    '</div>',
    `<figure><figcaption>Daily peaks in ${textHtml(monthName(report.month))}</figcaption>`,
    `<div class="wide">${daysChart(days, report.warningPercent, { width: 760, height: 250 })}</div>`,
    `<div class="narrow">${daysChart(days, report.warningPercent, { width: 320, height: 210 })}</div></figure>`,
    '</div></article>',
  ].join('\n');
}

function factsOf(row: ReportRow, { month, timeZone }: Report): [name: string, value: string][] {
  const { peak, before, breaks, limitChange } = row;
  const then = before === null ? 'not measured' : `${percentText(before)} (${pointsText(row)} points since)`;
  return [
    ['Peak', `${formatNumber(peak.usage)} of ${formatNumber(peak.limit)}, ${momentText(peak.at, timeZone)}`],
    [nameBefore(month), then],
    ...(limitChange === null
      ? []
      : [['Limit', `${formatNumber(limitChange.from)} → ${formatNumber(limitChange.to)}`] satisfies [string, string]]),
    ['Fills up', forecastText(row)],
    ['Can be raised', raiseText(row)],
    ...(breaks === null ? [] : [['At the limit', breaks] satisfies [string, string]]),
  ];
}

/** One month is no line. */
function renderMonths(rows: readonly ReportRow[], { months, warningPercent: guide }: Report): string {
  if (months.length < 2) return '';
  const lines = rows.map((row) => ({ name: textOfWords(rowName(row)), percents: row.months }));
  const legend = rows.map(
    (row, index) =>
      `<li>${legendSign(index)}<span>${wordsHtml(rowName(row))}</span><span class="number">${textHtml(percentText(row.peak))}</span></li>`,
  );
  return [
    '<figure class="widget"><figcaption>Peak utilization by month, percent of the limit</figcaption>',
    '<div class="graph">',
    `<div class="wide">${monthsChart({ months, lines, guide }, { width: 700, height: 280 })}</div>`,
    `<div class="narrow">${monthsChart({ months, lines, guide }, { width: 320, height: 240 })}</div>`,
    `<ol class="legend">${legend.join('')}</ol></div></figure>`,
  ].join('\n');
}
