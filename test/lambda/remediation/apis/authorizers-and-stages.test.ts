import { execFileSync } from 'node:child_process';
import { api, authorizer, briefly, planFor, quota, route, texts } from './support';

test('authorizers that no route names go; equal ones become one, and their routes are pointed at it', () => {
  const details = api({
    authorizers: [
      authorizer('a', { issuer: 'x' }),
      authorizer('b', { issuer: 'x' }),
      authorizer('c', { issuer: 'y' }),
      authorizer('d', { issuer: 'z' }),
    ],
    routes: [
      route('GET /a', null, { authorizerId: 'a' }),
      route('GET /b', null, { authorizerId: 'b' }),
      route('GET /c', null, { authorizerId: 'c' }),
    ],
  });
  const plan = planFor('http-api-authorizers', details, { quota: quota('http-api-authorizers', 4, { limit: 3 }) });

  expect(briefly(plan.steps)).toEqual([
    ['delete-unused-authorizers', 4, 3, 'Delete 1 authorizer that no route names'],
    ['merge-authorizers', 3, 2, 'Merge 1 duplicate of 1 authorizer'],
  ]);
  expect((plan.steps[1]?.artefacts[0]?.text ?? '').split('\n').slice(-3, -1)).toEqual([
    "aws apigatewayv2 update-route --api-id a1b2c3 --route-id 'r GET /b' --authorizer-id a --region eu-west-1",
    'aws apigatewayv2 delete-authorizer --api-id a1b2c3 --authorizer-id b --region eu-west-1',
  ]);
});

test('authorizers of which nothing is known are never merged; then only AWS Support helps', () => {
  const details = api({
    authorizers: [authorizer('a', {}), authorizer('b', {})],
    routes: [route('GET /a', null, { authorizerId: 'a' }), route('GET /b', null, { authorizerId: 'b' })],
  });
  const plan = planFor('http-api-authorizers', details, { quota: quota('http-api-authorizers', 2, { limit: 2 }) });

  expect(briefly(plan.steps)).toEqual([
    ['request-increase', 2, 2, 'Ask AWS Support to raise authorizers of this API, which Service Quotas does not'],
  ]);
});

/** Where the commands begin, by a `date` that knows `-v` as little as GNU's, or by one that knows only that, as on macOS. */
function startOf(text: string): string {
  const line = text.split('\n').find((one) => one.startsWith('from=')) ?? '';
  const ofMac = 'date() { [ "$2" = -v-90d ] && echo 2026-08-26; }';
  const mac = execFileSync('sh', ['-c', `${ofMac}\n${line}\necho "$from"`], { encoding: 'utf8' });
  expect(mac).toBe('2026-08-26T00:00:00Z\n');
  return execFileSync('sh', ['-c', `${line}\necho "$from"`], { encoding: 'utf8' }).trim();
}

test.each([
  ['HTTP', 'http-api-stages', 'Count'],
  ['WEBSOCKET', 'websocket-api-stages', 'ConnectCount'],
] as const)(
  'which stages of an %s API nobody calls is for CloudWatch to say: the commands ask it',
  (protocol, id, metric) => {
    const details = api({ protocol, stages: [{ name: "it's", autoDeploy: true, variables: [] }] });
    const plan = planFor(id, details, { quota: quota(id, 1, { limit: 1 }) });

    expect(briefly(plan.steps)).toEqual([
      ['look-for-idle-stages', null, null, 'Look which of 1 stage got nothing in 90 days, and delete those'],
      ['request-increase', 1, 1, 'Request 5 for stages of this API in Service Quotas'],
    ]);
    expect(startOf(plan.steps[0]?.artefacts[0]?.text ?? '')).toMatch(/^\d{4}-\d\d-\d\dT00:00:00Z$/);
    expect(plan.steps[0]?.artefacts[0]?.text).toContain(
      `--metric-name ${metric} --statistics Sum --period 86400 --dimensions Name=ApiId,Value=a1b2c3 'Name=Stage,Value=it'\\''s'`,
    );
    expect(texts(plan.unchecked)).toEqual(['Which stages nobody calls: the commands of the first step ask CloudWatch']);
  },
);
