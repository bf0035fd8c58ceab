/**
 * Whom a message pages. Slack reads mentions in mrkdwn and in the top-level text, before it turns `&lt;` into `<`, so what
 * is escaped pages nobody; plain text and raw text are not read
 * (https://docs.slack.dev/messaging/formatting-message-text).
 *
 * Where it is not known, a mention counts: in code, in the text that stands behind blocks, with `mrkdwn: false`, in an
 * edit, in capitals.
 */
import type { SlackBlock } from './blocks/check';

const MENTION = /<(!(?:here|channel|everyone|group)|@[UW][A-Z0-9]+|!subteam\^S[A-Z0-9]+)(?:\|[^>]*)?>/gi;

/** @returns each mention once and without its label, as in `<!here>`, `<@U0123456789>`, `<!subteam^S0123456789>` */
export function mentionsIn(text: string, blocks: readonly SlackBlock[]): string[] {
  return [...new Set([...mentionsInText(text), ...blocks.flatMap(mentionsInObject)])];
}

function mentionsInText(text: string): string[] {
  return [...text.matchAll(MENTION)].map(([, who = '']) => `<${who}>`);
}

/** Texts say with their type whether they are read; in rich text a mention is an object. */
function mentionsInObject(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries = new Map<string, unknown>(Object.entries(value));
  const string = (key: string): string => String(entries.get(key));
  switch (entries.get('type')) {
    case 'mrkdwn':
    case 'markdown':
      return mentionsInText(string('text'));
    case 'user':
      return [`<@${string('user_id')}>`];
    case 'usergroup':
      return [`<!subteam^${string('usergroup_id')}>`];
    case 'broadcast':
      return [`<!${string('range')}>`];
    default:
      return [...entries.values()].flatMap(mentionsInObject);
  }
}
