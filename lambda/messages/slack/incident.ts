/** An incident's own message. It is edited as things change, and always shows how they are now. */
import type { KnownBlock } from '@slack/web-api';
import type { Incident, ShownMember } from '../../domain/incident';
import type { Message, Telling } from '../../domain/message';
import type { PlanNote } from '../../domain/plan';
import { formatNumber, plural } from '../../domain/format';
import { fullByText, outlookText } from '../../domain/outlook-words';
import { bar } from '../text';
import { accountFields } from './accounts';
import { context, type Field, fields, header, paragraph, quote, section, steps } from './blocks';
import { membersTable, moreMembers, observed, withTable } from './members';
import { incidentMetadata } from './metadata';
import { linksOf, objectToken } from './places';
import { recoveryText } from './recovery';
import {
  countText,
  frozenText,
  iconOf,
  membersText,
  mentionOf,
  percentText,
  placeText,
  raiseText,
  resourceName,
  sentence,
  STATE_ICONS,
  STATE_WORDS,
  titleOf,
} from './subject';
import { between, timeToken, untilInUtc, untilToken } from './times';
import { code, partsOf, partsOfWords, plain } from './words';

const CELLS = 10;

export interface IncidentForm {
  /** Posted, not edited: an edit calls nobody, since what got worse is said in the thread. */
  readonly isNew: boolean;
  /** Said once already, in a message about many: now it gets its own. */
  readonly isReminder?: boolean;
}

export function incidentMessage(incident: Incident, telling: Telling, form: IncidentForm): Message {
  const metadata = incidentMetadata(incident);
  switch (incident.state) {
    case 'ok':
      return {
        kind: 'recovered',
        text: overSentence(incident, telling),
        variants: [over(incident, telling)],
        metadata,
      };
    case 'muted':
      return { kind: 'muted', text: mutedSentence(incident, telling), variants: [muted(incident, telling)], metadata };
    case 'warning':
    case 'critical': {
      const word = STATE_WORDS[incident.state];
      const text = sentence(form.isReminder ? `Still ${word.toLowerCase()}` : word, incident, telling);
      const variants = open(incident, telling, form);
      return { kind: 'incident', text, variants, metadata };
    }
  }
}

function open(incident: Incident, telling: Telling, { isNew, isReminder = false }: IncidentForm): KnownBlock[][] {
  const { subject, total } = incident;
  const isGroup = subject.kind === 'quota' && total > 1;
  const before = [
    header(headlineOf(incident, telling, isReminder)),
    section(whereAndHowFull(incident, telling)),
    ...reasons(incident),
  ];
  return withTable(before, isGroup ? membersTable(incident) : null, [
    ...(isGroup ? moreMembers(incident) : []),
    ...frozen(incident),
    ...fields(factsOf(incident, telling)),
    ...remedy(incident, telling),
    section(linksOf(incident, telling)),
    ...context([
      isNew ? mentionOf(incident.route) : null,
      timelineOf(incident),
      measuredAt(incident),
      code(incident.fingerprint.slice(0, 8)),
      late(telling),
      telling.reactions ? 'react 👀 to acknowledge, 🔕 to mute for 7 days' : null,
    ]),
  ]);
}

function headlineOf(incident: Incident, telling: Telling, isReminder: boolean): string {
  const { subject, total, worst, state } = incident;
  const title = titleOf(incident, telling);
  const icon = isReminder ? `${iconOf(incident)} Still ${STATE_WORDS[state].toLowerCase()}:` : iconOf(incident);
  const [first] = worst;
  if (subject.kind === 'coverage' || first === undefined) return `${icon} ${title}`;
  if (subject.kind === 'observation')
    return total > 1 ? `${icon} ${title}: ${membersText(incident)}` : `${icon} ${title}`;
  if (total > 1) return `${icon} ${membersText(incident)}: ${title} at up to ${percentText(first)}`;
  const day = first.isForeseen ? fullByText(first.outlook) : null;
  return `${icon} ${title} at ${percentText(first)}${day === null ? '' : `, full about ${day}`}`;
}

/** The line below the heading. */
function whereAndHowFull(incident: Incident, telling: Telling): string {
  const { subject, total, critical, worst } = incident;
  const [first] = worst;
  const place = placeText(incident, telling);
  const count = first ? countText(first) : null;
  if (first === undefined) return place;
  if (subject.kind === 'observation') return place;
  if (subject.kind === 'coverage') return count === null ? place : `*${count} measurements seen* · ${place}`;
  if (total === 1) return `${full(first.percent)}${count === null ? '' : `*${count}* · `}${place}${frozenText(first)}`;
  const bad = critical > 0 && critical < total ? `, ${formatNumber(critical)} of them critical` : '';
  const soon = worst.some(({ isForeseen }) => isForeseen) ? ' or soon full' : '';
  return `${full(first.percent)}*${membersText(incident)} past the threshold${soon}${bad}* · ${place}`;
}

function full(percent: number): string {
  return `${bar(percent, CELLS)}  `;
}

/** Why a Region cannot be seen, and what is observed: in the words of AWS and of the observation. */
function reasons(incident: Incident): KnownBlock[] {
  switch (incident.subject.kind) {
    case 'quota':
      return [];
    case 'observation':
      return observed(incident);
    case 'coverage':
      return [
        ...quote(incident.worst[0]?.text ?? ''),
        section('What cannot be read there is *frozen*: it does not recover as long as nobody can look.'),
      ];
  }
}

function frozen({ frozen: stopped, total }: Incident): KnownBlock[] {
  if (stopped === null) return [];
  const which =
    stopped.members < total ? `${formatNumber(stopped.members)} of ${formatNumber(total)} frozen` : 'Frozen';
  return [
    section(`❄️ *${which}* since ${timeToken(stopped.since)}: neither raised nor cleared while nobody can look.`),
  ];
}

function factsOf({ accountId, subject, increase, worst }: Incident, telling: Telling): Field[] {
  const text = telling.textOf(subject);
  const raise = raiseText(text);
  const soonest = firstToFillUp(worst);
  const forecast = outlookText(soonest?.outlook ?? null);
  return [
    ...(text.breaks === null ? [] : [{ name: 'What breaks at 100 %', value: plain(text.breaks, 200) }]),
    ...(raise === null ? [] : [{ name: 'Can it be raised?', value: raise }]),
    ...(forecast === null
      ? []
      : [{ name: 'When is it full?', value: whose(soonest, worst.length) + plain(forecast, 200) }]),
    ...(increase === null
      ? []
      : [{ name: 'Increase request', value: `${code(increase.text)} since ${timeToken(increase.since)}` }]),
    ...accountFields(accountId, telling),
  ];
}

/** Of several the one that fills up first; else the fullest. */
function firstToFillUp(worst: readonly ShownMember[]): ShownMember | undefined {
  const fillingUp = worst.flatMap((member) => {
    const forecast = member.outlook?.forecast;
    return forecast?.status === 'fills-up' ? [{ member, day: forecast.day }] : [];
  });
  return fillingUp.toSorted((a, b) => (a.day < b.day ? -1 : 1))[0]?.member ?? worst[0];
}

function whose(member: ShownMember | undefined, members: number): string {
  return members > 1 && member?.resource ? `${code(resourceName(member.resource, 40), 60)}: ` : '';
}

const MOST_STEPS = 3;

/** Computed from the account's own resources; until there is a plan, what holds for the quota everywhere. */
function remedy({ subject, plan }: Incident, telling: Telling): KnownBlock[] {
  if (plan !== null) return planned(plan, telling);
  const { remedy: all } = telling.textOf(subject);
  return steps(
    'Do this next',
    all.slice(0, MOST_STEPS).map((step) => partsOf(step)),
  );
}

function planned(
  { summary, steps: first, choices, more, key, at }: PlanNote,
  { homeRegion, bucket }: Telling,
): KnownBlock[] {
  const rest = more > 0 ? ` · ${plural(more, 'more step or option', 'more steps and options')} in it` : '';
  return [
    ...paragraph(summary.map((one) => partsOfWords(one))),
    ...steps(
      'Do this next',
      first.map((one) => partsOfWords(one)),
    ),
    ...steps(
      'Each of these needs a decision',
      choices.map((one) => partsOfWords(one)),
    ),
    ...context([
      `Plan: ${objectToken({ homeRegion, bucket, key }, 'open the whole plan')}, computed ${timeToken(at)}${rest}; proposed, never executed`,
    ]),
  ];
}

/** More than this is no story any more: the beginning and the end. */
const MOST_TOLD = 5;

export function timelineOf({ timeline }: Incident): string {
  const left =
    timeline.length > MOST_TOLD ? [...timeline.slice(0, 1), null, ...timeline.slice(2 - MOST_TOLD)] : timeline;
  return left.map((one) => (one === null ? '…' : `${STATE_ICONS[one.state]} ${timeToken(one.at)}`)).join(' → ');
}

/** A scan takes its time: what was measured within this of the last change was measured by the same one. */
const ONE_SCAN_MS = 15 * 60_000;

function measuredAt({ worst, timeline }: Incident): string | null {
  const at = worst[0]?.measuredAt ?? '';
  const apart = Math.abs(Date.parse(at) - Date.parse(timeline.at(-1)?.at ?? ''));
  return apart >= ONE_SCAN_MS ? `measured ${timeToken(at)}` : null;
}

export function late({ waitingSince }: Telling): string | null {
  return waitingSince === null ? null : `told late: waiting since ${timeToken(waitingSince)}`;
}

function muted(incident: Incident, telling: Telling): KnownBlock[] {
  const { mute, worst, subject } = incident;
  const until = mute === null ? '' : ` until ${untilToken(mute.until)}`;
  return [
    header(`🔕 Muted: ${titleOf(incident, telling)}`),
    section(`${whereAndHowFull(incident, telling)}\nNothing more is said of it${until}.`),
    ...quote(mute?.reason ?? '', 300),
    ...(subject.kind === 'quota' ? [] : quote(worst[0]?.text ?? '')),
    section(linksOf(incident, telling)),
    ...context([timelineOf(incident), code(incident.fingerprint.slice(0, 8)), late(telling)]),
  ];
}

function mutedSentence(incident: Incident, telling: Telling): string {
  const { mute } = incident;
  return sentence(mute === null ? 'Muted' : `Muted until ${untilInUtc(mute.until)}`, incident, telling);
}

function over(incident: Incident, telling: Telling): KnownBlock[] {
  const to = incident.recovery?.to ?? null;
  const count = to === null ? null : countText(to);
  const now = to === null || count === null ? '' : `${full(to.percent)}*${count}* · `;
  const at = to === null || count === null ? '' : ` at ${percentText(to)}`;
  return [
    header(`✅ Recovered: ${titleOf(incident, telling)}${at}`),
    section(`${now}${placeText(incident, telling)}\n${recoveryText(incident)}`),
    ...context([timelineOf(incident), ...lifeOf(incident), code(incident.fingerprint.slice(0, 8)), late(telling)]),
  ];
}

/** How high it got, and how long it took. */
export function lifeOf({ subject, peak, timeline }: Incident): string[] {
  const length = between(timeline[0]?.at, timeline.at(-1)?.at);
  return [
    ...(subject.kind === 'quota' ? [`peak ${percentText({ percent: peak })}`] : []),
    ...(length === null ? [] : [`open for ${length}`]),
  ];
}

function overSentence(incident: Incident, telling: Telling): string {
  return `${sentence('Recovered', { ...incident, worst: [] }, telling)} ${recoveryText(incident)}`;
}
