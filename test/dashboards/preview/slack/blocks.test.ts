import { htmlOfBlocks, readOf } from './support';

const raw = (text: string) => ({ type: 'raw_text', text });
const count = (value: number, text = String(value)) => ({ type: 'raw_number', value, text });

test.each([{ type: 'carousel' }, { type: 'header' }, { type: 'section', text: 'not an object' }, { type: '' }])(
  'a block that the page cannot draw is named in its place: %j',
  (block) => {
    expect(readOf(htmlOfBlocks(block, { type: 'divider' }))).toContain(`unknown block ${block.type}`.trim());
  },
);

test('a section has its text, its fields side by side, and its button', () => {
  const html = htmlOfBlocks({
    type: 'section',
    text: { type: 'mrkdwn', text: '*What*' },
    fields: [
      { type: 'mrkdwn', text: '*Trend*\n+9' },
      { type: 'plain_text', text: '*plain*' },
    ],
    accessory: { type: 'button', text: { type: 'plain_text', text: 'Open' }, url: 'https://example.com' },
  });

  expect(html).toContain(
    [
      '<div class="words"><strong>What</strong></div>',
      '<div class="fields"><div class="words"><strong>Trend</strong>\n+9</div><div class="words">*plain*</div></div>',
      '<a href="https://example.com" rel="noreferrer"><span class="button">Open</span></a>',
    ].join(''),
  );
});

test('a picture is what it says that it shows, and nobody is asked for it', () => {
  const html = htmlOfBlocks({ type: 'image', image_url: 'https://example.com/a.png', alt_text: 'Peaks in October' });

  expect(readOf(html)).toContain('Peaks in October');
  expect(html).not.toContain('example.com');
});

test('a data table has a caption, a header, names of rows, and numbers to the right', () => {
  const html = htmlOfBlocks({
    type: 'data_table',
    caption: 'Worst 1 of 614',
    rows: [
      [raw('Resource'), raw('Used'), raw('vs Sep')],
      [raw('orders-v2'), count(1000, '1,000'), raw('+5')],
    ],
  });

  expect(html).toContain(
    [
      '<div class="table" role="region" aria-label="Worst 1 of 614" tabindex="0"><table><caption>Worst 1 of 614</caption>',
      '<thead><tr><th scope="col" class="left">Resource</th><th scope="col" class="right">Used</th><th scope="col" class="left">vs Sep</th></tr></thead>',
      '<tbody><tr><th scope="row" class="left">orders-v2</th><td class="right">1,000</td><td class="left">+5</td></tr></tbody></table></div>',
    ].join(''),
  );
  expect(html).not.toContain('Showing');
});

test('a data table shows its first page, and how many rows there are', () => {
  const rows = [[raw('API')], ...Array.from({ length: 12 }, (_, index) => [raw(`row-${index + 1}.`)])];
  const table = (page_size?: number) => readOf(htmlOfBlocks({ type: 'data_table', caption: 'All', rows, page_size }));

  expect(table(10)).toContain('row-10. Showing 1–10 of 12');
  expect(table(10)).not.toContain('row-11.');
  expect(table()).toContain('row-5. Showing 1–5 of 12');
  expect(table(12)).not.toContain('Showing');
});

test('a table aligns its columns as it is told', () => {
  const html = htmlOfBlocks({
    type: 'table',
    column_settings: [null, { align: 'center' }],
    rows: [
      [raw('A'), raw('B'), raw('C')],
      [raw('a'), count(1), count(2)],
    ],
  });

  expect(html).toContain('<td class="left">a</td><td class="center">1</td><td class="right">2</td>');
});

test('a chart is drawn, and says what it shows to those who do not see it', () => {
  const html = htmlOfBlocks({
    type: 'data_visualization',
    title: 'Peaks, %',
    chart: {
      type: 'line',
      series: [{ name: 'Regional APIs', data: [71, 94].map((value, index) => ({ label: `M${index}`, value })) }],
      axis_config: { categories: ['M0', 'M1'], y_label: '% of limit' },
    },
  });

  expect(html).toContain('aria-label="line chart: Regional APIs from 71 (M0) to 94 (M1)"');
  expect(readOf(html)).toContain('Peaks, % % of limit');
  expect(html).not.toMatch(/\sstyle=/);
});

test('rich text has emphasis, lists, and mentions that call', () => {
  const html = htmlOfBlocks({
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: '*as it is* ', style: { bold: true, code: true } },
          { type: 'broadcast', range: 'here' },
          { type: 'date', timestamp: 1795166040, format: '{time}' },
        ],
      },
      {
        type: 'rich_text_list',
        style: 'ordered',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'emoji', name: 'eyes' }] }],
      },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a\nb' }] },
    ],
  });

  expect(html).toContain(
    [
      '<div class="words"><strong><code>*as it is* </code></strong><span class="mention pages">@here</span><time datetime="2026-11-20T09:14:00.000Z">09:14</time></div>',
      '<ol class="list"><li class="words">👀</li></ol>',
      '<pre>a\nb</pre>',
    ].join(''),
  );
});
