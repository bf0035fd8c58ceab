/** Rich text: its mentions, links and dates are objects, and its text is only text. */
import { renderDate } from './dates';
import { emojiOf } from './emoji';
import { nameOf, renderPre } from './mrkdwn';
import type { BlockOf, Inline } from './schema';
import { renderLink, renderMention, verbatim } from './text';
import type { SlackPeople } from './view';

export function renderRichText({ elements }: BlockOf<'rich_text'>, people: SlackPeople): string {
  const inline = (parts: readonly Inline[]): string => parts.map((part) => renderInline(part, people)).join('');
  return elements
    .map((element) => {
      switch (element.type) {
        case 'rich_text_section':
          return `<div class="words">${inline(element.elements)}</div>`;
        case 'rich_text_quote':
          return `<blockquote class="words">${inline(element.elements)}</blockquote>`;
        case 'rich_text_preformatted':
          return renderPre(element.elements.map((part) => ('text' in part ? (part.text ?? '') : '')).join(''));
        case 'rich_text_list': {
          const tag = element.style === 'ordered' ? 'ol' : 'ul';
          const items = element.elements.map((item) => `<li class="words">${inline(item.elements)}</li>`);
          return `<${tag} class="list">${items.join('')}</${tag}>`;
        }
      }
    })
    .join('');
}

function renderInline(part: Inline, people: SlackPeople): string {
  const { bold, italic, strike, code } = part.style ?? {};
  let html = renderBare(part, people);
  if (code) html = `<code>${html}</code>`;
  if (strike) html = `<s>${html}</s>`;
  if (italic) html = `<em>${html}</em>`;
  return bold ? `<strong>${html}</strong>` : html;
}

function renderBare(part: Inline, people: SlackPeople): string {
  switch (part.type) {
    case 'text':
      return verbatim(part.text);
    case 'link':
      return renderLink(part.url, verbatim(part.text ?? part.url));
    case 'emoji':
      return verbatim(emojiOf(part.name));
    case 'user':
      return renderMention(`@${nameOf(part.user_id, people)}`, true);
    case 'usergroup':
      return renderMention(`@${part.usergroup_id}`, true);
    case 'broadcast':
      return renderMention(`@${part.range}`, true);
    case 'channel':
      return renderMention(`#${part.channel_id}`, false);
    case 'date': {
      const { timestamp, format, url, fallback = format } = part;
      return renderDate({ epoch: timestamp, format, link: url, fallback });
    }
  }
}
