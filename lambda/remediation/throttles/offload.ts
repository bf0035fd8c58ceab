/** Requests that need not reach API Gateway at all. Nothing here puts more of it in front of anything. */
import type { UsagePlan } from '../../domain/resources';
import { code, listed, words } from '../../domain/words';
import type { Remedy } from '../pipeline';
import { advice } from './advice';
import type { Model } from './model';
import { byRate } from './model';
import { apiWord } from './stages';

const MOST_STAGES = 3;

/** Per client, for REST APIs. */
export function usagePlans(plans: readonly UsagePlan[], start: Model): Remedy<Model>[] {
  const rest = byRate(start).filter(({ apiType }) => apiType === 'rest-api');
  if (rest.length === 0) return [];
  const above = plans.filter(({ rate }) => rate !== null && rate > start.limit);
  const within = (apiId: string, stage: string) =>
    plans.some((plan) => plan.stages.some((one) => one.apiId === apiId && one.stage === stage));
  const without = rest.filter((one) => one.perSecond >= 1 && !within(one.apiId, one.stage)).slice(0, MOST_STAGES);
  return [
    advice('usage-plans', 'configuration', {
      title: words`Give each client of the REST APIs a rate of its own by usage plans`,
      details: [
        words`Then one client that sends too much is refused, and the others of the same API are not`,
        ...(without.length > 0
          ? [words`In no usage plan: ${listed(without.map(({ apiName, stage }) => code(`${apiName}/${stage}`)))}`]
          : []),
        ...(above.length > 0
          ? [
              words`Each key of ${listed(above.map(({ name }) => code(name)))} may send more than the account’s ${start.limit}: that throttle never applies`,
            ]
          : []),
      ],
      cautions: [
        words`Methods must require an API key for it, and clients must send it: HTTP and WebSocket APIs have no usage plans`,
      ],
    }),
  ];
}

export function cacheInFront(start: Model): Remedy<Model> {
  const largest = byRate(start)
    .filter(({ apiType }) => apiType !== 'websocket-api')
    .slice(0, MOST_STAGES)
    .filter(({ perSecond }) => perSecond >= 1);
  return advice('cache-in-front', 'infrastructure', {
    title: words`Answer repeated GET requests from CloudFront, so that they do not reach API Gateway`,
    details: [
      ...(largest.length > 0
        ? [
            words`The most comes to ${listed(largest.map(({ apiName, stage, apiType }) => code(`${apiName}/${stage} (${apiWord(apiType)})`)))}`,
          ]
        : []),
      words`Give answers a ${code('Cache-Control')} that allows it, and a cache key with all that they depend on`,
    ],
    cautions: [
      words`How many requests repeat themselves is not known here, so nothing is counted`,
      words`The cache of a REST API’s stage answers inside API Gateway: it relieves what stands behind, such as Lambda, but its requests still count here`,
    ],
  });
}

export const bypass: Remedy<Model> = advice('bypass-api-gateway', 'infrastructure', {
  title: words`Send internal traffic past API Gateway`,
  details: [
    words`Services of your own can call each other through an Application Load Balancer or a function URL with ${code('AWS_IAM')}, or invoke the function: none of that takes from this rate`,
  ],
  cautions: [
    words`Authorizers, validation, throttles and access logs of the API do not hold there: what they do must be done elsewhere`,
    words`A function that is invoked another way still uses Lambda’s concurrency`,
  ],
});

export const otherAccount: Remedy<Model> = advice('other-account-or-region', 'organization', {
  title: words`Move APIs with much traffic to an account or Region of their own`,
  details: [words`The rate holds for each account and Region: there they have one of their own`],
  cautions: [words`Domains, permissions and deployments move along: it is for growth, not for this week`],
});

export const reconnectSlowly: Remedy<Model> = advice('reconnect-with-jitter', 'code', {
  title: words`Let clients reconnect with growing pauses and jitter`,
  details: [
    words`After a deployment or an outage all of them come back at once: that is most peaks of new connections`,
    words`Let idle clients send something before 10 minutes are over, and expect the end of each connection after 2 hours: API Gateway closes them then`,
    words`${code('ConnectCount')} of each WebSocket API shows whose clients connect all at once`,
  ],
  cautions: [],
});
