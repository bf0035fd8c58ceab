/** What changed, put on the event bus: each change at least once, and those of one incident in order. */
import { described } from '../domain/error-code';
import { type EventBus, EVENTS_A_REQUEST } from '../stores/events';
import { dropEvents, type StoredIncident } from '../stores/incidents';
import type { Table } from '../stores/table';
import type { Log } from './log';

/**
 * In order for each incident: in one request there is at most one event of each, so that none overtakes the one before it, which
 * the bus may refuse. What it has not taken stays in the item, and the next scan tries again.
 * @param failures is told what went wrong @returns the incidents with the events that are left
 */
export async function publishEvents(
  { bus, table, log }: { readonly bus: EventBus; readonly table: Table; readonly log: Log },
  all: readonly StoredIncident[],
  failures: string[],
): Promise<StoredIncident[]> {
  const result = new Map(all.map((one) => [one.incident.fingerprint, one]));
  let waiting = all.filter(({ events }) => events.length > 0);
  while (waiting.length > 0) {
    const batch = waiting.slice(0, EVENTS_A_REQUEST);
    const first = batch.flatMap(({ events }) => events.slice(0, 1));
    waiting = waiting.slice(EVENTS_A_REQUEST);
    try {
      const answers = await bus.put(first);
      for (const [index, stored] of batch.entries()) {
        const refusal = answers[index] ?? null;
        if (refusal !== null) {
          failures.push(`event ${first[index]?.id} (${refusal})`);
          continue;
        }
        if (!(await dropEvents(table, stored, 1))) continue;
        const left = { ...stored, events: stored.events.slice(1) };
        result.set(stored.incident.fingerprint, left);
        if (left.events.length > 0) waiting.push(left);
      }
    } catch (error) {
      failures.push(`${first.length} events (${described(error)})`);
      log({
        level: 'WARN',
        message: 'the event bus did not take events; they wait for the next scan',
        reason: described(error),
      });
      return [...result.values()];
    }
  }
  return [...result.values()];
}
