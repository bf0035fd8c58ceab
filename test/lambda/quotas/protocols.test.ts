/** An API of a kind that AWS adds after this release. */
import { evaluateRegion } from '../../../lambda/domain/evaluate';
import type { Read } from '../../../lambda/domain/read';
import { regionReads } from '../../../lambda/domain/region-reads';
import { apiQuotas } from '../../../lambda/quotas/apis';
import { allRequests } from '../../../lambda/quotas/traffic';
import { settingsOf } from '../../support/account';

const at = '2026-11-20T12:00:00.000Z';
const read = <T>(value: T): Read<T> => ({ status: 'read', value, at });

const lists = {
  'rest-apis': read([]),
  'http-and-websocket-apis': read([
    { id: 'new', name: 'of-tomorrow', protocol: null },
    { id: 'web', name: 'web', protocol: 'HTTP' as const },
  ]),
  'api-gateway-applied-quotas': read([]),
  'api-gateway-default-quotas': read([]),
  'increase-requests': read([]),
};
const count = new Map([
  ['new', read(9)],
  ['web', read(5)],
]);
const stages = new Map([
  ['new', read([])],
  ['web', read([])],
]);
const reads = regionReads(
  'eu-west-1',
  '2026-11-20T12:00:00.000Z',
  lists,
  { integrations: count, routes: count, authorizers: count, stages },
  new Map(),
);

test('an API of an unknown protocol is in no quota, and the others are counted', () => {
  const measurements = evaluateRegion('123456789012', reads, apiQuotas, settingsOf());

  expect(measurements.filter((one) => one.resource?.id === 'new')).toEqual([]);
  expect(measurements.find((one) => one.quota === 'http-api-integrations')).toMatchObject({
    resource: { type: 'http-api', id: 'web' },
    usage: 5,
  });
});

test('its requests still spend the account’s rate', () => {
  expect(allRequests(reads)).toMatchObject({
    value: [{ dimensions: { ApiId: 'new' } }, { dimensions: { ApiId: 'web' } }],
  });
});
