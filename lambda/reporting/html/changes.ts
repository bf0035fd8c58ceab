/** Whether it got better or worse than in the month before. */
import { formatNumber, plural } from '../../domain/format';
import type { Report, ReportRow } from '../../domain/report';
import { pointsOf, pointsText } from '../../domain/report-words';
import { textHtml } from '../../drawing/html';
import type { Section } from '../../drawing/page';
import { percent } from '../../drawing/severity';
import { nameBefore } from './figures';
import { rowHtml } from './names';

/** As many as one looks at. */
const MOST = 5;

export function changesSection(report: Report): Section {
  const moved = report.rows
    .flatMap((row) => {
      const points = pointsOf(row);
      return points === null ? [] : [{ row, points }];
    })
    .toSorted((a, b) => b.points - a.points);
  const rose = moved.filter(({ points }) => points > 0).map(({ row }) => row);
  const fell = moved
    .filter(({ points }) => points < 0)
    .map(({ row }) => row)
    .toReversed();
  const before = nameBefore(report.month);
  return {
    id: 'changes',
    title: `Better or worse than ${before}`,
    html: [
      `<p class="lead">${textHtml(summaryOf(report, rose.length, fell.length, moved.length))}</p>`,
      '<div class="pair">',
      renderMoves('Rose most', rose, report),
      renderMoves('Fell most', fell, report),
      '</div>',
      renderLimits(report),
    ].join('\n'),
  };
}

function summaryOf({ rows }: Report, rose: number, fell: number, compared: number): string {
  const added = rows.filter(({ before }) => before === null).length;
  const unmeasured = rows.filter(({ forecast }) => forecast === null).length;
  const parts = [
    `${formatNumber(rose)} rose`,
    `${formatNumber(fell)} fell`,
    `${formatNumber(compared - rose - fell)} stayed`,
    ...(added > 0 ? [`${formatNumber(added)} ${added === 1 ? 'is' : 'are'} new`] : []),
    ...(unmeasured > 0
      ? [`${formatNumber(unmeasured)} ${unmeasured === 1 ? 'was' : 'were'} not measured up to the end of the month`]
      : []),
  ];
  return `${parts.join(', ')}.`;
}

function renderMoves(title: string, rows: readonly ReportRow[], report: Report): string {
  const id = title.toLowerCase().replaceAll(' ', '-');
  const body = rows.slice(0, MOST).map((row) => {
    const [then, now] = [row.before?.percent ?? 0, row.peak.percent ?? 0];
    return `<tr><th scope="row">${rowHtml(row, report)}</th><td class="number">${percent.format(then)} → ${percent.format(now)}${moveBar(then, now)}</td><td class="number">${pointsText(row)}</td></tr>`;
  });
  const table =
    rows.length === 0
      ? `<p class="empty">Nothing.</p>`
      : `<table class="rows" aria-labelledby="${id}"><thead><tr><th scope="col">Quota and place</th><th scope="col" class="number">From → to, %</th><th scope="col" class="number">Points</th></tr></thead><tbody>${body.join('\n')}</tbody></table>`;
  const more =
    rows.length > MOST
      ? `<p class="note">And ${plural(rows.length - MOST, 'more', 'more')}, in the table of everything.</p>`
      : '';
  return `<div class="widget"><h3 id="${id}">${title}</h3>${table}${more}</div>`;
}

/** From then (hollow) to now (filled), on a scale that ends at the limit. */
function moveBar(then: number, now: number): string {
  const at = (value: number): number => Math.round(4 + Math.min(100, value) * 0.92);
  const tone = now > then ? 'rose' : 'fell';
  return `<svg class="move ${tone}" viewBox="0 0 100 10" width="100" height="10" aria-hidden="true"><path class="track" d="M4 5H96"/><path class="moved" d="M${at(then)} 5H${at(now)}"/><circle class="then" cx="${at(then)}" cy="5" r="3"/><circle class="now" cx="${at(now)}" cy="5" r="3.5"/></svg>`;
}

/** A share that fell because somebody raised the limit is no less usage. */
function renderLimits(report: Report): string {
  const changed = report.rows.flatMap((row) => (row.limitChange === null ? [] : [{ row, ...row.limitChange }]));
  if (changed.length === 0) return '';
  const body = changed
    .slice(0, MOST)
    .map(
      ({ row, from, to }) =>
        `<tr><th scope="row">${rowHtml(row, report)}</th><td class="number">${formatNumber(from)}</td><td class="number">${formatNumber(to)}</td></tr>`,
    );
  const more = changed.length > MOST ? `<p class="note">And ${formatNumber(changed.length - MOST)} more.</p>` : '';
  return `<div class="widget"><h3 id="limits">Limits that changed</h3><table class="rows" aria-labelledby="limits"><thead><tr><th scope="col">Quota and place</th><th scope="col" class="number">At the beginning</th><th scope="col" class="number">At the end</th></tr></thead><tbody>${body.join('\n')}</tbody></table>${more}</div>`;
}
