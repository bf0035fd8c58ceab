/** What messages say where one deployment watches an organization. */
import type { Incident } from '../../../../lambda/domain/incident';
import type { Telling } from '../../../../lambda/domain/message';
import { type AccountFacts, unknownAccount } from '../../../../lambda/domain/organization';
import {
  digestMessage,
  incidentMessage,
  membersCsv,
  newsMessage,
  welcomeMessage,
} from '../../../../lambda/messages/slack';
import { textOf } from '../../../../lambda/quotas/texts';
import { parseCsv } from '../../../support/csv';
import { critical, group, inactiveLink, member, readOf, telling, told } from './samples';

const PAYMENTS: AccountFacts = {
  accountId: '123456789012',
  name: 'payments-prod',
  units: [
    { id: 'ou-ab12-22222222', name: 'Production' },
    { id: 'ou-ab12-11111111', name: 'Workloads' },
    { id: 'r-ab12', name: 'Root' },
  ],
  tags: { team: 'payments', cost: '4711', stage: 'prod', zone: 'a' },
};
const EDGE: AccountFacts = { ...PAYMENTS, accountId: '111122223333', name: 'edge', tags: {} };
const facts = new Map([PAYMENTS, EDGE].map((one) => [one.accountId, one]));
const here: Telling = { ...telling, accountOf: (id) => facts.get(id) ?? unknownAccount(id) };
const elsewhere = (index: number): Incident => ({
  ...critical,
  accountId: `99990000000${index}`,
  fingerprint: `f${index}`.padEnd(16, '0'),
});

const ORGANIZATION = 'o-a1b2c3d4e5';
const withoutRole: Incident = {
  ...inactiveLink,
  accountId: ORGANIZATION,
  subject: { kind: 'observation', id: 'member-role-missing' },
  total: 25,
  worst: Array.from({ length: 20 }, (_, index) => ({
    ...member,
    level: 'warning',
    usage: null,
    limit: null,
    text: 'the role headroom-member cannot be assumed here: AccessDenied',
    resource: { type: 'account', id: `2000000000${10 + index}`, name: `team-${index}` },
  })),
};
const ownWords: Telling = { ...here, textOf };

test('an incident names its account, its unit, and three tags by their keys', () => {
  const message = incidentMessage(critical, here, { isNew: true });
  const text = readOf(message);

  expect(message.text).toContain('in payments-prod (123456789012), us-east-1:');
  expect(text).toContain('· payments-prod (123456789012) · us-east-1');
  expect(text).toContain('*Unit*\nWorkloads/Production');
  expect(text).toContain('*Tags of the account*\n`cost=4711`  `stage=prod`  `team=payments`');
  expect(text).not.toContain('zone=a');
});

test('what happens to it names the account too', () => {
  expect(readOf(newsMessage(critical, told('warning'), 'escalated', here))).toContain('payments-prod (123456789012)');
});

test('an account of which nothing is known is its id, and has neither a unit nor tags', () => {
  const text = readOf(incidentMessage(elsewhere(1), here, { isNew: true }));

  expect(text).toContain('· 999900000001 · us-east-1');
  expect(text).not.toContain('*Unit*');
  expect(text).not.toContain('*Tags');
});

test('an account at the root has no unit', () => {
  const atRoot = { ...PAYMENTS, units: PAYMENTS.units.slice(-1) };

  expect(readOf(incidentMessage(critical, { ...here, accountOf: () => atRoot }, { isNew: true }))).not.toContain(
    '*Unit*',
  );
});

test('a digest counts the accounts, names the worst three, and its entries say whose they are', () => {
  const entries = [critical, { ...critical, accountId: EDGE.accountId, fingerprint: 'e'.repeat(16) }];
  const message = digestMessage([...entries, ...[1, 2, 3].map(elsewhere)], here);

  expect(readOf(message)).toMatch(/5 accounts: .+, .+, .+, and 2 more · us-east-1/);
  expect(readOf(message)).toContain('Account');
  expect(readOf(message)).toContain('payments-prod (123456789012)');
  expect(readOf(message, 1)).toContain('us-east-1 · edge (111122223333)');
});

test('a digest of one account says it once', () => {
  const message = digestMessage([critical, group(3)], here);

  expect(readOf(message)).toContain('· payments-prod (123456789012) · us-east-1');
  expect(JSON.stringify(message.variants).match(/payments-prod/g)).toHaveLength(2);
});

test('a welcome says how many accounts are watched', () => {
  const message = welcomeMessage([critical], { channel: 'C0123456789', accounts: 1204 }, here);

  expect(message.text).toBe('Headroom is connected and watches 1,204 accounts. Open already: 1 critical.');
  expect(readOf(message)).toContain('*Watched*\n1,204 accounts of the organization');
});

test('the file has the name and the unit of each account, and only where there is an organization', () => {
  const rows = [critical, elsewhere(1)].map((incident) => ({ incident, members: [member] }));
  const [head, first, second] = parseCsv(membersCsv(rows, here.accountOf));

  expect(head?.slice(0, 6)).toEqual(['state', 'level', 'account', 'account_name', 'unit', 'region']);
  expect(first?.slice(2, 6)).toEqual(['123456789012', 'payments-prod', 'Workloads/Production', 'us-east-1']);
  expect(second?.slice(2, 6)).toEqual(['999900000001', '', '', 'us-east-1']);
  expect(membersCsv(rows)).not.toContain('unit');
});

describe('an incident of the organization itself', () => {
  const message = incidentMessage(withoutRole, ownWords, { isNew: true });
  const shown = readOf(message);

  test('says so instead of an account and a Region', () => {
    expect(message.text).toBe(
      'Warning: The role headroom-member cannot be assumed: 25 accounts in the organization; among them team-0.',
    );
    expect(shown).toContain('the organization');
    expect(shown).not.toContain(ORGANIZATION);
    expect(shown).not.toContain('us-east-1');
  });

  test('links no page of a Region', () => {
    expect(shown).not.toMatch(/Open the|Request an increase/);
    expect(shown).toContain('|Dashboard>');
  });

  test('lists ten accounts and counts the rest', () => {
    expect(shown).toContain('team-9 (200000000019)');
    expect(shown).not.toContain('team-10');
    expect(shown).toContain('and 15 more: the list is in the thread');
  });

  test('says what to do: the StackSet, the management account, the policies', () => {
    expect(shown).toContain('StackSet');
    expect(shown).toContain('npm run member-role');
    expect(shown).toContain('service control policy');
  });

  test('is no account among those of a digest', () => {
    const text = readOf(digestMessage([withoutRole, critical, elsewhere(1)], ownWords));

    expect(text).toMatch(/the organization · 2 accounts: .*\(123456789012\).* · us-east-1/);
  });

  test('of what is not about single accounts there is none', () => {
    const unread = { ...withoutRole, total: 1, worst: [{ ...member, resource: null, text: 'AccessDenied' }] };
    const one = { ...unread, subject: { kind: 'observation', id: 'organization-unread' } as const };

    expect(incidentMessage(one, ownWords, { isNew: true }).text).toBe(
      'Warning: AWS Organizations could not be asked in the organization.',
    );
    expect(readOf(digestMessage([one, critical], ownWords))).toContain('all accounts');
  });
});
