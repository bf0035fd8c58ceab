/** Why an incident is over, in one sentence. */
import type { Incident } from '../../domain/incident';
import { formatNumber } from '../../domain/format';
import { countText, percentText } from './subject';

export function recoveryText({ recovery, held }: Incident): string {
  if (recovery === null) return 'It is over.';
  const { because, to } = recovery;
  switch (because) {
    case 'usage-fell': {
      if (!held || !to || held.usage === null || to.usage === null) return 'Usage fell.';
      return `Usage fell from ${formatNumber(held.usage)} to ${formatNumber(to.usage)} (${percentText(held)} → ${percentText(to)}).`;
    }
    case 'limit-raised': {
      if (!held || !to || held.limit === null || to.limit === null) return 'The limit was raised.';
      return `The limit was raised from ${formatNumber(held.limit)} to ${formatNumber(to.limit)} (${percentText(held)} → ${percentText(to)}).`;
    }
    case 'threshold-changed': {
      const count = to === null ? null : countText(to);
      return `${count === null ? 'Usage is as it was' : `It is at ${count} as before`}; the threshold was changed.`;
    }
    case 'forecast-changed':
      return `It is at ${to === null ? 'less than its threshold' : (countText(to) ?? 'less than its threshold')}, and for three days nothing says any more that it fills up soon.`;
    case 'deleted':
      return held?.resource ? 'It was deleted.' : 'What was counted there was deleted.';
    case 'not-watched':
      return 'It is not watched any more: the settings leave it out, or the Region is switched off.';
    case 'cleared':
      return 'It is not so any more.';
    case 'read-again':
      return 'Everything there can be read again, and its incidents go on.';
  }
}
