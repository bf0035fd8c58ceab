/** The one way in which text gets into the page: names are AWS's own, and whoever may name an API may write anything. */

/** Control, format (bidirectional overrides, zero-width), private and unassigned characters, and line separators. */
const NOT_PRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

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
