/**
 * A throttle on the stage that makes the peak: what is above it is refused there, and the others keep their rate.
 * API Gateway asks in this order: usage plan, method, stage, account.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
import type { StageLoad } from '../../domain/details';
import type { Filling } from '../../domain/plan';
import { code, type Words, words } from '../../domain/words';
import { type Goal, type Proposal, reaches, type Remedy } from '../pipeline';
import { comment, script, sh } from '../shell';
import { byRate, type Model, throttled } from './model';

/** A throttle takes at most half of what a stage gets at the peak: more is not a throttle, but an outage. */
const LARGEST_CUT = 2;
/** Below this a stage is no matter of the account. */
const LEAST_RATE = 1;
/** AWS's own relation between the account's rate and burst: 10,000 to 5,000. */
const BURST_PART = 0.5;

/** The burst to set with a rate. */
export function burstFor(rate: number): number {
  return Math.max(1, Math.round(rate * BURST_PART));
}

export function apiWord(type: StageLoad['apiType']): string {
  switch (type) {
    case 'rest-api':
      return 'REST';
    case 'http-api':
      return 'HTTP';
    case 'websocket-api':
      return 'WebSocket';
  }
}

export interface StageProps {
  /** Before any step. */
  readonly start: Model;
  readonly count: (model: Model) => Filling;
  readonly region: string;
}

export function throttleNoisiest({ start, count, region }: StageProps): Remedy<Model> {
  return {
    id: 'throttle-noisiest-stage',
    effort: 'configuration',
    propose: (_, goal): Proposal<Model>[] => {
      const [stage] = byRate(start);
      if (stage === undefined || stage.perSecond < LEAST_RATE || reaches(count(start), goal)) return [];
      const rate = rateFor(stage, count(start), goal);
      const alone = count(throttled(start, stage, rate));
      const before = count(start);
      return [
        {
          kind: 'option',
          apply: (now) => throttled(now, stage, rate),
          text: {
            title: words`Throttle stage ${code(stage.stage)} of the ${apiWord(stage.apiType)} API ${code(stage.apiName)} at ${rate} requests per second`,
            details: [
              words`It makes ${Math.round(stage.perSecond)} of the ${Math.round(before.usage)} requests per second at the peak, ${throttleText(stage)}`,
              words`By itself, without any other step, it would leave ${alone.usage} of ${alone.limit} instead of ${before.usage} of ${before.limit}`,
              words`What is above it is refused (429) before it takes from the account’s rate, so the other APIs of the Region keep theirs`,
              stage.apiType === 'websocket-api'
                ? words`A route with a throttle of its own does not follow the stage’s`
                : words`If one route makes the peak, set the throttle on that route or method only: the access log says which, or ${code('Count')} by route with detailed metrics`,
            ],
            cautions: [
              words`Callers of this stage get errors at the peak: they must try again later, with pauses that grow`,
              words`Throttles are targets that AWS tries to keep, not guaranteed ceilings`,
              words`Whether CloudWatch’s ${code('Count')} includes refused requests is not documented: the measured rate may stay while the account has room again`,
              ...(stage.alsoOf.length > 0
                ? [
                    words`CloudWatch counts ${stage.alsoOf.length + 1} REST APIs of this name together: the command is for ${code(stage.apiId)} only`,
                  ]
                : []),
              words`If a template describes the stage, change it there`,
            ],
            undo:
              stage.rate === null
                ? words`Remove the throttle of the stage again`
                : words`Set the throttle of the stage to ${stage.rate} again`,
            artefacts: [
              {
                name: 'throttle-stage.sh',
                language: 'sh',
                title: 'The throttle as a command',
                text: script(throttleCommands(stage, rate, region)),
              },
            ],
          },
        },
      ];
    },
  };
}

/** The highest rate that brings the account to the target, and if none does, half of today's. */
function rateFor({ perSecond }: StageLoad, { usage, limit }: Filling, { target }: Goal): number {
  const cut = usage - limit * target;
  return Math.max(1, Math.ceil(perSecond / LARGEST_CUT), Math.floor(perSecond - cut));
}

function throttleText({ rate }: StageLoad): Words {
  return rate === null ? words`and has no throttle of its own` : words`and has a throttle of ${rate}`;
}

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateStage-Patch, and UpdateStage of V2 */
export function throttleCommands({ apiType, apiId, stage }: StageLoad, rate: number, region: string): string[] {
  const burst = burstFor(rate);
  if (apiType === 'rest-api') {
    return [
      sh`aws apigateway update-stage --rest-api-id ${apiId} --stage-name ${stage} --region ${region} --patch-operations ${`op=replace,path=/*/*/throttling/rateLimit,value=${rate}`} ${`op=replace,path=/*/*/throttling/burstLimit,value=${burst}`}`,
    ];
  }
  return [
    comment('Look first at the other default settings of the routes, and at them again afterwards'),
    sh`aws apigatewayv2 get-stage --api-id ${apiId} --stage-name ${stage} --region ${region} --query DefaultRouteSettings`,
    sh`aws apigatewayv2 update-stage --api-id ${apiId} --stage-name ${stage} --region ${region} --default-route-settings ${`ThrottlingRateLimit=${rate},ThrottlingBurstLimit=${burst}`}`,
  ];
}

/** Throttles that never apply, because the account's comes first. */
export function aboveAccount(stages: readonly StageLoad[]): Remedy<Model> {
  return {
    id: 'lower-impossible-throttles',
    effort: 'minutes',
    propose: ({ limit }) => {
      const above = stages.filter(({ rate }) => rate !== null && rate > limit);
      const promised = stages.reduce((all, { rate }) => all + (rate ?? 0), 0);
      if (above.length === 0 && promised <= limit) return [];
      return [
        {
          kind: 'advice',
          apply: (same) => same,
          text: {
            title: words`Set the throttles of the stages below the account’s rate of ${limit}, so that they protect each other`,
            details: [
              ...above.map(
                ({ apiName, stage, rate }) =>
                  words`Stage ${code(stage)} of ${code(apiName)} has ${rate ?? 0}: the account’s throttle comes first, so it never applies`,
              ),
              ...(promised > limit
                ? [
                    words`All throttles of stages together allow ${promised} requests per second, the account ${limit}: they do not protect the stages from each other`,
                  ]
                : []),
            ],
            cautions: [],
            undo: null,
            artefacts: [],
          },
        },
      ];
    },
  };
}
