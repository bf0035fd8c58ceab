/** An API is counted first and read whole later: if it changed in between, its plan is about something that is no more. */
import type { ApiDetails, RestApiDetails } from '../../domain/details';
import { plural } from '../../domain/format';
import { type Words, words } from '../../domain/words';
import type { QuotaFacts } from '../facts';
import { countedIn } from './counted';

/** @returns what differs; `null` where nothing does */
export function staleOf({ id, usage, unit }: QuotaFacts, details: ApiDetails | RestApiDetails): Words | null {
  const now = countedIn(id, details);
  if (now === null || now === usage) return null;
  return words`The API changed while it was read: ${usage} ${unit} were counted, ${plural(now, 'is', 'are')} there now. Compute the plan again.`;
}
