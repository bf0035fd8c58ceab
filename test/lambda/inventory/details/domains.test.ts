import { clock } from '../../../support/account';
import { asked, described } from './described';

const PUBLIC = 'api.example.com';
const at = expect.any(String);

test('a custom domain says to which APIs its mappings lead, over all pages and each once', async () => {
  const { source, sandbox } = await described(
    {
      httpApis: [{ name: 'orders', id: 'orders0001' }],
      restApis: [{ name: 'partners', id: 'partners01' }],
      domains: [{ name: PUBLIC, maps: ['orders', 'partners', 'orders'] }],
    },
    { pages: { v2: 2 } },
  );

  const [domains, first, second] = await clock.run(
    Promise.all([source.domains(), source.mappedApis(PUBLIC), source.mappedApis(PUBLIC)]),
  );

  const domain = { id: PUBLIC, name: PUBLIC, private: false, regional: true, routingRules: false };
  expect(domains).toEqual({ status: 'read', value: [domain], at });
  expect(first).toEqual({ status: 'read', value: ['orders0001', 'partners01'], at });
  expect(second).toBe(first);
  expect(asked(sandbox)).toEqual([
    'apigateway:GetDomainNames',
    'apigatewayv2:GetApiMappings',
    'apigatewayv2:GetApiMappings',
  ]);
});

test('a domain that was deleted is gone', async () => {
  const { source } = await described({});

  expect(await clock.run(source.mappedApis(PUBLIC))).toEqual({ status: 'gone' });
});

test('what was asked of a part of an API is not asked again for the whole', async () => {
  const { source, sandbox } = await described({
    httpApis: [{ name: 'orders', id: 'orders0001' }],
    restApis: [{ name: 'partners', id: 'partners01' }],
  });

  await clock.run(Promise.all([source.apis(), source.integrations('orders0001'), source.stages('orders0001')]));
  await clock.run(Promise.all([source.restApis(), source.resources('partners01'), source.restStages('partners01')]));
  await clock.run(Promise.all([source.api('orders0001'), source.restApi('partners01')]));

  expect(asked(sandbox)).toEqual([
    'apigateway:GetAuthorizers',
    'apigateway:GetResources',
    'apigateway:GetRestApis',
    'apigateway:GetStages',
    'apigatewayv2:GetApis',
    'apigatewayv2:GetAuthorizers',
    'apigatewayv2:GetIntegrations',
    'apigatewayv2:GetRoutes',
    'apigatewayv2:GetStages',
  ]);
});
