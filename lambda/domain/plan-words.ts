/** What every form of a plan says in the same words. */
import { formatNumber } from './format';
import type { Effort, Filling, Plan } from './plan';
import { code, type Words, words } from './words';

export const effortWords = {
  minutes: 'minutes, nothing changes for callers',
  configuration: 'a change of configuration or template',
  infrastructure: 'new infrastructure',
  code: 'a change of code',
  organization: 'others must agree',
} as const satisfies Record<Effort, string>;

/** `287 of 300 (95.7 %)`. */
export function fillingText({ usage, limit }: Filling): string {
  const percent = limit > 0 ? ` (${formatNumber((usage / limit) * 100)} %)` : '';
  return `${formatNumber(usage)} of ${formatNumber(limit)}${percent}`;
}

export function headlineOf({ quotaName, resource, region }: Plan): Words {
  if (resource === null) return words`${quotaName} in ${region}`;
  return words`${quotaName}: ${code(resource.name === '' ? resource.id : resource.name)} in ${region}`;
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
