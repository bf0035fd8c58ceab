import { textOfWords } from '../../../../../lambda/domain/words';
import type { Distribution } from '../../../../../lambda/domain/details';
import type { PlanContext } from '../../../../../lambda/app/plan/context';
import type { RegionInput } from '../../../../../sandbox';
import { customDomainsOf } from '../../../../../lambda/app/plan/kinds/domains';
import { clock } from '../../../../support/account';
import { described } from '../../../inventory/details/described';
import { type Outcome, planIn, planned, type Wanted } from '../planned';

const DOMAIN = 'api.example.com';
const paths = ['orders', 'customers', 'files', 'reports', 'users', 'teams'];
const moreRoutes = paths.flatMap((path) =>
  Array.from({ length: 40 }, (_, n) => ({ key: `GET /${path}/r${n}`, integration: `${path}${n}` })),
);
const integrations = moreRoutes.map(({ integration: id }) => ({ id, function: id }));
const http: RegionInput = { httpApis: [{ name: 'shop', id: 'shop000001', moreRoutes, integrations }] };
const rest: RegionInput = {
  restApis: [
    {
      name: 'shop',
      id: 'shop000001',
      methods: moreRoutes.map(({ key, integration }) => ({
        method: 'GET',
        path: key.slice('GET '.length),
        type: 'HTTP_PROXY' as const,
        uri: `https://${integration}.example.com`,
      })),
    },
  ],
};

/** What the plan says of the front door of its split. */
function doors(outcome: Outcome): string {
  const { steps, options } = planIn(outcome);
  const split = [...steps, ...options].find(({ remedy }) => remedy.startsWith('split'));
  if (split === undefined) throw new Error('no split');
  return [split.title, ...split.details, ...split.cautions].map(textOfWords).join('\n');
}

const signals = (origins: readonly string[]): Partial<PlanContext> => {
  const all: Distribution[] = [{ id: 'E1', aliases: [], origins, behaviours: 3 }];
  return {
    signalsOf: () => ({
      signals: async () => await Promise.reject(new Error('nobody asks')),
      distributions: async () => await Promise.resolve({ status: 'read', value: all, at: clock.now().toISOString() }),
    }),
  };
};

test('a REST API behind a custom domain is split by routing rules, beside those that the domain has', async () => {
  // As if AWS did not raise it: after a raise there would be nothing to split.
  const wanted: Wanted = { quota: 'rest-api-resources', change: (one) => ({ ...one, adjustable: 'no' }) };
  const few = { name: DOMAIN, maps: ['shop'], routingRules: 2 };
  const full = { name: 'full.example.com', maps: ['shop'], routingRules: 50 };

  const fits = doors(await planned({ ...rest, domains: [few, { name: 'other.example.com' }] }, wanted));
  expect(fits).toContain('The custom domain is enough: 1 routing rule of 50');
  expect(fits).not.toContain('Routing rules that the domain has already count too');
  expect(doors(await planned({ ...rest, domains: [few, full] }, wanted))).toContain('CloudFront in front with');
});

test('an HTTP API behind a custom domain and no distribution is split by mappings, where paths allow it', async () => {
  const region = { ...http, domains: [{ name: DOMAIN, maps: ['shop'] }] };
  const quota = 'http-api-integrations';

  const mapped = doors(await planned(region, { quota, context: signals(['elsewhere.example.com']) }));
  const unknown = doors(await planned(region, { quota }));
  const behind = doors(await planned(region, { quota, context: signals([DOMAIN]) }));

  expect(mapped).toContain('The custom domain is enough');
  expect(unknown).toContain('CloudFront in front with');
  expect(behind).toContain('CloudFront is in front already');
});

test('a domain that leads elsewhere is no front door of the API', async () => {
  const region = { ...http, domains: [{ name: DOMAIN, mappings: 2 }] };

  const context = signals(['elsewhere.example.com']);
  expect(doors(await planned(region, { quota: 'http-api-integrations', context }))).toContain(
    'CloudFront in front with',
  );
});

describe('Whether a custom domain leads to an API', () => {
  const looked = async (region: RegionInput, type: 'http-api' | 'rest-api' = 'http-api', denied?: string) => {
    const { source, sandbox } = await described({ httpApis: [{ name: 'shop', id: 'shop000001' }], ...region });
    if (denied !== undefined) sandbox.fault({ operation: denied, kind: 'denied' });
    const { hasCustomDomain, leading } = await clock.run(customDomainsOf('shop000001', type, source));
    return [hasCustomDomain, ...leading.map(({ name }) => name)];
  };
  const numbered = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ name: `d${n}.example.com`, mappings: 1 }));

  test('is known where all of them could be looked at', async () => {
    expect(await looked({ domains: [] })).toEqual([false]);
    expect(await looked({ domains: numbered(20) })).toEqual([false]);
    expect(await looked({ domains: [...numbered(2), { name: DOMAIN, maps: ['shop'] }] })).toEqual([true, DOMAIN]);
  });

  test('is not known where there are too many, or one cannot be read', async () => {
    expect(await looked({ domains: numbered(21) })).toEqual([null]);
    expect(await looked({ domains: numbered(2) }, 'http-api', 'GetApiMappings')).toEqual([null]);
    expect(await looked({ domains: [] }, 'http-api', 'GetDomainNames')).toEqual([null]);
  });

  test.each([
    ['routing rules', { name: DOMAIN, routingRules: 1 }],
    ['a private domain', { name: DOMAIN, endpoint: 'PRIVATE' as const }],
  ])('is not known of a REST API where %s may lead there; never to an HTTP API', async (_, domain) => {
    expect(await looked({ domains: [domain] }, 'rest-api')).toEqual([null]);
    expect(await looked({ domains: [domain] }, 'http-api')).toEqual([false]);
  });
});
