/** What has just happened to an incident, as a reply in its thread. It stands in the channel too if it is worse, so it says all. */
import type { KnownBlock } from '@slack/web-api';
import type { Incident } from '../../domain/incident';
import type { Message, MessageKind, Telling } from '../../domain/message';
import type { News, Told } from '../../domain/told';
import { formatNumber } from '../../domain/format';
import { context, quote, section } from './blocks';
import { late, lifeOf } from './incident';
import { incidentMetadata } from './metadata';
import { recoveryText } from './recovery';
import {
  iconOf,
  mentionOf,
  membersText,
  percentText,
  placeText,
  sentence,
  STATE_WORDS,
  summaryText,
  titleOf,
} from './subject';
import { between, timeToken, untilInUtc, untilToken } from './times';
import { code, plain } from './words';

/** @param told what was told of it before */
export function newsMessage(incident: Incident, told: Told, news: News, telling: Telling): Message {
  const { kind, lead, line, more, small, isWorse, text } = saying(incident, told, news, telling);
  const mention = isWorse ? mentionOf(incident.route) : null;
  const blocks: KnownBlock[] = [
    section(`${iconOf(incident)} *${lead}:* ${line}${mention === null ? '' : ` ${mention}`}`),
    ...more,
    ...context([...small, late(telling)]),
  ];
  return {
    kind,
    text: text ?? sentence(lead, incident, telling),
    variants: [blocks],
    metadata: incidentMetadata(incident),
  };
}

interface Saying {
  readonly kind: MessageKind;
  /** What happened, without markup. */
  readonly lead: string;
  /** What to, in markup. */
  readonly line: string;
  readonly more: readonly KnownBlock[];
  readonly small: readonly string[];
  /** Then somebody is called. */
  readonly isWorse: boolean;
  /** Where the lead and a summary do not say it. */
  readonly text?: string;
}

function saying(incident: Incident, told: Told, news: News, telling: Telling): Saying {
  const { state, timeline, increase, mute } = incident;
  const line = `${summaryText(incident, telling, (text) => `*${text}*`)} · ${placeText(incident, telling)}`;
  const before = timeline.findLast((one) => one.state === told.state);
  const plainly = { line, more: [], small: [], isWorse: false };
  switch (news) {
    case 'escalated':
      return { ...plainly, kind: 'escalated', lead: `Now ${state}`, small: since(before), isWorse: true };
    case 'de-escalated':
      return { ...plainly, kind: 'de-escalated', lead: `Only a ${state} now`, small: since(before) };
    case 'recovered':
      return {
        ...plainly,
        kind: 'recovered-reply',
        lead: 'Recovered',
        line: `${plain(titleOf(incident, telling))} · ${placeText(incident, telling)}\n${recoveryText(incident)}`,
        small: lifeOf(incident),
        text: `${sentence('Recovered', { ...incident, worst: [] }, telling)} ${recoveryText(incident)}`,
      };
    case 'muted':
      return {
        ...plainly,
        kind: 'muted-reply',
        lead: 'Muted',
        line: `${plain(titleOf(incident, telling))} · ${placeText(incident, telling)}${mute === null ? '' : `\nNothing more is said of it until ${untilToken(mute.until)}.`}`,
        more: quote(mute?.reason ?? '', 300),
        text: sentence(mute === null ? 'Muted' : `Muted until ${untilInUtc(mute.until)}`, incident, telling),
      };
    case 'unmuted':
      return { ...plainly, kind: 'unmuted', lead: `No longer muted, and ${state}`, isWorse: true };
    case 'grew':
      return {
        ...plainly,
        kind: 'grew',
        lead: `Now ${membersText(incident)}`,
        line: grownLine(incident, telling),
        small: criticalOf(incident),
      };
    case 'reminder': {
      const length = between(timeline.at(-1)?.at, telling.now);
      return {
        ...plainly,
        kind: 'reminder',
        lead: `Still ${incident.subject.kind === 'quota' ? STATE_WORDS[state].toLowerCase() : 'so'}${length === null ? '' : ` after ${length}`}`,
        small: [
          ...(increase === null ? [] : [`increase request ${code(increase.text)} since ${timeToken(increase.since)}`]),
          ...(telling.reactions && told.ts !== null
            ? ['react 👀 to the first message of this thread to stop the reminders']
            : []),
        ],
        isWorse: state === 'critical',
      };
    }
  }
}

function since(before: Incident['timeline'][number] | undefined): string[] {
  return before ? [`${before.state} since ${timeToken(before.at)}`] : [];
}

function criticalOf({ critical }: Incident): string[] {
  return critical === 0 ? [] : [`${formatNumber(critical)} of them critical`];
}

/** Without their number, which the lead says. */
function grownLine(incident: Incident, telling: Telling): string {
  const [worst] = incident.worst;
  const upTo = worst && incident.subject.kind === 'quota' ? ` at up to *${percentText(worst)}*` : '';
  return `${plain(titleOf(incident, telling))}${upTo} · ${placeText(incident, telling)}`;
}
