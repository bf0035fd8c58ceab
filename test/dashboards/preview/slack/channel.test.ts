import { renderSlack } from '../../../../dashboards/preview/slack';
import { CHANNEL, clientOf, SOMEBODY, start } from '../../../sandbox/slack/support';
import { htmlOf, htmlOfText, message, readOf } from './support';

const NEXT_DAY = '1795230000.000100';

test('a message has its author, its time, and a day above it', () => {
  const read = readOf(htmlOf([message({ text: 'first' }), message({ ts: NEXT_DAY, text: 'second' })]));

  expect(read).toContain('# headroom Friday, November 20th Headroom APP 09:15 first');
  expect(read).toContain('Saturday, November 21st Headroom APP 03:00 second');
});

test('people are no app', () => {
  const people = { app: 'U0HEADROOM', names: new Map([['U0ANN', 'Ann Berg']]) };

  expect(readOf(htmlOf([message({ user: 'U0ANN', text: 'done' })], people))).toContain('A Ann Berg 09:15 done');
  expect(readOf(htmlOf([message({ user: 'U0HEADROOM', text: 'done' })], people))).toContain('Headroom APP 09:15 done');
});

test('its text is shown only when there are no blocks', () => {
  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'the block' } }];

  expect(readOf(htmlOfText('the *text*'))).toContain('the text');
  expect(readOf(htmlOf([message({ text: 'the text', blocks })]))).not.toContain('the text');
});

test('a thread stands below its message, with the day of a reply that came later', () => {
  const replies = [message({ text: 'one' }), message({ ts: NEXT_DAY, text: 'two' })];
  const html = htmlOf([message({ text: 'parent', replies })]);

  expect(readOf(html)).toContain('parent 2 replies Headroom APP 09:15 one Headroom APP Nov 21 at 03:00 two');
  expect(readOf(htmlOf([message({ replies: replies.slice(0, 1) })]))).toContain('1 reply');
});

test('a broadcast reply stands in the thread, and in the channel with a link to the thread', () => {
  const reply = message({ ts: NEXT_DAY, text: 'now critical', broadcast: true });
  const parent = message({ text: 'Lambda at *83 %*, see <https://example.com|this>', replies: [reply] });
  const html = htmlOf([message({ ts: '1795166000.000100' }), parent, reply]);

  expect(readOf(html)).toContain('1 reply Headroom APP Nov 21 at 03:00 also sent to the channel now critical');
  expect(readOf(html)).toContain('03:00 replied to a thread : Lambda at 83 %, see this now critical');
  expect(html).toContain('<a href="#slack-1-2">a thread</a>');
  expect(html).toContain('<li id="slack-1-2">');
});

test('an edit, reactions and a deletion are seen', () => {
  const reactions = [
    { name: 'eyes', users: ['U1'] },
    { name: '+1::skin-tone-2', users: ['U1', 'U2'] },
    { name: 'own_emoji', users: ['U1'] },
  ];
  const html = htmlOf([message({ text: 'said', edited: {}, reactions })]);

  expect(readOf(html)).toContain('said (edited) 👀 1 👍 2 :own_emoji: 1');
  expect(html).toContain('aria-label="+1::skin-tone-2, 2 people"');
  expect(htmlOf([message({ text: 'This message was deleted.', deleted: true })])).toContain(
    '<p class="deleted">This message was deleted.</p>',
  );
});

test('a file shows its name, its type and its first lines', () => {
  const lines = ['quota,used', ...Array.from({ length: 614 }, (_, index) => `quota-${index},300`)];
  const content = Buffer.from(`${lines.join('\r\n')}\r\n`);
  const html = htmlOf([message({ files: [{ name: 'findings.csv', title: 'All findings', content }] })]);

  expect(readOf(html)).toContain('All findings CSV · 9 KB · findings.csv quota,used quota-0,300');
  expect(readOf(html)).toContain('quota-3,300 610 more lines');
  expect(html).not.toContain('quota-4,300');
});

test('of a file that is not text only its name is shown', () => {
  const content = Buffer.from('<html>secret</html>');

  expect(readOf(htmlOf([message({ files: [{ name: 'report.html', title: 'report.html', content }] })]))).toContain(
    'report.html HTML · 19 bytes',
  );
  expect(htmlOf([message({ files: [{ name: 'report.html', title: '', content }] })])).not.toContain('secret');
});

test('a channel in which nobody said anything says so', () => {
  expect(readOf(htmlOf([]))).toContain('# headroom Nothing was said here.');
});

test('what a channel of the sandbox holds can be shown as it is', async () => {
  const slack = await start();
  const client = clientOf(slack);
  const { ts = '' } = await client.chat.postMessage({ channel: CHANNEL, text: 'Lambda at 83 %' });
  await client.chat.postMessage({ channel: CHANNEL, text: 'now 94 %', thread_ts: ts, reply_broadcast: true });
  await client.filesUploadV2({ channel_id: CHANNEL, thread_ts: ts, filename: 'a.csv', content: 'quota,used\n' });
  await client.chat.update({ channel: CHANNEL, ts, text: 'Lambda at 94 %' });
  slack.react(CHANNEL, ts, 'eyes', SOMEBODY);

  const read = readOf(renderSlack([{ name: 'headroom', messages: slack.messages(CHANNEL) }]).html);

  for (const shown of ['Lambda at 94 % (edited) 👀 1 2 replies', 'also sent to the channel now 94 %', 'quota,used'])
    expect(read).toContain(shown);
  expect(read).toContain('replied to a thread : Lambda at 94 % now 94 %');
});
