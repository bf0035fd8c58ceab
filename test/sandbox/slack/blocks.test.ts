import type { WebClient } from '@slack/web-api';
import { CHANNEL, clientOf, refusal, start } from './support';

let client: WebClient;

beforeAll(async () => {
  client = clientOf(await start());
});

const post = async (blocks: unknown) =>
  await client.apiCall('chat.postMessage', { channel: CHANNEL, text: 'fallback', blocks });

/** As many alike. */
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const long = (length: number) => 'x'.repeat(length);

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const header = (length: number) => ({ type: 'header', text: plain(long(length)) });
const section = (length: number) => ({ type: 'section', text: mrkdwn(long(length)) });
const fields = (count: number, length = 1) => ({ type: 'section', fields: times(count, () => mrkdwn(long(length))) });
const withAccessory = (accessory: object) => ({ type: 'section', text: mrkdwn('a'), accessory });
const context = (count: number, length = 1) => ({
  type: 'context',
  elements: times(count, () => mrkdwn(long(length))),
});
const button = (more: object = {}) => ({ type: 'button', text: plain('Open'), ...more });
const actions = (...elements: readonly object[]) => ({ type: 'actions', elements });
const image = (more: object = {}) => ({
  type: 'image',
  alt_text: 'a',
  image_url: 'https://example.com/a.png',
  ...more,
});
const richText = (...elements: readonly object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
const markdown = (length: number) => ({ type: 'markdown', text: long(length) });
const cell = (length = 1) => ({ type: 'raw_text', text: long(length) });
const rows = (count: number, columns = 1, length = 1) => times(count, () => times(columns, () => cell(length)));
const table = (cells: unknown, more: object = {}) => ({ type: 'table', rows: cells, ...more });
const dataTable = (cells: unknown, more: object = {}) => ({ type: 'data_table', caption: 'a', rows: cells, ...more });
const chart = (body: object, title = 'a') => ({ type: 'data_visualization', title, chart: body });
const pie = (count: number, segment: object = {}) =>
  chart({ type: 'pie', segments: times(count, () => ({ label: 'a', value: 1, ...segment })) });
const line = ({ series = 1, categories = 1, axis = {}, type = 'line' }) =>
  chart({
    type,
    series: times(series, (index) => ({
      name: `s${index}`,
      data: times(categories, (point) => ({ label: `c${point}`, value: -point })),
    })),
    axis_config: { categories: times(categories, (index) => `c${index}`), ...axis },
  });
const points = (...labels: readonly string[]) => ({ name: 'a', data: labels.map((label) => ({ label, value: 1 })) });
const lineOf = (...series: readonly object[]) =>
  chart({ type: 'line', series, axis_config: { categories: ['Sep', 'Oct'] } });

test.each<readonly [what: string, ...blocks: readonly object[]]>([
  ['50 blocks', ...times(50, () => ({ type: 'divider' }))],
  ['a header of 150 characters', header(150)],
  ['a section of 3,000 characters', section(3000)],
  ['10 fields', fields(10)],
  ['fields of 2,000 characters', fields(2, 2000)],
  ['a section that expands', { ...section(1), expand: true }],
  ['a button beside a section', withAccessory(button({ url: 'https://example.com' }))],
  ['an image beside a section', withAccessory(image())],
  ['a menu beside a section', withAccessory({ type: 'overflow', options: [{ text: plain('a'), value: 'a' }] })],
  ['a date picker beside a section', withAccessory({ type: 'datepicker', action_id: 'a' })],
  ['10 elements in a context', context(10)],
  ['a context of 2,000 characters', context(1, 2000)],
  ['an image in a context', { type: 'context', elements: [image(), plain('a')] }],
  ['25 elements of actions', actions(...times(25, (index) => button({ action_id: `a${index}` })))],
  ['actions without ids', actions(button(), button())],
  [
    'a button with everything',
    actions(
      button({
        action_id: 'a',
        url: 'https://example.com',
        value: long(2000),
        style: 'primary',
        accessibility_label: 'a',
        confirm: { title: plain('a'), text: mrkdwn('a'), confirm: plain('Yes'), deny: plain('No'), style: 'danger' },
      }),
    ),
  ],
  ['an image with a title', image({ title: plain('a') })],
  ['an image that is a file', { type: 'image', alt_text: 'a', slack_file: { id: 'F0123456789' } }],
  [
    'rich text',
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'a', style: { bold: true } },
            { type: 'link', url: 'https://example.com', text: 'a' },
            { type: 'emoji', name: 'eyes' },
            { type: 'channel', channel_id: CHANNEL },
            { type: 'date', timestamp: 1795166040, format: '{time}', fallback: '09:14' },
          ],
        },
        { type: 'rich_text_list', style: 'bullet', elements: [{ type: 'rich_text_section', elements: [] }] },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a' }] },
        { type: 'rich_text_quote', elements: [{ type: 'text', text: 'a' }] },
      ],
    },
  ],
  ['12,000 characters of markdown', markdown(12_000)],
  ['a table of 100 rows and 20 columns', table(rows(100, 20))],
  ['a table with settings', table(rows(1, 2), { column_settings: [{ align: 'right', is_wrapped: true }, null] })],
  ['10,000 characters in a table', table(rows(10, 1, 1000))],
  ['a data table of 201 rows and 20 columns', dataTable(rows(201, 20))],
  ['a data table of 2 rows', dataTable(rows(2), { page_size: 100, row_header_column_index: 0 })],
  ['rich text in a data table', dataTable([[cell()], [richText({ type: 'text', text: 'a' })]])],
  ['2 charts', pie(12), line({ series: 12, categories: 20 })],
  ['a bar chart', line({ type: 'bar', axis: { x_label: long(50), y_label: long(50) } })],
  ['an area chart', line({ type: 'area' })],
  [
    'a chart with a title of 50 characters',
    chart({ type: 'pie', segments: [{ label: long(20), value: 0.5 }] }, long(50)),
  ],
  ['a block_id of 255 characters', { type: 'divider', block_id: long(255) }],
  ['13,200 characters in all', ...times(4, () => section(3000)), section(1200)],
])('Slack takes %s', async (_, ...blocks) => {
  expect(await post(blocks)).toMatchObject({ ok: true });
});

const refused: readonly (readonly [what: string, blocks: readonly unknown[], ...sentences: readonly string[]])[] = [
  ['51 blocks', times(51, () => ({ type: 'divider' })), 'no more than 50 items allowed [json-pointer:/blocks]'],
  ['what is no block', [5], 'must be a valid object [json-pointer:/blocks/0]'],
  ['a block without a type', [{}], 'unsupported type: (none) [json-pointer:/blocks/0/type]'],
  ['an unknown block', [section(1), { type: 'poem' }], 'unsupported type: poem [json-pointer:/blocks/1/type]'],
  [
    'an alert, which is for modals',
    [{ type: 'alert', text: plain('a') }],
    'unsupported type: alert [json-pointer:/blocks/0/type]',
  ],
  ['a block that the sandbox lacks', [{ type: 'card' }], 'unsupported type: card [json-pointer:/blocks/0/type]'],
  [
    'a long block_id',
    [{ type: 'divider', block_id: long(256) }],
    'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
  ],
  [
    'a block_id that is not unique',
    [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ],
    'block_id must be unique: a [json-pointer:/blocks/1/block_id]',
  ],
  [
    'what a block does not have',
    [{ type: 'divider', color: 'red' }],
    'invalid additional property: color [json-pointer:/blocks/0]',
  ],
  ['a long header', [header(151)], 'must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
  ['an empty header', [header(0)], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
  ['a header without text', [{ type: 'header' }], 'missing required field: text [json-pointer:/blocks/0/text]'],
  [
    'a header in mrkdwn',
    [{ type: 'header', text: mrkdwn('a') }],
    'must be a valid enum value [json-pointer:/blocks/0/text/type]',
  ],
  ['a long section', [section(3001)], 'must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
  ['an empty section', [{ type: 'section' }], 'must define either `fields` or `text` [json-pointer:/blocks/0]'],
  ['11 fields', [fields(11)], 'no more than 10 items allowed [json-pointer:/blocks/0/fields]'],
  ['no fields', [fields(0)], 'no less than 1 items allowed [json-pointer:/blocks/0/fields]'],
  ['a long field', [fields(1, 2001)], 'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]'],
  [
    'rich text beside a section',
    [withAccessory(richText())],
    'unsupported type: rich_text [json-pointer:/blocks/0/accessory/type]',
  ],
  ['11 elements in a context', [context(11)], 'no more than 10 items allowed [json-pointer:/blocks/0/elements]'],
  ['a long context', [context(1, 2001)], 'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/text]'],
  [
    'a button in a context',
    [{ type: 'context', elements: [button()] }],
    'unsupported type: button [json-pointer:/blocks/0/elements/0/type]',
  ],
  [
    '26 elements of actions',
    [actions(...times(26, () => button()))],
    'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    'actions whose ids are not unique',
    [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
    'action_ids must be unique [json-pointer:/blocks/0/elements]',
  ],
  [
    'a long button',
    [actions(button({ text: plain(long(76)) }))],
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  ],
  [
    'a long value',
    [actions(button({ value: long(2001) }))],
    'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
  ],
  [
    'a long URL',
    [actions(button({ url: `https://example.com/${long(2981)}` }))],
    'must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]',
  ],
  [
    'what is no URL',
    [actions(button({ url: 'nowhere' }))],
    'must be a valid URL [json-pointer:/blocks/0/elements/0/url]',
  ],
  [
    'a style that is none',
    [actions(button({ style: 'loud' }))],
    'must be a valid enum value [json-pointer:/blocks/0/elements/0/style]',
  ],
  [
    '6 options in a menu',
    [actions({ type: 'overflow', options: times(6, () => ({ text: plain('a') })) })],
    'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    'a long alt_text',
    [image({ alt_text: long(2001) })],
    'must be less than 2001 characters [json-pointer:/blocks/0/alt_text]',
  ],
  [
    'an image from nowhere',
    [{ type: 'image', alt_text: 'a' }],
    'must define either `image_url` or `slack_file` [json-pointer:/blocks/0]',
  ],
  [
    'an image from two places',
    [image({ slack_file: { id: 'F0123456789' } })],
    'must define either `image_url` or `slack_file` [json-pointer:/blocks/0]',
  ],
  [
    'rich text with something else in it',
    [richText({ type: 'poem' })],
    'unsupported type: poem [json-pointer:/blocks/0/elements/0/elements/0/type]',
  ],
  [
    'long markdown',
    [markdown(12_001)],
    'must be less than 12001 characters [json-pointer:/blocks/0/text]',
    'all markdown blocks must have less than 12001 characters [json-pointer:/blocks]',
  ],
  [
    'much markdown',
    [markdown(6000), markdown(6001)],
    'all markdown blocks must have less than 12001 characters [json-pointer:/blocks]',
  ],
  ['a table of 101 rows', [table(rows(101))], 'no more than 100 items allowed [json-pointer:/blocks/0/rows]'],
  ['a table of 21 columns', [table(rows(1, 21))], 'no more than 20 items allowed [json-pointer:/blocks/0/rows/0]'],
  [
    '10,001 characters in tables',
    [table(rows(5, 1, 1000)), table([...rows(5, 1, 1000), [cell()]])],
    'all table blocks must have less than 10001 characters [json-pointer:/blocks]',
  ],
  ['a data table of a header', [dataTable(rows(1))], 'no less than 2 items allowed [json-pointer:/blocks/0/rows]'],
  ['a data table of 202 rows', [dataTable(rows(202))], 'no more than 201 items allowed [json-pointer:/blocks/0/rows]'],
  [
    'a data table of 21 columns',
    [dataTable(rows(2, 21))],
    'no more than 20 items allowed [json-pointer:/blocks/0/rows/0]',
    'no more than 20 items allowed [json-pointer:/blocks/0/rows/1]',
  ],
  [
    'a data table of uneven rows',
    [dataTable([[cell()], [cell(), cell()]])],
    'all rows must have the same number of cells [json-pointer:/blocks/0/rows]',
  ],
  [
    'a data table without a caption',
    [{ type: 'data_table', rows: rows(2) }],
    'missing required field: caption [json-pointer:/blocks/0/caption]',
  ],
  [
    'rich text in the header of a data table',
    [dataTable([[richText({ type: 'text', text: 'a' })], [cell()]])],
    'the first row is the header and must not have rich_text cells [json-pointer:/blocks/0/rows]',
  ],
  [
    'a number without its text',
    [dataTable([[cell()], [{ type: 'raw_number', value: 1 }]])],
    'missing required field: text [json-pointer:/blocks/0/rows/1/0/text]',
  ],
  [
    'a number that is none',
    [dataTable([[cell()], [{ type: 'raw_number', value: '1', text: '1' }]])],
    'must be a valid number [json-pointer:/blocks/0/rows/1/0/value]',
  ],
  [
    'mrkdwn in a cell',
    [dataTable([[cell()], [mrkdwn('a')]])],
    'unsupported type: mrkdwn [json-pointer:/blocks/0/rows/1/0/type]',
  ],
  [
    'an empty cell',
    [dataTable([[cell()], [cell(0)]])],
    'must be more than 0 characters [json-pointer:/blocks/0/rows/1/0/text]',
  ],
  ['a page of 101', [dataTable(rows(2), { page_size: 101 })], 'must be at most 100 [json-pointer:/blocks/0/page_size]'],
  ['a page of 0', [dataTable(rows(2), { page_size: 0 })], 'must be at least 1 [json-pointer:/blocks/0/page_size]'],
  [
    '20,001 characters in data tables',
    [dataTable(rows(10, 1, 1000)), dataTable([...rows(10, 1, 1000), [cell()]])],
    'all data_table blocks must have less than 20001 characters [json-pointer:/blocks]',
  ],
  ['3 charts', [pie(1), pie(1), pie(1)], 'no more than 2 data_visualization blocks allowed [json-pointer:/blocks]'],
  [
    'a long title',
    [chart({ type: 'pie', segments: [{ label: 'a', value: 1 }] }, long(51))],
    'must be less than 51 characters [json-pointer:/blocks/0/title]',
  ],
  ['a chart that is none', [chart({ type: 'radar' })], 'unsupported type: radar [json-pointer:/blocks/0/chart/type]'],
  ['13 segments', [pie(13)], 'no more than 12 items allowed [json-pointer:/blocks/0/chart/segments]'],
  [
    'a segment of nothing',
    [pie(1, { value: 0 })],
    'must be more than 0 [json-pointer:/blocks/0/chart/segments/0/value]',
  ],
  [
    'a long segment',
    [pie(1, { label: long(21) })],
    'must be less than 21 characters [json-pointer:/blocks/0/chart/segments/0/label]',
  ],
  ['13 series', [line({ series: 13 })], 'no more than 12 items allowed [json-pointer:/blocks/0/chart/series]'],
  ['no series', [line({ series: 0 })], 'no less than 1 items allowed [json-pointer:/blocks/0/chart/series]'],
  [
    '21 categories',
    [line({ categories: 21 })],
    'no more than 20 items allowed [json-pointer:/blocks/0/chart/series/0/data]',
    'no more than 20 items allowed [json-pointer:/blocks/0/chart/axis_config/categories]',
  ],
  [
    'a long axis label',
    [line({ axis: { x_label: long(51) } })],
    'must be less than 51 characters [json-pointer:/blocks/0/chart/axis_config/x_label]',
  ],
  [
    'a long category',
    [line({ axis: { categories: [long(21)] } })],
    'must be less than 21 characters [json-pointer:/blocks/0/chart/axis_config/categories/0]',
    'every series must have exactly one data point for each category [json-pointer:/blocks/0/chart]',
  ],
  [
    'categories that are not unique',
    [line({ axis: { categories: ['c0', 'c0'] } })],
    'categories must be unique [json-pointer:/blocks/0/chart/axis_config/categories]',
    'every series must have exactly one data point for each category [json-pointer:/blocks/0/chart]',
  ],
  [
    'series of one name',
    [lineOf(points('Sep', 'Oct'), points('Sep', 'Oct'))],
    'names of series must be unique [json-pointer:/blocks/0/chart/series]',
  ],
  ...[points('Sep'), points('Sep', 'Nov'), points('Sep', 'Sep'), points('Sep', 'Oct', 'Nov')].map(
    (series) =>
      [
        `a series of ${series.data.map(({ label }) => label).join(', ')} over Sep, Oct`,
        [lineOf(series)],
        'every series must have exactly one data point for each category [json-pointer:/blocks/0/chart]',
      ] as const,
  ),
  [
    'two wrongs at once',
    [header(151), section(3001)],
    'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    'must be less than 3001 characters [json-pointer:/blocks/1/text/text]',
  ],
];

test.each(refused.map(([what, blocks, ...sentences]) => ({ what, blocks, sentences })))(
  'Slack refuses $what, and says where',
  async ({ blocks, sentences }) => {
    await expect(post(blocks)).rejects.toMatchObject(
      refusal('invalid_blocks', {
        errors: sentences,
        response_metadata: { messages: sentences.map((sentence) => `[ERROR] ${sentence}`) },
      }),
    );
  },
);

test('more than 13,200 characters in all are refused, without a word where', async () => {
  const blocks = [...times(4, () => section(3000)), section(1201)];
  await expect(post(blocks)).rejects.toMatchObject(refusal('msg_blocks_too_long'));
});

test('cells and labels count among them', async () => {
  const blocks = [dataTable(rows(13, 1, 1000)), line({}), section(200)];
  await expect(post(blocks)).rejects.toMatchObject(refusal('msg_blocks_too_long'));
});

test('an edit is as strict', async () => {
  const { ts } = await client.chat.postMessage({ channel: CHANNEL, text: 'a' });
  await expect(
    client.apiCall('chat.update', { channel: CHANNEL, ts, text: 'a', blocks: [header(151)] }),
  ).rejects.toMatchObject(refusal('invalid_blocks'));
});

test('a workspace that lacks a new block refuses it, whatever it says', async () => {
  const old = clientOf(await start({ missingBlocks: ['data_visualization'] }));
  await expect(
    old.apiCall('chat.postMessage', { channel: CHANNEL, blocks: [section(1), pie(1)] }),
  ).rejects.toMatchObject(
    refusal('invalid_blocks', { errors: ['unsupported type: data_visualization [json-pointer:/blocks/1/type]'] }),
  );
});

test('what Slack has and the sandbox has not is said aloud', async () => {
  const said: string[] = [];
  const here = clientOf(await start({ complain: (text) => said.push(text) }));
  const ask = async (method: string, input: object) =>
    await here.apiCall(method, { channel: CHANNEL, text: 'a', ...input }).catch(() => {});
  await ask('chat.postMessage', { blocks: [{ type: 'card' }] });
  await ask('chat.postMessage', { attachments: [] });
  await ask('chat.delete', {});

  expect(said).toEqual([
    'sandbox: Slack has no block card here',
    'sandbox: Slack has no argument attachments here',
    'sandbox: Slack has no method chat.delete here',
  ]);
});
