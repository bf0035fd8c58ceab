/** Messages for a test, and what the page makes of them. */
import {
  renderSlack,
  type SlackBlockView,
  type SlackMessageView,
  type SlackPeople,
} from '../../../../dashboards/preview/slack';

const BASE: SlackMessageView = {
  ts: '1795166100.000200',
  text: '',
  blocks: [],
  replies: [],
  broadcast: false,
  edited: null,
  reactions: [],
  files: [],
  deleted: false,
};

/** 20 November 2026, 09:15 UTC, if it does not say otherwise. */
export function message(more: Partial<SlackMessageView> = {}): SlackMessageView {
  return { ...BASE, ...more };
}

export function htmlOf(messages: readonly SlackMessageView[], people?: SlackPeople): string {
  return renderSlack([{ name: 'headroom', messages }], people).html;
}

export function htmlOfBlocks(...blocks: readonly SlackBlockView[]): string {
  return htmlOf([message({ blocks })]);
}

export function htmlOfText(text: string, people?: SlackPeople): string {
  return htmlOf([message({ text })], people);
}

/** As somebody reads it: without what is markup, and each blank once. */
export function readOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
