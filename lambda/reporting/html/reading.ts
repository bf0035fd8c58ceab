/** For who has never seen such a report: what its words mean, and how its forecasts are made. */
import type { Report } from '../../domain/report';
import { textHtml } from '../../drawing/html';
import type { Section } from '../../drawing/page';

const WORDS: readonly (readonly [string, string])[] = [
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
  [
    'Warning and critical',
    'By default 80 % and 90 % of the limit; your settings may say otherwise. The lines at 80 % in the charts are the default.',
  ],
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
    'The growth of the daily peaks of the last four to eight weeks (the median of the slopes between any two days, so that one odd day changes little), carried on until it meets the limit: where three days in a row say so, and at most 90 days ahead. The range holds the day in nine of ten cases, if the growth stays as it is.',
  ],
  [
    'No forecast',
    'That is an answer, too: with fewer days, without growth that is sure, or with a limit that has just changed, any date would be a guess. What comes and goes by the week is held against its own weekdays.',
  ],
];

export function readingSection({ timeZone }: Report): Section {
  const words = [...WORDS, ['Days and times', `Those of ${timeZone}.`] as const];
  return {
    id: 'reading',
    title: 'How to read this',
    html: `<dl>${words.map(([word, meaning]) => `<div><dt>${textHtml(word)}</dt><dd>${textHtml(meaning)}</dd></div>`).join('\n')}</dl>`,
  };
}
