import type { ApiDetails } from '../../../../lambda/domain/details';
import { api, briefly, integration, planFor, quota, route, texts } from './support';

const QUOTA = 'websocket-api-integrations';

function chat(given: Partial<ApiDetails>): ApiDetails {
  return api({ protocol: 'WEBSOCKET', ...given });
}

function limited(usage: number, limit: number, id = QUOTA) {
  return { quota: quota(id, usage, { limit }) };
}

test('first duplicates, then a dispatcher if somebody writes it, then AWS Support, then APIs of their own: never a split by path', () => {
  const details = chat({
    integrations: [
      integration('c', 'connect'),
      integration('a', 'send'),
      integration('b', 'send'),
      integration('d', 'list'),
    ],
    routes: [route('$connect', 'c'), route('send', 'a'), route('sendAll', 'b'), route('list', 'd')],
  });
  const plan = planFor(QUOTA, details, limited(4, 4));

  expect(briefly(plan.steps)).toEqual([
    ['merge-integrations', 4, 3, 'Merge 1 duplicate of 1 integration'],
    ['request-increase', 3, 3, 'Ask AWS Support to raise integrations of this API, which Service Quotas does not'],
  ]);
  expect(briefly(plan.options)).toEqual([
    ['dispatch-on-default', 3, 2, 'Let one function behind $default take 3 route keys'],
    ['separate-websocket-apis', null, null, 'If all else fails, give a feature a WebSocket API of its own'],
  ]);
  expect(texts(plan.options[0]?.cautions ?? [])).toContain(
    'A function whose policy names each route key, as CDK writes it, refuses $default: let the API in for that too, as by …:a1b2c3/*/$default, send one message with a key that has no route, and delete the routes only then',
  );
  expect(texts(plan.summary)).toEqual([
    'integrations of this API (orders, eu-west-1): 4 of 4 (100 %) integrations; AWS Support can raise this limit.',
    'First merge 1 duplicate of 1 integration: that leaves 3 of 4 (75 %).',
    'Then ask AWS Support to raise integrations of this API, which Service Quotas does not: then it is 3 of 5 (60 %).',
  ]);
});

test('how to share integrations is said without OpenAPI, which WebSocket APIs do not have', () => {
  const details = chat({
    owner: { tool: 'sam', name: 'chat' },
    integrations: [integration('a', 'send'), integration('b', 'send')],
    routes: [route('send', 'a'), route('sendAll', 'b')],
  });

  expect(texts(planFor(QUOTA, details, limited(2, 2)).steps[0]?.details ?? []).at(-1)).toBe(
    'They come back if whatever deploys the API makes one integration for each route: let routes with the same target refer to one there',
  );
});

test('what is no proxy has integration responses that nobody read: to merge it is an option', () => {
  const mock = { type: 'MOCK', functionName: null };
  const details = chat({
    integrations: [integration('a', 'ok', mock), integration('b', 'ok', mock)],
    routes: [route('ping', 'a'), route('pong', 'b')],
  });
  const plan = planFor(QUOTA, details, limited(2, 2));

  expect(briefly(plan.steps).map(([remedy]) => remedy)).toEqual(['request-increase']);
  const merge = plan.options.find(({ remedy }) => remedy === 'merge-integrations');
  expect(merge?.counts).toEqual({ before: { usage: 2, limit: 2 }, after: { usage: 1, limit: 2 }, atMost: true });
  expect(texts(merge?.cautions ?? [])[0]).toContain('get-integration-responses');
  expect(merge?.artefacts.map(({ name }) => name)).toEqual(['merge-other-integrations.sh']);
  expect(merge?.artefacts[0]?.text).toContain(' > merge-other-integrations-routes-before.json');
});

test('a dispatcher keeps the $default that is there, and the keys of the connection', () => {
  const details = chat({
    integrations: ['c', 'x', 'f', 'a', 'b'].map((id) => integration(id, id)),
    routes: [
      route('$connect', 'c'),
      route('$disconnect', 'x'),
      route('$default', 'f'),
      route('send', 'a'),
      route('list', 'b'),
    ],
  });
  const plan = planFor(QUOTA, details, limited(5, 5));

  expect(plan.options.find(({ remedy }) => remedy === 'dispatch-on-default')?.counts?.after.usage).toBe(3);
});

test('$connect without an integration is as it should be; a message key without one is dead', () => {
  const details = chat({
    integrations: [integration('a', 'send')],
    routes: [route('$connect', null), route('$disconnect', null), route('send', 'a'), route('lost', null)],
  });
  const plan = planFor('websocket-api-routes', details, limited(4, 4, 'websocket-api-routes'));

  expect(briefly(plan.steps)[0]).toEqual(['delete-dead-routes', 4, 3, 'Delete 1 route that leads nowhere']);
  expect(texts(plan.steps[0]?.details ?? [])[0]).toMatch(/^lost: /);
});

test('with a $default route a dead key is not lost but taken over', () => {
  const details = chat({
    integrations: [integration('a', 'send')],
    routes: [route('$default', 'a'), route('lost', 'deleted')],
  });
  const plan = planFor('websocket-api-routes', details, limited(2, 2, 'websocket-api-routes'));

  expect(plan.options.find(({ remedy }) => remedy === 'delete-dead-routes')?.counts?.after.usage).toBe(1);
});
