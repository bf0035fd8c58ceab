/** Incidents from opening to end, from the changes of state that the history has of them. */
import type { PastTransition } from '../../domain/history';

/** Times are epoch milliseconds. */
export interface Episode {
  /** Since when it is known to be open. */
  readonly since: number;
  /** Whether that is its opening; else the history has lost it. */
  readonly isOpeningKnown: boolean;
  /** When it was known to be over; `null` while it is open. */
  readonly until: number | null;
  /** From opening to end, where both are known. */
  readonly lasted: number | null;
}

interface Known {
  readonly seq: number;
  /** Which opening of the incident it is. */
  readonly number: number;
  /** Its place among all episodes, while it is open. */
  readonly open: number | null;
}

export class Episodes {
  private readonly episodes: Episode[] = [];
  /** By fingerprint. */
  private readonly known = new Map<string, Known>();

  get all(): readonly Episode[] {
    return this.episodes;
  }

  /** @param transitions none older than what was added before; what is known already changes nothing */
  add(transitions: readonly PastTransition[]): void {
    for (const one of transitions.toSorted((a, b) => a.seq - b.seq)) this.step(one);
  }

  private step({ fingerprint, episode, seq, at, state }: PastTransition): void {
    const before = this.known.get(fingerprint);
    if (before !== undefined && seq <= before.seq) return;
    const time = Date.parse(at);
    let open = before?.open ?? null;
    if (open !== null && before?.number !== episode) {
      // Its end was lost: it must have been by now, and nobody knows how long it took.
      this.end(open, time, false);
      open = null;
    }
    if (state !== 'ok') {
      // What an incident was before anybody kept its history was long ago: then this is an opening.
      open ??= this.begin(time, before === undefined || seq === before.seq + 1);
    } else {
      this.end(open ?? this.begin(time, false), time, true);
      open = null;
    }
    this.known.set(fingerprint, { seq, number: episode, open });
  }

  private begin(since: number, isOpeningKnown: boolean): number {
    return this.episodes.push({ since, isOpeningKnown, until: null, lasted: null }) - 1;
  }

  private end(index: number, until: number, isCertain: boolean): void {
    const episode = this.episodes[index];
    if (episode === undefined) return;
    const lasted = episode.isOpeningKnown && isCertain ? until - episode.since : null;
    this.episodes[index] = { ...episode, until, lasted };
  }
}
