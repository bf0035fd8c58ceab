/** What every form of a plan says in the same words. */
import { formatNumber } from './format';
import type { Effort, Filling, Plan, PlanStep } from './plan';
import { code, type Words, words } from './words';

/** What stands for a name that is empty. */
export const NO_NAME = '(no name)';

export const NO_STEP = 'There is no step that Headroom can be sure of.';

const effortWords = {
  minutes: 'minutes, nothing changes for callers',
  configuration: 'a change of configuration or template',
  infrastructure: 'new infrastructure',
  code: 'a change of code',
  organization: 'others must agree',
} as const satisfies Record<Effort, string>;

/** `null` for what asks for nothing: a sentence that stands alone, such as that AWS does not raise a quota. */
export function effortText({ effort, counts, details, cautions, artefacts }: PlanStep): string | null {
  const asks = counts !== null || details.length + cautions.length + artefacts.length > 0;
  return asks ? effortWords[effort] : null;
}

/** `287 of 300 (95.7 %)`. */
export function fillingText({ usage, limit }: Filling): string {
  const percent = limit > 0 ? ` (${formatNumber((usage / limit) * 100)} %)` : '';
  return `${formatNumber(usage)} of ${formatNumber(limit)}${percent}`;
}

/** What a step brings: `287 of 300 (95.7 %) → 278 of 300 (92.7 %)`; `null` for advice. */
export function changeText({ counts }: PlanStep): string | null {
  if (counts === null) return null;
  return `${fillingText(counts.before)} → ${counts.atMost ? 'at best ' : ''}${fillingText(counts.after)}`;
}

/** Of no limit anything is too much. */
export function percentOf({ usage, limit }: Filling): number {
  if (limit > 0) return (usage / limit) * 100;
  return usage > 0 ? 100 : 0;
}

/** How a bar is coloured: by the thresholds that quotas have unless somebody sets others. */
export function toneOf(value: Filling): 'ok' | 'warning' | 'critical' {
  const percent = percentOf(value);
  if (percent >= 90) return 'critical';
  return percent >= 80 ? 'warning' : 'ok';
}

export function headlineOf({ quotaName, resource, region }: Plan): Words {
  if (resource === null) return words`${quotaName} in ${region}`;
  return words`${quotaName}: ${code(resource.name === '' ? resource.id : resource.name)} in ${region}`;
}

/** `Read from AWS 2026-11-24 20:29 UTC; the target is 70 %`. */
export function readText({ readAt, target }: Plan): string {
  return `Read from AWS ${readAt.slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' ')} UTC; the target is ${formatNumber(target)} %`;
}

export function adjustableWords({ adjustable }: Plan): string {
  switch (adjustable) {
    case 'yes':
      return 'AWS raises this quota on request, in Service Quotas';
    case 'support':
      return 'AWS Support raises this quota; Service Quotas does not';
    case 'no':
      return 'AWS does not raise this quota';
  }
}
