/** What the product sends looks like these: Slack must take every one of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { clientOf, refusal, start } from './support';

const FOLDER = join(__dirname, 'fixtures');

const example = z.looseObject({ channel: z.string(), blocks: z.array(z.looseObject({ type: z.string() })) });

function read(file: string): z.infer<typeof example> {
  const content: unknown = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
  return example.parse(content);
}

const files = readdirSync(FOLDER);
const channels = [...new Set(files.map((file) => read(file).channel))].map((id) => ({ id, name: id.toLowerCase() }));

test('there are examples', () => {
  expect(files.length).toBeGreaterThan(10);
});

test.each(files)('%s is taken', async (file) => {
  const slack = await start({ channels });
  const { channel, ...message } = read(file);
  await clientOf(slack).apiCall('chat.postMessage', { ...message, channel });

  expect(slack.messages(channel)).toMatchObject([{ text: message['text'], blocks: message.blocks }]);
});

test.each([
  ['03-digest.json', 'data_table', 3, '03b-digest-fallback-no-table.json'],
  ['06-monthly-report.json', 'data_visualization', 3, '06b-monthly-report-fallback.json'],
])('%s is refused where there is no %s yet, its fallback is taken', async (file, type, index, fallback) => {
  const slack = await start({ channels, missingBlocks: [type] });
  const client = clientOf(slack);
  const sentence = `unsupported type: ${type} [json-pointer:/blocks/${index}/type]`;

  await expect(client.apiCall('chat.postMessage', read(file))).rejects.toMatchObject(
    refusal('invalid_blocks', { errors: [sentence], response_metadata: { messages: [`[ERROR] ${sentence}`] } }),
  );
  expect(await client.apiCall('chat.postMessage', read(fallback))).toMatchObject({ ok: true });
});
