import * as fc from 'fast-check';
import type { ApiDetails } from '../../../../lambda/domain/details';
import type { QuotaFacts } from '../../../../lambda/remediation/facts';
import { nothingKnown } from '../../../../lambda/remediation/front-door';
import type { Remedy } from '../../../../lambda/remediation/pipeline';
import { collapseRoutes } from '../../../../lambda/remediation/apis/collapse-routes';
import { deleteDeadRoutes } from '../../../../lambda/remediation/apis/delete-dead-routes';
import { deleteGoneFunctions } from '../../../../lambda/remediation/apis/delete-gone-functions';
import { deleteUnusedIntegrations } from '../../../../lambda/remediation/apis/delete-unused-integrations';
import { fewerFunctions } from '../../../../lambda/remediation/apis/fewer-functions';
import { letLoadBalancerRoute } from '../../../../lambda/remediation/apis/let-load-balancer-route';
import { mergeIntegrations } from '../../../../lambda/remediation/apis/merge-integrations';
import type { ApiModel } from '../../../../lambda/remediation/apis/model';
import { nearDuplicates } from '../../../../lambda/remediation/apis/near-duplicates';
import { splitApi } from '../../../../lambda/remediation/apis/split-api';
import { dispatcher } from '../../../../lambda/remediation/apis/websocket';
import { api, integration, planFor, quota, read, route, TARGET } from './support';

const segment = fc.constantFrom('a', 'b', 'A', 'constructor', '__proto__', '{id}', '{x}', '{id}.json', '');
const httpKey = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom('GET', 'POST', 'ANY'), fc.array(segment, { minLength: 1, maxLength: 3 }))
      .map(([verb, path]) => `${verb} /${path.join('/')}`),
  },
  { weight: 1, arbitrary: fc.constantFrom('$default', 'ANY /{proxy+}', 'GET /a/{proxy+}') },
);
const socketKey = fc.constantFrom('$connect', '$disconnect', '$default', 'send', 'list', '__proto__', 'constructor');

const anIntegration = fc
  .record({
    name: fc.constantFrom('f', 'g', 'gone', '__proto__'),
    type: fc.constantFrom('AWS_PROXY', 'HTTP_PROXY', 'MOCK'),
    variant: fc.constantFrom('one', 'two'),
    managed: fc.boolean(),
    link: fc.option(fc.constantFrom('l1', 'l2')),
  })
  .map(
    ({ name, type, variant, managed, link }) =>
      (id: string) =>
        integration(id, name, {
          type,
          functionName: type === 'AWS_PROXY' ? name : null,
          managed,
          connectionId: link,
          listenerArn: link === null ? null : `arn:aws:elasticloadbalancing:::${name}`,
          fields: { IntegrationUri: name, IntegrationType: type, Variant: variant },
        }),
  );

function details(protocol: ApiDetails['protocol'], key: fc.Arbitrary<string>): fc.Arbitrary<ApiDetails> {
  return fc
    .record({
      made: fc.array(anIntegration, { maxLength: 8 }),
      keys: fc.uniqueArray(key, { maxLength: 14 }),
      targets: fc.array(fc.option(fc.nat(9)), { minLength: 14, maxLength: 14 }),
      access: fc.array(fc.constantFrom('anybody', 'some'), { minLength: 14, maxLength: 14 }),
    })
    .map(({ made, keys, targets, access }) =>
      api({
        protocol,
        integrations: made.map((make, index) => make(`i${index}`)),
        routes: keys.map((one, index) => {
          const target = targets[index] ?? null;
          return route(one, target === null ? null : `i${target}`, { access: access[index] ?? '' });
        }),
      }),
    );
}

const anApi = fc.oneof(details('HTTP', httpKey), details('WEBSOCKET', socketKey));

const place = { apiId: 'a1b2c3', region: 'eu-west-1', owner: null };
const httpQuota = quota('http-api-integrations', 0, { limit: 5 });
const http: readonly Remedy<ApiModel>[] = [collapseRoutes(place, httpQuota), letLoadBalancerRoute(), fewerFunctions()];
const splits: readonly Remedy<ApiModel>[] = (['integrations', 'routes'] as const).map((part) =>
  splitApi({ quota: httpQuota, place, part, frontDoor: nothingKnown }),
);
const both: readonly Remedy<ApiModel>[] = [
  deleteUnusedIntegrations(place),
  deleteDeadRoutes(place),
  deleteGoneFunctions(place, read([])),
  mergeIntegrations(place),
  nearDuplicates(),
];

/** The routes that lead to an integration that is there, of all APIs. */
function alive({ api: today, beside }: ApiModel): string[] {
  return [today, ...beside].flatMap(({ integrations, routes }) => {
    const known = new Set(integrations.map(({ id }) => id));
    return routes.filter(({ integrationId }) => known.has(integrationId ?? '')).map(({ key }) => key);
  });
}

const dead = ({ api: today, beside }: ApiModel): string[] => {
  const living = new Set(alive({ api: today, beside, unsplit: null, limit: 0 }));
  return [today, ...beside].flatMap(({ routes }) => routes.map(({ key }) => key)).filter((key) => !living.has(key));
};

function twice(all: readonly string[]): string[] {
  return all.filter((one, index) => all.indexOf(one) !== index);
}

/** Of each proposal what it breaks: routes that lead nowhere now, what is there twice, what API Gateway made and is gone. */
function broken(given: ApiDetails, remedies: readonly Remedy<ApiModel>[]): object[] {
  const before: ApiModel = { api: given, beside: [], unsplit: null, limit: 5 };
  const lost = new Set(dead(before));
  return remedies.flatMap((remedy) =>
    remedy.propose(before, TARGET).flatMap((proposal) => {
      const after = proposal.apply(before);
      const left = new Set(after.api.integrations.map(({ id }) => id));
      const wrong = [
        ...dead(after).filter((key) => !lost.has(key)),
        ...[after.api, ...after.beside].flatMap(({ routes, integrations }) => [
          ...twice(routes.map(({ key }) => key)),
          ...twice(integrations.map(({ id }) => id)),
        ]),
        ...given.integrations.filter(({ id, managed }) => managed && !left.has(id)),
      ];
      return wrong.length > 0 ? [{ remedy: remedy.id, wrong }] : [];
    }),
  );
}

test('after whatever a remedy proposes, no route that led somewhere leads nowhere, no key is there twice, and what API Gateway made stays', () => {
  fc.assert(
    fc.property(anApi, (given) => {
      expect(broken(given, [...both, ...(given.protocol === 'HTTP' ? http : [dispatcher()])])).toEqual([]);
    }),
    { seed: 6, numRuns: 300 },
  );
});

test('the same after a split', () => {
  fc.assert(
    fc.property(details('HTTP', httpKey), (given) => {
      expect(broken(given, splits)).toEqual([]);
    }),
    { seed: 9, numRuns: 80 },
  );
});

test('merging and deleting what is unused leave every route with the behaviour that it had', () => {
  const behaviour = ({ integrations, routes }: ApiDetails): [string, string][] => {
    const known = new Map(integrations.map(({ id, fields }) => [id, JSON.stringify(fields)]));
    return routes.map(({ key, access, integrationId }) => [`${key} ${access}`, known.get(integrationId ?? '') ?? '']);
  };
  fc.assert(
    fc.property(anApi, (given) => {
      let model: ApiModel = { api: given, beside: [], unsplit: null, limit: 5 };
      for (const remedy of [deleteUnusedIntegrations(place), mergeIntegrations(place)]) {
        for (const proposal of remedy.propose(model, TARGET)) model = proposal.apply(model);
      }
      expect(behaviour(model.api)).toEqual(behaviour(given));
    }),
    { seed: 7, numRuns: 400 },
  );
});

const ids = ['integrations', 'routes', 'authorizers', 'stages'] as const;

test('a plan begins with what is there, and each step with what the one before it left', () => {
  fc.assert(
    fc.property(
      anApi,
      fc.constantFrom(...ids),
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom(null, 'PENDING'),
      (given, part, limit, increaseRequest) => {
        const id = `${given.protocol === 'HTTP' ? 'http' : 'websocket'}-api-${part}`;
        const facts: QuotaFacts = quota(id, given[part].length, { limit, increaseRequest });
        const plan = planFor(id, given, { quota: facts });
        const counted = plan.steps.flatMap(({ counts }) => (counts ? [counts] : []));
        const chain = [plan.before, ...counted.map(({ after }) => after)];

        expect(plan.before).toEqual({ usage: given[part].length, limit });
        expect(counted.map(({ before }) => before)).toEqual(chain.slice(0, -1));
        expect(plan.after).toEqual(chain.at(-1));
        expect(counted.every(({ atMost }) => !atMost)).toBe(true);
        expect(
          plan.options
            .flatMap(({ counts }) => (counts ? [counts.before] : []))
            .every(({ usage }) => chain.some((one) => one.usage === usage)),
        ).toBe(true);
        expect(plan.summary.length).toBeLessThanOrEqual(3);
      },
    ),
    { seed: 8, numRuns: 300 },
  );
});
