/** The month in figures, each with that of the month before. */
import { monthLater } from '../../domain/calendar';
import { formatNumber } from '../../domain/format';
import type { Count, Report } from '../../domain/report';
import { hoursText, monthName, outcomeTexts } from '../../domain/report-words';
import { textHtml } from '../../drawing/html';
import type { Section } from '../../drawing/page';
import type { Tone } from '../../drawing/severity';

interface Figure {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  readonly tone: Tone;
}

export function figuresSection(report: Report): Section {
  const figures = figuresOf(report).map(
    ({ name, value, note, tone }) =>
      `<div class="widget"><dt>${textHtml(name)}</dt><dd class="figure ${tone}">${textHtml(value)}</dd><dd class="note">${textHtml(note)}</dd></div>`,
  );
  return { id: 'figures', title: 'The month in figures', html: `<dl>${figures.join('\n')}</dl>` };
}

function figuresOf({ month, peaks, incidents, increases, seen }: Report): Figure[] {
  const before = nameBefore(month);
  const counted = (name: string, { now, before: then }: Count, tone: Tone): Figure => ({
    name,
    value: formatNumber(now),
    note: comparison(now, then, formatNumber, before),
    // A figure of a severity is calm as long as it is 0.
    tone: now === 0 ? 'ok' : tone,
  });
  const { opened, resolved, open, medianOpenHours: median } = incidents;
  return [
    counted('Peaked above warning', peaks.warning, 'warning'),
    counted('Peaked above critical', peaks.critical, 'critical'),
    counted('Reached the limit', peaks.full, 'critical'),
    counted('Measured', peaks.measured, 'ok'),
    {
      name: 'Incidents opened',
      value: formatNumber(opened.now),
      note: `${formatNumber(resolved.now)} resolved, ${formatNumber(open.now)} open at the end; ${comparison(opened.now, opened.before, formatNumber, before)}`,
      tone: 'ok',
    },
    {
      name: 'Median time open',
      value: median.now === null ? '–' : hoursText(median.now),
      note: median.now === null ? 'none was resolved' : comparison(median.now, median.before, hoursText, before),
      tone: 'ok',
    },
    {
      name: 'Increases asked for',
      value: formatNumber(increases.length),
      note: increases.length === 0 ? 'in Service Quotas' : outcomeTexts(increases).join(', '),
      tone: 'ok',
    },
    {
      name: 'Seen of everything',
      value: seen.coverage === null ? '–' : `${formatNumber(seen.coverage)} %`,
      note: seen.scans === 0 ? 'no scan ran' : `in ${formatNumber(seen.scans)} scans`,
      tone: seen.coverage === 100 ? 'ok' : 'unknown',
    },
  ];
}

/** `September`; the year is that of the report or the one before. */
export function nameBefore(month: Report['month']): string {
  return monthName(monthLater(month, -1)).replace(/ \d+$/, '');
}

/** `up from 3 in September`. */
function comparison(now: number, before: number | null, text: (value: number) => string, month: string): string {
  if (before === null) return `${month} is not known`;
  if (now === before) return `as in ${month}`;
  return `${now > before ? 'up' : 'down'} from ${text(before)} in ${month}`;
}
