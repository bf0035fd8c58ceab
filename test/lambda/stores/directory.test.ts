import { gzipSync } from 'node:zlib';
import type { AccountFacts } from '../../../lambda/domain/organization';
import { readDirectory } from '../../../lambda/stores/directory';
import { openFolder } from '../../../lambda/stores/folder';
import { keys } from '../../../lambda/stores/keys';
import type { Objects } from '../../../lambda/stores/objects';
import { settingsFile } from '../../support/folder';

const PAYMENTS: AccountFacts = {
  accountId: '123456789012',
  name: 'payments-prod',
  units: [{ id: 'ou-ab12-11111111', name: 'Workloads' }],
  tags: { team: 'payments' },
};
const ZIPPED = { contentType: 'application/gzip' };

// In a folder of its own.
beforeEach(() => settingsFile(''));

async function directoryOf(body: Buffer | null): Promise<Objects> {
  const objects = openFolder('bucket');
  if (body) await objects.write(keys.organization.directory, body, ZIPPED);
  return objects;
}

test('without an organization nobody is known', async () => {
  expect(await readDirectory(await directoryOf(null))).toEqual(new Map());
});

test('accounts are found by their ids, whatever else a later release writes there', async () => {
  const content = {
    schemaVersion: 1,
    at: '2026-11-29T12:00:00.000Z',
    accounts: [{ ...PAYMENTS, email: 'a@b.example' }],
  };
  const objects = await directoryOf(gzipSync(JSON.stringify(content)));

  expect(await readDirectory(objects)).toEqual(new Map([[PAYMENTS.accountId, PAYMENTS]]));
});

test.each([
  ['is not compressed', Buffer.from('{}'), 'incorrect header check'],
  ['is not JSON', gzipSync('nothing'), 'not valid JSON'],
  ['has no accounts', gzipSync('{"schemaVersion":1}'), 'accounts'],
  ['is of another release', gzipSync('{"schemaVersion":2,"accounts":[]}'), 'schemaVersion'],
])('a list that %s is an error, which its reader survives', async (_, body, problem) => {
  await expect(readDirectory(await directoryOf(body))).rejects.toThrow(problem);
});
