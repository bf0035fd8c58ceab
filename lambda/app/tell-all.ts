/** The end of a scan, or of the round of all of them: what CloudWatch is told, and the notifier woken wherever something waits. */
import type { Clock } from '../domain/clock';
import { metricData, type MetricSource } from '../domain/metric-data';
import type { Settings } from '../domain/settings';
import type { MetricStore } from '../stores/metrics';
import type { Nudges } from '../stores/nudges';
import { allPending, type Pending } from '../stores/pending';
import type { Table } from '../stores/table';
import { allOf } from './account';
import type { Tracked } from './incidents';
import type { Log } from './log';

export interface TellParts {
  readonly clock: Clock;
  readonly table: Table;
  readonly metrics: MetricStore;
  readonly nudges: Nudges;
  readonly log: Log;
}

/** @returns what failed, a sentence each; the rest was done */
export async function tellAll(
  { clock, table, metrics, nudges, log }: TellParts,
  seen: Omit<MetricSource, 'oldestPendingSeconds'>,
  told: readonly Pick<Tracked, 'toldTo' | 'openIn'>[],
  { settings, scheduledAt }: { readonly settings: Pick<Settings, 'slack'>; readonly scheduledAt: Date },
): Promise<string[]> {
  let waiting: Pending | null = null;
  return await allOf(log, {
    'what waits to be told could not be read': async () => {
      waiting = await allPending(table);
    },
    'the metrics could not be published': async () => {
      const oldestPendingSeconds = waiting && secondsSince(waiting.oldest, clock.now());
      await metrics.publish(metricData({ ...seen, oldestPendingSeconds }), scheduledAt);
    },
    'the notifier could not be woken, so the next scan does': async () => {
      await wake(nudges, channelsToWake(told, waiting, settings), scheduledAt.toISOString());
    },
  });
}

function secondsSince(oldest: Date | null, now: Date): number {
  return oldest === null ? 0 : Math.max(0, (now.getTime() - oldest.getTime()) / 1000);
}

/** Where something waits, by the index and by what this scan has just written; and where somebody may have reacted to something. */
function channelsToWake(
  told: readonly Pick<Tracked, 'toldTo' | 'openIn'>[],
  waiting: Pending | null,
  { slack }: Pick<Settings, 'slack'>,
): string[] {
  const reactedTo = slack.reactions ? told.flatMap(({ openIn }) => openIn) : [];
  return [...new Set([...told.flatMap(({ toldTo }) => toldTo), ...(waiting?.channels ?? []), ...reactedTo])];
}

async function wake(nudges: Nudges, channels: readonly string[], at: string): Promise<void> {
  const sent = await Promise.allSettled(channels.map(async (channel) => await nudges.send(channel, at)));
  const failed = sent.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}
