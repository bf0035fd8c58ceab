/** The markdown of a text widget, as far as ours uses it. */
import { escapeHtml } from '../../lambda/drawing/html';

export function renderMarkdown(markdown: string): string {
  return markdown
    .split('\n\n')
    .flatMap((block) => block.split(/(?<=^#.*)\n/))
    .map((block) => {
      const heading = /^#+ (.*)$/.exec(block)?.[1];
      return heading === undefined ? `<p>${inline(block)}</p>` : `<h3>${inline(heading)}</h3>`;
    })
    .join('\n');
}

/** Links into the console lead nowhere from here, so they are named only. */
function inline(text: string): string {
  return escapeHtml(text.replaceAll('\n', ' '))
    .replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replaceAll(/`([^`]+)`/g, '<code>$1</code>')
    .replaceAll(/\[([^\]]+)\]\((https:[^)\s]+)\)/g, '<a href="$2" rel="noreferrer">$1</a>')
    .replaceAll(/\[([^\]]+)\]\([^)\s]+\)/g, '<span class="console-link">$1</span>');
}
