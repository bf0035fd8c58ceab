/** What channels show in Slack, as a section of the page. Everything that somebody wrote is only text here. */
import { escapeHtml } from '../../../lambda/drawing/html';
import type { Section } from '../../../lambda/drawing/page';
import { dateOf, dayIn, dayOf, renderTime } from './dates';
import { renderMessage, type ThreadLink } from './message';
import { style } from './style';
import type { SlackChannelView, SlackMessageView, SlackPeople } from './view';

export type * from './view';

export function renderSlack(channels: readonly SlackChannelView[], people: SlackPeople = {}): Section {
  return {
    id: 'slack',
    title: 'What Slack would show',
    html: [
      '<p class="lead">What calls somebody is yellow. Times are in UTC; in Slack everybody sees their own.</p>',
      ...channels.map((channel, index) => renderChannel(channel, `slack-${index + 1}`, people)),
    ].join('\n'),
    css: style,
  };
}

function renderChannel({ name, messages }: SlackChannelView, id: string, people: SlackPeople): string {
  const anchorOf = (message: SlackMessageView): string => `${id}-${messages.indexOf(message) + 1}`;
  const threadOf = ({ ts }: SlackMessageView): ThreadLink | undefined => {
    const parent = messages.find(({ replies }) => replies.some((reply) => reply.ts === ts));
    return parent && { anchor: anchorOf(parent), text: parent.text };
  };
  const dayOfMessage = ({ ts }: SlackMessageView): string => dayIn(dateOf(ts));
  const html = [...new Set(messages.map(dayOfMessage))].map((day) => {
    const items = messages
      .filter((message) => dayOfMessage(message) === day)
      .map((message) => renderMessage(message, { anchor: anchorOf(message), thread: threadOf(message), people }));
    const date = new Date(day);
    return `<h4><span>${renderTime(date, dayOf(date))}</span></h4>\n<ol class="messages">${items.join('\n')}</ol>`;
  });
  return [
    `<section class="channel" aria-labelledby="${id}-name">`,
    `<h3 id="${id}-name"><span aria-hidden="true">#</span> ${escapeHtml(name)}</h3>`,
    html.length === 0 ? '<p class="nothing">Nothing was said here.</p>' : html.join('\n'),
    '</section>',
  ].join('\n');
}
