import type { PastIncrease } from '../../../../lambda/domain/history';
import type { ReportIncrease } from '../../../../lambda/domain/report';
import { ACCOUNT, concurrency, history, integrations, reportOn, steady } from './histories';

const asked: PastIncrease = {
  id: '1',
  region: 'eu-west-1',
  service: 'lambda',
  code: 'L-B99A9384',
  resource: null,
  desired: 2000,
  status: 'PENDING',
  createdAt: '2026-10-05T08:00:00.000Z',
  updatedAt: '2026-10-05T08:00:00.000Z',
};

function increasesOf(...increases: PastIncrease[]): readonly ReportIncrease[] {
  const series = [
    { ...concurrency, peaks: steady('2026-10', 300, 2000) },
    { ...integrations, quota: 'rest-api-resources', region: 'eu-west-1', peaks: steady('2026-10', 300, 400) },
  ];
  const codes: Readonly<Record<string, readonly string[]>> = {
    'L-B99A9384': ['lambda-concurrency'],
    // Service Quotas has one code for both.
    'L-01C8A9E0': ['websocket-api-routes', 'rest-api-resources'],
  };
  return reportOn(
    [history('2026-10', series, { increases: Object.fromEntries(increases.map((one) => [one.id, one])) })],
    { quotasOfCode: (_, code) => codes[code] ?? [] },
  ).increases;
}

test('a request is told with the quota that it is for, or with its code', () => {
  const unknown = {
    ...asked,
    id: '2',
    service: 'apigateway',
    code: 'L-8A5B8E43',
    createdAt: '2026-10-04T08:00:00.000Z',
  };

  expect(increasesOf(asked, unknown)).toEqual([
    {
      accountId: ACCOUNT,
      region: 'eu-west-1',
      quota: 'L-8A5B8E43',
      title: 'quota sq-apigateway-L-8A5B8E43',
      resource: null,
      desired: 2000,
      outcome: 'pending',
      status: 'PENDING',
      createdAt: '2026-10-04T08:00:00.000Z',
      updatedAt: '2026-10-05T08:00:00.000Z',
    },
    {
      accountId: ACCOUNT,
      region: 'eu-west-1',
      quota: 'lambda-concurrency',
      title: 'Lambda concurrent executions',
      resource: null,
      desired: 2000,
      outcome: 'pending',
      status: 'PENDING',
      createdAt: '2026-10-05T08:00:00.000Z',
      updatedAt: '2026-10-05T08:00:00.000Z',
    },
  ]);
});

test.each([
  ['PENDING', 'pending'],
  ['CASE_OPENED', 'pending'],
  ['APPROVED', 'granted'],
  ['DENIED', 'refused'],
  ['NOT_APPROVED', 'refused'],
  ['INVALID_REQUEST', 'refused'],
  ['SOMETHING_NEW', 'pending'],
])('%s is %s', (status, outcome) => {
  expect(increasesOf({ ...asked, status })[0]?.outcome).toBe(outcome);
});

test.each<[string, Partial<PastIncrease>, string]>([
  ['the limit is as high as was asked for', {}, 'granted'],
  ['the limit is lower', { desired: 3000 }, 'closed'],
  ['that limit is another Region’s', { region: 'us-east-1' }, 'closed'],
  ['Headroom does not count the quota', { code: 'L-8A5B8E43' }, 'closed'],
  ['the resource has it', { service: 'apigateway', code: 'L-01C8A9E0', resource: 'a1b2c3', desired: 400 }, 'granted'],
  [
    'only another resource has it',
    { service: 'apigateway', code: 'L-01C8A9E0', resource: 'x', desired: 400 },
    'closed',
  ],
])('a case that was closed tells its end by the limit: %s', (_, more, outcome) => {
  expect(increasesOf({ ...asked, status: 'CASE_CLOSED', ...more })[0]?.outcome).toBe(outcome);
});

test.each<[string, Partial<PastIncrease>, number]>([
  ['asked for in it and decided after it', { updatedAt: '2026-11-02T00:00:00.000Z', status: 'APPROVED' }, 1],
  ['asked for before it and decided in it', { createdAt: '2026-09-05T00:00:00.000Z', status: 'APPROVED' }, 1],
  [
    'asked for before it and waiting',
    { createdAt: '2026-08-05T00:00:00.000Z', updatedAt: '2026-08-05T00:00:00.000Z' },
    1,
  ],
  [
    'over before it',
    { createdAt: '2026-08-05T00:00:00.000Z', updatedAt: '2026-09-30T23:59:59.999Z', status: 'DENIED' },
    0,
  ],
  ['asked for after it', { createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-01T00:00:00.000Z' }, 0],
])('of the month is what was %s: %#', (_, more, count) => {
  expect(increasesOf({ ...asked, ...more })).toHaveLength(count);
});

/** What the report of October has of it. @param before what September's last scan saw; `null` where there was none */
function outcomes(now: Partial<PastIncrease>, before: readonly PastIncrease[] | null): string[] {
  const byId = (all: readonly PastIncrease[]) => Object.fromEntries(all.map((one) => [one.id, one]));
  return reportOn([
    ...(before === null ? [] : [history('2026-09', [], { increases: byId(before) })]),
    history('2026-10', [], { increases: byId([{ ...asked, ...now }]) }),
  ]).increases.map(({ outcome }) => outcome);
}

const atTheEdge: Partial<PastIncrease> = {
  status: 'APPROVED',
  createdAt: '2026-09-20T08:00:00.000Z',
  updatedAt: '2026-09-30T20:00:00.000Z',
};
const waiting: PastIncrease = {
  ...asked,
  createdAt: '2026-09-20T08:00:00.000Z',
  updatedAt: '2026-09-20T08:00:00.000Z',
};

test('what was decided after the last scan of the month before is in this one’s report, since that one’s said nothing of it', () => {
  expect(outcomes(atTheEdge, [waiting])).toEqual(['granted']);
  expect(outcomes({ ...atTheEdge, status: 'DENIED' }, [{ ...waiting, status: 'CASE_OPENED' }])).toEqual(['refused']);
  expect(outcomes({ ...atTheEdge, createdAt: '2026-09-30T19:00:00.000Z' }, [])).toEqual(['granted']);
});

test('what the month before had decided, or what is older than Headroom here, is not told again', () => {
  expect(outcomes(atTheEdge, [{ ...asked, ...atTheEdge }])).toEqual([]);
  expect(outcomes(atTheEdge, null)).toEqual([]);
  expect(
    outcomes({ ...atTheEdge, createdAt: '2026-08-01T00:00:00.000Z', updatedAt: '2026-08-31T23:59:59.999Z' }, []),
  ).toEqual([]);
});
