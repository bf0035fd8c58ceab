import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { dashboardBody } from '../../dashboards/dashboard';
import { lint } from '../../dashboards/lint';
import { services } from '../../lambda/domain/quota';
import { parsedSettings } from '../support/account';
import { body, options, organizationSettings } from './demo';

const root = resolve(__dirname, '../..');
/** The runbook is held against its headings by a test of its own. */
const exists = (path: string) => path === 'docs/runbook.md' || existsSync(resolve(root, path));

const titles = body.widgets.map(({ properties }) => ('title' in properties ? properties.title : 'text'));

test('the dashboard has no findings, with and without an address of the runbook', () => {
  const linked = parsedSettings('alarms: { runbook: "https://example.com/runbook.md" }');

  expect(lint(body, { exists })).toEqual([]);
  expect(lint(dashboardBody({ ...options, settings: linked }), { exists })).toEqual([]);
});

test('from top to bottom: what this is, four numbers, what is fullest, a graph for each service, everything', () => {
  const places = body.widgets.map(({ y, height, type }) => [y, height, type]);

  expect(titles).toEqual([
    'text',
    "CloudWatch's own alarms",
    'Quotas past the critical threshold',
    'Quotas past the warning threshold',
    'Share of the quotas that could be read',
    'Minutes since the last scan',
    'Fullest in API Gateway',
    'Fullest in Lambda',
    'The 10 nearest to exhaustion, in percent, all Regions and accounts',
    'API Gateway: percent of each limit',
    'Lambda: percent of each limit',
    'Every measurement, the fullest first (without a resource: the whole Region)',
    'Worth a look, although nothing fills up',
    'What could not be measured, and why: unknown is not healthy',
  ]);
  expect(places).toEqual(places.toSorted(([a = 0], [b = 0]) => Number(a) - Number(b)));
  expect(services).toHaveLength(2);
});

test('periods follow the schedule', () => {
  const hourly = JSON.stringify(dashboardBody({ ...options, settings: parsedSettings('scan: { every: 1 hour }') }));

  expect(hourly).toContain(`'Maximum', 3600)`);
  expect(hourly).toContain('"start":"-PT180M"');
  expect(hourly).not.toContain('900');
});

test('the lines are at the thresholds of the settings', () => {
  const settings = parsedSettings('thresholds: { default: { warning: 60%, critical: 75% } }');
  const lines = dashboardBody({ ...options, settings }).widgets.flatMap(({ properties }) =>
    'annotations' in properties ? [properties.annotations?.horizontal.map(({ label, value }) => [label, value])] : [],
  );

  expect(lines).toContainEqual([
    ['Warning', 60],
    ['Critical', 75],
    ['Limit', 100],
  ]);
});

test('what may be a token of CDK is put together and never taken apart', () => {
  const tokens = {
    region: '${Token[AWS.Region.4]}',
    logGroup: '${Token[TOKEN.812]}',
    bucket: '${Token[TOKEN.77]}',
    alarms: ['${Token[TOKEN.9]}'],
    regions: ['${Token[TOKEN.5]}'],
    accounts: ['${Token[AWS.AccountId.3]}'],
  };
  const text = JSON.stringify(dashboardBody({ ...options, ...tokens }));

  expect(
    Object.values(tokens)
      .flat()
      .filter((token) => !text.includes(token)),
  ).toEqual([]);
});

test('series name their account only where there are several', () => {
  const many = JSON.stringify(dashboardBody({ ...options, accounts: ['111111111111', '222222222222'] }));

  expect(JSON.stringify(body)).not.toContain(`PROP('Dim.Account')`);
  expect(many).toContain(`PROP('Dim.Account')`);
});

describe('of an organization', () => {
  const whole = dashboardBody({ ...options, settings: organizationSettings });
  const asked = JSON.stringify(whole.widgets);

  test('the accounts to choose from are those that have a metric, and all of them at first', () => {
    expect(whole.variables[1]).toEqual({
      type: 'pattern',
      pattern: 'ACCOUNT',
      inputType: 'select',
      id: 'account',
      label: 'Account',
      defaultValue: 'ACCOUNT',
      visible: true,
      search: '{Headroom,Account,Region,Service,Quota,Resource} MetricName="Utilization"',
      populateFrom: 'Account',
    });
    expect(lint(whole, { exists })).toEqual([]);
  });

  test('a choice stands in each graph and each table, and all of them name the account', () => {
    const tables = whole.widgets.flatMap((one) => (one.type === 'log' ? [one.properties.query] : []));
    const graphs = asked.match(/SEARCH\([^)]*/g) ?? [];

    expect(graphs).toHaveLength(2);
    expect(tables).toHaveLength(3);
    for (const query of [...graphs, ...tables]) expect(query).toContain('ACCOUNT');
    for (const query of tables) expect(query).toContain('accountId as Account');
    expect(asked.match(/PROP\('Dim.Account'\)/g)).toHaveLength(2);
    expect(asked).toContain('GROUP BY \\"Quota\\", \\"Resource\\", \\"Region\\", \\"Account\\"');
  });

  test('what is scanned once a day stays in its table for a day', () => {
    const day = 24 * 60 * 60_000;

    expect(asked.match(/now\(\) \* 1000 - \d+/g)?.map((text) => Number(text.split(' - ')[1]) > day)).toEqual([
      false,
      true,
      true,
    ]);
  });
});
