/** What is said in Slack, before anybody sends it, and what the words need to know. Pure. */
import type { Block } from '@slack/web-api';
import type { IncidentSubject } from './fingerprint';
import type { AccountFacts } from './organization';
import type { Service } from './quota';

/** Of each a sample is written by the demo, so that all can be looked at. */
export const messageKinds = [
  'welcome',
  'incident',
  'muted',
  'recovered',
  'escalated',
  'de-escalated',
  'recovered-reply',
  'muted-reply',
  'unmuted',
  'grew',
  'reminder',
  'digest',
  'acknowledged',
  'muted-by-reaction',
  'alarm',
  'alarm-over',
  'report',
] as const;
export type MessageKind = (typeof messageKinds)[number];

export interface Message {
  readonly kind: MessageKind;
  /** For notifications and screen readers, and the last resort if Slack takes none of the blocks. Slack's own markup, escaped. */
  readonly text: string;
  /** The same in blocks, the best first: where Slack refuses one for its content, the next is sent; none is left, the text alone. */
  readonly variants: readonly (readonly Block[])[];
  /** Comes back with the message when somebody reads the channel's history: identity, not content. */
  readonly metadata: {
    readonly event_type: string;
    readonly event_payload: Readonly<Record<string, string | number>>;
  };
}

/** What is known of a subject beside its numbers. */
export interface SubjectText {
  /** A name for people, as in `Integrations per HTTP API`. */
  readonly title: string;
  /** What happens at 100 %, a sentence without its full stop; `null` for what does not fill up. */
  readonly breaks: string | null;
  /** At most three steps, each a sentence; backticks mark code. */
  readonly remedy: readonly string[];
  /** Whether AWS raises the limit; `own`: it is not AWS's but somebody's own setting; `null`: there is no limit. */
  readonly raise: 'yes' | 'support' | 'no' | 'own' | null;
  readonly service: Service | null;
  /** In Service Quotas. */
  readonly quotaCode: string | null;
}

/** What the words depend on beside the incident. */
export interface Telling {
  /** Where Headroom itself lives: its dashboard is there. */
  readonly homeRegion: string;
  /** Its bucket, in which the plans stand. */
  readonly bucket: string;
  /** Where docs/runbook.md can be read: an https address, or only a path. */
  readonly runbook: string;
  readonly everyMinutes: number;
  /** Whether reactions are read. */
  readonly reactions: boolean;
  readonly textOf: (subject: IncidentSubject) => SubjectText;
  /** What the organization says of an account; `unknownAccount` where nobody knows. Names and tags in it are hostile text. */
  readonly accountOf: (accountId: string) => AccountFacts;
  /** The time at which it is told, ISO 8601. */
  readonly now: string;
  /** For a message that should have been told long ago, because Slack did not take it: since when it waited, ISO 8601. */
  readonly waitingSince: string | null;
}
