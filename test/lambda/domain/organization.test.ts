import {
  type AccountFacts,
  sessionName,
  settingsIn,
  unitPath,
  unknownAccount,
} from '../../../lambda/domain/organization';
import { parsedSettings } from '../../support/account';

const account: AccountFacts = {
  accountId: '111111111111',
  name: 'payments-prod',
  units: [
    { id: 'ou-ab12-aaaaaaaa', name: 'Production' },
    { id: 'ou-ab12-bbbbbbbb', name: 'Workloads' },
    { id: 'r-ab12', name: 'Root' },
  ],
  tags: { team: 'payments', stage: 'prod' },
};

const settings = parsedSettings(`
thresholds:
  overrides:
    - { match: { unit: ou-ab12-bbbbbbbb, quota: http-api-routes }, warning: 200 }
    - { match: { unit: ou-ab12-cccccccc }, warning: 10% }
limits:
  - { match: { tag: { team: payments }, quota: http-api-routes }, value: 500 }
mutes:
  - { match: { tag: { team: payments, stage: test } }, until: 2026-12-31, reason: tests }
  - { match: { region: eu-west-1 }, until: 2026-12-31, reason: moving }
slack:
  channel: C0123456789
  routes:
    - { match: { unit: r-ab12, tag: { stage: prod } }, channel: C0987654321 }
`);

test('in an account only those lines hold whose unit is one of its own, and whose tags it has all', () => {
  const here = settingsIn(settings, account);

  expect(here.thresholds.overrides).toEqual([{ match: { quota: 'http-api-routes' }, warning: { absolute: 200 } }]);
  expect(here.limits).toEqual([{ match: { quota: 'http-api-routes' }, value: 500 }]);
  expect(here.mutes.map(({ reason }) => reason)).toEqual(['moving']);
  expect(here.slack.routes).toEqual([{ match: {}, channel: 'C0987654321', mention: null }]);
});

test('of an account of which nothing is known no line holds that names a unit or a tag', () => {
  const here = settingsIn(settings, unknownAccount('222222222222'));

  expect([here.thresholds.overrides, here.limits, here.slack.routes]).toEqual([[], [], []]);
  expect(here.mutes).toHaveLength(1);
});

test('a tag called like something of every object is a tag', () => {
  const odd = parsedSettings('mutes: [{ match: { tag: { constructor: x } }, until: 2026-12-31, reason: why }]');

  expect(settingsIn(odd, account).mutes).toEqual([]);
});

test('the units are said from the top down, without the root', () => {
  expect(unitPath(account)).toBe('Workloads/Production');
  expect(unitPath({ units: [{ id: 'r-ab12', name: 'Root' }] })).toBeNull();
});

test('a session is called after its round, in letters that STS takes', () => {
  expect(sessionName(new Date('2026-11-29T21:15:00Z'))).toBe('headroom-2026-11-29T21-15-00.000Z');
  expect(sessionName(new Date('2026-11-29T21:15:00Z'))).toMatch(/^[\w+=,.@-]{2,64}$/);
});
