import fc from 'fast-check';
import { parseSettings } from '../../../lambda/config/parse';

const knownIds = {
  quotas: ['http-api-integrations', 'lambda-concurrency', 'websocket-api-integrations'],
  observations: ['vpc-link-inactive', 'coverage'],
};
const parse = (text: string) => parseSettings(text, knownIds);

test('an empty file is every default', () => {
  expect(parse('')).toEqual({
    ok: true,
    settings: {
      thresholds: { default: { warning: { percent: 80 }, critical: { percent: 90 }, clear: null }, overrides: [] },
      limits: [],
      mutes: [],
      regions: { exclude: [] },
      scan: { everyMinutes: 15, controlPlaneShare: 0.3, apiKeys: false },
      alarms: { email: null, runbook: 'docs/runbook.md' },
      plans: { targetPercent: 70 },
      forecast: { warnDays: 14, warnDaysNotRaised: 60 },
      report: { timeZone: 'UTC' },
      organization: null,
      metrics: { minUtilizationPercent: 50, maxSeries: 12 },
      slack: { channel: null, reactions: false, routes: [] },
    },
  });
});

test('a file with every key', () => {
  const parsed = parse(`
thresholds:
  default: { warning: 80%, critical: 90%, clear: 72.5% }
  overrides:
    - match: { quota: http-api-integrations }
      warning: 250
limits:
  - match: { quota: websocket-api-integrations, region: eu-west-1, resource: a1b2c3 }
    value: 500
mutes:
  - match: { quota: lambda-concurrency, region: us-west-2 }
    until: 2026-12-31
    reason: load test
regions: { exclude: [me-south-1] }
scan: { every: 1 hour, controlPlaneShare: 30% }
alarms: { email: platform@example.com, runbook: 'https://example.com/docs/runbook.md' }
metrics: { minUtilization: 50%, maxSeries: 12 }
slack:
  channel: C0123456789
  reactions: true
  routes: [ { match: { region: eu-west-1 }, channel: C0987654321, mention: "@here" } ]
`);

  expect(parsed).toMatchObject({
    ok: true,
    settings: {
      thresholds: {
        default: { clear: { percent: 72.5 } },
        overrides: [{ match: { quota: 'http-api-integrations' }, warning: { absolute: 250 } }],
      },
      limits: [{ match: { resource: 'a1b2c3' }, value: 500 }],
      mutes: [{ until: '2026-12-31', reason: 'load test' }],
      regions: { exclude: ['me-south-1'] },
      scan: { everyMinutes: 60, controlPlaneShare: 0.3 },
      alarms: { email: 'platform@example.com', runbook: 'https://example.com/docs/runbook.md' },
      slack: { channel: 'C0123456789', reactions: true, routes: [{ channel: 'C0987654321', mention: '@here' }] },
    },
  });
});

test('sections whose lines are all commented out are empty', () => {
  expect(parse('thresholds:\nregions:\n  exclude:\nlimits:\n')).toEqual(parse(''));
});

test('a quota that only Service Quotas knows may be named', () => {
  expect(parse('limits: [{ match: { quota: sq-lambda-L-2ACBD22F }, value: 5 }]').ok).toBe(true);
});

test.each([
  ['thresholds: [', 'line 1, column 14: '],
  ['scan: {}\nregions: {}\nscan: {}', 'line 3, column 1: scan stands there twice, expected once'],
  ['*anchor', 'Unresolved alias'],
  ['- 1', 'the file: found a list, expected keys among thresholds,'],
  [
    'treshold: 1',
    'treshold: found an unknown key, expected one of thresholds, limits, mutes, regions, scan, alarms, plans, forecast, report, organization, metrics, slack (did you mean thresholds?)',
  ],
  [
    'thresholds: { default: { warning: 80 percent } }',
    'thresholds.default.warning: found "80 percent", expected a percentage such as 80%; a number works in an override that names a quota',
  ],
  [
    'thresholds: { default: { warning: 0% } }',
    'thresholds.default.warning: found "0%", expected a percentage such as 80%',
  ],
  [
    'thresholds: { default: { warning: 101% } }',
    'thresholds.default.warning: found "101%", expected a percentage such as 80%',
  ],
  [
    'thresholds: { default: { warning: 95% } }',
    'line 1, thresholds.default: found a group of keys, expected warning (95%) below critical (90%)',
  ],
  [
    'thresholds: { overrides: [{ match: {}, warning: 1 }] }',
    'thresholds.overrides.0.match: found a group of keys, expected at least one of quota, account, unit, tag, region, resource',
  ],
  [
    'thresholds: { overrides: [{ match: { quota: http-api-integration }, warning: 1 }] }',
    'thresholds.overrides.0.match.quota: found "http-api-integration", expected the id of a quota (did you mean http-api-integrations?)',
  ],
  [
    'thresholds: { overrides: [{ match: { region: eu-west-1 } }] }',
    'thresholds.overrides.0: found a group of keys, expected at least one of warning, critical, clear',
  ],
  [
    'thresholds: { default: { warning: 80 } }',
    'thresholds.default.warning: found 80, expected a percentage such as 80%',
  ],
  ['thresholds:\n  default:\n    warning: 80\n', 'line 3, thresholds.default.warning: found 80'],
  [
    'thresholds: { overrides: [{ match: { region: eu-west-1 }, warning: 5 }] }',
    'expected match.quota beside a number: a number suits one quota only',
  ],
  ['limits: [{ match: { region: eu-west-1 }, value: 900 }]', 'expected quota beside it: a number suits one quota only'],
  ['limits: { value: 3 }', 'limits: found a group of keys, expected a list'],
  [
    'limits: [{ match: { account: 123456789012 }, value: 3 }]',
    'limits.0.match.account: found 123456789012, expected an account id of 12 digits, in quotes',
  ],
  [
    'limits: [{ match: { quota: lambda-concurrency }, value: many }]',
    'limits.0.value: found "many", expected a number above 0',
  ],
  [
    'limits: [{ match: { quota: lambda-concurrency }, value: -1 }]',
    'limits.0.value: found -1, expected a number above 0',
  ],
  [
    'regions: { exclude: [Ireland] }',
    'regions.exclude.0: found "Ireland", expected the name of a Region, such as eu-west-1',
  ],
  ['regions: { exclude: me-south-1 }', 'regions.exclude: found "me-south-1", expected a list'],
  ['scan: { every: 15 }', 'scan.every: found 15, expected a time such as 15 minutes or 1 hour'],
  [
    'scan: { every: 5 minutes }',
    'scan.every: found "5 minutes", expected at least 10 minutes, since one scan may take five',
  ],
  ['alarms: { email: platform }', 'alarms.email: found "platform", expected an e-mail address'],
  ['alarms: { runbook: http://example.com }', 'alarms.runbook: found "http://example.com", expected the https address'],
  [
    'scan: { controlPlaneShare: 0.3 }',
    'scan.controlPlaneShare: found 0.3, expected a percentage from 1% to 100%, such as 30%',
  ],
  ['forecast: { warning: 14 }', 'forecast.warning: found 14, expected a number of days from 1 to 90, such as 14 days'],
  [
    'forecast: { whereNotRaised: 91 days }',
    'forecast.whereNotRaised: found "91 days", expected a number of days from 1 to 90, such as 14 days',
  ],
  [
    'report: { timeZone: Vienna }',
    'report.timeZone: found "Vienna", expected a time zone such as Europe/Vienna or UTC',
  ],
  ['report: { timeZone: "+02:00" }', 'report.timeZone: found "+02:00", expected a time zone'],
  ['metrics: { maxSeries: 1.5 }', 'metrics.maxSeries: found 1.5, expected a whole number from 0 to 5000'],
  ['metrics: { maxSeries: 9999 }', 'metrics.maxSeries: found 9999, expected a whole number from 0 to 5000'],
  [
    'slack: { channel: "#alerts" }',
    'slack.channel: found "#alerts", expected a Slack channel id such as C0123456789 (not its name)',
  ],
  ['slack: { reactions: yes please }', 'slack.reactions: found "yes please", expected true or false'],
  [
    'slack: { routes: [{ match: { resource: a1b2c3 }, channel: C0987654321 }] }',
    'slack.routes.0.match.resource: found an unknown key, expected one of quota, observation, account, unit, tag, region',
  ],
  [
    'slack: { routes: [{ match: {}, channel: C0987654321 }] }',
    'slack.routes.0.match: found a group of keys, expected at least one of quota, observation, account, unit, tag, region',
  ],
  [
    'mutes: [{ match: { region: eu-west-1 }, reason: x }]',
    'mutes.0.until: found nothing, expected a date such as 2026-12-31',
  ],
  [
    'mutes: [{ match: { region: eu-west-1 }, until: 2026-13-01, reason: x }]',
    'mutes.0.until: found "2026-13-01", expected a date',
  ],
])('%s is refused with the path, what was found and what was expected', (text, expected) => {
  const parsed = parse(text);

  expect(parsed.ok ? 'accepted' : parsed.error).toContain(expected);
});

test('a route for one resource is refused in one sentence: what is told together has one route', () => {
  const parsed = parse('slack: { routes: [{ match: { region: eu-west-1, resource: a1b2c3 }, channel: C0987654321 }] }');

  expect(parsed).toEqual({
    ok: false,
    error:
      'line 1, slack.routes.0.match.resource: found an unknown key, expected one of quota, observation, account, unit, tag, region',
  });
});

test('what stands under an unknown key is not repeated: it may be a secret', () => {
  const parsed = parse('slack: { token: xoxb-secret }');

  expect(parsed).toMatchObject({ ok: false, error: expect.not.stringContaining('xoxb') });
});

test('several mistakes are one error that counts the others', () => {
  expect(parse('a: 1\nlimits: 3')).toMatchObject({ ok: false, error: expect.stringContaining('(and 1 more)') });
});

test('any text whatever is either accepted or refused in one line, never thrown at', () => {
  const keys = fc.constantFrom('thresholds', 'limits', 'scan', 'match', '__proto__', 'constructor', 'x');
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.array(tie('any')),
      fc.dictionary(keys, tie('any')),
    ),
  })).any;
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        value.map((content) => JSON.stringify(content)),
      ),
      (text) => {
        const parsed = parse(text);
        expect(parsed.ok || !parsed.error.includes('\n')).toBe(true);
      },
    ),
  );
});

test('a mute may name an observation, and one that does not exist is an error with a hint', () => {
  const mute = (kind: string) =>
    parse(`mutes: [{ match: { observation: ${kind} }, until: 2026-12-31, reason: it stays idle }]`);

  expect(mute('vpc-link-inactive')).toMatchObject({
    ok: true,
    settings: { mutes: [{ match: { observation: 'vpc-link-inactive' } }] },
  });
  expect(mute('vpc-link-inactiv')).toMatchObject({
    ok: false,
    error: expect.stringMatching(/mutes\.0\.match\.observation: .*did you mean vpc-link-inactive\?/),
  });
});
