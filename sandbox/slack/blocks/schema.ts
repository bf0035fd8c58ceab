/** The blocks that a message may have, as far as this sandbox knows them. */
import * as z from 'zod';
import { chartParts } from './charts';
import { accessory, actionElement, contextElement } from './elements';
import {
  ACTIONS_ELEMENTS,
  BLOCK_ID,
  CONTEXT_ELEMENTS,
  HEADER,
  IMAGE_TEXT,
  MARKDOWN,
  SECTION_FIELD,
  SECTION_FIELDS,
  SECTION_TEXT,
} from './limits';
import { eitherText, image, plainText, text } from './objects';
import { richTextParts } from './rich-text';
import { dataTableParts, tableParts } from './tables';

/** An empty `block_id` is refused, which is the stricter reading of "unique" (slack-go#823). */
const block_id = text(BLOCK_ID).optional();

const section = z
  .strictObject({
    type: z.literal('section'),
    block_id,
    text: eitherText(SECTION_TEXT).optional(),
    fields: z.array(eitherText(SECTION_FIELD)).min(1).max(SECTION_FIELDS).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, 'must define either `fields` or `text`');

const actions = z.strictObject({
  type: z.literal('actions'),
  block_id,
  elements: z
    .array(actionElement)
    .min(1)
    .max(ACTIONS_ELEMENTS)
    .refine((elements) => {
      const ids = elements.flatMap(({ action_id }) => action_id ?? []);
      return new Set(ids).size === ids.length;
    }, 'action_ids must be unique'),
});

export const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), block_id, text: plainText(HEADER) }),
  section,
  z.strictObject({
    type: z.literal('context'),
    block_id,
    elements: z.array(contextElement).min(1).max(CONTEXT_ELEMENTS),
  }),
  z.strictObject({ type: z.literal('divider'), block_id }),
  actions,
  image({ block_id, title: plainText(IMAGE_TEXT).optional() }),
  z.strictObject({ ...richTextParts, block_id }),
  z.strictObject({ type: z.literal('markdown'), block_id, text: text(MARKDOWN) }),
  z.strictObject({ ...tableParts, block_id }),
  z.strictObject({ ...dataTableParts, block_id }),
  z.strictObject({ ...chartParts, block_id }),
]);

/** Blocks that Slack takes in messages and this sandbox does not: they are refused, and it says so. */
export const NOT_IN_THE_SANDBOX = new Set([
  'card',
  'carousel',
  'container',
  'context_actions',
  'file',
  'input',
  'plan',
  'task_card',
  'video',
]);
