/** For who has never seen such a report: what its words mean, and how its forecasts are made. */
import { HORIZON_DAYS } from '../../domain/forecast';
import { formatNumber } from '../../domain/format';
import type { Report } from '../../domain/report';
import { textHtml } from '../../drawing/html';
import type { Section } from '../../drawing/page';

type Meaning = readonly [word: string, meaning: string];

const MEASURES: readonly Meaning[] = [
  [
    'Quota and limit',
    'A quota is what AWS allows of something; its limit is the number that holds now. Some can be raised on request, some only by a case with AWS Support, some never.',
  ],
  [
    'Peak',
    'The highest of the month: of rates and concurrency the highest minute, of everything else the highest count that a scan saw. Its limit is the one that held then.',
  ],
  ['Percent', 'Usage divided by the limit. What has a limit of 0 has none.'],
  ['Points', 'The difference between two percentages: from 80 % to 84 % is +4 points.'],
];

const FINDINGS: readonly Meaning[] = [
  [
    'Incident',
    'From the moment something passes its threshold until it has stayed below it. Median time open: half of those resolved took longer, half less.',
  ],
  [
    'Seen of everything',
    'The share of all measurements, of every account and Region, that the scans could make. What was not seen is not called healthy.',
  ],
  [
    'Forecast',
    `The growth of the daily peaks of the last four to eight weeks (the median of the slopes between any two days, so that one odd day changes little), carried on until it meets the limit: where three days in a row say so, and at most ${HORIZON_DAYS} days ahead. The range holds the day in nine of ten cases, if the growth stays as it is.`,
  ],
  [
    'No forecast',
    'That is an answer, too: with fewer days, without growth that is sure, or with a limit that has just changed, any date would be a guess. What comes and goes by the week is held against its own weekdays.',
  ],
];

export function readingSection({ timeZone, warningPercent }: Report): Section {
  const meanings = [
    ...MEASURES,
    ['Warning and critical', thresholdsText(warningPercent)] satisfies Meaning,
    ...FINDINGS,
    ['Days and times', `Those of ${timeZone}.`] satisfies Meaning,
  ];
  return {
    id: 'reading',
    title: 'How to read this',
    html: `<dl>${meanings.map(([word, meaning]) => `<div><dt>${textHtml(word)}</dt><dd>${textHtml(meaning)}</dd></div>`).join('\n')}</dl>`,
  };
}

function thresholdsText(warningPercent: number | null): string {
  const thresholds =
    'The two thresholds of your settings, which may differ from quota to quota and from resource to resource.';
  if (warningPercent === null) return thresholds;
  return `${thresholds} The lines at ${formatNumber(warningPercent)} % in the charts are the default of the first.`;
}
