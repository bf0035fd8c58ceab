import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { noForecastReasons } from '../../../lambda/domain/forecast';
import type { Outlook } from '../../../lambda/domain/outlook';
import { resourceTypes } from '../../../lambda/domain/resources';
import { type AccountState, NO_OUTLOOKS, type RegionState } from '../../../lambda/domain/state';
import { severities } from '../../../lambda/domain/threshold';
import { loadState, saveState } from '../../../lambda/stores/state';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-state-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const count = fc.nat();
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
/** A name as a key; zod leaves `__proto__` out, and nothing of AWS but a function can be called that: it is read again. */
const key = text.filter((one) => one !== '__proto__');
const at = fc
  .date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2099-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const kept = <T>(value: fc.Arbitrary<T>) => fc.record({ value, at });
const listOf = <T>(value: fc.Arbitrary<T>) => kept(fc.array(value, { maxLength: 4 }));
const itemsOf = <T>(value: fc.Arbitrary<T>) => fc.dictionary(key, kept(value), { maxKeys: 4, noNullPrototype: true });
const numbers = fc.dictionary(key, count, { maxKeys: 3, noNullPrototype: true });
const texts = fc.dictionary(key, text, { maxKeys: 3, noNullPrototype: true });

const vpcLink = fc.record({ id: text, name: text, status: text, subnets: count });
const stage = fc.record({
  name: text,
  variables: count,
  tags: count,
  rate: fc.option(count),
  routes: fc.array(fc.record({ route: text, rate: count, detailedMetrics: fc.boolean() }), { maxLength: 2 }),
});
const metric = fc.record({
  namespace: text,
  name: text,
  dimensions: texts,
  statistic: fc.constantFrom('Sum' as const, 'Maximum' as const),
  perSecond: fc.boolean(),
});
const serviceQuota = fc.record({
  code: text,
  name: text,
  value: count,
  adjustable: fc.boolean(),
  resource: fc.option(text),
  metric: fc.option(metric),
});

const region: fc.Arbitrary<RegionState> = fc.record({
  lists: fc.record(
    {
      'rest-apis': listOf(
        fc.record({
          id: text,
          name: text,
          endpoint: fc.constantFrom('REGIONAL' as const, 'EDGE' as const, 'PRIVATE' as const, null),
        }),
      ),
      'http-and-websocket-apis': listOf(
        fc.record({ id: text, name: text, protocol: fc.constantFrom('HTTP' as const, 'WEBSOCKET' as const, null) }),
      ),
      'vpc-links-v1': listOf(vpcLink),
      'vpc-links-v2': listOf(vpcLink),
      'api-gateway-account': kept(fc.record({ rateLimit: count })),
      'domain-names': listOf(
        fc.record({
          id: text,
          name: text,
          private: fc.boolean(),
          regional: fc.boolean(),
          routingRules: fc.boolean(),
        }),
      ),
      'domain-name-access-associations': kept(count),
      'usage-plans': listOf(
        fc.record({
          id: text,
          name: text,
          rate: fc.option(count),
          stages: fc.array(fc.record({ apiId: text, stage: text, throttles: count }), { maxLength: 2 }),
        }),
      ),
      'client-certificates': kept(count),
      'api-keys': kept(count),
      'lambda-account': kept(
        fc.record({
          concurrency: count,
          unreservedConcurrency: count,
          functionCount: count,
          storage: count,
          storageLimit: count,
        }),
      ),
      'lambda-functions': listOf(fc.record({ id: text, name: text })),
      'lambda-network-interfaces': kept(numbers),
      'api-gateway-applied-quotas': listOf(serviceQuota),
      'api-gateway-default-quotas': listOf(serviceQuota),
      'lambda-applied-quotas': listOf(serviceQuota),
      'lambda-default-quotas': listOf(serviceQuota),
      'increase-requests': listOf(
        fc.record({
          id: text,
          service: text,
          code: text,
          desired: count,
          status: text,
          resource: fc.option(text),
          createdAt: text,
          updatedAt: text,
        }),
      ),
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
  items: fc.record(
    {
      'rest-api-resources': itemsOf(count),
      'rest-api-stages': itemsOf(fc.array(stage, { maxLength: 2 })),
      'rest-api-authorizers': itemsOf(count),
      integrations: itemsOf(count),
      routes: itemsOf(count),
      stages: itemsOf(fc.array(stage, { maxLength: 2 })),
      authorizers: itemsOf(count),
      'api-mappings': itemsOf(count),
      'routing-rules': itemsOf(count),
      'function-concurrency': itemsOf(fc.option(count)),
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
  peaks: fc.dictionary(
    key,
    fc.record({ value: fc.option(fc.record({ value: count, minute: count })), at, until: count }),
    { maxKeys: 3, noNullPrototype: true },
  ),
  failed: fc.dictionary(
    key,
    fc.record({ kind: fc.constantFrom('denied' as const, 'failed' as const), reason: text, at }),
    { maxKeys: 3, noNullPrototype: true },
  ),
  hot: fc.array(text, { maxLength: 3 }),
  cooling: fc.array(text, { maxLength: 3 }),
  seen: numbers,
  lastSeen: fc.array(
    fc.record({
      quota: text,
      resource: fc.option(fc.record({ type: fc.constantFrom(...resourceTypes), id: text, name: text })),
      percent: count,
      severity: fc.constantFrom(...severities),
    }),
    { maxLength: 3 },
  ),
});
const words = fc.array(fc.oneof(text, fc.record({ code: text })), { maxLength: 3 });
const outlook: fc.Arbitrary<Outlook> = fc.record({
  day: text,
  isWarning: fc.boolean(),
  forecast: fc.oneof(
    fc.record({
      status: fc.constant('fills-up' as const),
      perDay: count,
      slowest: count,
      fastest: count,
      day: text,
      earliest: text,
      latest: fc.option(text),
      points: count,
    }),
    fc.record({
      status: fc.constant('none' as const),
      reason: fc.constantFrom(...noForecastReasons),
      points: count,
      perDay: fc.option(count),
    }),
  ),
});
const accountState: fc.Arbitrary<AccountState> = fc.record({
  schemaVersion: fc.constant(1 as const),
  accountId: fc.stringMatching(/^\d{12}$/),
  regions: fc.dictionary(key, region, { maxKeys: 3, noNullPrototype: true }),
  plans: fc.dictionary(
    key,
    fc.record({
      at: text,
      basis: text,
      key: text,
      summary: fc.array(words, { maxLength: 2 }),
      steps: fc.array(words, { maxLength: 2 }),
      choices: fc.array(words, { maxLength: 2 }),
      more: count,
    }),
    { maxKeys: 2, noNullPrototype: true },
  ),
  outlooks: fc.record({
    day: fc.option(text),
    bySeries: fc.dictionary(key, outlook, { maxKeys: 2, noNullPrototype: true }),
  }),
  recordedThrough: fc.option(text),
});

test.each(['state.json', 'state.json.gz'])('any state survives in %s', async (name) => {
  const file = join(folder, name);
  await fc.assert(
    fc.asyncProperty(accountState, async (state) => {
      await saveState(file, state);

      expect(await loadState(file)).toEqual({ ok: true, state });
    }),
  );
});

test('saving leaves one file behind, compressed if it is called so', async () => {
  const own = await mkdtemp(join(folder, 'own-'));
  await saveState(join(own, 'a.json.gz'), {
    schemaVersion: 1,
    accountId: '123456789012',
    regions: {},
    plans: {},
    outlooks: NO_OUTLOOKS,
    recordedThrough: null,
  });

  expect(await readdir(own)).toEqual(['a.json.gz']);
  // The first bytes of gzip, RFC 1952.
  expect((await readFile(join(own, 'a.json.gz'))).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
});

test('without a file there is nothing remembered', async () => {
  expect(await loadState(join(folder, 'none.json'))).toEqual({ ok: true, state: undefined });
});

test('a file that cannot be read is not the same as none', async () => {
  expect(await loadState(folder)).toEqual({
    ok: false,
    problem: 'unreadable',
    error: expect.stringContaining('EISDIR'),
  });
});

const good = JSON.stringify({ schemaVersion: 1, accountId: '123456789012', regions: {}, plans: {} });
const compressed = gzipSync(good);

test.each<[string, string, string | Buffer, RegExp]>([
  ['another version', 'v2.json', '{"schemaVersion":2}', /found schemaVersion 2, expected schemaVersion 1/],
  ['a version that is no number', 'text.json', '{"schemaVersion":"1\\n2"}', /found schemaVersion "1\\n2"/],
  ['no version', 'other.json', '{"name":"aws-headroom"}', /found schemaVersion undefined/],
  ['a list', 'list.json', '[]', /found schemaVersion undefined/],
  ['nothing', 'null.json', 'null', /found schemaVersion undefined/],
  ['a part missing', 'part.json', '{"schemaVersion":1,"regions":{}}', /parts missing or wrong/],
  [
    'a wrong part',
    'wrong.json',
    good.replace('{}', '{"eu-west-1":{"lists":{"rest-apis":3}}}'),
    /parts missing or wrong/,
  ],
  ['half a file', 'half.json', good.slice(0, -5), /not JSON/],
  ['an empty file', 'empty.json', '', /not JSON/],
  ['half a compressed file', 'half.json.gz', compressed.subarray(0, -9), /not JSON/],
  ['a file that is not compressed', 'plain.json.gz', good, /not JSON/],
  ['a file that is compressed', 'packed.json', compressed, /not JSON/],
])('%s is refused in one line and left as it is', async (_, name, content, reason) => {
  const file = join(folder, name);
  await writeFile(file, content);

  const loaded = await loadState(file);

  const problem = name === 'v2.json' ? 'version' : 'damaged';
  expect(loaded).toEqual({ ok: false, problem, error: expect.stringMatching(reason) });
  expect(loaded).toEqual({ ok: false, problem, error: expect.stringMatching(/^[^\n]+$/) });
  expect(await readFile(file)).toEqual(Buffer.from(content));
});

test('a file that is cut off anywhere is refused, never half read', async () => {
  const file = join(folder, 'cut.json');
  await fc.assert(
    fc.asyncProperty(
      accountState,
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      async (state, part) => {
        const whole = JSON.stringify(state);
        await writeFile(file, whole.slice(0, Math.floor(whole.length * part)));

        expect(await loadState(file)).toMatchObject({ ok: false });
      },
    ),
  );
});

test('open requests of a release that kept less of them are read anew, and nothing else is lost', async () => {
  const file = join(folder, 'before.json');
  const request = { service: 'lambda', code: 'L-B99A9384', desired: 2000, status: 'PENDING', resource: null };
  const lists = { 'increase-requests': { value: [request], at: '2026-11-20T12:00:00.000Z' } };
  const one = { lists, items: {}, peaks: {}, failed: {}, hot: ['lambda-concurrency'] };
  await writeFile(file, JSON.stringify({ schemaVersion: 1, accountId: '123456789012', regions: { 'eu-west-1': one } }));

  expect(await loadState(file)).toMatchObject({
    ok: true,
    state: { regions: { 'eu-west-1': { lists: {}, hot: ['lambda-concurrency'] } } },
  });
});
