import type { WebClient } from '@slack/web-api';
import type { SandboxSlack } from '../../../sandbox/slack';
import { CHANNEL, clientOf, OTHER, refusal, start, tsOf } from './support';

let slack: SandboxSlack;
let client: WebClient;

beforeEach(async () => {
  slack = await start();
  client = clientOf(slack);
});

/** The first two of the three steps. @returns the id of the file */
async function uploaded(content = 'a'): Promise<string> {
  const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({
    filename: 'a.csv',
    length: content.length,
  });
  await fetch(upload_url, { method: 'POST', body: content });
  return file_id;
}

test('the client uploads a file into a thread', async () => {
  const thread = tsOf(await client.chat.postMessage({ channel: CHANNEL, text: 'digest' }));
  await client.filesUploadV2({
    channel_id: CHANNEL,
    thread_ts: thread,
    initial_comment: 'All 614 rows',
    filename: 'findings.csv',
    content: 'quota,usage\nvpc-links-v2,10\n',
  });

  expect(slack.messages(CHANNEL)).toMatchObject([
    {
      text: 'digest',
      replies: [
        {
          text: 'All 614 rows',
          threadTs: thread,
          files: [
            {
              name: 'findings.csv',
              title: 'findings.csv',
              content: Buffer.from('quota,usage\nvpc-links-v2,10\n'),
            },
          ],
        },
      ],
    },
  ]);
});

test('several files come in one message', async () => {
  await client.filesUploadV2({
    channel_id: CHANNEL,
    file_uploads: [
      { filename: 'report.csv', content: 'a' },
      { filename: 'report.json', file: Buffer.from('{}') },
    ],
  });

  expect(slack.messages(CHANNEL)).toMatchObject([{ files: [{ name: 'report.csv' }, { name: 'report.json' }] }]);
});

test('the answer does not know where the file is shared', async () => {
  const answer = await client.filesUploadV2({ channel_id: CHANNEL, filename: 'a.csv', content: 'a' });
  expect(answer).toMatchObject({ files: [{ files: [{ title: 'a.csv', channels: [], shares: {} }] }] });
});

test('a file without a channel is seen nowhere', async () => {
  await client.filesUploadV2({ filename: 'a.csv', content: 'a' });
  expect(slack.messages(CHANNEL)).toEqual([]);
});

test.each([
  ['no name', { length: 1 }],
  ['no length', { filename: 'a.csv' }],
  ['no bytes', { filename: 'a.csv', length: 0 }],
])('a file with %s gets no address', async (_, input) => {
  await expect(client.apiCall('files.getUploadURLExternal', input)).rejects.toMatchObject(refusal('missing_argument'));
});

test('bytes that were not announced are refused', async () => {
  const { upload_url = '' } = await client.files.getUploadURLExternal({ filename: 'a.csv', length: 3 });
  expect((await fetch(upload_url, { method: 'POST', body: 'four' })).status).toBe(400);
});

test('a form without a file brings no bytes', async () => {
  const { upload_url = '' } = await client.files.getUploadURLExternal({ filename: 'a.csv', length: 1 });
  const body = new FormData();
  body.append('content', 'a');
  const response = await fetch(upload_url, { method: 'POST', body });

  expect(await response.json()).toEqual({ ok: false, error: 'invalid_form_data' });
});

test('a file whose bytes did not come is not there', async () => {
  const { file_id = '' } = await client.files.getUploadURLExternal({ filename: 'a.csv', length: 1 });
  await expect(client.files.completeUploadExternal({ files: [{ id: file_id }] })).rejects.toMatchObject(
    refusal('file_not_found'),
  );
});

test('an upload is completed once', async () => {
  const files: [{ id: string }] = [{ id: await uploaded() }];
  await client.files.completeUploadExternal({ channel_id: CHANNEL, files });

  await expect(client.files.completeUploadExternal({ channel_id: CHANNEL, files })).rejects.toMatchObject(
    refusal('file_not_found'),
  );
  expect(slack.messages(CHANNEL)).toHaveLength(1);
});

test.each([
  ['#headroom', 'invalid_arguments'],
  ['U0123456789', 'invalid_arguments'],
  ['C0000000000', 'channel_not_found'],
  [OTHER, 'not_in_channel'],
])('a file is not shared with %s: %s', async (channel_id, error) => {
  slack.setChannel({ id: OTHER, name: 'other', member: false });
  const files: [{ id: string }] = [{ id: await uploaded() }];
  await expect(client.files.completeUploadExternal({ channel_id, files })).rejects.toMatchObject(refusal(error));
});

test('a file is not shared in an archived channel', async () => {
  slack.setChannel({ id: CHANNEL, name: 'headroom', archived: true });
  const files: [{ id: string }] = [{ id: await uploaded() }];
  await expect(client.files.completeUploadExternal({ channel_id: CHANNEL, files })).rejects.toMatchObject(
    refusal('is_archived'),
  );
});

test.each([
  ['are not JSON', '['],
  ['are none', []],
  ['have no id', [{ title: 'a' }]],
])('files that %s are refused', async (_, files) => {
  await expect(client.apiCall('files.completeUploadExternal', { files })).rejects.toMatchObject(
    refusal('invalid_arguments'),
  );
});
