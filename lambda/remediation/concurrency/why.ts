/** Who runs in the account's busiest minute, and which of the two limits that minute needs. */
import type { ConcurrencyPeak } from '../../domain/details';
import { formatNumber } from '../../domain/format';
import type { PlanTable } from '../../domain/plan';
import { percent } from '../percent';
import { byRunning, type FunctionState, type Model, REQUESTS_PER_CONCURRENCY, running, sum } from './model';
import { about, durationText } from './text';

/** More rows than this say nothing new. */
const MOST = 10;

const left = (name: string) => ({ name, align: 'left' as const });
const right = (name: string) => ({ name, align: 'right' as const });

export function whyOf(peak: ConcurrencyPeak, model: Model): readonly PlanTable[] {
  const all = byRunning(model);
  const shown = all.slice(0, MOST);
  const rest = all.slice(MOST);
  const total = sum(all, running);
  const row = (name: string, functions: readonly FunctionState[], more: readonly string[]) => {
    const average = sum(functions, running);
    const perSecond = sum(functions, (one) => one.perSecond);
    return [name, about(average), `${total === 0 ? 0 : percent(average, total)} %`, about(perSecond), ...more];
  };
  return [
    {
      title: `Functions in the busiest minute of 14 days, ${peak.at}${rest.length > 0 ? ` (${MOST} of ${all.length})` : ''}`,
      columns: [
        left('Function'),
        right('At once, average'),
        right('Share'),
        right('Requests/s'),
        right('Duration'),
        right('Most at once'),
        right('Most in 14 days'),
        right('Reserved'),
      ],
      rows: [
        ...shown.map((one) =>
          row(
            one.name,
            [one],
            [
              durationText(one.seconds),
              formatNumber(one.concurrent),
              formatNumber(one.highest),
              reservedText(one.reserved),
            ],
          ),
        ),
        ...(rest.length > 0 ? [row(`${rest.length} others`, rest, ['', '', '', ''])] : []),
      ],
    },
    needs(peak, all),
  ];
}

/** Rate × duration is the least that ran: the maximum of the minute is above it, because requests come unevenly. */
function needs(peak: ConcurrencyPeak, all: readonly FunctionState[]): PlanTable {
  const perSecond = sum(all, (one) => one.perSecond);
  return {
    title: 'What that minute needs of the account’s concurrency: the largest of these',
    columns: [left('By'), right('Concurrent executions')],
    rows: [
      ['requests per second × duration, of all functions', about(sum(all, running))],
      [
        `requests per second ÷ ${REQUESTS_PER_CONCURRENCY}, the second limit of Lambda`,
        about(perSecond / REQUESTS_PER_CONCURRENCY),
      ],
      ['the most that CloudWatch saw at once', peak.concurrent],
    ],
  };
}

function reservedText(reserved: FunctionState['reserved']): string {
  return reserved === null ? 'none' : reserved === 'unknown' ? 'not read' : formatNumber(reserved);
}
