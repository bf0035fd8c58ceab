/** One message of a channel, with its thread below it. */
import { escapeHtml } from '../../../lambda/drawing/html';
import { renderBlock } from './blocks';
import { dateOf, dayOf, renderTime, timeBeside, timeOfDay } from './dates';
import { emojiOf } from './emoji';
import { renderFile } from './files';
import { nameOf, renderMrkdwn, renderMrkdwnBriefly } from './mrkdwn';
import { verbatim } from './text';
import type { SlackMessageView, SlackPeople, SlackReactionView, SlackReplyView } from './view';

export interface ThreadLink {
  readonly anchor: string;
  readonly text: string;
}

interface Place {
  /** Unique on the page. */
  readonly anchor: string;
  /** What a reply in the channel replies to. */
  readonly thread: ThreadLink | undefined;
  readonly people: SlackPeople;
}

export function renderMessage(message: SlackMessageView, { anchor, thread, people }: Place): string {
  const link = thread
    ? `<a href="#${thread.anchor}">a thread</a>: ${renderMrkdwnBriefly(thread.text, people)}`
    : 'a thread';
  const article = renderArticle(message, {
    note: message.broadcast ? `replied to ${link}` : '',
    below: message.replies.length === 0 ? '' : renderThread(message, people),
    day: dateOf(message.ts),
    people,
  });
  return `<li id="${anchor}">${article}</li>`;
}

function renderThread({ ts, replies }: SlackMessageView, people: SlackPeople): string {
  const count = `${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}`;
  const items = replies.map((reply) => {
    const note = reply.broadcast ? 'also sent to the channel' : '';
    return `<li>${renderArticle(reply, { note, below: '', day: dateOf(ts), people })}</li>`;
  });
  return `<div class="thread"><p class="replies">${count}</p><ol>${items.join('\n')}</ol></div>`;
}

interface Frame {
  /** HTML, as is what stands below. */
  readonly note: string;
  readonly below: string;
  /** The day that a reader knows from what stands above. */
  readonly day: Date;
  readonly people: SlackPeople;
}

function renderArticle(message: SlackReplyView, { note, below, day, people }: Frame): string {
  const date = dateOf(message.ts);
  const { user } = message;
  const isApp = user === undefined || people.app === undefined || user === people.app;
  const name = isApp ? APP : nameOf(user, people);
  return [
    `<article class="message" aria-label="${escapeHtml(`${name}, ${dayOf(date)}, ${timeOfDay(date)}`)}">`,
    isApp ? AVATAR : `<span class="avatar person" aria-hidden="true">${escapeHtml(initialOf(name))}</span>`,
    `<div class="said"><p class="by"><strong>${escapeHtml(name)}</strong>`,
    isApp ? '<span class="app">APP</span>' : '',
    `${renderTime(date, timeBeside(date, day))}</p>`,
    note === '' ? '' : `<p class="note">${note}</p>`,
    renderContent(message, people),
    below,
    '</div></article>',
  ].join('');
}

function initialOf(name: string): string {
  const [first = ''] = name;
  return first.toUpperCase();
}

const APP = 'Headroom';
const AVATAR =
  '<svg class="avatar" viewBox="0 0 36 36" aria-hidden="true"><rect width="36" height="36" rx="8"/><path d="M9.5 23.5a8.5 8.5 0 0 1 17 0M18 23.5l4.4-5.8" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/></svg>';

/** With blocks, Slack shows its text only in notifications. */
function renderContent(message: SlackReplyView, people: SlackPeople): string {
  const { blocks, text, files, reactions, edited, deleted } = message;
  if (deleted) return `<p class="deleted">${verbatim(text)}</p>`;
  return [
    ...blocks.map((block) => renderBlock(block, people)),
    blocks.length === 0 && text !== '' ? `<div class="words">${renderMrkdwn(text, people)}</div>` : '',
    ...files.map(renderFile),
    edited ? '<p class="edited">(edited)</p>' : '',
    reactions.length === 0 ? '' : `<ul class="reactions">${reactions.map(renderReaction).join('')}</ul>`,
  ].join('\n');
}

function renderReaction({ name, users }: SlackReactionView): string {
  const label = `${name}, ${users.length} ${users.length === 1 ? 'person' : 'people'}`;
  return `<li><span role="img" aria-label="${escapeHtml(label)}">${escapeHtml(emojiOf(name))} ${users.length}</span></li>`;
}
