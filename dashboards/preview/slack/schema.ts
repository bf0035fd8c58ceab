/** The blocks that this page can draw. What Slack would take is for others to say: this only finds what there is to show. */
import * as z from 'zod';

const text = z.object({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string() });
const image = z.object({ type: z.literal('image'), alt_text: z.string(), title: text.optional() });
const button = z.object({ type: z.literal('button'), text, url: z.string().optional(), style: z.string().optional() });

const style = z
  .object({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    code: z.boolean().optional(),
  })
  .optional();

const inline = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string(), style }),
  z.object({ type: z.literal('link'), url: z.string(), text: z.string().optional(), style }),
  z.object({ type: z.literal('emoji'), name: z.string(), style }),
  z.object({ type: z.literal('user'), user_id: z.string(), style }),
  z.object({ type: z.literal('usergroup'), usergroup_id: z.string(), style }),
  z.object({ type: z.literal('channel'), channel_id: z.string(), style }),
  z.object({ type: z.literal('broadcast'), range: z.string(), style }),
  z.object({
    type: z.literal('date'),
    timestamp: z.number(),
    format: z.string(),
    url: z.string().optional(),
    fallback: z.string().optional(),
    style,
  }),
]);

const richTextSection = z.object({ type: z.literal('rich_text_section'), elements: z.array(inline) });

const richText = z.object({
  type: z.literal('rich_text'),
  elements: z.array(
    z.discriminatedUnion('type', [
      richTextSection,
      z.object({
        type: z.literal('rich_text_list'),
        style: z.enum(['bullet', 'ordered']),
        elements: z.array(richTextSection),
      }),
      z.object({ type: z.literal('rich_text_quote'), elements: z.array(inline) }),
      z.object({ type: z.literal('rich_text_preformatted'), elements: z.array(inline) }),
    ]),
  ),
});

const cell = z.discriminatedUnion('type', [
  z.object({ type: z.literal('raw_text'), text: z.string() }),
  z.object({ type: z.literal('raw_number'), text: z.string() }),
  richText,
]);
const rows = z.array(z.array(cell)).min(1);

const chart = z.object({
  type: z.enum(['line', 'area', 'bar']),
  series: z.array(
    z.object({ name: z.string(), data: z.array(z.object({ label: z.string(), value: z.number() })).min(1) }),
  ),
  axis_config: z.object({
    categories: z.array(z.string()),
    x_label: z.string().optional(),
    y_label: z.string().optional(),
  }),
});

export const knownBlock = z.discriminatedUnion('type', [
  z.object({ type: z.literal('header'), text }),
  z.object({
    type: z.literal('section'),
    text: text.optional(),
    fields: z.array(text).optional(),
    accessory: z.discriminatedUnion('type', [button, image]).optional(),
  }),
  z.object({ type: z.literal('context'), elements: z.array(z.discriminatedUnion('type', [text, image])) }),
  z.object({ type: z.literal('divider') }),
  z.object({ type: z.literal('actions'), elements: z.array(button) }),
  image,
  richText,
  z.object({ type: z.literal('markdown'), text: z.string() }),
  z.object({
    type: z.literal('table'),
    rows,
    column_settings: z.array(z.object({ align: z.enum(['left', 'center', 'right']).optional() }).nullable()).optional(),
  }),
  z.object({
    type: z.literal('data_table'),
    caption: z.string(),
    rows,
    /** Defaults to 5: https://docs.slack.dev/reference/block-kit/blocks/data-table-block */
    page_size: z.int().min(1).default(5),
    row_header_column_index: z.int().default(0),
  }),
  z.object({ type: z.literal('data_visualization'), title: z.string(), chart }),
]);

export type KnownBlock = z.infer<typeof knownBlock>;
export type BlockOf<Type extends KnownBlock['type']> = Extract<KnownBlock, { type: Type }>;
export type TextObject = z.infer<typeof text>;
export type Button = z.infer<typeof button>;
export type Inline = z.infer<typeof inline>;
export type Cell = z.infer<typeof cell>;
