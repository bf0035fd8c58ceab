/** What everybody who tells something needs. */
import type { Telling } from '../../domain/message';
import type { StoredIncident } from '../../stores/incidents';
import type { Objects } from '../../stores/objects';
import type { Table } from '../../stores/table';
import type { Log } from '../log';

export interface Teller {
  readonly table: Table;
  readonly objects: Objects;
  readonly log: Log;
  /** The account that Headroom lives in. */
  readonly accountId: string;
  readonly telling: Telling;
  /** How many accounts of an organization are watched; `null` where there is none. */
  readonly accounts: number | null;
  /** Whose incidents there may be: of an organization all its accounts, and itself. */
  readonly owners: readonly string[];
  /** The same for one incident, which may be told late. */
  tellingOf(stored: StoredIncident): Telling;
}

/** What waited longer than this should have been told long ago. */
const LATE_MS = 45 * 60_000;

/** @param telling for what is told in time */
export function tellerWith(parts: Omit<Teller, 'tellingOf'>): Teller {
  const { telling } = parts;
  return {
    ...parts,
    tellingOf: ({ pending }) => {
      const isLate = pending !== null && Date.parse(telling.now) - Date.parse(pending.since) > LATE_MS;
      return isLate ? { ...telling, waitingSince: pending.since } : telling;
    },
  };
}
