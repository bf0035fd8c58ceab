/** Texts, options and dialogs: what blocks and their elements are made of. */
import * as z from 'zod';
import { BLOCK_ID, CONFIRM_BUTTON, CONFIRM_TEXT, CONFIRM_TITLE, IMAGE_TEXT, OPTION_TEXT, URL_LENGTH } from './limits';

export function text(most: number): z.ZodString {
  return z.string().min(1).max(most);
}

export function plainText(most: number) {
  return z.strictObject({ type: z.literal('plain_text'), text: text(most), emoji: z.boolean().optional() });
}

function mrkdwn(most: number) {
  return z.strictObject({ type: z.literal('mrkdwn'), text: text(most), verbatim: z.boolean().optional() });
}

export function eitherText(most: number) {
  return z.discriminatedUnion('type', [plainText(most), mrkdwn(most)]);
}

export const url = text(URL_LENGTH).refine((value) => URL.canParse(value), 'must be a valid URL');

export const confirm = z.strictObject({
  title: plainText(CONFIRM_TITLE),
  text: eitherText(CONFIRM_TEXT),
  confirm: plainText(CONFIRM_BUTTON),
  deny: plainText(CONFIRM_BUTTON),
  style: z.enum(['primary', 'danger']).optional(),
});

export const option = z.strictObject({
  text: plainText(OPTION_TEXT),
  value: text(OPTION_TEXT).optional(),
  description: plainText(OPTION_TEXT).optional(),
  url: url.optional(),
});

/** The same for the block and for the element. */
const imageParts = {
  type: z.literal('image'),
  alt_text: text(IMAGE_TEXT),
  image_url: url.optional(),
  slack_file: z.union([z.strictObject({ id: text(BLOCK_ID) }), z.strictObject({ url })]).optional(),
};

export function image<More extends z.ZodRawShape>(more: More) {
  return z
    .strictObject({ ...imageParts, ...more })
    .refine(
      (value) => 'image_url' in value !== 'slack_file' in value,
      'must define either `image_url` or `slack_file`',
    );
}
