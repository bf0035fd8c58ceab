/** A message that its own channel did not take, and another one gets. */
import type { Message } from '../../domain/message';
import { context } from './blocks';
import { code, plain } from './words';

/** @param channel for which it was meant @param error what Slack said, as in `is_archived` */
export function redirected(message: Message, channel: string, error: string): Message {
  const note = context([`↪️ meant for ${nameOf(channel)}, where Slack does not take it: ${code(error)}`]);
  return {
    ...message,
    text: `${message.text} (Meant for the channel ${plain(channel, 30)}: ${plain(error, 80)}.)`,
    variants: message.variants.map((blocks) => [...note, ...blocks]),
  };
}

/** The last that a message says which goes on in another channel. */
export function movedOn(message: Message, channel: string): Message {
  const note = context([`↪️ goes on in ${nameOf(channel)}`]);
  return {
    ...message,
    text: `${message.text} (It goes on in the channel ${plain(channel, 30)}.)`,
    variants: message.variants.map((blocks) => [...note, ...blocks]),
  };
}

function nameOf(channel: string): string {
  return /^[CGD][A-Z0-9]{2,20}$/.test(channel) ? `<#${channel}>` : code(channel);
}
