/** A file as a card with its first lines. */
import { extname } from 'node:path';
import { escapeHtml } from '../../../lambda/drawing/html';
import { verbatim } from './text';
import type { SlackFileView } from './view';

/** What Slack shows of a text file before a reader opens it. */
const LINES = 5;
const WITH_LINES = new Set(['csv', 'json', 'md', 'txt', 'yaml', 'yml']);

export function renderFile({ name, title, content }: SlackFileView): string {
  const type = extname(name).slice(1);
  const named = title === '' || title === name ? '' : ` · ${verbatim(name)}`;
  return [
    '<div class="file"><div class="file-head">',
    '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 2h8l5 5v15H6z" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round"/><path d="M14 2v5h5M9 12h7M9 16h7" fill="none" stroke="currentColor" stroke-width="1.6"/></svg>',
    `<p><strong>${verbatim(title || name)}</strong>`,
    `<span>${escapeHtml((type || 'file').toUpperCase())} · ${sizeOf(content.length)}${named}</span></p></div>`,
    WITH_LINES.has(type.toLowerCase()) ? renderLines(name, content) : '',
    '</div>',
  ].join('');
}

function renderLines(name: string, content: Uint8Array): string {
  const lines = new TextDecoder().decode(content).trimEnd().split(/\r?\n/);
  const more = lines.length - LINES;
  return [
    `<pre role="region" aria-label="${escapeHtml(name)}" tabindex="0">${verbatim(lines.slice(0, LINES).join('\n'))}</pre>`,
    more > 0 ? `<p class="more">${number.format(more)} more ${more === 1 ? 'line' : 'lines'}</p>` : '',
  ].join('');
}

const number = new Intl.NumberFormat('en');
const KIB = 1024;

function sizeOf(bytes: number): string {
  if (bytes < KIB) return `${bytes} bytes`;
  const kib = bytes / KIB;
  return kib < KIB ? `${number.format(Math.round(kib))} KB` : `${(kib / KIB).toFixed(1)} MB`;
}
