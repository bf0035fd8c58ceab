import type { WebClient } from '@slack/web-api';
import type { SandboxSlack } from '../../../sandbox/slack';
import { CHANNEL, clientOf, start, tsOf } from './support';

let slack: SandboxSlack;
let client: WebClient;

beforeEach(async () => {
  slack = await start();
  client = clientOf(slack);
});

async function mentionsOf(content: object): Promise<readonly string[] | undefined> {
  await client.apiCall('chat.postMessage', { channel: CHANNEL, ...content });
  return slack.messages(CHANNEL).at(-1)?.mentions;
}

const section = (text: object) => ({ blocks: [{ type: 'section', text }] });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const richText = (...elements: readonly object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});

test.each<readonly [string, readonly string[]]>([
  ['<!here>', ['<!here>']],
  ['<!channel> and <!everyone|everyone>', ['<!channel>', '<!everyone>']],
  ['<@U0123456789>, <@W0123456789|somebody>', ['<@U0123456789>', '<@W0123456789>']],
  ['Owner <!subteam^S0PAYMENTS|@payments-oncall>', ['<!subteam^S0PAYMENTS>']],
  ['twice <!here> <!here>', ['<!here>']],
  ['in code `<!here>`', ['<!here>']],
  ['a link named <https://example.com|it> and a date <!date^1795166040^{time}|09:14>', []],
  ['@here @channel #general', []],
  ['escaped &lt;!here&gt; &lt;@U0123456789&gt;', []],
  ['escaped twice &amp;lt;!here&amp;gt;', []],
  ['half escaped &lt;!here> and <!here&gt;', []],
  ['a channel <#C0123456789>', []],
])('text %j pages %j', async (text, mentions) => {
  expect(await mentionsOf({ text })).toEqual(mentions);
  expect(await mentionsOf({ text: 'fallback', ...section(mrkdwn(text)) })).toEqual(mentions);
});

test.each<readonly [string, object, readonly string[]]>([
  ['plain text', section({ type: 'plain_text', text: '<!here>' }), []],
  ['a header', { blocks: [{ type: 'header', text: { type: 'plain_text', text: '<!here>' } }] }, []],
  ['fields', { blocks: [{ type: 'section', fields: [mrkdwn('<!here>')] }] }, ['<!here>']],
  ['a context', { blocks: [{ type: 'context', elements: [mrkdwn('<!here>')] }] }, ['<!here>']],
  ['markdown', { blocks: [{ type: 'markdown', text: '**<!here>**' }] }, ['<!here>']],
  ['the text behind blocks', { text: '<!here>', ...section(mrkdwn('a')) }, ['<!here>']],
  [
    'rich text',
    {
      blocks: [
        richText(
          { type: 'user', user_id: 'U0123456789' },
          { type: 'usergroup', usergroup_id: 'S0PAYMENTS' },
          { type: 'broadcast', range: 'here' },
        ),
      ],
    },
    ['<@U0123456789>', '<!subteam^S0PAYMENTS>', '<!here>'],
  ],
  ['the text of rich text', { blocks: [richText({ type: 'text', text: '<!here>' })] }, []],
  [
    'a table',
    {
      blocks: [
        {
          type: 'data_table',
          caption: '<!here>',
          rows: [[{ type: 'raw_text', text: 'a' }], [{ type: 'raw_text', text: '<!here>' }]],
        },
      ],
    },
    [],
  ],
  [
    'rich text in a table',
    { blocks: [{ type: 'table', rows: [[richText({ type: 'broadcast', range: 'channel' })]] }] },
    ['<!channel>'],
  ],
])('%s: %j pages %j', async (_, content, mentions) => {
  expect(await mentionsOf(content)).toEqual(mentions);
});

test('an edit adds to those whom the message pages, and takes nobody away', async () => {
  const ts = tsOf(await client.chat.postMessage({ channel: CHANNEL, text: '<!here>' }));
  await client.chat.update({ channel: CHANNEL, ts, text: 'for <@U0123456789>' });

  expect(slack.messages(CHANNEL)).toMatchObject([{ mentions: ['<!here>', '<@U0123456789>'] }]);
});

test('the comment on a file pages as well', async () => {
  await client.filesUploadV2({ channel_id: CHANNEL, filename: 'a.csv', content: 'a', initial_comment: '<!here>' });
  expect(slack.messages(CHANNEL)).toMatchObject([{ mentions: ['<!here>'] }]);
});
