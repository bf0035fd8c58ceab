/** The one way in which text gets into a page: names are AWS's own, and whoever may name an API may write anything. */
import { NO_NAME } from '../domain/plan-words';
import { NOT_PRINTABLE } from '../domain/printable';
import type { Words } from '../domain/words';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Safe as the content of an element and between the quotes of an attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll(NOT_PRINTABLE, '\ufffd').replaceAll(/[&<>"']/g, (one) => ENTITIES[one] ?? '');
}

/** The same for sentences: a percent sign stays with its number. */
export function textHtml(text: string): string {
  return escapeHtml(text).replaceAll(/(?<=\d) %/g, '&nbsp;%');
}

/** A name, or what somebody is to type. */
export function codeHtml(name: string): string {
  return `<bdi><code>${escapeHtml(name === '' ? NO_NAME : name)}</code></bdi>`;
}

export function wordsHtml(all: Words): string {
  return all.map((piece) => (typeof piece === 'string' ? textHtml(piece) : codeHtml(piece.code))).join('');
}

/** A sentence in which backticks mark code. */
export function markedHtml(text: string): string {
  return textHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}
