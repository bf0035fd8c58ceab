/** What a message says of a quota and of an observation: short, plain, and nothing that AWS does not offer. */
import type { MonitoredQuota } from '../../../lambda/domain/quota';
import { regionReads } from '../../../lambda/domain/region-reads';
import type { ServiceQuota } from '../../../lambda/domain/resources';
import { catalogue, conditions, discoverQuotas, isOwnSetting } from '../../../lambda/quotas';

const BREAKS_LENGTH = 110;
const STEP_LENGTH = 150;
const TITLE_LENGTH = 60;

const CODE = /`[^`]+`/g;
/** What Slack would take for formatting, a link or an entity. */
const MARKUP = /[<>&]|https?:|\[.*\]\(/;
const FORMATTING = /[*_~`]/;
const SENTENCE = /^[A-Z].*[^.]\.$/;
/** Without the full stop. */
const PHRASE = /^[A-Z].*[^.]$/;
/** A raise that is asked for, not one that is denied. */
const RAISE = /\b(increas|rais)(e|es|ed|ing)\b/i;
const DENIAL = /\b(does not|cannot be) raised?\b/gi;

const advised = catalogue.map((quota) => [quota.id, quota] as const);
const told = conditions.map((condition) => [condition.kind, condition] as const);
const asksForMore = (text: string): boolean => RAISE.test(text.replaceAll(DENIAL, ''));

/** What is wrong with it: all of it, so that a failing test says it at once. */
function faultsOfText(text: string, most: number, shape: RegExp): string[] {
  return [
    ...(text.length > most ? [`${text.length} characters, at most ${most}: ${text}`] : []),
    ...(shape.test(text) ? [] : [`is not ${shape.source}: ${text}`]),
    ...(MARKUP.test(text) || FORMATTING.test(text.replaceAll(CODE, '')) ? [`markup: ${text}`] : []),
    ...(text === text.replaceAll(/\s+/g, ' ').trim() ? [] : [`spaces: ${text}`]),
  ];
}

const faultsOfSteps = (steps: readonly string[]): string[] => [
  ...steps.flatMap((step) => faultsOfText(step, STEP_LENGTH, SENTENCE)),
  ...steps.filter((step, index) => steps.indexOf(step) !== index).map((step) => `twice: ${step}`),
];

const faultsOfAdvice = ({ breaks, remedy }: MonitoredQuota): string[] => [
  ...faultsOfText(breaks, BREAKS_LENGTH, PHRASE),
  ...faultsOfSteps(remedy),
];

test('the rules find what breaks them', () => {
  const bad = 'now <@U1> & *more*  and `code.';

  expect(faultsOfText(bad, 10, SENTENCE)).toHaveLength(4);
  expect(faultsOfText('No full stop here.', BREAKS_LENGTH, PHRASE)).toHaveLength(1);
  expect(faultsOfSteps(['Do it.', 'Do it.'])).toEqual(['twice: Do it.']);
  expect(['AWS does not raise it.', 'It cannot be raised.'].filter(asksForMore)).toEqual([]);
  expect(['AWS raises it.', 'Request an increase.', 'Raise it.'].filter(asksForMore)).toHaveLength(3);
});

test.each(advised)('%s has what breaks and three steps, each short and plain', (_, quota) => {
  expect(faultsOfAdvice(quota)).toEqual([]);
  expect(quota.remedy).toHaveLength(3);
});

const raisable = (adjustable: MonitoredQuota['adjustable']) =>
  catalogue
    .filter((quota) => quota.adjustable === adjustable && !isOwnSetting(quota.id))
    .map(({ id, remedy }) => ({ id, remedy }));

test.each(raisable('yes'))('$id: a step asks for the increase in Service Quotas', ({ remedy }) => {
  expect(remedy.filter((step) => step.includes('Service Quotas') && asksForMore(step))).toHaveLength(1);
});

test.each(raisable('support'))('$id: a step opens a case with AWS Support', ({ remedy }) => {
  expect(remedy.filter((step) => /^Open a case with AWS Support\b/.test(step) && asksForMore(step))).toHaveLength(1);
});

test.each(raisable('no'))('$id: no step asks for what AWS does not give, and one says so', ({ remedy }) => {
  expect(remedy.filter((step) => asksForMore(step) || /Request|AWS Support|Service Quotas/.test(step))).toEqual([]);
  expect(remedy.filter((step) => step.includes('AWS does not raise this quota'))).toHaveLength(1);
});

test.each(advised.filter(([id]) => isOwnSetting(id)))(
  '%s: who set the throttle raises it, not AWS, and it is said who is throttled',
  (_, { breaks, remedy }) => {
    expect(breaks).toMatch(/^Callers of this (stage|route or method) are throttled \(429\)/);
    expect(remedy.filter(asksForMore)).toHaveLength(1);
    expect(remedy.filter((step) => /Service Quotas|AWS Support/.test(step))).toEqual([]);
  },
);

test('nothing is said of one quota that is said of another', () => {
  const breaks = catalogue.map((quota) => quota.breaks);
  const remedies = catalogue.map(({ remedy }) => remedy.join(' '));

  expect(breaks).toEqual([...new Set(breaks)]);
  expect(remedies).toEqual([...new Set(remedies)]);
});

test('a direct integration is an integration too, and no remedy for their number', () => {
  const integrations = catalogue.filter(({ id }) => id.endsWith('-integrations'));

  expect(integrations.map(({ id }) => id)).toEqual(['http-api-integrations', 'websocket-api-integrations']);
  expect(integrations.flatMap(({ remedy }) => remedy.filter((step) => /direct/i.test(step)))).toEqual([]);
});

test.each(told)('%s has a title and one to three steps, each short and plain', (_, { title, remedy }) => {
  expect([...faultsOfText(title, TITLE_LENGTH, PHRASE), ...faultsOfSteps(remedy)]).toEqual([]);
  expect([1, 2, 3]).toContain(remedy.length);
});

test('no two observations have one title', () => {
  const titles = conditions.map(({ title }) => title);

  expect(titles).toEqual([...new Set(titles)]);
});

describe('a quota that only Service Quotas knows', () => {
  const at = '2026-11-20T12:00:00.000Z';
  const metric = {
    namespace: 'AWS/Usage',
    name: 'ResourceCount',
    dimensions: {},
    statistic: 'Maximum',
    perSecond: false,
  } as const;
  const row = (change: Partial<ServiceQuota>): ServiceQuota => ({
    code: 'L-00000001',
    name: 'Something new',
    value: 50,
    adjustable: true,
    resource: null,
    metric,
    ...change,
  });
  const read = <T>(value: T) => ({ status: 'read', value, at }) as const;

  function discovered(change: Partial<ServiceQuota>): MonitoredQuota {
    const lists = {
      'api-gateway-applied-quotas': read([]),
      'api-gateway-default-quotas': read([]),
      'lambda-applied-quotas': read([row(change)]),
      'lambda-default-quotas': read([]),
    };
    const [found] = discoverQuotas(regionReads('eu-west-1', at, lists, {}, new Map()), catalogue);
    if (!found) throw new Error('nothing was discovered');
    return found;
  }

  test('has advice of its service, its name and its metric', () => {
    const { breaks, remedy } = discovered({});

    expect(breaks).toBe('Lambda refuses what goes beyond "Something new" in this Region');
    expect(remedy).toEqual([
      'Look at `ResourceCount` of `AWS/Usage` in CloudWatch for when the usage grew.',
      'Delete or stop what counts towards it and is not needed.',
      'Request an increase of "Something new" in Service Quotas.',
    ]);
  });

  test('is not to be raised where Service Quotas does not', () => {
    const { remedy } = discovered({ adjustable: false });

    expect(remedy.filter(asksForMore)).toEqual([]);
    expect(remedy[2]).toContain('Service Quotas does not raise this quota');
  });

  test('is throttled if it is a rate', () => {
    expect(discovered({ metric: { ...metric, perSecond: true } }).breaks).toBe(
      'Lambda throttles what goes beyond "Something new" in this Region',
    );
  });

  test.each([
    ['long', { name: 'N'.repeat(300), metric: { ...metric, name: 'M'.repeat(255), namespace: 'S'.repeat(255) } }],
    ['full of markup', { name: '<!here> *R&D*  _a_ `b` "c"\n~d~', metric: { ...metric, name: '`a`<b>&_c_' } }],
  ])('may have a name that is %s', (_, change) => {
    const rate = { ...change, adjustable: false, metric: { ...change.metric, perSecond: true } };

    expect([discovered(change), discovered(rate)].flatMap(faultsOfAdvice)).toEqual([]);
  });

  test('keeps the name of its metric as it is', () => {
    expect(discovered({ metric: { ...metric, name: 'Resource_Count' } }).remedy[0]).toContain('`Resource_Count`');
  });
});
