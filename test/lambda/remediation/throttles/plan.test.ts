import * as fc from 'fast-check';
import type { StageLoad } from '../../../../lambda/domain/details';
import type { PlanStep } from '../../../../lambda/domain/plan';
import type { Read } from '../../../../lambda/domain/read';
import { textOfWords } from '../../../../lambda/domain/words';
import type { QuotaFacts } from '../../../../lambda/remediation/facts';
import type { PlanParts } from '../../../../lambda/remediation/pipeline';
import { planThrottle, type ThrottleFacts } from '../../../../lambda/remediation/throttles';

const at = '2026-11-24T18:00:00.000Z';
const read = <T>(value: T): Read<T> => ({ status: 'read', value, at });
const denied = { status: 'failed', kind: 'denied', reason: 'AccessDenied on something' } as const;

function quota(id: string, given: Partial<QuotaFacts> = {}): QuotaFacts {
  return {
    id,
    name: 'API Gateway throttle rate',
    unit: 'requests per second',
    service: 'apigateway',
    quotaCode: 'L-8A5B8E43',
    adjustable: 'yes',
    region: 'eu-west-1',
    accountId: '123456789012',
    partition: 'aws',
    resource: null,
    usage: 9100,
    limit: 10_000,
    increaseRequest: null,
    ...given,
  };
}

function stage(apiId: string, perSecond: number, given: Partial<StageLoad> = {}): StageLoad {
  return {
    apiId,
    alsoOf: [],
    apiName: `${apiId}-api`,
    apiType: 'http-api',
    stage: 'prod',
    perSecond,
    rate: null,
    ...given,
  };
}

const shop = stage('shop', 6000);
const admin = stage('admin', 2000, { apiType: 'rest-api', rate: 2500 });
const chat = stage('chat', 1000, { apiType: 'websocket-api' });

function plan(given: Partial<ThrottleFacts> = {}): PlanParts {
  const facts: ThrottleFacts = {
    quota: quota('api-gateway-throttle-rate'),
    peak: read({ at, perSecond: 9100, stages: [admin, shop, chat] }),
    usagePlans: read([]),
    longTimeouts: [],
    unlooked: 0,
    others: [],
    ...given,
  };
  return planThrottle(facts, { target: 0.7 });
}

const ids = (steps: readonly PlanStep[]): string[] => steps.map(({ remedy }) => remedy);
const text = (step: PlanStep): string[] => [step.title, ...step.details, ...step.cautions].map(textOfWords);
const lines = (step: PlanStep): string[] =>
  step.artefacts.flatMap((one) => one.text.split('\n').filter((line) => line.startsWith('aws ')));

function found({ steps, options }: PlanParts, remedy: string): PlanStep {
  const step = [...steps, ...options].find((one) => one.remedy === remedy);
  if (step === undefined) throw new Error(`no ${remedy}`);
  return step;
}

test('the table shows who makes the peak, and what belongs to nobody any more', () => {
  expect(plan().why.map(({ title, rows }) => [title, rows])).toEqual([
    [
      'Stages in the account’s busiest minute of 24 hours, 2026-11-24T18:00:00.000Z',
      [
        ['shop-api', 'HTTP', 'prod', 6000, '66 %', 'none'],
        ['admin-api', 'REST', 'prod', 2000, '22 %', '2,500'],
        ['chat-api', 'WebSocket', 'prod', 1000, '11 %', 'none'],
        ['deleted since, or not listed', '', '', 100, '1 %', ''],
      ],
    ],
  ]);
});

test('a long table is cut, and says so', () => {
  const stages = Array.from({ length: 12 }, (_, index) =>
    stage(`api${index}`, 100 - index, { alsoOf: index === 0 ? ['x'] : [] }),
  );
  const parts = plan({ peak: read({ at, perSecond: 1134, stages }) });

  expect(parts.why[0]?.title).toMatch(/ \(10 of 12\)$/);
  expect(parts.why[0]?.rows[0]?.[0]).toBe('api0-api (2 of this name)');
  expect(parts.why[0]?.rows.at(-1)).toEqual(['2 others', '', '', 179, '16 %', '']);
  // 2,100 less cannot come of 100: half of it is the most.
  expect(text(found(parts, 'throttle-noisiest-stage'))[0]).toBe(
    'Throttle stage prod of the HTTP API api0-api at 50 requests per second',
  );
  expect(text(found(parts, 'throttle-noisiest-stage'))).toContain(
    'CloudWatch counts 2 REST APIs of this name together: the command is for api0 only',
  );
});

test('an increase is asked for with the numbers as reason, and the burst cannot be', () => {
  const parts = plan();
  const request = found(parts, 'request-increase');

  expect(ids(parts.steps)).toEqual(['request-increase']);
  expect(request.counts?.after).toEqual({ usage: 9100, limit: 13_000 });
  expect(text(request)).toContain(
    'Say why: “Our APIs in eu-west-1 get 9,100 requests per second at the peak (the average of the busiest minute; single seconds are above it). The largest in the busiest minute of the last 24 hours (2026-11-24T18:00:00.000Z): shop-api/prod 6,000, admin-api/prod 2,000, chat-api/prod 1,000. We want our peak to stay at 70 % of the quota.”',
  );
  expect(text(request)).toContain('The burst cannot be requested: AWS sets it from the rate');
});

test('a Region with the small default says so, and only where it applies', () => {
  const small = { usage: 2300, limit: 2500 };
  const says = (region: string, limits = small): boolean =>
    text(found(plan({ quota: quota('api-gateway-throttle-rate', { region, ...limits }) }), 'request-increase')).some(
      (line) => line.startsWith('2,500 is the default of'),
    );

  expect([says('eu-south-2'), says('eu-west-1'), says('eu-south-2', { usage: 4900, limit: 5000 })]).toEqual([
    true,
    false,
    false,
  ]);
});

test('an integration that may take longer than 29 s is in the way of a higher rate', () => {
  const longTimeouts = [{ apiName: 'admin', method: 'POST /reports', timeoutMs: 60_000 }];

  expect(text(found(plan({ longTimeouts }), 'request-increase')).at(-1)).toBe(
    'admin POST /reports (60 s) may take longer than 29 s: AWS says that longer timeouts “might require a reduction in your Region-level throttle quota”, so the two requests are in each other’s way',
  );
  expect(plan({ longTimeouts: null }).unchecked.map(textOfWords)).toContain(
    'Whether a REST integration may take longer than 29 s was not looked at: if so, AWS may refuse a higher rate',
  );
});

test('where only some REST APIs were looked at for such integrations, the plan says in how many not', () => {
  const about29s = (more: Partial<ThrottleFacts>) =>
    plan(more)
      .unchecked.map(textOfWords)
      .filter((one) => one.includes('29 s'));

  expect(about29s({ longTimeouts: [], unlooked: 2 })).toEqual([
    'Whether a REST integration may take longer than 29 s was looked at only where most requests come in, not in 2 REST APIs: if so, AWS may refuse a higher rate',
  ]);
  expect(about29s({ longTimeouts: [], unlooked: 0 })).toEqual([]);
});

test('the noisiest stage is throttled as little as brings the account to its target, as an option', () => {
  const parts = plan();
  const option = found(parts, 'throttle-noisiest-stage');

  // 9,100 must come to 7,000: 2,100 less than 6,000.
  expect(parts.options).toContain(option);
  expect(text(option).slice(0, 3)).toEqual([
    'Throttle stage prod of the HTTP API shop-api at 3,900 requests per second',
    'It makes 6,000 of the 9,100 requests per second at the peak, and has no throttle of its own',
    'By itself, without any other step, it would leave 7,000 of 10,000 instead of 9,100 of 10,000',
  ]);
  expect(lines(option)).toEqual([
    'aws apigatewayv2 get-stage --api-id shop --stage-name prod --region eu-west-1 --query DefaultRouteSettings',
    'aws apigatewayv2 update-stage --api-id shop --stage-name prod --region eu-west-1 --default-route-settings ThrottlingRateLimit=3900,ThrottlingBurstLimit=1950',
  ]);
  const rest = plan({ peak: read({ at, perSecond: 9100, stages: [stage('old', 9000, { apiType: 'rest-api' })] }) });
  expect(lines(found(rest, 'throttle-noisiest-stage'))).toEqual([
    "aws apigateway update-stage --rest-api-id old --stage-name prod --region eu-west-1 --patch-operations 'op=replace,path=/*/*/throttling/rateLimit,value=6900' 'op=replace,path=/*/*/throttling/burstLimit,value=3450'",
  ]);
});

test('throttles that never apply are named', () => {
  const stages = [stage('a', 10, { rate: 20_000 }), stage('b', 10, { rate: 5000 })];
  const usagePlans = read([
    { id: 'p1', name: 'partners', rate: 12_000, stages: [] },
    { id: 'p2', name: 'public', rate: 100, stages: [{ apiId: 'r', stage: 'prod', throttles: 0 }] },
  ]);
  const parts = plan({
    usagePlans,
    peak: read({
      at,
      perSecond: 9100,
      stages: [...stages, stage('r', 10, { apiType: 'rest-api' }), stage('s', 9, { apiType: 'rest-api' })],
    }),
  });

  expect(text(found(parts, 'lower-impossible-throttles'))).toEqual([
    'Set the throttles of the stages below the account’s rate of 10,000, so that they protect each other',
    'Stage prod of a-api has 20,000: the account’s throttle comes first, so it never applies',
    'All throttles of stages together allow 25,000 requests per second, the account 10,000: they do not protect the stages from each other',
  ]);
  expect(text(found(parts, 'usage-plans')).slice(1, 4)).toEqual([
    'Then one client that sends too much is refused, and the others of the same API are not',
    'In no usage plan: s-api/prod',
    'Each key of partners may send more than the account’s 10,000: that throttle never applies',
  ]);
});

test('nothing puts more of API Gateway in front of anything', () => {
  const parts = plan();

  expect(ids(parts.options)).toEqual([
    'throttle-noisiest-stage',
    'usage-plans',
    'cache-in-front',
    'bypass-api-gateway',
    'other-account-or-region',
  ]);
  expect(text(found(parts, 'cache-in-front'))).toContain(
    'The cache of a REST API’s stage answers inside API Gateway: it relieves what stands behind, such as Lambda, but its requests still count here',
  );
});

test('where the peak could not be read, the reason is given and nothing is guessed', () => {
  const parts = plan({ peak: denied, usagePlans: denied });

  expect(ids([...parts.steps, ...parts.options])).toEqual([
    'request-increase',
    'cache-in-front',
    'bypass-api-gateway',
    'other-account-or-region',
  ]);
  expect(parts.why).toEqual([]);
  expect(parts.unchecked.map(textOfWords).slice(1, 3)).toEqual([
    'Which stage makes the peak could not be read: AccessDenied on something',
    'Usage plans could not be read: AccessDenied on something',
  ]);
});

describe('a throttle of your own', () => {
  const account = { id: 'api-gateway-throttle-rate', resourceId: null, usage: 9100, limit: 10_000 };
  const own = (id: string, resource: string, given: Partial<QuotaFacts> = {}) => ({
    quota: quota(id, {
      quotaCode: null,
      usage: 2300,
      limit: 2500,
      resource: { type: id === 'stage-throttle' ? 'stage' : 'route', id: resource, name: resource },
      ...given,
    }),
    others: [account],
  });

  test('is raised only as an option, and not above the account’s rate', () => {
    const parts = plan(own('stage-throttle', 'admin/prod'));
    const option = found(parts, 'raise-own-throttle');

    expect(parts.options).toContain(option);
    expect(parts.after).toEqual(parts.before);
    expect(text(option).slice(0, 2)).toEqual([
      'Raise the throttle of this stage from 2,500 to 3,500 requests per second',
      'All APIs of the Region share 10,000 requests per second, of which 9,100 were used at the peak: what this one gets more the others have less',
    ]);
    const most = plan(own('stage-throttle', 'admin/prod', { usage: 9800, limit: 9900 }));
    expect(found(most, 'raise-own-throttle').counts?.after).toEqual({ usage: 9800, limit: 10_000 });
  });

  test.each([
    [
      'a stage of a REST API',
      'stage-throttle',
      'admin/prod',
      [
        "aws apigateway update-stage --rest-api-id admin --stage-name prod --region eu-west-1 --patch-operations 'op=replace,path=/*/*/throttling/rateLimit,value=3500' 'op=replace,path=/*/*/throttling/burstLimit,value=1750'",
      ],
    ],
    [
      'a route of an HTTP API',
      'route-throttle',
      'shop/prod/GET /a/{b}',
      [
        'aws apigatewayv2 get-stage --api-id shop --stage-name prod --region eu-west-1 --query RouteSettings',
        `aws apigatewayv2 update-stage --api-id shop --stage-name prod --region eu-west-1 --route-settings '{"GET /a/{b}":{"ThrottlingRateLimit":3500,"ThrottlingBurstLimit":1750}}'`,
      ],
    ],
    // Several REST APIs of one name share their metric: which one it is, nobody knows.
    ['several REST APIs of one name', 'stage-throttle', 'admin+other/prod', []],
  ])('gets a command for %s', (_, id, resource, commands) => {
    expect(lines(found(plan(own(id, resource)), 'raise-own-throttle'))).toEqual(commands);
  });

  test('has to do with its own API only, and first with its clients', () => {
    const parts = plan(own('stage-throttle', 'admin/prod'));

    expect(ids(parts.steps)).toEqual(['find-client', 'cache-in-front']);
    expect(parts.why.map(({ rows }) => rows)).toEqual([[['admin-api', 'REST', 'prod', 2000, '22 %', '2,500']]]);
    expect(textOfWords(parts.summary[0] ?? [])).toBe(
      'API Gateway throttle rate (admin/prod, eu-west-1): 2,300 of 2,500 (92 %) requests per second; a setting of your own.',
    );
  });
});

test('new connections get an increase and clients that come back slowly', () => {
  const parts = plan({
    quota: quota('websocket-connection-rate', {
      quotaCode: 'L-9ED1E49A',
      usage: 460,
      limit: 500,
      unit: 'connections per second',
    }),
    peak: null,
    longTimeouts: null,
    unlooked: 0,
  });

  expect(ids(parts.steps)).toEqual(['request-increase']);
  expect(ids(parts.options)).toEqual(['reconnect-with-jitter', 'other-account-or-region']);
  expect(text(found(parts, 'request-increase')).join(' ')).not.toContain('burst');
});

test('a throttle takes at most half of a stage, leaves what is there of the others, and never more than was measured', () => {
  const someStage = fc.record({
    apiId: fc.constantFrom('a', 'b', 'c', '__proto__'),
    stage: fc.constantFrom('v1', 'v2', 'constructor'),
    perSecond: fc.double({ min: 0, max: 20_000, noNaN: true }),
    rate: fc.option(fc.nat(20_000)),
    apiType: fc.constantFrom('rest-api' as const, 'http-api' as const, 'websocket-api' as const),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(someStage, { selector: ({ apiId, stage: name }) => `${apiId}/${name}`, maxLength: 6 }),
      fc.integer({ min: 1, max: 12_000 }),
      (some, usage) => {
        const stages = some.map(({ perSecond, ...given }) => stage(given.apiId, perSecond, given));
        const parts = plan({
          quota: quota('api-gateway-throttle-rate', { usage }),
          peak: read({ at, perSecond: usage, stages }),
        });
        const largest = Math.max(0, ...stages.map(({ perSecond }) => perSecond));
        for (const { remedy, counts } of [...parts.steps, ...parts.options]) {
          if (counts === null || remedy !== 'throttle-noisiest-stage') continue;
          expect(counts.after.usage).toBeGreaterThanOrEqual(0);
          expect(counts.after.usage).toBeLessThanOrEqual(counts.before.usage);
          expect(counts.before.usage - counts.after.usage).toBeLessThanOrEqual(largest / 2 + 0.1);
        }
      },
    ),
    { seed: 20_261_124, numRuns: 300 },
  );
});
