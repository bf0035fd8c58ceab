import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { memberRole } from '../../../infra/commands/member-role';
import { memberRoleTemplate } from '../../../infra/member-role';
import { type Deployed, deployed, HOME, putParameter } from '../../support/deployed';
import { settingsFile } from '../../support/folder';

const ORGANIZATION = 'organization: { id: o-a1b2c3d4e5, units: [r-ab12] }\n';

async function run(): Promise<{ status: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const status = await memberRole({ write: (text) => void out.push(text), complain: (text) => void err.push(text) });
  return { status, out: out.join(''), err: err.join('') };
}

let aws: Deployed;
beforeEach(async () => {
  aws = await deployed({ [HOME]: {} });
});

async function stored(told: Readonly<Record<string, string>>): Promise<void> {
  await putParameter(aws.sandbox, '/headroom/member-role', JSON.stringify(told));
}

test('the template is written, and the command that brings it to the management account is said, as a shell reads it', async () => {
  const told = {
    ScanRole: "arn:aws:iam::123456789012:role/it's $HOME",
    OrganizationId: 'o-a1b2c3d4e5',
    ExternalId: '01234567-89ab-cdef-0123-456789abcdef',
  };
  await stored(told);
  settingsFile(`${ORGANIZATION}scan: { apiKeys: true }`);

  const { status, out, err } = await run();

  expect([status, err]).toEqual([0, '']);
  expect(JSON.parse(readFileSync('out/member-role.json', 'utf8'))).toEqual(memberRoleTemplate(['api-keys']));
  const command = out.slice(out.indexOf('aws cloudformation'));
  const { stdout } = spawnSync('sh', ['-c', `aws() { printf '%s\\n' "$@"; }\n${command}`], { encoding: 'utf8' });
  const values = Object.entries(told).map(([name, value]) => `${name}=${value}`);
  expect(stdout.trim().split('\n')).toEqual([
    ...'cloudformation deploy --region eu-west-1 --stack-name headroom-member-role'.split(' '),
    ...'--template-file out/member-role.json --capabilities CAPABILITY_NAMED_IAM --parameter-overrides'.split(' '),
    ...values,
  ]);
});

test('before there is a deployment with an organization, it says so', async () => {
  settingsFile(ORGANIZATION);

  const { status, err } = await run();

  expect([status, err]).toEqual([
    2,
    expect.stringContaining('found no /headroom/member-role in eu-west-1; npm run deploy'),
  ]);
});

test('one account alone needs no role', async () => {
  settingsFile('scan: { every: 15 minutes }');

  expect(await run()).toMatchObject({ status: 2, err: expect.stringContaining('names no organization') });
});

test('in the management account itself there is nothing to do', async () => {
  settingsFile('organization: { id: o-a1b2c3d4e5, units: [r-ab12], deployedIn: management account }');

  expect(await run()).toMatchObject({ status: 0, out: expect.stringContaining('nothing to do') });
});
