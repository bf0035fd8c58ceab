/** A message that its own channel did not take, and another one gets. */
import type { Message } from '../../domain/message';
import { context } from './blocks';
import { code, plain } from './words';

/** @param channel for which it was meant @param error what Slack said, as in `is_archived` */
export function redirected(message: Message, channel: string, error: string): Message {
  const meant = /^[CGD][A-Z0-9]{2,20}$/.test(channel) ? `<#${channel}>` : code(channel);
  const note = context([`↪️ meant for ${meant}, where Slack does not take it: ${code(error)}`]);
  return {
    ...message,
    text: `${message.text} (Meant for the channel ${plain(channel, 30)}: ${plain(error, 80)}.)`,
    variants: message.variants.map((blocks) => [...note, ...blocks]),
  };
}
