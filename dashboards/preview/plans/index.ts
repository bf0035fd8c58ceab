/** Remediation plans, as a section of the page. */
import { formatNumber, plural } from '../../../lambda/domain/format';
import type { Artefact, Elsewhere, Filling, Plan, PlanStep, PlanTable } from '../../../lambda/domain/plan';
import { asFiles } from '../../../lambda/domain/plan-artefacts';
import {
  adjustableWords,
  changeText,
  effortText,
  fillingText,
  headlineOf,
  NO_STEP,
  percentOf,
  readText,
  toneOf,
} from '../../../lambda/domain/plan-words';
import { codeHtml, escapeHtml, textHtml, wordsHtml } from '../../../lambda/drawing/html';
import type { Section } from '../../../lambda/drawing/page';
import { style } from './style';

export function plansSection(plans: readonly Plan[]): Section {
  const content =
    plans.length === 0
      ? ['<p class="empty">Nothing is past its warning threshold.</p>']
      : [renderOverview(plans), ...plans.map((plan, index) => renderPlan(asFiles(plan), anchorOf(index)))];
  return {
    id: 'plans',
    title: 'What Headroom would do about it',
    html: [
      '<p class="lead">Computed from the account’s own resources, each number by simulation. Headroom proposes, and carries out nothing.</p>',
      ...content,
    ].join('\n'),
    css: style,
  };
}

const anchorOf = (index: number): string => `plan-${index + 1}`;

/** Many plans are a long page: what each is for, and what it brings. */
function renderOverview(plans: readonly Plan[]): string {
  if (plans.length === 1) return '';
  const rows = plans.map((plan, index) => {
    const { before, after } = plan;
    const cells = [before, after].map(
      (value) =>
        `<td class="number ${toneOf(value)}">${textHtml(`${formatNumber(percentOf(value))} %`)} <span class="detail">${textHtml(`${formatNumber(value.usage)} of ${formatNumber(value.limit)}`)}</span></td>`,
    );
    return `<tr><th scope="row"><a href="#${anchorOf(index)}">${wordsHtml(headlineOf(plan))}</a></th>${cells.join('')}</tr>`;
  });
  return `<table class="overview widget"><caption class="hidden">The plans, the fullest quota first</caption><thead><tr><th scope="col">Plan for</th><th scope="col" class="number">Now</th><th scope="col" class="number">After</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

function renderPlan(plan: Plan, anchor: string): string {
  const { summary, why, steps, options, unchecked, stale } = plan;
  return [
    `<article class="widget plan" aria-labelledby="${anchor}">`,
    `<h3 id="${anchor}">${wordsHtml(headlineOf(plan))}</h3>`,
    `<dl class="fillings">${renderFilling('Now', plan.before)}${renderFilling('After the steps', plan.after)}</dl>`,
    `<p class="summary">${summary.map(wordsHtml).join(' ')}</p>`,
    ...(stale === null ? [] : [`<p class="stale"><strong>Out of date:</strong> ${wordsHtml(stale)}</p>`]),
    `<p class="note">${textHtml(`${adjustableWords(plan)}. ${readText(plan)}.`)}</p>`,
    folded('Who makes the number', why.length, () => why.map(renderTable).join('\n')),
    folded(`What could not be checked (${unchecked.length})`, unchecked.length, () => list(unchecked.map(wordsHtml))),
    steps.length === 0
      ? `<p class="empty">${textHtml(NO_STEP)}</p>`
      : `<ol class="steps">${steps.map((step) => `<li>${renderStep(step)}</li>`).join('\n')}</ol>`,
    folded(
      `Other ways (${options.length})`,
      options.length,
      () => `<ul class="steps options">${options.map((step) => `<li>${renderStep(step)}</li>`).join('\n')}</ul>`,
    ),
    '</article>',
  ].join('\n');
}

function folded(title: string, count: number, content: () => string): string {
  return count === 0 ? '' : `<details><summary>${textHtml(title)}</summary>\n${content()}\n</details>`;
}

const BAR = { width: 320, height: 10 };

function renderFilling(name: string, value: Filling): string {
  const share = Math.min(1, percentOf(value) / 100);
  const track = `<rect class="track" width="${BAR.width}" height="${BAR.height}"/>`;
  const full = `<rect width="${Math.round(BAR.width * share)}" height="${BAR.height}"/>`;
  return `<div><dt>${name}</dt><dd><svg class="filling ${toneOf(value)}" viewBox="0 0 ${BAR.width} ${BAR.height}" preserveAspectRatio="none" aria-hidden="true">${track}${full}</svg>${textHtml(fillingText(value))}</dd></div>`;
}

function renderStep(step: PlanStep): string {
  const { title, details, elsewhere, cautions, undo, artefacts } = step;
  const change = changeText(step);
  const effort = effortText(step);
  const notes = [
    ...(change === null ? [] : [`<span class="change">${textHtml(change)}</span>`]),
    ...(effort === null ? [] : [textHtml(effort)]),
  ];
  return [
    `<p class="title">${wordsHtml(title)}</p>`,
    ...(notes.length === 0 ? [] : [`<p class="note">${notes.join(' · ')}</p>`]),
    list([...details.map(wordsHtml), ...elsewhere.map(renderElsewhere)]),
    ...(cautions.length === 0 ? [] : [`<div class="mind"><strong>Mind</strong>${list(cautions.map(wordsHtml))}</div>`]),
    ...(undo === null ? [] : [`<p class="undo note">Undo: ${wordsHtml(undo)}</p>`]),
    ...artefacts.map(renderArtefact),
  ].join('\n');
}

function renderElsewhere({ quota, of, before, after, limit }: Elsewhere): string {
  const which = of === null ? '' : ` of ${codeHtml(of)}`;
  const most = limit === null ? '' : ` of ${formatNumber(limit)}`;
  return `Changes ${codeHtml(quota)}${which}: ${formatNumber(before)} → ${formatNumber(after)}${most}`;
}

/** The files are beside the page; here as much of each as one looks at. */
const MOST_LINES = 60;

function renderArtefact({ name, title, text: whole }: Artefact): string {
  const lines = whole.trimEnd().split('\n');
  const more = lines.length - MOST_LINES;
  const shown = lines.slice(0, MOST_LINES).map(escapeHtml).join('\n');
  const rest = more > 0 ? `\n<p class="note">${plural(more, 'more line')} in the file.</p>` : '';
  return `<details class="artefact"><summary>${textHtml(title)} ${codeHtml(name)}</summary>\n<pre tabindex="0">${shown}</pre>${rest}</details>`;
}

function renderTable({ title, columns, rows }: PlanTable): string {
  const side = (index: number): string => (columns[index]?.align === 'right' ? ' class="number"' : '');
  const head = columns.map(({ name }, index) => `<th scope="col"${side(index)}>${textHtml(name)}</th>`);
  const body = rows.map((row) => {
    const cells = row.map((cell, index) => {
      const shown = typeof cell === 'number' ? formatNumber(cell) : `<bdi>${textHtml(cell)}</bdi>`;
      return `<td${side(index)}>${shown}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  const heading = `<p class="heading" aria-hidden="true">${textHtml(title)}</p>`;
  return `${heading}<div class="scroll" role="region" aria-label="${escapeHtml(title)}" tabindex="0"><table><caption class="hidden">${textHtml(title)}</caption><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}
