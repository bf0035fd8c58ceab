/** To which channel of Slack an incident goes. Pure. */
import type { IncidentPlace } from './fingerprint';
import { matches, subjectOf } from './match';
import type { Settings } from './settings';

export interface Route {
  /** A channel's id. */
  readonly channel: string;
  /** Who is paged when it gets worse: `@here`, `@channel`, or the id of a user or user group. */
  readonly mention: string | null;
}

/** The first route that fits, else the default channel. What the members of a group do not share decides nothing. */
export function routeOf(place: IncidentPlace, { channel, routes }: Settings['slack']): Route | null {
  const subject = { ...subjectOf(place), resource: null };
  const found = routes.find(({ match }) => matches(match, subject));
  if (found) return { channel: found.channel, mention: found.mention };
  return channel === null ? null : { channel, mention: null };
}

/** Every channel that something may go to, the default one first. */
export function channelsOf({ channel, routes }: Settings['slack']): string[] {
  return [...new Set([channel, ...routes.map((route) => route.channel)].filter((one) => one !== null))];
}
