/** One page that needs nothing else: no server, no network, no fonts. Pure. */
import { createHash } from 'node:crypto';
import { escapeHtml } from './html';
import { script } from './script';
import { style } from './style';

/** What is HTML in it was escaped by its author. The page runs no script but its own and takes no styles in attributes. */
export interface Page {
  readonly title: string;
  /** Where the first key leads: `Skip to the dashboard`. */
  readonly skip: string;
  /** HTML: the heading and what stands below it. */
  readonly header: string;
  readonly sections: readonly Section[];
  /** HTML. */
  readonly footer: string;
  /** Rules beside those that all pages have. */
  readonly css: string;
}

export interface Section {
  /** An anchor, unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly html: string;
  /** Rules for what is inside, such as `#slack .message { … }`. */
  readonly css?: string;
}

export function renderPage({ title, skip, header, sections, footer, css: own }: Page): string {
  const css = [style, own, ...sections.map((one) => one.css ?? '')].join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(css)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${css}</style>
</head>
<body>
<a class="skip" href="#content">${escapeHtml(skip)}</a>
<div class="page">
<header>
<p class="brand">${MARK}Headroom</p>
${header}
${renderLinks(sections)}
</header>
<main id="content" tabindex="-1">
${sections.map(renderSection).join('\n')}
</main>
<footer>${footer}</footer>
</div>
<script>${script}</script>
</body>
</html>
`;
}

/** Only what is in the page, by its hash: neither a request nor a script that came with a name can get through. */
function policyFor(css: string): string {
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `style-src ${hash(css)}`,
    `script-src ${hash(script)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

const MARK =
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M3 17a9 9 0 0 1 18 0" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round"/><path d="M12 17l4.6-6" stroke="currentColor" stroke-width="2.6" stroke-linecap="round"/></svg>';

function renderLinks(sections: readonly Section[]): string {
  if (sections.length < 2) return '';
  const links = sections.map(({ id, title }) => `<li><a href="#${escapeHtml(id)}">${escapeHtml(title)}</a></li>`);
  return `<nav aria-label="Sections"><ul>${links.join('')}</ul></nav>`;
}

function renderSection({ id, title, html }: Section): string {
  const anchor = escapeHtml(id);
  return `<section class="part" id="${anchor}" aria-labelledby="${anchor}-heading"><h2 id="${anchor}-heading">${escapeHtml(title)}</h2>\n${html}</section>`;
}
