/** Remediation plans, as a section of the page. */
import { formatNumber, plural } from '../../../lambda/domain/format';
import type { Artefact, Elsewhere, Filling, Plan, PlanStep, PlanTable } from '../../../lambda/domain/plan';
import { adjustableWords, effortWords, fillingText, headlineOf } from '../../../lambda/domain/plan-words';
import type { Words } from '../../../lambda/domain/words';
import { escapeHtml } from '../html';
import type { Section } from '../page';
import { renderTime } from '../table';
import { style } from './style';

export function plansSection(plans: readonly Plan[]): Section {
  return {
    id: 'plans',
    title: 'What Headroom would do about it',
    html: [
      '<p class="lead">Computed from the account’s own resources, each number by simulation. Headroom proposes, and carries out nothing.</p>',
      ...(plans.length === 0 ? ['<p class="empty">Nothing is past its warning threshold.</p>'] : plans.map(renderPlan)),
    ].join('\n'),
    css: style,
  };
}

function renderPlan(plan: Plan, index: number): string {
  const { summary, why, steps, options, unchecked, stale } = plan;
  const title = `plan-${index + 1}`;
  return [
    `<article class="widget plan" aria-labelledby="${title}">`,
    `<h3 id="${title}">${html(headlineOf(plan))}</h3>`,
    renderFillings(plan),
    `<p class="summary">${summary.map(html).join(' ')}</p>`,
    ...(stale === null ? [] : [`<p class="stale"><strong>Out of date:</strong> ${html(stale)}</p>`]),
    `<p class="note">${escapeHtml(adjustableWords(plan))}. Read from AWS ${renderTime(plan.readAt)}; the target is ${formatNumber(plan.target)} %.</p>`,
    steps.length === 0 ? '<p class="empty">There is no step that Headroom can be sure of.</p>' : '',
    steps.length === 0
      ? ''
      : `<ol class="steps">${steps.map((step) => `<li>${renderStep(step)}</li>`).join('\n')}</ol>`,
    folded(
      `Other ways (${options.length})`,
      options.length,
      () => `<ul class="steps options">${options.map((step) => `<li>${renderStep(step)}</li>`).join('\n')}</ul>`,
    ),
    folded('Why: who makes the number', why.length, () => why.map(renderTable).join('\n')),
    folded('What could not be checked', unchecked.length, () => list(unchecked.map(html))),
    '</article>',
  ].join('\n');
}

function folded(title: string, count: number, content: () => string): string {
  return count === 0 ? '' : `<details><summary>${escapeHtml(title)}</summary>\n${content()}\n</details>`;
}

function renderFillings({ before, after }: Plan): string {
  return `<dl class="fillings">${filling('Now', before)}${filling('After the steps', after)}</dl>`;
}

const BAR = { width: 320, height: 10 };

function filling(name: string, value: Filling): string {
  const share = value.limit > 0 ? Math.min(1, value.usage / value.limit) : 0;
  const tone = share >= 0.9 ? 'critical' : share >= 0.8 ? 'warning' : 'ok';
  const track = `<rect class="track" width="${BAR.width}" height="${BAR.height}"/>`;
  const full = `<rect width="${Math.round(BAR.width * share)}" height="${BAR.height}"/>`;
  return `<div><dt>${name}</dt><dd><svg class="filling ${tone}" viewBox="0 0 ${BAR.width} ${BAR.height}" preserveAspectRatio="none" aria-hidden="true">${track}${full}</svg>${escapeHtml(fillingText(value))}</dd></div>`;
}

function renderStep({ title, effort, counts, details, elsewhere, cautions, undo, artefacts }: PlanStep): string {
  const change =
    counts === null
      ? ''
      : `<span class="change">${escapeHtml(`${fillingText(counts.before)} → ${counts.atMost ? 'at best ' : ''}${fillingText(counts.after)}`)}</span> · `;
  return [
    `<p class="title">${html(title)}</p>`,
    `<p class="note">${change}${escapeHtml(effortWords[effort])}</p>`,
    list([...details.map(html), ...elsewhere.map(renderElsewhere)]),
    ...(cautions.length === 0 ? [] : [`<div class="mind"><strong>Mind</strong>${list(cautions.map(html))}</div>`]),
    ...(undo === null ? [] : [`<p class="note">Undo: ${html(undo)}</p>`]),
    ...artefacts.map(renderArtefact),
  ].join('\n');
}

function renderElsewhere({ quota, of, before, after, limit }: Elsewhere): string {
  const which = of === null ? '' : ` of <code>${escapeHtml(of)}</code>`;
  const most = limit === null ? '' : ` of ${formatNumber(limit)}`;
  return `Changes <code>${escapeHtml(quota)}</code>${which}: ${formatNumber(before)} → ${formatNumber(after)}${most}`;
}

/** The files are beside the page; here as much of each as one looks at. */
const MOST_LINES = 60;

function renderArtefact({ name, title, text }: Artefact): string {
  const lines = text.trimEnd().split('\n');
  const more = lines.length - MOST_LINES;
  const shown = lines.slice(0, MOST_LINES).map(escapeHtml).join('\n');
  const rest = more > 0 ? `\n<p class="note">${plural(more, 'more line')} in the file.</p>` : '';
  return `<details class="artefact"><summary>${escapeHtml(title)} <code>${escapeHtml(name)}</code></summary>\n<pre tabindex="0">${shown}</pre>${rest}</details>`;
}

function renderTable({ title, columns, rows }: PlanTable): string {
  const side = (index: number): string => (columns[index]?.align === 'right' ? ' class="number"' : '');
  const head = columns.map(({ name }, index) => `<th scope="col"${side(index)}>${escapeHtml(name)}</th>`);
  const body = rows.map(
    (row) =>
      `<tr>${row.map((cell, index) => `<td${side(index)}>${typeof cell === 'number' ? formatNumber(cell) : `<bdi>${escapeHtml(cell)}</bdi>`}</td>`).join('')}</tr>`,
  );
  return `<div class="scroll" role="region" aria-label="${escapeHtml(title)}" tabindex="0"><table><caption>${escapeHtml(title)}</caption><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

function html(all: Words): string {
  return all
    .map((piece) =>
      typeof piece === 'string' ? escapeHtml(piece) : `<code><bdi>${escapeHtml(piece.code)}</bdi></code>`,
    )
    .join('');
}
