/** The notifier of an organization: it calls accounts by their names, and goes on with their ids where it cannot read these. */
import { gzipSync } from 'node:zlib';
import { keys } from '../../../../lambda/stores/keys';
import { ACCOUNT, HOME } from '../../../support/deployed';
import { CHANNEL, type Town, town } from '../../../support/telling';

const YAML = `slack: { channel: ${CHANNEL} }\norganization: { id: o-a1b2c3d4e5, units: [r-ab12] }`;
const ACCOUNTS = [
  {
    accountId: ACCOUNT,
    name: 'payments-prod',
    units: [{ id: 'ou-ab12-11111111', name: 'Workloads' }],
    tags: { team: 'payments' },
  },
  { accountId: '111122223333', name: 'edge', units: [], tags: {} },
];

async function organization(directory: Buffer, yaml = YAML): Promise<Town> {
  const one = await town(yaml);
  await one.monitor.put(keys.organization.directory, directory);
  return one;
}

const directory = gzipSync(JSON.stringify({ schemaVersion: 1, accounts: ACCOUNTS }));
const warnings = (one: Town) => one.lines.filter(({ level }) => level === 'WARN').map(({ message }) => message);

test('the welcome counts the accounts, and an incident has the name, the unit and the tags of its own', async () => {
  const one = await organization(directory);

  await one.live({ [HOME]: {} });
  await one.live({ [HOME]: { a: 290 } });

  const [welcome, incident] = one.slack.messages(CHANNEL);
  expect(welcome?.text).toContain('watches 2 accounts');
  expect(incident?.text).toContain(`in payments-prod (${ACCOUNT}), ${HOME}`);
  expect(JSON.stringify(incident)).toContain('*Unit*\\nWorkloads');
  expect(JSON.stringify(incident)).toContain('team=payments');
  expect(warnings(one)).toEqual([]);
});

test('a list that is damaged costs the names, and is said in the log', async () => {
  const one = await organization(Buffer.from('nothing'));

  await one.live({ [HOME]: {} });
  await one.live({ [HOME]: { a: 290 } });

  expect(one.slack.messages(CHANNEL).at(-1)?.text).toContain(`in ${ACCOUNT}, ${HOME}`);
  expect(new Set(warnings(one))).toEqual(new Set(['the list of accounts could not be read']));
});

test('without an organization in the settings nobody asks for a list', async () => {
  const one = await organization(directory, `slack: { channel: ${CHANNEL} }`);
  await one.live({ [HOME]: { a: 290 } });

  expect(one.monitor.sandbox.calls.filter(({ resource }) => resource?.includes('organization/'))).toHaveLength(1);
  expect(one.slack.messages(CHANNEL)[0]?.text).toContain(`of ${ACCOUNT}`);
});
