/**
 * Slack's mrkdwn. `slack-message-parser` leaves entities alone, so that `&lt;!here&gt;` is text, as in Slack;
 * `slack-blocks-to-jsx` 1.1.1 makes a mention of it, drops data tables, and needs React and styles in attributes.
 */
import { type Command, type Node, NodeType, parse } from 'slack-message-parser';
import { renderDate } from './dates';
import { emojiOf } from './emoji';
import { decoded, isLink, renderLink, renderMention, verbatim } from './text';
import type { SlackPeople } from './view';

/** @returns HTML for where line feeds and blanks are kept */
export function renderMrkdwn(text: string, people: SlackPeople): string {
  // At the start of a line a bare `>` makes a quote too.
  const quotes = text.replaceAll(/^>{1,3}/gm, (signs) => '&gt;'.repeat(signs.length));
  return renderNodes(parse(quotes).children, people);
}

/** In one line, without links and emphasis, for where it is only named. */
export function renderMrkdwnBriefly(text: string, people: SlackPeople): string {
  return renderMrkdwn(text, people)
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ');
}

function renderNodes(nodes: readonly Node[], people: SlackPeople): string {
  return nodes
    .map((node, index) => {
      if (node.type !== NodeType.Text) return renderNode(node, people);
      // What stands in a box of its own begins and ends a line by itself.
      const start = isBox(nodes[index - 1]) ? node.text.replace(/^ *\n/, '') : node.text;
      return verbatim(decoded(isBox(nodes[index + 1]) ? start.replace(/\n *$/, '') : start));
    })
    .join('');
}

function isBox(node: Node | undefined): boolean {
  return node?.type === NodeType.PreText || node?.type === NodeType.Quote;
}

function renderNode(node: Node, people: SlackPeople): string {
  switch (node.type) {
    case NodeType.Root:
      return renderNodes(node.children, people);
    case NodeType.Text:
      return verbatim(decoded(node.text));
    case NodeType.Bold:
      return `<strong>${renderNodes(node.children, people)}</strong>`;
    case NodeType.Italic:
      return `<em>${renderNodes(node.children, people)}</em>`;
    case NodeType.Strike:
      return `<s>${renderNodes(node.children, people)}</s>`;
    case NodeType.Code:
      return `<code>${verbatim(decoded(node.text))}</code>`;
    case NodeType.PreText:
      return renderPre(decoded(node.text));
    case NodeType.Quote:
      return `<blockquote>${renderNodes(node.children, people).trim()}</blockquote>`;
    case NodeType.Emoji:
      return verbatim(emojiOf(node.name));
    case NodeType.URL: {
      const url = decoded(node.url);
      if (!isLink(url)) return verbatim(decoded(node.source));
      return renderLink(url, node.label ? renderNodes(node.label, people) : verbatim(url));
    }
    case NodeType.UserLink:
      return renderMention(`@${labelOf(node.label) ?? nameOf(node.userID, people)}`, true);
    case NodeType.ChannelLink:
      return renderMention(`#${labelOf(node.label) ?? node.channelID}`, false);
    case NodeType.Command:
      return renderCommand(node);
  }
}

export function renderPre(text: string): string {
  return `<pre>${verbatim(text.replace(/^\r?\n/, ''))}</pre>`;
}

export function nameOf(user: string, { names }: SlackPeople): string {
  return names?.get(user) ?? user;
}

function labelOf(label: readonly Node[] | undefined): string | undefined {
  return label && decoded(label.map(({ source }) => source).join(''));
}

const EVERYBODY = new Set(['here', 'channel', 'everyone', 'group']);

/** Whether capitals page is not known: they are shown as if they did. */
function renderCommand({ name, arguments: [first = '', second = '', link], label, source }: Command): string {
  const command = name.toLowerCase();
  const text = labelOf(label);
  if (EVERYBODY.has(command)) return renderMention(`@${command}`, true);
  if (command === 'subteam') return renderMention(text ?? `@${first}`, true);
  if (command === 'date')
    return renderDate({
      epoch: /^\d+$/.test(first) ? Number(first) : Number.NaN,
      format: decoded(second),
      link: link === undefined ? undefined : decoded(link),
      fallback: text ?? decoded(source),
    });
  return verbatim(text ?? decoded(source));
}
