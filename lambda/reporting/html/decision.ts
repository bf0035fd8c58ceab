/** The one thing to decide, so large that nobody overlooks it. */
import type { Report, ReportDecision } from '../../domain/report';
import { wordsHtml } from '../../drawing/html';
import type { Section } from '../../drawing/page';
import { badge, type Tone } from '../../drawing/severity';
import { planAnchor, topAnchor } from './names';

const KINDS: Readonly<Record<ReportDecision['kind'], readonly [Tone, string]>> = {
  full: ['critical', 'full'],
  'fills-up': ['critical', 'fills up'],
  near: ['warning', 'nearly full'],
  blind: ['unknown', 'not all was seen'],
  'no-data': ['unknown', 'no data'],
  nothing: ['ok', 'nothing to decide'],
};

export function decisionSection({ decision, top }: Report): Section {
  const [tone, word] = KINDS[decision.kind];
  const index = decision.row === null ? -1 : top.findIndex(({ row }) => row === decision.row);
  const more =
    index < 0
      ? ''
      : `<p class="goto"><a href="#${topAnchor(index)}">How it got there</a> · <a href="#${planAnchor(index)}">What to do about it</a></p>`;
  return {
    id: 'decision',
    title: 'One thing to decide',
    html: `<div class="widget ${tone}">${badge(tone, word)}<p class="what">${wordsHtml(decision.text)}</p>${more}</div>`,
  };
}
