/** What stands in an actions block, beside a section, or in a context. */
import * as z from 'zod';
import { ACTION_ID, BUTTON_TEXT, BUTTON_VALUE, CONTEXT_TEXT, OVERFLOW_OPTIONS } from './limits';
import { confirm, eitherText, image, option, plainText, text, url } from './objects';

const actionId = text(ACTION_ID).optional();

const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(BUTTON_TEXT),
  action_id: actionId,
  url: url.optional(),
  value: text(BUTTON_VALUE).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
  accessibility_label: text(BUTTON_TEXT).optional(),
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: actionId,
  options: z.array(option).min(1).max(OVERFLOW_OPTIONS),
  confirm: confirm.optional(),
});

/**
 * Elements that ask for input, which is of no use to an app without an endpoint: Slack allows them here, and this sandbox
 * does not look inside.
 */
const input = z.looseObject({
  type: z.literal([
    'checkboxes',
    'datepicker',
    'datetimepicker',
    'radio_buttons',
    'timepicker',
    'static_select',
    'external_select',
    'users_select',
    'conversations_select',
    'channels_select',
    'multi_static_select',
    'multi_external_select',
    'multi_users_select',
    'multi_conversations_select',
    'multi_channels_select',
    'workflow_button',
  ]),
  action_id: actionId,
});

export const actionElement = z.discriminatedUnion('type', [button, overflow, input]);
export const accessory = z.discriminatedUnion('type', [button, overflow, input, image({})]);
export const contextElement = z.discriminatedUnion('type', [...eitherText(CONTEXT_TEXT).options, image({})]);
