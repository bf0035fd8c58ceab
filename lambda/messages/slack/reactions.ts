/** The answer to a reaction, in the thread: so that everybody sees who said it, and what follows from it. */
import type { Incident } from '../../domain/incident';
import type { Message, Telling } from '../../domain/message';
import { section } from './blocks';
import { incidentMetadata } from './metadata';
import { sentence } from './subject';
import { untilInUtc, untilToken } from './times';
import { code } from './words';

/** @param by a user's id */
export function acknowledgedMessage(by: string, incident: Incident, telling: Telling): Message {
  return {
    kind: 'acknowledged',
    text: sentence('Acknowledged', incident, telling),
    variants: [[section(`👀 ${userToken(by)} has seen it. There are no more reminders unless it gets worse.`)]],
    metadata: incidentMetadata(incident),
  };
}

/** @param until ISO 8601 */
export function mutedByReactionMessage(by: string, until: string, incident: Incident, telling: Telling): Message {
  const blocks = [
    section(`🔕 ${userToken(by)} has muted it until ${untilToken(until)}. Nothing more is said of it until then.`),
  ];
  return {
    kind: 'muted-by-reaction',
    text: sentence(`Muted until ${untilInUtc(until)}`, incident, telling),
    variants: [blocks],
    metadata: incidentMetadata(incident),
  };
}

/** Slack shows the name only where it calls: who has just reacted will not mind. */
function userToken(by: string): string {
  return /^[UW][A-Z0-9]{2,20}$/.test(by) ? `<@${by}>` : code(by);
}
