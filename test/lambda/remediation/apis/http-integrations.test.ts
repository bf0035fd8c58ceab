import type { IntegrationDetails } from '../../../../lambda/domain/details';
import { api, briefly, integration, planFor, quota, read, route, texts } from './support';

const QUOTA = 'http-api-integrations';

/** A small limit makes a small API full. */
function limited(usage: number, limit: number) {
  return { quota: quota(QUOTA, usage, { limit }) };
}

function scriptOf(plan: ReturnType<typeof planFor>, name: string): string[] {
  const all = [...plan.steps, ...plan.options].flatMap(({ artefacts }) => artefacts);
  const found = all.find((one) => one.name === name);
  return (found?.text ?? '').split('\n').filter((line) => line.startsWith('aws '));
}

const viaLink = (id: string, listener: string, link = 'link1'): IntegrationDetails =>
  integration(id, listener, {
    type: 'HTTP_PROXY',
    functionName: null,
    connectionId: link,
    listenerArn: `arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/${listener}/1/2`,
  });

test('integrations that no route uses go first, and those that API Gateway made itself stay', () => {
  const plan = planFor(
    QUOTA,
    api({
      integrations: [
        integration('used', 'orders'),
        integration('old', 'orders-v1'),
        integration('own', 'quick', { managed: true }),
      ],
      routes: [route('GET /orders', 'used')],
    }),
    limited(3, 3),
  );

  expect(briefly(plan.steps)).toEqual([
    ['delete-unused-integrations', 3, 2, 'Delete 1 integration that no route uses'],
  ]);
  expect(texts(plan.steps[0]?.details ?? [])).toEqual([
    'It leads to orders-v1',
    '1 more is used by no route either, but API Gateway made it itself, and lets nobody delete it',
  ]);
  expect(scriptOf(plan, 'delete-unused-integrations.sh')).toEqual([
    'aws apigatewayv2 get-integrations --api-id a1b2c3 --region eu-west-1 > delete-unused-integrations-integrations-before.json',
    'aws apigatewayv2 delete-integration --api-id a1b2c3 --integration-id old --region eu-west-1',
  ]);
});

test('if only API Gateway itself made what is unused, there is nothing to delete, and the plan says so', () => {
  const plan = planFor(QUOTA, api({ integrations: [integration('own', 'quick', { managed: true })] }), limited(1, 1));

  expect(briefly(plan.steps)[0]).toEqual([
    'delete-unused-integrations',
    null,
    null,
    'Leave the 1 unused integration that API Gateway made itself: it lets nobody delete it',
  ]);
  expect(plan.after).toEqual({ usage: 1, limit: 1 });
});

test('of identical integrations the one with most routes stays; the others’ routes are pointed at it before they are deleted', () => {
  const plan = planFor(
    QUOTA,
    api({
      integrations: [integration('a', 'orders'), integration('b', 'orders'), integration('c', 'other')],
      routes: [route('GET /a', 'a'), route('GET /b', 'b'), route('POST /b', 'b'), route('GET /c', 'c')],
    }),
    limited(3, 3),
  );

  expect(briefly(plan.steps)).toEqual([['merge-integrations', 3, 2, 'Merge 1 duplicate of 1 integration']]);
  expect(scriptOf(plan, 'merge-integrations.sh').slice(2)).toEqual([
    "aws apigatewayv2 update-route --api-id a1b2c3 --route-id 'r GET /a' --target integrations/b --region eu-west-1",
    'aws apigatewayv2 delete-integration --api-id a1b2c3 --integration-id a --region eu-west-1',
  ]);
});

test('a duplicate that nobody can delete is the one that stays, and of two such both do', () => {
  const plan = planFor(
    QUOTA,
    api({
      integrations: [
        integration('a', 'orders'),
        integration('m', 'orders', { managed: true }),
        integration('n', 'orders', { managed: true }),
      ],
      routes: [route('GET /a', 'a'), route('POST /a', 'a'), route('$default', 'm'), route('GET /n', 'n')],
    }),
    limited(3, 3),
  );

  expect(briefly(plan.steps)).toEqual([['merge-integrations', 3, 2, 'Merge 1 duplicate of 1 integration']]);
  expect(scriptOf(plan, 'merge-integrations.sh').at(-1)).toContain('--integration-id a ');
});

test('integrations of which nothing is known are never merged', () => {
  const blank = { fields: {} };
  const plan = planFor(
    QUOTA,
    api({
      integrations: [integration('a', 'x', blank), integration('b', 'x', blank)],
      routes: [route('GET /a', 'a'), route('GET /b', 'b')],
    }),
    limited(2, 2),
  );

  expect(briefly([...plan.steps, ...plan.options]).map(([remedy]) => remedy)).toEqual([
    'split-api',
    'request-increase',
  ]);
});

test('integrations with one target that differ are an option that names what differs and no value', () => {
  const slow = { fields: { IntegrationUri: 'digest of orders', TimeoutInMillis: 'secret digest' } };
  const plan = planFor(
    QUOTA,
    api({
      integrations: [integration('a', 'orders'), integration('b', 'orders', slow)],
      routes: [route('GET /a', 'a'), route('GET /b', 'b')],
    }),
    limited(2, 2),
  );
  const option = plan.options.find(({ remedy }) => remedy === 'align-integrations');

  expect(option?.counts).toEqual({
    before: { usage: 2, limit: 2 },
    after: { usage: 1, limit: 2 },
    atMost: true,
  });
  expect(texts(option?.details ?? [])[0]).toBe('They differ in TimeoutInMillis; the list says which differ in what');
  expect(JSON.stringify(plan)).not.toContain('digest');
});

test('many integrations behind one VPC link may become one, with the load balancer choosing; a Cloud Map service may not', () => {
  const cloudMap = {
    ...viaLink('d', 'd'),
    listenerArn: 'arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-1',
  };
  const plan = planFor(
    QUOTA,
    api({
      integrations: [viaLink('a', 'a'), viaLink('b', 'b'), viaLink('c', 'c', 'link2'), cloudMap],
      routes: ['a', 'b', 'c', 'd'].map((name) => route(`GET /${name}`, name)),
    }),
    limited(4, 4),
  );
  const option = plan.options.find(({ remedy }) => remedy === 'let-load-balancer-route');

  expect(option?.counts).toEqual({ before: { usage: 4, limit: 4 }, after: { usage: 3, limit: 4 }, atMost: true });
  expect(texts(option?.cautions ?? [])[0]).toContain('at most 100 target groups');
});

test('routes to a function that is in no list are an option, since it may be of another account', () => {
  const functions = read([
    {
      name: 'orders',
      arn: '',
      timeoutSeconds: 3,
      memoryMb: 128,
      codeBytes: 1,
      isInVpc: false,
      layers: [],
      roleName: '',
      tracing: false,
      variables: [],
    },
  ]);
  const plan = planFor(
    QUOTA,
    api({
      integrations: [
        integration('a', 'orders'),
        integration('b', 'gone'),
        // eslint-disable-next-line no-template-curly-in-string
        integration('c', 'by stage', { functionName: '${stageVariables.fn}' }),
      ],
      routes: [route('GET /a', 'a'), route('GET /b', 'b'), route('GET /c', 'c')],
    }),
    { ...limited(3, 3), functions },
  );
  const option = plan.options.find(({ remedy }) => remedy === 'delete-routes-to-gone-functions');

  expect(option?.counts?.after).toEqual({ usage: 2, limit: 3 });
  expect(texts(option?.details ?? [])).toEqual(['No function here is called gone']);
  expect(scriptOf(plan, 'delete-routes-to-gone-functions.sh').slice(2)).toEqual([
    "aws apigatewayv2 delete-route --api-id a1b2c3 --route-id 'r GET /b' --region eu-west-1",
    'aws apigatewayv2 delete-integration --api-id a1b2c3 --integration-id b --region eu-west-1',
  ]);
});

test('an API that a tool owns gets the change in that tool, and no command', () => {
  const details = api({
    owner: { tool: 'cdk', name: 'OrdersStack' },
    integrations: [integration('a', 'orders'), integration('b', 'orders'), integration('old', 'x')],
    routes: [route('GET /a', 'a'), route('GET /b', 'b')],
  });
  const plan = planFor(QUOTA, details, limited(3, 2));
  const merge = plan.steps.find(({ remedy }) => remedy === 'merge-integrations');

  expect(merge?.effort).toBe('configuration');
  expect(texts(merge?.details ?? []).slice(2)).toEqual([
    'The API belongs to the CDK stack OrdersStack: change it there, since the next deployment would not know of a command',
    'CDK makes one integration for each HttpLambdaIntegration object: create one for each function and pass the same object to every addRoutes (aws/aws-cdk#17729)',
    'Then each route still adds a permission to its function, whose policy may have 20 KB: for one with some 30 routes or more, add one permission with a SourceArn that ends in :API_ID/* instead (aws/aws-cdk#19535)',
  ]);
  expect(plan.steps.flatMap(({ artefacts }) => artefacts).filter(({ language }) => language === 'sh')).toEqual([]);
});

test.each(['cloudformation', 'sam', 'cdk', 'sst', 'serverless', 'terraform'] as const)(
  'how routes share an integration in %s is said in its own words',
  (tool) => {
    const details = api({
      owner: { tool, name: 'orders' },
      integrations: [integration('a', 'orders'), integration('b', 'orders')],
      routes: [route('GET /a', 'a'), route('GET /b', 'b')],
    });
    const merge = planFor(QUOTA, details, limited(2, 2)).steps[0];
    const words = {
      cloudformation: 'AWS::ApiGatewayV2::Integration',
      sam: 'serverless-application-model#2720',
      cdk: 'aws-cdk#17729',
      sst: 'sst#6913',
      serverless: 'serverless#11573',
      terraform: 'aws_apigatewayv2_integration',
    };

    expect(texts(merge?.details ?? []).join('\n')).toContain(words[tool]);
  },
);

test('a stage that serves a snapshot is named with every step that changes something', () => {
  const plan = planFor(
    QUOTA,
    api({
      stages: [
        { name: 'prod', autoDeploy: false, variables: [] },
        { name: 'dev', autoDeploy: true, variables: [] },
      ],
      integrations: [integration('a', 'orders'), integration('b', 'orders'), integration('old', 'x')],
      routes: [route('GET /a', 'a'), route('GET /b', 'b')],
    }),
    limited(3, 2),
  );

  expect(plan.steps.map(({ cautions }) => texts(cautions).join(' ').includes('Stage prod serves a snapshot'))).toEqual([
    true,
    true,
  ]);
});

test('once there is room, what would also work is an option', () => {
  const plan = planFor(
    QUOTA,
    api({
      integrations: [integration('a', 'orders'), integration('b', 'orders'), integration('old', 'x')],
      routes: [route('GET /a', 'a'), route('GET /b', 'b')],
    }),
    limited(3, 3),
  );

  expect(briefly(plan.steps).map(([remedy, , after]) => [remedy, after])).toEqual([['delete-unused-integrations', 2]]);
  expect(briefly(plan.options).map(([remedy, , after]) => [remedy, after])).toEqual([
    ['merge-integrations', 1],
    ['request-increase', null],
  ]);
});

test('a split that would take the Region past its number of APIs is an option, and says so', () => {
  const names = ['a', 'b', 'c', 'd'];
  const details = api({
    integrations: names.map((name) => integration(name, name)),
    routes: names.map((name) => route(`GET /${name}`, name)),
  });
  const full = [{ id: 'regional-apis', resourceId: null, usage: 600, limit: 600 }];
  const plan = planFor(QUOTA, details, { ...limited(4, 4), others: full });
  const split = plan.options.find(({ remedy }) => remedy === 'split-api');

  expect(plan.after).toEqual({ usage: 4, limit: 4 });
  expect(split?.elsewhere).toEqual([{ quota: 'regional-apis', of: null, before: 600, after: 601, limit: 600 }]);
  expect(texts(split?.cautions ?? []).at(-1)).toBe('It would bring regional-apis to 601 of 600: first make room there');
});

test('what nobody can delete stays on today’s API, and the split leaves room for it', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const own = ['m', 'n'].map((id) => integration(id, id, { managed: true }));
  const details = api({
    integrations: [...names.map((name) => integration(name, name)), ...own],
    routes: names.map((name) => route(`GET /${name}`, name)),
  });
  const plan = planFor(QUOTA, details, limited(8, 8));

  expect(briefly(plan.steps).map(([remedy, before, after]) => [remedy, before, after])).toEqual([
    ['delete-unused-integrations', null, null],
    ['split-api', 8, 5],
  ]);
});

test('one function for all below a path counts what all paths have in common for nothing, and leaves a function of several paths alone', () => {
  const keys = ['GET /v1/a', 'PUT /v1/a', 'GET /v1/b', 'PUT /v1/b/{id}', 'GET /v1/c'];
  const details = api({
    integrations: ['a1', 'a2', 'b1', 'shared', 'c'].map((name) => integration(name, name)),
    routes: [
      ...keys.map((key, index) => route(key, ['a1', 'a2', 'b1', 'shared', 'c'][index] ?? null)),
      route('PUT /v1/c', 'shared'),
    ],
  });
  const option = planFor(QUOTA, details, limited(5, 6)).options.find(({ remedy }) => remedy === 'fewer-functions');

  expect(option?.counts?.after.usage).toBe(4);
  expect(option?.artefacts[0]?.text.split('\n').slice(1, -1)).toEqual(['/v1/a  2          a1, a2']);
});

test('the summary has what stands, what is first and what is left, in three sentences', () => {
  const plan = planFor(
    QUOTA,
    api({
      integrations: [integration('a', 'orders'), integration('b', 'orders'), integration('old', 'x')],
      routes: [route('GET /a', 'a'), route('GET /b', 'b')],
    }),
    limited(3, 2),
  );

  expect(texts(plan.summary)).toEqual([
    'integrations of this API (orders, eu-west-1): 3 of 2 (150 %) integrations; AWS does not raise this limit.',
    'First delete 1 integration that no route uses: that leaves 2 of 2 (100 %).',
    'Then merge 1 duplicate of 1 integration: that leaves 1 of 2 (50 %).',
  ]);
});

test('no plan for integrations speaks of an integration with a service of AWS as if it lowered the number', () => {
  const names = ['a', 'b', 'c', 'd'];
  const details = api({
    integrations: names.map((name) => integration(name, name)),
    routes: names.map((name) => route(`GET /${name}`, name)),
  });

  expect(JSON.stringify(planFor(QUOTA, details, limited(4, 4)))).not.toMatch(/direct|SendMessage|service integration/i);
});

test('where no split can do it, the summary quotes the advice, and the largest three certificates say why', () => {
  const keys = ['a', 'b', 'c', 'd', 'e'].flatMap((name) => ['GET', 'PUT'].map((verb) => `${verb} /${name}/{id}`));
  const details = api({
    integrations: keys.map((key) => integration(key, key)),
    routes: keys.map((key) => route(key, key)),
  });
  const plan = planFor(QUOTA, details, { quota: quota(QUOTA, 10, { limit: 2 }) });

  expect(texts(plan.summary).at(-1)).toBe(
    'Nothing can be counted beforehand; the first advice is “Do not split it by path: /a/{id}, /b/{id}, /c/{id} and 2 more alone are more than one API may have”.',
  );
  const why = 'and one API may have 1';
  expect(texts(plan.steps[0]?.details ?? [])).toEqual([
    ...['a', 'b', 'c'].map((name) => `What no prefix can part below /${name}/{id} has 2 integrations, ${why}`),
    'And 2 more',
  ]);
});
