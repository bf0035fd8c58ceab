import fc from 'fast-check';
import type { Report, ReportRow } from '../../../lambda/domain/report';
import { reportCsv } from '../../../lambda/reporting/csv';
import { bareReport, hostileNames, sampleReport } from '../../support/report';
import { parseCsv } from '../../support/csv';

/** A line by the names above it; what is empty is left out. */
function recordsOf(report: Report): Record<string, string>[] {
  const [head = [], ...rows] = parseCsv(reportCsv(report));
  return rows.map((row) =>
    Object.fromEntries(head.map((name, index) => [name, row[index] ?? '']).filter(([, cell]) => cell !== '')),
  );
}

test('its columns are stable, since other programs read them', () => {
  const [head, ...rows] = parseCsv(reportCsv(bareReport));

  expect(head?.join(' ')).toBe(
    [
      'month account account_name region quota quota_name resource_type resource_id resource_name can_be_raised severity',
      'peak_usage peak_limit peak_percent peak_at before_usage before_limit before_percent before_at points',
      'last_usage last_limit last_percent last_at limit_from limit_to days first_day last_day',
      'forecast forecast_day forecast_earliest forecast_latest forecast_reason forecast_points growth_per_day',
    ].join(' '),
  );
  expect(rows).toEqual([]);
});

test('a row has its numbers plain and its days as ISO 8601 writes them', () => {
  const records = recordsOf(sampleReport);

  expect(records).toHaveLength(sampleReport.rows.length);
  expect(records[0]).toEqual({
    month: '2026-10',
    account: '111122223333',
    account_name: 'prod-edge',
    region: 'us-east-1',
    quota: 'http-api-integrations',
    quota_name: 'Integrations per HTTP API',
    resource_type: 'http-api',
    resource_id: 'a1b2c3d4e5',
    resource_name: 'content-prod',
    can_be_raised: 'no',
    severity: 'critical',
    peak_usage: '294',
    peak_limit: '300',
    peak_percent: '98',
    peak_at: '2026-10-30T09:15:00.000Z',
    before_usage: '281',
    before_limit: '300',
    before_percent: '93.7',
    before_at: '2026-09-29T14:00:00.000Z',
    points: '4.3',
    last_usage: '294',
    last_limit: '300',
    last_percent: '98',
    last_at: '2026-10-31T22:45:00.000Z',
    days: '31',
    first_day: '2026-10-01',
    last_day: '2026-10-31',
    forecast: 'fills-up',
    forecast_day: '2026-11-15',
    forecast_earliest: '2026-11-11',
    forecast_latest: '2026-11-24',
    forecast_points: '28',
    growth_per_day: '0.42',
  });
});

test('what is new, not measured to the end, raised, or without a limit is told apart', () => {
  const byQuota = new Map(recordsOf(sampleReport).map((record) => [record['quota'], record]));

  expect(byQuota.get('rest-api-resources')).not.toHaveProperty('before_usage');
  expect(byQuota.get('websocket-api-integrations')).toMatchObject({ forecast: 'not-measured', last_day: '2026-10-14' });
  expect(byQuota.get('lambda-concurrency')).toMatchObject({
    limit_from: '1000',
    limit_to: '1500',
    forecast: 'none',
    forecast_reason: 'limit-changed',
    forecast_points: '12',
  });
  expect(byQuota.get('lambda-storage')).not.toHaveProperty('forecast_latest');
  expect(byQuota.get('edge-apis')).toMatchObject({ peak_usage: '0', peak_limit: '0' });
  expect(byQuota.get('edge-apis')).not.toHaveProperty('peak_percent');
  expect(byQuota.get('api-gateway-throttle-rate')).toMatchObject({ points: '-4.8' });
});

test('two accounts of one name stay two, and one without a name has none', () => {
  const [first, second] = sampleReport.accounts;
  if (!first || !second) throw new Error('the sample has two accounts');
  const accounts = [first, { ...second, name: first.name }];
  const places = recordsOf({ ...sampleReport, accounts }).map((one) => `${one['account_name']} ${one['account']}`);

  expect(new Set(places)).toEqual(new Set(['prod-edge 111122223333', 'prod-edge 444455556666']));
  expect(recordsOf({ ...sampleReport, accounts: [] })[0]).not.toHaveProperty('account_name');
});

const renamed = (name: string): Report => {
  const rename = (row: ReportRow): ReportRow => ({ ...row, title: name, resource: { type: 'route', id: name, name } });
  return {
    ...sampleReport,
    accounts: sampleReport.accounts.map((one) => ({ ...one, name })),
    rows: sampleReport.rows.slice(0, 2).map(rename),
  };
};

test.each([hostileNames.formula, '=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
  'a name that a spreadsheet would compute is text: %j',
  (name) => {
    const [record] = recordsOf(renamed(name));

    expect(record?.['resource_name']).toMatch(/^['�]/);
    expect(record?.['account_name']).toMatch(/^['�]/);
  },
);

test('whatever is in a name, the file has its rows and columns, and no formula', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom('=', '+', '-', '@', '\t', '"', ',', '\r', '\n', ';', '\ud800'),
      fc.string({ minLength: 1, maxLength: 1 }),
    ),
  });
  fc.assert(
    fc.property(text, (name) => {
      const rows = parseCsv(reportCsv(renamed(name)));
      expect(rows.map(({ length }) => length)).toEqual([36, 36, 36]);
      expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell) && Number.isNaN(Number(cell)))).toEqual([]);
    }),
  );
});
