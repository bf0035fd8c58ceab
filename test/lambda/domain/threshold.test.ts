import { type Level, severityOf, type Thresholds, thresholdsFor } from '../../../lambda/domain/threshold';

const percent = (value: number): Level => ({ percent: value });
const absolute = (value: number): Level => ({ absolute: value });
const usual: Thresholds = { warning: percent(80), critical: percent(90), clear: null };
const subject = { quota: 'http-api-integrations', accountId: '123456789012', region: 'eu-west-1', resource: null };

test.each([
  [239, 300, 'ok'],
  [240, 300, 'warning'],
  [269, 300, 'warning'],
  [270, 300, 'critical'],
  [301, 300, 'critical'],
  [0, 300, 'ok'],
])('%d of %d is %s by percentages', (usage, limit, severity) => {
  expect(severityOf(usage, limit, usual)).toBe(severity);
});

test.each([
  [249, 'ok'],
  [250, 'warning'],
  [270, 'critical'],
])('a warning at the absolute usage 250 on 300 integrations: %d is %s', (usage, severity) => {
  expect(severityOf(usage, 300, { ...usual, warning: absolute(250) })).toBe(severity);
});

test('a limit of 0 is exhausted as soon as anything is in use', () => {
  expect(severityOf(1, 0, usual)).toBe('critical');
  expect(severityOf(0, 0, usual)).toBe('ok');
});

test('without a limit only absolute levels can be reached', () => {
  expect(severityOf(1_000_000, null, usual)).toBe('ok');
  expect(severityOf(250, null, { ...usual, warning: absolute(250) })).toBe('warning');
});

test('of several overrides the last wins, key by key', () => {
  const overrides = [
    { match: { quota: 'http-api-integrations' }, warning: absolute(250), critical: absolute(290) },
    { match: { region: 'eu-west-1' }, warning: percent(60) },
    { match: { region: 'us-east-1' }, warning: percent(10) },
  ];

  expect(thresholdsFor(subject, usual, overrides)).toEqual({
    warning: percent(60),
    critical: absolute(290),
    clear: null,
  });
});
