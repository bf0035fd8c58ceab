/** Who makes the peak. */
import type { RequestPeak } from '../../domain/details';
import { formatNumber } from '../../domain/format';
import type { PlanTable } from '../../domain/plan';
import { percent } from '../percent';
import { byRate, type Model, total } from './model';
import { apiWord } from './stages';

/** More rows than this say nothing new. */
const MOST = 10;

/** @param isPart whether these are the stages of one API only */
export function whyOf({ at, perSecond }: RequestPeak, model: Model, isPart: boolean): readonly PlanTable[] {
  const all = byRate(model);
  const shown = all.slice(0, MOST);
  const known = total(model);
  const rest = all.slice(MOST);
  const gone = isPart ? 0 : perSecond - known;
  return [
    {
      title: `Stages${isPart ? ' of this API' : ''} in the account’s busiest minute of 24 hours, ${at}${rest.length > 0 ? ` (${MOST} of ${all.length})` : ''}`,
      columns: [
        { name: 'API', align: 'left' },
        { name: 'Type', align: 'left' },
        { name: 'Stage', align: 'left' },
        { name: 'Requests/s', align: 'right' },
        { name: 'Share', align: 'right' },
        { name: 'Its throttle', align: 'right' },
      ],
      rows: [
        ...shown.map((stage) => [
          stage.alsoOf.length > 0 ? `${stage.apiName} (${stage.alsoOf.length + 1} of this name)` : stage.apiName,
          apiWord(stage.apiType),
          stage.stage,
          round(stage.perSecond),
          `${percent(stage.perSecond, perSecond)} %`,
          stage.rate === null ? 'none' : formatNumber(stage.rate),
        ]),
        ...(rest.length > 0
          ? [
              [
                `${rest.length} others`,
                '',
                '',
                round(total({ stages: rest })),
                `${percent(total({ stages: rest }), perSecond)} %`,
                '',
              ],
            ]
          : []),
        // Rounding leaves less than this.
        ...(gone >= 1
          ? [['deleted since, or not listed', '', '', round(gone), `${percent(gone, perSecond)} %`, '']]
          : []),
      ],
    },
  ];
}

function round(rate: number): number {
  return Math.round(rate * 10) / 10;
}
