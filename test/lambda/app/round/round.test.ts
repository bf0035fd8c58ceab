import { fingerprintOf } from '../../../../lambda/domain/fingerprint';
import { readIncidents } from '../../../../lambda/stores/incidents';
import { clock } from '../../../support/account';
import { ACCOUNT, HOME, runFor } from '../../../support/deployed';
import {
  apiWith,
  BANK,
  deployedOrganization,
  ELSEWHERE,
  MANAGEMENT,
  MEMBER,
  member,
  minutesPass,
  nextRound,
  openIn,
  ORGANIZATION,
  PROD,
  SHOP,
} from '../../../support/organization';

const CHANNEL = 'slack: { channel: C0123456789 }\n';
const FULL = ['http-api-integrations orders', 'http-api-routes orders'];
const byName = (a: string | null, b: string | null): number => (a ?? '').localeCompare(b ?? '');
/** Until an account that nobody has ever scanned is worth a word. */
const HOUR = 60;

test('one round reads every account with its own credentials, and tells CloudWatch of all of them once', async () => {
  const { round, sandbox, get } = await deployedOrganization([
    member(SHOP, 'shop', apiWith(290)),
    member(BANK, 'bank', apiWith(20)),
  ]);
  const ended = await round(await nextRound());

  expect(ended).toMatchObject({ accounts: 4, scanned: 4, inTrouble: 0, coverage: 100 });
  const published = sandbox.calls.filter(({ operation }) => operation === 'PutMetricData');
  expect(published.map(({ accountId }) => accountId)).toEqual([ACCOUNT]);
  expect(await get(`organization/accounts/${SHOP}.json.gz`)).toMatchObject({
    summary: { heat: 'hot', highest: { apigateway: 96.7 }, openIncidents: { critical: 2 } },
    trouble: null,
  });
  const asked = sandbox.calls.filter(({ operation }) => operation === 'GetApis').map(({ accountId }) => accountId);
  expect([...new Set(asked)].toSorted()).toEqual([SHOP, ACCOUNT, BANK, MANAGEMENT].toSorted());
});

test('an account that joins needs nothing but to be there: the next round watches it', async () => {
  const all = await deployedOrganization([member(SHOP, 'shop', apiWith(20))]);
  await all.round(await nextRound());
  all.sandbox.organization?.add(member(BANK, 'bank', apiWith(290)));
  const ended = await all.round(await nextRound());

  expect(ended).toMatchObject({ accounts: 4, inTrouble: 0 });
  expect(await openIn(all, BANK)).toEqual(FULL);
});

test('forty-five accounts are three pages of the list, and each is scanned once', async () => {
  const ids = Array.from({ length: 43 }, (_, index) => String(100_000_000_000 + index));
  const { begin, due, sandbox } = await deployedOrganization(ids.map((id) => member(id, `account ${id}`, {})));
  const begun = await begin(await nextRound());

  expect(begun).toMatchObject({ status: 'begun', accounts: 45, key: 'organization/due.json' });
  expect(new Set((await due()).map(({ accountId }) => accountId)).size).toBe(45);
  expect(sandbox.calls.filter(({ operation }) => operation === 'ListAccounts')).toHaveLength(3);
});

test('suspended and closed accounts, and those that are closing or not there yet, are left out', async () => {
  const states = ['SUSPENDED', 'CLOSED', 'PENDING_CLOSURE', 'PENDING_ACTIVATION'] as const;
  const others = states.map((state, index) => member(`33333333333${index}`, state, {}, { state }));
  const { begin, due } = await deployedOrganization([member(SHOP, 'shop', {}), ...others]);
  await begin(await nextRound());

  expect(new Set((await due()).map(({ name }) => name))).toEqual(new Set(['management', 'monitoring', 'shop']));
});

describe('an account', () => {
  test.each([
    ['without the role', null],
    [
      'whose role wants another external id',
      { ...MEMBER, trusts: { ...MEMBER.trusts, externalId: 'that of somebody else' } },
    ],
  ])('%s is told after an hour, holds up no other, and its end is told', async (_, role) => {
    const all = await deployedOrganization([
      member(SHOP, 'shop', apiWith(290)),
      member(BANK, 'bank', apiWith(20), { role }),
    ]);
    const first = await all.round(await nextRound());
    expect(first).toMatchObject({ scanned: 3, inTrouble: 1, coverage: 100 });
    expect(await openIn(all, SHOP)).toEqual(FULL);
    expect(await openIn(all, ORGANIZATION)).toEqual([]);

    await minutesPass(HOUR);
    const later = await all.round(await nextRound());
    expect(later.coverage).toBeLessThan(100);
    expect(await openIn(all, ORGANIZATION)).toEqual(['member-role-missing bank']);

    all.sandbox.organization?.setRole(BANK, MEMBER);
    expect(await all.round(await nextRound())).toMatchObject({ inTrouble: 0, coverage: 100 });
    // An end is believed when a second look sees it.
    await all.round(await nextRound());
    expect(await openIn(all, ORGANIZATION)).toEqual([]);
  });

  test('that loses its role keeps its incidents as they are: nobody can see that they ended', async () => {
    const all = await deployedOrganization([member(SHOP, 'shop', apiWith(290))]);
    await all.round(await nextRound());
    all.sandbox.organization?.setRole(SHOP, null);
    all.sandbox.organization?.change(SHOP, HOME, apiWith(3));
    await all.round(await nextRound());
    await all.round(await nextRound());

    expect(await openIn(all, SHOP)).toEqual(FULL);
    expect(await openIn(all, ORGANIZATION)).toEqual(['member-role-missing shop']);
  });

  test('that leaves during the round fails alone; when it is gone from the list its incidents end', async () => {
    const all = await deployedOrganization([member(SHOP, 'shop', apiWith(290)), member(BANK, 'bank', apiWith(290))]);
    await all.round(await nextRound());
    const at = await nextRound();
    await all.begin(at);
    all.sandbox.organization?.setState(SHOP, 'SUSPENDED');
    await all.scan(at);
    expect(await all.end(at)).toMatchObject({ scanned: 1, inTrouble: 1 });
    expect(await openIn(all, SHOP)).toEqual(FULL);

    expect(await all.round(await nextRound())).toMatchObject({ accounts: 3, inTrouble: 0 });
    await all.round(await nextRound());
    expect(await openIn(all, SHOP)).toEqual([]);
    expect(await openIn(all, BANK)).toEqual(FULL);
    expect(all.lines.filter(({ level }) => level === 'ERROR').map(({ message }) => message)).toEqual([
      'an account could not be scanned',
    ]);
  });

  test('that leaves is muted and routed to its end as it was: by its unit and its tags', async () => {
    const yaml = `slack:
  channel: C0123456789
  routes: [{ match: { unit: ${PROD} }, channel: C0987654321 }]
mutes: [{ match: { tag: { stage: test } }, until: 2027-12-31, reason: tests }]
`;
    const all = await deployedOrganization(
      [member(SHOP, 'shop', apiWith(290)), member(BANK, 'bank', apiWith(290), { tags: { stage: 'test' } })],
      { yaml },
    );
    await all.round(await nextRound());
    for (const account of [SHOP, BANK]) all.sandbox.organization?.setState(account, 'SUSPENDED');
    for (let round = 0; round < 2; round += 1) await all.round(await nextRound());

    expect(await openIn(all, SHOP)).toEqual([]);
    const events = all.sandbox.events.map(({ detail }) => [detail['accountId'], detail['transition']]);
    expect(events.filter(([account]) => account === BANK)).toEqual([]);
    const place = { accountId: SHOP, region: HOME, subject: { kind: 'quota', id: 'http-api-integrations' } } as const;
    const { incidents } = await readIncidents(all.parts.table, [fingerprintOf(place)]);
    expect([...incidents.values()].map(({ incident: { state, route } }) => [state, route?.channel])).toEqual([
      ['ok', 'C0987654321'],
    ]);
  });

  test('outside the units that are watched is not scanned and not missed, and one that moves out is let go', async () => {
    const all = await deployedOrganization(
      [member(SHOP, 'shop', apiWith(290)), member(BANK, 'bank', apiWith(290), { unit: ELSEWHERE, role: null })],
      { units: PROD },
    );
    const ended = await all.round(await nextRound());

    expect(ended).toMatchObject({ accounts: 2, scanned: 2, inTrouble: 0 });
    expect((await all.due()).map(({ name }) => name).toSorted(byName)).toEqual(['monitoring', 'shop']);
  });

  test('for which there was no time has what it had: nothing ends by not being looked at', async () => {
    const all = await deployedOrganization([member(SHOP, 'shop', {}, { role: null })]);
    await all.round(await nextRound());
    await minutesPass(HOUR);
    await all.round(await nextRound());
    const told = ['member-role-missing shop'];
    expect(await openIn(all, ORGANIZATION)).toEqual(told);
    for (let round = 0; round < 3; round += 1) {
      const at = await nextRound();
      await all.begin(at);
      await minutesPass(11);
      await all.scan(at);
      await all.end(at);
    }
    expect(await openIn(all, ORGANIZATION)).toEqual(told);
  });

  test('can be muted where the organization tells of it: by its id, its unit or a tag', async () => {
    const yaml = `mutes: [{ match: { observation: member-role-missing, tag: { stage: test } }, until: 2027-12-31, reason: sandboxes }]\n`;
    const all = await deployedOrganization(
      [member(SHOP, 'shop', {}, { role: null }), member(BANK, 'bank', {}, { role: null, tags: { stage: 'test' } })],
      { yaml },
    );
    await all.round(await nextRound());
    await minutesPass(HOUR);
    await all.round(await nextRound());

    expect(await openIn(all, ORGANIZATION)).toEqual(['member-role-missing shop']);
  });

  test('with a control policy that denies two Regions is watched in the others, and its coverage is whole', async () => {
    const { round, get } = await deployedOrganization([
      member(
        SHOP,
        'shop',
        {},
        {
          denies: { regions: ['us-east-1', 'us-west-2'] },
          account: {
            accountId: SHOP,
            regions: { [HOME]: apiWith(20), 'us-east-1': apiWith(290), 'us-west-2': {} },
          },
        },
      ),
    ]);
    const ended = await round(await nextRound());

    expect(ended).toMatchObject({ inTrouble: 0, coverage: 100 });
    expect(await get(`snapshots/${SHOP}.json.gz`)).toMatchObject({
      regions: [
        { region: HOME, status: 'scanned' },
        { region: 'us-east-1', status: 'denied' },
        { region: 'us-west-2', status: 'denied' },
      ],
    });
  });

  test('whose scan leaves nothing twice is told, and one such scan is an accident', async () => {
    const all = await deployedOrganization([member(SHOP, 'shop', apiWith(290)), member(BANK, 'bank', apiWith(290))]);
    await all.round(await nextRound());
    for (const told of [[], ['account-unread shop']]) {
      const at = await nextRound();
      await all.begin(at);
      await all.scan(
        at,
        (await all.due()).filter(({ accountId }) => accountId !== SHOP),
      );
      await all.end(at, 'States.ExceedToleratedFailureThreshold: 1 of 1 failed');
      expect(await openIn(all, ORGANIZATION)).toEqual(told);
    }
    expect(await openIn(all, SHOP)).toEqual(FULL);
  });
});

describe('when AWS Organizations cannot be asked', () => {
  const DENIED = { service: 'organizations', operation: 'ListAccounts', kind: 'denied' } as const;

  test('the last list holds, everybody in it is scanned, nobody has left, and it is told', async () => {
    const all = await deployedOrganization([member(SHOP, 'shop', apiWith(290))]);
    await all.round(await nextRound());
    all.sandbox.fault(DENIED);
    const ended = await all.round(await nextRound());

    expect(ended).toMatchObject({ accounts: 3, inTrouble: 0 });
    expect(await openIn(all, SHOP)).toEqual(FULL);
    expect(await openIn(all, ORGANIZATION)).toEqual(['organization-unread ']);

    all.sandbox.clearFaults();
    await all.round(await nextRound());
    await all.round(await nextRound());
    expect(await openIn(all, ORGANIZATION)).toEqual([]);
  });

  test('and never could, the account in which Headroom is gets watched all the same', async () => {
    const all = await deployedOrganization([member(SHOP, 'shop', {})]);
    all.sandbox.fault(DENIED);

    expect(await all.round(await nextRound())).toMatchObject({ accounts: 1, scanned: 1 });
    expect(await openIn(all, ORGANIZATION)).toEqual(['organization-unread ']);
  });
});

describe('a round', () => {
  test('that is started twice runs once, and a beginning that is tried again, because its answer was lost, goes on', async () => {
    const { begin } = await deployedOrganization([member(SHOP, 'shop', {})]);
    const at = await nextRound();
    expect(await begin(at)).toMatchObject({ status: 'begun' });
    expect(await begin(at, runFor(at))).toEqual({
      status: 'skipped',
      reason: expect.stringContaining('has begun already'),
    });
    expect(await begin(at)).toMatchObject({ status: 'begun' });

    const later = await nextRound();
    expect(await begin(later)).toMatchObject({ status: 'begun' });
    expect(await begin(at)).toMatchObject({ status: 'skipped' });
  });

  test('whose beginning has failed before it was its own does not end the one that another is in', async () => {
    const all = await deployedOrganization([member(SHOP, 'shop', apiWith(290))]);
    const at = await nextRound();
    await all.begin(at);
    const before = all.sandbox.calls.length;
    await minutesPass(1);

    expect(await all.end(clock.now(), 'the beginning has failed')).toMatchObject({ status: 'skipped' });
    expect(all.sandbox.calls.slice(before).map(({ operation }) => operation)).not.toContain('PutMetricData');
  });

  test('that has not ended keeps out the next one, until nobody can believe in it any more', async () => {
    const { begin } = await deployedOrganization([]);
    await begin(clock.now());
    await minutesPass(10);
    expect(await begin(clock.now())).toMatchObject({ status: 'skipped' });
    expect(await begin(await nextRound())).toMatchObject({ status: 'begun' });
  });

  test('wakes the notifier once, at its end', async () => {
    const all = await deployedOrganization([member(SHOP, 'shop', apiWith(290)), member(BANK, 'bank', apiWith(290))], {
      yaml: CHANNEL,
    });
    const nudges = () => all.sandbox.calls.filter(({ operation }) => operation === 'SendMessage');
    const at = await nextRound();
    await all.begin(at);
    await all.scan(at);
    expect(nudges()).toEqual([]);
    await all.end(at);
    expect(nudges()).toHaveLength(1);
  });

  test('of which nothing but the end is left still says that it is there, and wakes whoever waits', async () => {
    const all = await deployedOrganization([member(SHOP, 'shop', apiWith(290))], { yaml: CHANNEL });
    await all.round(await nextRound());
    const before = all.sandbox.calls.length;
    await all.end(await nextRound(), 'Lambda.Unknown: the beginning has failed');

    const after = all.sandbox.calls.slice(before).map(({ operation }) => operation);
    expect(after).toContain('PutMetricData');
    expect(after).toContain('SendMessage');
    expect(await openIn(all, SHOP)).toEqual(FULL);
    expect(await openIn(all, ORGANIZATION)).toEqual([]);
  });

  test('with settings that are wrong goes on with the last good ones, and tells it once for all accounts', async () => {
    const all = await deployedOrganization([member(SHOP, 'shop', apiWith(20))]);
    await all.round(await nextRound());
    await all.put('config/headroom.yaml', 'treshold: 1');
    await all.round(await nextRound());

    expect(await openIn(all, ORGANIZATION)).toEqual(['settings-invalid ']);
    expect(await openIn(all, SHOP)).toEqual([]);
    expect(await openIn(all, ACCOUNT)).toEqual([]);
  });

  test('whose book is damaged scans everybody and writes it anew', async () => {
    const all = await deployedOrganization([member(SHOP, 'shop', {})]);
    await all.round(await nextRound());
    await all.put('organization/book.json.gz', 'rubbish');
    await all.put('organization/directory.json.gz', 'rubbish');

    expect(await all.round(await nextRound())).toMatchObject({ accounts: 3, scanned: 3, inTrouble: 0 });
  });
});

test('empty accounts wait for their day, and what is hot does not', async () => {
  const all = await deployedOrganization([member(SHOP, 'shop', apiWith(290)), member(BANK, 'bank', {})]);
  await all.round(await nextRound());
  let scans = 0;
  for (let round = 0; round < 3; round += 1) {
    const at = await nextRound();
    await all.begin(at);
    const due = (await all.due()).map(({ accountId }) => accountId);
    expect(due).toContain(SHOP);
    scans += due.filter((accountId) => accountId === BANK).length;
    await all.scan(at);
    await all.end(at);
  }
  expect(scans).toBeLessThanOrEqual(1);
});

test('a route by unit and a mute by tag mean the accounts that fit, by what the organization says of them', async () => {
  const yaml = `slack:
  channel: C0123456789
  routes: [{ match: { unit: ${PROD} }, channel: C0987654321 }]
mutes: [{ match: { tag: { stage: test } }, until: 2027-12-31, reason: tests }]
`;
  const all = await deployedOrganization(
    [
      member(SHOP, 'shop', apiWith(290), { tags: { stage: 'prod' } }),
      member(BANK, 'bank', apiWith(290), { tags: { stage: 'test' } }),
    ],
    { yaml },
  );
  await all.round(await nextRound());

  expect(await openIn(all, SHOP)).toEqual(FULL);
  expect(await openIn(all, BANK)).toEqual([]);
  expect(await all.get(`organization/accounts/${SHOP}.json.gz`)).toMatchObject({ toldTo: ['C0987654321'] });
});
