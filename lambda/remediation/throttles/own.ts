/** A throttle that somebody set on a stage or a route: to reach it may be what it is for. */
import type { Filling } from '../../domain/plan';
import { code, type Words, words } from '../../domain/words';
import type { QuotaFacts } from '../facts';
import { enough } from '../increase';
import type { Goal, Remedy } from '../pipeline';
import { comment, script, sh } from '../shell';
import { advice } from './advice';
import type { ThrottleFacts } from './facts';
import type { Model } from './model';
import { burstFor, throttleCommands } from './stages';

const SUBJECT = { 'stage-throttle': 'stage', 'route-throttle': 'route or method' } as const;

export function findClient(id: keyof typeof SUBJECT): Remedy<Model> {
  return advice('find-client', 'minutes', {
    title: words`Find in the access log which client sends the peak to this ${SUBJECT[id]}`,
    details: [
      words`Where the throttle is meant to be reached, leave it and mute this quota by ${code('mutes')} in ${code('headroom.yaml')}`,
    ],
    cautions: [],
  });
}

export function raiseOwnThrottle(
  id: keyof typeof SUBJECT,
  { quota, peak, others }: ThrottleFacts,
  count: (model: Model) => Filling,
): Remedy<Model> {
  const account = others.find((one) => one.id === 'api-gateway-throttle-rate');
  return {
    id: 'raise-own-throttle',
    effort: 'configuration',
    propose: (model, goal: Goal) => {
      const wanted = enough(count(model), goal);
      const rate = account === undefined ? wanted : Math.min(wanted, account.limit);
      if (rate <= model.limit) return [];
      const commands = commandsFor(id, quota, peak, rate);
      return [
        {
          kind: 'option',
          apply: (before) => ({ ...before, limit: rate }),
          text: {
            title: words`Raise the throttle of this ${SUBJECT[id]} from ${model.limit} to ${rate} requests per second`,
            details: accountTexts(account),
            cautions: [
              words`The throttle protects what stands behind: see first whether that can take ${rate} requests per second`,
              words`If a template describes the stage, change it there`,
            ],
            undo: words`Set it to ${model.limit} again`,
            artefacts:
              commands === null
                ? []
                : [
                    {
                      name: 'raise-throttle.sh',
                      language: 'sh',
                      title: 'The throttle as a command',
                      text: script(commands),
                    },
                  ],
          },
        },
      ];
    },
  };
}

function accountTexts(account: ThrottleFacts['others'][number] | undefined): Words[] {
  if (account === undefined)
    return [words`The account’s rate, which comes on top, was not read: a throttle above it never applies`];
  return [
    words`All APIs of the Region share ${account.limit} requests per second, of which ${account.usage} were used at the peak: what this one gets more the others have less`,
  ];
}

/** `api/stage` or `api/stage/route`; several REST APIs of one name are `a+b/stage`, and then nobody knows which one to change. */
function commandsFor(
  id: keyof typeof SUBJECT,
  { resource, region }: QuotaFacts,
  peak: ThrottleFacts['peak'],
  rate: number,
): string[] | null {
  if (resource === null || peak?.status !== 'read') return null;
  const [apiId = '', stage = '', ...route] = resource.id.split('/');
  const load = peak.value?.stages.find((one) => one.apiId === apiId && one.stage === stage);
  if (load === undefined) return null;
  if (id === 'stage-throttle') return throttleCommands(load, rate, region);
  const key = route.join('/');
  if (load.apiType === 'rest-api') return null;
  return [
    comment('Look first at the settings of all routes, and at them again afterwards'),
    sh`aws apigatewayv2 get-stage --api-id ${apiId} --stage-name ${stage} --region ${region} --query RouteSettings`,
    sh`aws apigatewayv2 update-stage --api-id ${apiId} --stage-name ${stage} --region ${region} --route-settings ${JSON.stringify({ [key]: { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burstFor(rate) } })}`,
  ];
}
