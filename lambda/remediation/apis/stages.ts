/** Stages: which ones get no requests is in CloudWatch, which a scan does not ask for it. */
import { plural } from '../../domain/format';
import { code, type Words, words } from '../../domain/words';
import type { Remedy } from '../pipeline';
import { comment, script, sh } from '../shell';

export interface StageAccess<Model> {
  readonly stagesOf: (model: Model) => readonly string[];
  /** Requests, or new connections. */
  readonly metric: 'Count' | 'ConnectCount';
  /** CloudWatch's dimension of the API. */
  readonly api: { readonly name: 'ApiId' | 'ApiName'; readonly value: string };
  readonly region: string;
}

const DAYS = 90;
const DAY = 86_400;
/** BSD's date, as macOS has it, and GNU's: neither knows the other's option. */
const FROM = `from="$(date -u -v-${DAYS}d +%Y-%m-%d 2>/dev/null || date -u -d '${DAYS} days ago' +%Y-%m-%d)T00:00:00Z"`;

export function lookForIdleStages<Model>({ stagesOf, metric, api, region }: StageAccess<Model>): Remedy<Model> {
  return {
    id: 'look-for-idle-stages',
    effort: 'minutes',
    propose: (model) => {
      const stages = stagesOf(model);
      if (stages.length === 0) return [];
      const commands = stages.flatMap((stage) => [
        comment(`Stage ${stage}`),
        sh`aws cloudwatch get-metric-statistics --namespace AWS/ApiGateway --metric-name ${metric} --statistics Sum --period ${DAY} --dimensions ${`Name=${api.name},Value=${api.value}`} ${`Name=Stage,Value=${stage}`} --region ${region}` +
          ` --start-time "$from" --end-time "$(date -u +%Y-%m-%d)T00:00:00Z" --query 'sum(Datapoints[].Sum)' --output text`,
      ]);
      return [
        {
          kind: 'advice',
          apply: (same) => same,
          text: {
            title: words`Look which of ${plural(stages.length, 'stage')} got nothing in ${DAYS} days, and delete those`,
            details: [words`The commands print the sum of ${code(metric)} of each stage: 0 is none`],
            cautions: [
              words`A stage may be the target of an API mapping, or of somebody who calls once a year: ask its owner`,
            ],
            undo: null,
            artefacts: [
              {
                name: 'idle-stages.sh',
                language: 'sh',
                title: 'Requests of each stage',
                text: script([FROM, ...commands]),
              },
            ],
          },
        },
      ];
    },
  };
}

export function apiPerEnvironment<Model>(details: readonly Words[]): Remedy<Model> {
  return {
    id: 'api-per-environment',
    effort: 'organization',
    propose: () => [
      {
        kind: 'advice',
        apply: (same) => same,
        text: {
          title: words`Give each environment or branch an API of its own instead of one more stage`,
          details,
          cautions: [],
          undo: null,
          artefacts: [],
        },
      },
    ],
  };
}
