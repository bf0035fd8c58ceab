import fc from 'fast-check';
import { htmlOf, htmlOfBlocks, htmlOfText, message, readOf } from './support';

function wordsOf(html: string): string {
  return /<div class="words">([^]*?)<\/div>/.exec(html)?.[1] ?? '';
}

test.each([
  ['*bold* and _italic_', '<strong>bold</strong> and <em>italic</em>'],
  ['~gone~ `code`', '<s>gone</s> <code>code</code>'],
  ['before\n```a *b*\n  c```\nafter', 'before<pre>a *b*\n  c</pre>after'],
  ['&gt; quoted *text*\nafter', '<blockquote>quoted <strong>text</strong></blockquote>after'],
  ['> quoted too', '<blockquote>quoted too</blockquote>'],
  ['line one\nline two  ·  three', 'line one\nline two  ·  three'],
  ['2*3*4 and snake_case_name', '2*3*4 and snake_case_name'],
  ['<https://example.com/?a=1&amp;b=2|here>', '<a href="https://example.com/?a=1&amp;b=2" rel="noreferrer">here</a>'],
  ['<https://example.com>', '<a href="https://example.com" rel="noreferrer">https://example.com</a>'],
  [':red_circle: 🟠 :no_such_emoji: 09:15:20', '🔴 🟠 :no_such_emoji: 09:15:20'],
])('%j becomes %j', (mrkdwn, html) => {
  expect(wordsOf(htmlOfText(mrkdwn))).toBe(html);
});

test.each([
  ['&lt;!here&gt;', '<!here>'],
  ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
  ['`&lt;!channel&gt;`', '<!channel>'],
  ['```&lt;@U0123456789&gt;```', '<@U0123456789>'],
])('%j is the text %j, and no mention', (mrkdwn, text) => {
  const html = htmlOfText(mrkdwn);

  expect(readOf(wordsOf(html))).toBe(text);
  expect(html).not.toContain('class="mention');
});

test.each([
  ['<!here>', '@here'],
  ['<!channel|everybody>', '@channel'],
  ['<!EVERYONE>', '@everyone'],
  ['<!subteam^S0PAYMENTS|@payments-oncall>', '@payments-oncall'],
  ['<!subteam^S0PAYMENTS>', '@S0PAYMENTS'],
  ['<@U0ANN>', '@Ann'],
  ['<@U0UNKNOWN>', '@U0UNKNOWN'],
])('%s is shown as somebody who is called: %s', (mrkdwn, shown) => {
  expect(wordsOf(htmlOfText(mrkdwn, { names: new Map([['U0ANN', 'Ann']]) }))).toBe(
    `<span class="mention pages">${shown}</span>`,
  );
});

test('a channel that is named calls nobody', () => {
  expect(wordsOf(htmlOfText('<#C0123456789|ops>'))).toBe('<span class="mention">#ops</span>');
});

test('a date is shown in UTC, and where it cannot be, as its author wrote it', () => {
  const time = '<time datetime="2026-11-20T09:14:00.000Z">';
  expect(wordsOf(htmlOfText('<!date^1795166040^{time}|09:14 UTC>'))).toBe(`${time}09:14</time>`);
  expect(wordsOf(htmlOfText('<!date^1795166040^{date_short_pretty} {time}|x>'))).toBe(
    `${time}Nov 20, 2026 09:14</time>`,
  );
  expect(wordsOf(htmlOfText('<!date^1795166040^{date_long}|x>'))).toBe(`${time}Friday, November 20th, 2026</time>`);
  expect(wordsOf(htmlOfText('<!date^1795166040^{date_num}^https://example.com|x>'))).toBe(
    `<a href="https://example.com" rel="noreferrer">${time}2026-11-20</time></a>`,
  );
  for (const wrong of ['<!date^99999999999999999^{time}|then>', '<!date^soon^{time}|then>', '<!date^1^{moon}|then>'])
    expect(wordsOf(htmlOfText(wrong))).toBe('then');
});

test.each(['javascript:alert(1)', 'data:text/html,x', '//example.com', 'JavaScript:https://x', 'b'])(
  'a link to %s stays as it was written',
  (url) => {
    expect(wordsOf(htmlOfText(`<${url}|innocent>`))).toBe(`&lt;${url}|innocent&gt;`);
  },
);

test('what somebody wrote stays text, wherever it stands', () => {
  const evil = '"\'><img src=x onerror=alert(1)></style><script>';
  const rows = [[{ type: 'raw_text', text: evil }], [{ type: 'raw_number', value: 1, text: evil }]];
  const html = htmlOf(
    [
      message({
        user: evil,
        text: evil,
        reactions: [{ name: evil, users: [evil] }],
        files: [{ name: `${evil}.csv`, title: evil, content: Buffer.from(evil) }],
      }),
      message({ user: 'U0ANN', deleted: true, text: evil }),
      message({
        blocks: [
          { type: evil },
          { type: 'header', text: { type: 'plain_text', text: evil } },
          { type: 'section', text: { type: 'mrkdwn', text: `<https://x/${evil}|${evil}> <!x|${evil}> \`${evil}\`` } },
          { type: 'section', fields: [{ type: 'plain_text', text: evil }] },
          { type: 'markdown', text: `# ${evil} [${evil}](https://x)` },
          { type: 'image', alt_text: evil, image_url: 'https://x', title: { type: 'plain_text', text: evil } },
          { type: 'table', rows },
          { type: 'data_table', caption: evil, rows },
          {
            type: 'data_visualization',
            title: evil,
            chart: {
              type: 'bar',
              series: [{ name: evil, data: [{ label: evil, value: 1 }] }],
              axis_config: { categories: [evil], x_label: evil, y_label: evil },
            },
          },
          {
            type: 'rich_text',
            elements: [
              {
                type: 'rich_text_section',
                elements: [
                  { type: 'text', text: evil },
                  { type: 'link', url: `https://x/${evil}`, text: evil },
                  { type: 'emoji', name: evil },
                  { type: 'user', user_id: evil },
                ],
              },
            ],
          },
        ],
      }),
    ],
    { app: 'U0HEADROOM', names: new Map([['U0ANN', evil]]) },
  );

  expect(html).not.toMatch(/<(?:img|script|\/style)/);
  expect(html.replaceAll(/"[^"]*"/g, '')).not.toMatch(/<[^>]*\sonerror/);
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
});

test('no text makes an element that the page does not make itself, and none is lost on the way', () => {
  const pieces = [
    '<',
    '>',
    '&',
    '"',
    "'",
    '`',
    '```',
    '*',
    '_',
    '~',
    '|',
    '!here',
    '@U1',
    '&lt;',
    '&amp;',
    ' ',
    '\n',
    ':',
    'a',
    '\u202e',
    '<!date^1^{time}|',
  ];
  const own =
    /^<\/?(?:strong|em|s|code|pre|blockquote|time datetime="[\w:.-]+"|time|span class="mention(?: pages)?"|span|a href="https?:[^"<>]*" rel="noreferrer"|a)>$/;
  const hostile = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));

  fc.assert(
    fc.property(hostile, (text) => {
      const html = wordsOf(htmlOfText(`${text}END`));
      for (const [tag] of html.matchAll(/<[^>]*>?/g)) expect(tag).toMatch(own);
      expect(html).toContain('END');
      expect(html).not.toContain('\u202e');
    }),
  );
});

test('plain text has emoji and no emphasis', () => {
  const html = htmlOfBlocks({
    type: 'header',
    text: { type: 'plain_text', text: ':warning: *Blind* <!here> a &amp; b' },
  });

  expect(html).toContain('<h5>⚠️ *Blind* &lt;!here&gt; a &amp; b</h5>');
});

test('markdown is shown as the same words in mrkdwn', () => {
  const text = '# Head **line**\n- **bold** and *italic*\n- [a > b](https://example.com), ~~gone~~, `**code**` <!here>';

  expect(wordsOf(htmlOfBlocks({ type: 'markdown', text }))).toBe(
    [
      '<strong>Head line</strong>',
      '• <strong>bold</strong> and <em>italic</em>',
      '• <a href="https://example.com" rel="noreferrer">a &gt; b</a>, <s>gone</s>, <code>**code**</code> <span class="mention pages">@here</span>',
    ].join('\n'),
  );
});
