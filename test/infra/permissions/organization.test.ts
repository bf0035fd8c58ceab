/** Two rounds under exactly what the templates grant: to the round, to the scan, and to the role in the member accounts. */
import * as z from 'zod';
import { memberRoleTemplate } from '../../../infra/member-role';
import { type Call, matchesPattern, type PolicyDocument } from '../../../sandbox';
import { ACCOUNT } from '../../support/deployed';
import { deployedOrganization, MEMBER, member, minutesPass, nextRound, SHOP, YAML } from '../../support/organization';
import { templateOf } from '../../support/stack';
import { everything } from './everything';
import { grantedTo, missingIn, unusedIn } from './granted';

const SETTINGS = `${YAML}slack: { channel: C0123456789 }\n`;
const scan = grantedTo('ScanRole', templateOf({ yaml: SETTINGS }));
const round = grantedTo('RoundRole', templateOf({ yaml: SETTINGS }));
/** One key has both, so that one sandbox lives through the round; which step it was in says whose call it was. */
const policy: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [...scan.document.Statement, ...round.document.Statement],
};

const Role = z.object({
  Policies: z.tuple([
    z.object({
      PolicyDocument: z.object({
        Version: z.literal('2012-10-17'),
        Statement: z.array(
          z.object({
            Effect: z.literal('Allow'),
            Action: z.array(z.string()),
            Resource: z.array(z.union([z.string(), z.object({ 'Fn::Sub': z.string() })])),
          }),
        ),
      }),
    }),
  ]),
});

function memberPolicy(account: string): PolicyDocument {
  const role = memberRoleTemplate([]).Resources['Role']?.Properties;
  const { Version, Statement } = Role.parse(role).Policies[0].PolicyDocument;
  const filled = (resource: string | { readonly 'Fn::Sub': string }): string =>
    (typeof resource === 'string' ? resource : resource['Fn::Sub'])
      .replaceAll('${AWS::Partition}', 'aws')
      .replaceAll('${AWS::AccountId}', account);
  return { Version, Statement: Statement.map((one) => ({ ...one, Resource: one.Resource.map(filled) })) };
}

const calls: Record<'round' | 'scan' | 'member', Call[]> = { round: [], scan: [], member: [] };
let refused: readonly Call[] = [];

beforeAll(async () => {
  const principal = `arn:aws:iam::${ACCOUNT}:role/headroom-scan`;
  const role = { ...MEMBER, trusts: { ...MEMBER.trusts, principal }, policy: memberPolicy(SHOP) };
  const all = await deployedOrganization(
    [
      member(SHOP, 'shop', {}, { role, account: { accountId: SHOP, regions: everything } }),
      // More than an incident shows: the others stand in a list of their own.
      ...Array.from({ length: 21 }, (_, index) => member(String(300_000_000_000 + index), 'new', {}, { role: null })),
    ],
    { yaml: 'slack: { channel: C0123456789 }\n', options: { policy }, home: everything },
  );
  const { sandbox } = all;
  sandbox.reset();
  const during = async (who: 'round' | 'scan', step: () => Promise<unknown>): Promise<void> => {
    const from = sandbox.calls.length;
    await step();
    const now = sandbox.calls.slice(from);
    calls[who].push(...now.filter(({ accountId }) => accountId === ACCOUNT));
    calls.member.push(...now.filter(({ accountId }) => accountId !== ACCOUNT));
  };
  // In the second one the Account API is refused, so that every way is gone.
  for (const fault of [null, { service: 'account', kind: 'error' as const }]) {
    if (fault) {
      sandbox.fault(fault);
      sandbox.organization?.fault(SHOP, fault);
    }
    const at = await nextRound();
    await during('round', async () => await all.begin(at));
    const due = await all.due();
    await during('scan', async () => await all.scan(at, due));
    await during('scan', async () => await all.scan(at, due));
    await during('round', async () => await all.end(at));
    // Then the organization tells of the management account, whose role trusts somebody else.
    await minutesPass(60);
  }
  // What a lease that is held says, somebody asks who comes second.
  const again = await nextRound();
  await during('round', async () => await all.begin(again));
  await during('round', async () => await all.begin(again));
  refused = sandbox.calls.filter(({ status }) => status === 403);
});

test('no call of a round is refused, but by accounts without the role, or whose role trusts somebody else', () => {
  expect(refused.filter(({ action }) => action !== 'sts:AssumeRole')).toEqual([]);
  expect(refused.map(({ resource }) => resource)).not.toContain(`arn:aws:iam::${SHOP}:role/headroom-member`);
});

test('the round asks for all that it may, and for nothing else', () => {
  expect(missingIn(round, calls.round)).toEqual([]);
  expect(unusedIn(round, calls.round)).toEqual([]);
});

test('the scan asks for all that it may in its own account, and takes on the role in the others', () => {
  expect(missingIn(scan, calls.scan)).toEqual([]);
  expect(unusedIn(scan, calls.scan)).toEqual([]);
});

test('the role of a member account is asked for all that it allows, and allows nothing but to read', () => {
  const allowed = [memberPolicy(SHOP).Statement]
    .flat()
    .flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((resource) => ({ action, resource }))),
    );
  const asked = calls.member.flatMap(({ action, resource, also }) => [
    ...(action !== null && resource !== null ? [{ action, resource }] : []),
    ...also,
  ]);
  const unused = allowed.filter(
    (one) => !asked.some((other) => one.action === other.action && matchesPattern(one.resource, other.resource)),
  );

  expect(unused).toEqual([]);
  expect(allowed.filter(({ action }) => !/:(Get|List|Describe|GET)/.test(action))).toEqual([]);
});
