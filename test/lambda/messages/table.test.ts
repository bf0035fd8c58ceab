import fc from 'fast-check';
import type { Measured, Measurement } from '../../../lambda/domain/measurement';
import type { Snapshot } from '../../../lambda/domain/snapshot';
import { renderSnapshot, type TableOptions } from '../../../lambda/messages/table';

const measured: Measured = {
  status: 'measured',
  quota: 'http-api-integrations',
  accountId: '123456789012',
  region: 'us-east-1',
  resource: { type: 'http-api', id: 'a1b2c3d4e5', name: 'orders-prod' },
  usage: 287,
  limit: 300,
  limitSource: 'catalogue',
  utilization: 95.7,
  severity: 'critical',
  adjustable: 'no',
  increaseRequest: null,
  notes: [],
  measuredAt: '2026-11-20T12:00:00.000Z',
};
const snapshot: Snapshot = {
  schemaVersion: 1,
  accountId: '123456789012',
  startedAt: '2026-11-20T12:00:00.000Z',
  finishedAt: '2026-11-20T12:00:03.400Z',
  regions: [{ region: 'us-east-1', status: 'scanned' }],
  measurements: [measured],
  observations: [],
  calls: { total: 1234, throttled: 2, byOperation: {} },
};
const options: TableOptions = { width: 80, colour: false, nameOf: () => 'Integrations per HTTP API' };
const render = (measurements: readonly Measurement[], more: Partial<TableOptions> = {}) =>
  renderSnapshot({ ...snapshot, measurements }, { ...options, ...more });

test('a row says how severe, how full, where, what, and that it cannot be raised', () => {
  expect(render([measured])).toBe(
    [
      'SEVERITY      %          USED/LIMIT REGION    QUOTA',
      'critical   95.7 ███████▋    287/300 us-east-1 Integrations per HTTP API',
      '                                              orders-prod (a1b2c3d4e5)',
      '                                              cannot be raised',
      '',
      'Account 123456789012, 1 Region: 1 read.',
      '1 measurement: 1 critical, 0 warning, 0 ok; 0 not measured.',
      '1,234 calls, 2 throttled, 3.4 s.',
      '',
    ].join('\n'),
  );
});

test('what fills up says about when', () => {
  const growth = { perDay: 1.5, slowest: 1.4, fastest: 1.6, earliest: '2026-12-06', latest: '2026-12-10', points: 40 };
  const forecast = { status: 'fills-up', day: '2026-12-08', ...growth } as const;

  expect(render([{ ...measured, forecast: { day: '2026-11-20', forecast, isWarning: true } }])).toContain(
    'cannot be raised\n                                              full about 8 Dec 2026',
  );
});

test('the nearest to exhaustion comes first, also past 100 %, and a limit of 0 that is in use before all', () => {
  const rows = render([
    { ...measured, region: 'eu-west-1', utilization: 20, severity: 'ok' },
    { ...measured, region: 'eu-west-2', utilization: 120 },
    { ...measured, region: 'eu-west-3', limit: 0, utilization: null },
    { ...measured, region: 'eu-north-1', utilization: 95.7 },
  ]);

  expect([...rows.matchAll(/eu-\w+-\d/g)].map(([region]) => region)).toEqual([
    'eu-west-3',
    'eu-west-2',
    'eu-north-1',
    'eu-west-1',
  ]);
});

test('what is over a threshold is never cut, what is cut is said, and so is what is not in use', () => {
  const many = Array.from({ length: 60 }, (_, index) => ({ ...measured, region: `us-east-${index + 10}` }));
  const quiet: Measured = { ...measured, region: 'eu-west-1', utilization: 10, severity: 'ok' };
  const unused: Measured = { ...quiet, usage: 0, utilization: 0 };

  const text = render([...many, quiet, quiet, unused]);

  expect(text.match(/critical {3}95\.7/g)).toHaveLength(60);
  expect(text).toContain('Not shown: 2 counts less full, 1 with nothing in use (--json has them all).');
});

test('what is not known is said with its reason, Region by Region, and counts that wait are told apart', () => {
  const text = renderSnapshot(
    {
      ...snapshot,
      regions: [
        { region: 'me-south-1', status: 'denied', reason: 'AccessDeniedException on apigateway:GetRestApis' },
        { region: 'sa-east-1', status: 'partial', reason: 'no answer on lambda:GetAccountSettings' },
      ],
      measurements: [
        {
          ...measured,
          status: 'unmeasured',
          cause: 'failed',
          region: 'sa-east-1',
          resource: null,
          reason: 'no answer',
        },
        { ...measured, status: 'waiting', region: 'sa-east-1', reason: 'time' },
      ],
    },
    options,
  );

  expect(text).toContain('me-south-1: denied, AccessDeniedException on apigateway:GetRestApis');
  expect(text).toContain('sa-east-1: read in part, no answer on lambda:GetAccountSettings');
  expect(text).toContain('unknown there: Integrations per HTTP API');
  expect(text).toContain("1 count not reached within the scan's time and call budget");
  expect(text).toContain('0 measurements: 0 critical, 0 warning, 0 ok; 2 not measured.');
  expect(text).toContain('Nothing could be measured.');
});

test('what somebody decided not to read is said once, and is not counted as missing', () => {
  const unread: Measurement = {
    status: 'unmeasured',
    cause: 'declined',
    quota: 'api-keys',
    accountId: '123456789012',
    region: 'us-east-1',
    resource: null,
    reason: 'by choice: opt in',
  };

  const text = render([measured, unread, { ...unread, region: 'eu-west-1' }]);

  expect(text).toContain('Integrations per HTTP API, by choice: opt in (2 times)');
  expect(text).toContain('0 not measured.');
});

test('observations are sentences with their Region and resource, wrapped at the width', () => {
  const resource = { type: 'vpc-link', id: 'a1b2c3', name: 'trial' } as const;
  const text = renderSnapshot(
    {
      ...snapshot,
      observations: [
        { kind: 'vpc-link-inactive', region: 'us-east-1', resource, severity: 'warning', text: 'word '.repeat(30) },
      ],
    },
    options,
  );

  expect(text).toContain('Worth a look:\n  us-east-1 trial (a1b2c3): word word');
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('colour is only added, never needed', () => {
  const plain = render([measured]);
  const coloured = render([measured], { colour: true });

  expect(coloured).not.toBe(plain);
  // oxlint-disable-next-line no-control-regex -- that is what a colour is
  expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain);
});

test('whatever an API is called, it cannot reach the terminal or break the table', () => {
  const name = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '\u001b[2J\u001b[31mgone',
      'a\r\nb',
      '\u202egnp.exe',
      '👩‍👩‍👧‍👦'.repeat(40),
      '\u0007',
      'x'.repeat(10_000),
      '',
    ),
  );
  fc.assert(
    fc.property(name, fc.integer({ min: 60, max: 200 }), (text, width) => {
      const lines = render([{ ...measured, resource: { type: 'http-api', id: 'a1', name: text } }], { width }).split(
        '\n',
      );
      expect(lines.filter((line) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(line))).toEqual([]);
      expect(lines.length).toBeLessThan(16);
    }),
  );
});

test('on 80 columns no line is longer than 80', () => {
  const text = render([
    measured,
    {
      ...measured,
      region: 'ap-northeast-1',
      resource: { type: 'http-api', id: 'a1b2c3d4e5', name: 'a-rather-long-name-for-an-api-that-somebody-gave-it' },
    },
  ]);

  expect(text.split('\n').filter((line) => Array.from(line).length > 80)).toEqual([]);
});
