/** What to do about the top: the first steps of the plan that was computed for it, or what helps with such a quota everywhere. */
import type { Report, ReportTop } from '../../domain/report';
import { momentText, placeText, rowName } from '../../domain/report-words';
import { codeHtml, markedHtml, textHtml, wordsHtml } from '../../drawing/html';
import type { Section } from '../../drawing/page';
import { planAnchor, topRows } from './names';

export function plansSection(report: Report): Section {
  const articles = topRows(report).map(({ index, row, plan }) => {
    const anchor = planAnchor(index);
    return [
      `<article class="widget" aria-labelledby="${anchor}">`,
      `<h3 id="${anchor}"><span class="rank">${index + 1}</span> ${wordsHtml(rowName(row))}</h3>`,
      `<p class="note"><bdi>${textHtml(placeText(report.accounts, row))}</bdi></p>`,
      renderPlan(plan, report),
      '</article>',
    ].join('\n');
  });
  return {
    id: 'plans',
    title: 'What to do about what peaked',
    html: `<p class="lead">Headroom proposes, and carries out nothing.</p>\n${articles.join('\n')}`,
  };
}

function renderPlan(plan: ReportTop['plan'], { timeZone }: Report): string {
  if (plan.kind === 'general') {
    return `<h4>What helps with this quota everywhere</h4>${listHtml('ol', plan.steps.map(markedHtml))}`;
  }
  return [
    `<p class="summary">${plan.summary.map(wordsHtml).join(' ')}</p>`,
    plan.steps.length === 0 ? '' : `<h4>First steps</h4>${listHtml('ol', plan.steps.map(wordsHtml))}`,
    plan.choices.length === 0 ? '' : `<h4>To be decided</h4>${listHtml('ul', plan.choices.map(wordsHtml))}`,
    `<p class="note">Computed ${textHtml(momentText(plan.at, timeZone))} from the account’s own resources. The whole plan is in Headroom’s bucket: ${codeHtml(plan.key)}</p>`,
  ].join('\n');
}

function listHtml(tag: 'ol' | 'ul', items: readonly string[]): string {
  return `<${tag}>${items.map((item) => `<li>${item}</li>`).join('')}</${tag}>`;
}
