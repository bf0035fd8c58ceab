/** The blocks of a message. What the page cannot draw is named in its place: a missing line would look like a good message. */
import { renderChart } from './chart';
import { mrkdwnOf } from './markdown';
import { renderMrkdwn } from './mrkdwn';
import { renderRichText } from './rich-text';
import { type BlockOf, type Button, knownBlock, type TextObject } from './schema';
import { renderDataTable, renderTable } from './tables';
import { renderLink, renderPlain, verbatim } from './text';
import type { SlackBlockView, SlackPeople } from './view';

export function renderBlock(sent: SlackBlockView, people: SlackPeople): string {
  const { data: block } = knownBlock.safeParse(sent);
  if (block === undefined) return `<p class="unknown">unknown block <code>${verbatim(sent.type)}</code></p>`;
  switch (block.type) {
    case 'header':
      return `<h5>${renderPlain(block.text.text)}</h5>`;
    case 'section':
      return renderSection(block, people);
    case 'context':
      return `<div class="context">${block.elements
        .map((one) => (one.type === 'image' ? renderImage(one) : renderText(one, people)))
        .join('')}</div>`;
    case 'divider':
      return '<hr>';
    case 'actions':
      return `<p class="actions">${block.elements.map(renderButton).join(' ')}</p>`;
    case 'image':
      return renderImage(block);
    case 'rich_text':
      return renderRichText(block, people);
    case 'markdown':
      return `<div class="words">${renderMrkdwn(mrkdwnOf(block.text), people)}</div>`;
    case 'table':
      return renderTable(block, people);
    case 'data_table':
      return renderDataTable(block, people);
    case 'data_visualization':
      return renderChart(block);
  }
}

function renderText({ type, text }: TextObject, people: SlackPeople): string {
  return `<div class="words">${type === 'mrkdwn' ? renderMrkdwn(text, people) : renderPlain(text)}</div>`;
}

function renderSection({ text, fields, accessory }: BlockOf<'section'>, people: SlackPeople): string {
  const aside = accessory && (accessory.type === 'image' ? renderImage(accessory) : renderButton(accessory));
  return [
    text ? renderText(text, people) : '',
    fields ? `<div class="fields">${fields.map((field) => renderText(field, people)).join('')}</div>` : '',
    aside ?? '',
  ].join('');
}

/** A page that asks nobody has no pictures of others. */
function renderImage({ title, alt_text }: Omit<BlockOf<'image'>, 'type'>): string {
  return `<p class="image">${title ? `<strong>${renderPlain(title.text)}</strong> ` : ''}${verbatim(alt_text)}</p>`;
}

function renderButton({ text, url }: Button): string {
  const label = `<span class="button">${renderPlain(text.text)}</span>`;
  return url === undefined ? label : renderLink(url, label);
}
