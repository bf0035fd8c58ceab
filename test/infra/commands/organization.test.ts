import { deploy } from '../../../infra/commands/deploy';
import { parameters } from '../../../infra/parameters';
import type { OrganizationDescription } from '../../../sandbox/organization';
import { ACCOUNT, BUCKET, deployed, HOME, putParameter } from '../../support/deployed';
import { settingsFile } from '../../support/folder';

const OTHER = '210987654321';
const ID = 'o-a1b2c3d4e5';

/** The account of the sandbox and another one. */
function organizationOf(change: Partial<OrganizationDescription> = {}): OrganizationDescription {
  const managementAccountId = change.managementAccountId ?? OTHER;
  return {
    id: ID,
    managementAccountId,
    root: { id: 'r-ab12' },
    accounts: [
      { id: ACCOUNT, name: 'monitoring', unit: 'r-ab12', role: null },
      { id: OTHER, name: 'other', unit: 'r-ab12', role: null, account: { accountId: OTHER, regions: { [HOME]: {} } } },
    ],
    ...change,
  };
}

async function run(organization: OrganizationDescription | null, settings: string) {
  const { sandbox } = await deployed({ [HOME]: {} }, organization ? { organization } : {});
  await putParameter(sandbox, '/cdk-bootstrap/hnb659fds/version', '28');
  settingsFile(`organization: ${settings}`);
  sandbox.reset();
  const [out, err]: [string[], string[]] = [[], []];
  let deployments = 0;
  const status = await deploy({
    cdkArguments: [],
    overwriteSettings: false,
    deleteData: false,
    write: (text) => void out.push(text),
    complain: (text) => void err.push(text),
    cdk: async () => {
      deployments += 1;
      await putParameter(sandbox, parameters.bucket, BUCKET);
      return 0;
    },
    resolve: () => Promise.resolve(),
  });
  return { status, deployments, out: out.join(''), err: err.join('') };
}

test('a delegated administrator deploys, and is told of the command for the management account', async () => {
  const { status, deployments, out } = await run(organizationOf(), `{ id: ${ID}, units: [r-ab12] }`);

  expect([status, deployments]).toEqual([0, 1]);
  expect(out).toMatch(/npm run member-role\n$/);
});

test('the management account deploys too, and needs no command for itself', async () => {
  const organization = organizationOf({ managementAccountId: ACCOUNT });

  const { status, out } = await run(organization, `{ id: ${ID}, units: [r-ab12], deployedIn: management account }`);

  expect(status).toBe(0);
  expect(out).not.toContain('member-role');
});

test.each([
  [
    'another organization',
    organizationOf(),
    '{ id: o-zzzzzzzzzz, units: [r-ab12] }',
    `organization.id: found o-zzzzzzzzzz, expected ${ID}, to which account ${ACCOUNT} belongs`,
  ],
  [
    'an account that belongs to none',
    null,
    `{ id: ${ID}, units: [r-ab12] }`,
    `account ${ACCOUNT} belongs to no organization`,
  ],
  [
    'a member that is said to be the management account',
    organizationOf(),
    `{ id: ${ID}, units: [r-ab12], deployedIn: management account }`,
    `account ${ACCOUNT} is a member; the management account is ${OTHER}`,
  ],
  [
    'the management account, when it is said to be a delegated administrator',
    organizationOf({ managementAccountId: ACCOUNT }),
    `{ id: ${ID}, units: [r-ab12] }`,
    `organization.deployedIn: found delegated administrator, but account ${ACCOUNT} is the management account`,
  ],
  [
    'a member that nobody has registered',
    organizationOf({ delegatedAdministrator: false }),
    `{ id: ${ID}, units: [r-ab12] }`,
    `aws organizations register-delegated-administrator --account-id ${ACCOUNT}`,
  ],
])('%s is refused before anything is deployed', async (_, organization, settings, expected) => {
  const { status, deployments, err } = await run(organization, settings);

  expect([status, deployments]).toEqual([2, 0]);
  expect(err).toContain(expected);
});
