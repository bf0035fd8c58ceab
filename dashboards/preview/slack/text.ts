/** Text on its way into the page. */
import { escapeHtml } from '../../../lambda/drawing/html';
import { withEmoji } from './emoji';

/** As it is written. Where it stands, line feeds and blanks are kept. */
export function verbatim(text: string): string {
  return text.split(/\r?\n/).map(escapeHtml).join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Slack knows these three and turns them back once: `&amp;lt;` is `&lt;` for a reader. */
export function decoded(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? '');
}

/** Slack keeps plain text with the same entities (bolt-python#513). */
export function renderPlain(text: string): string {
  return verbatim(withEmoji(decoded(text)));
}

/** Whether it leads to a page, a mailbox or a telephone. */
export function isLink(url: string): boolean {
  return /^(?:https?|mailto|tel):/i.test(url);
}

/** @param label HTML; where the link would lead elsewhere it stays without one */
export function renderLink(url: string, label: string): string {
  return isLink(url) ? `<a href="${escapeHtml(url)}" rel="noreferrer">${label}</a>` : label;
}

/** @param pages whether it calls people, which has its own colour */
export function renderMention(text: string, pages: boolean): string {
  return `<span class="mention${pages ? ' pages' : ''}">${escapeHtml(text)}</span>`;
}
