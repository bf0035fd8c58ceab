/** An alarm of CloudWatch, which speaks when Headroom itself may not be able to. */
import type { KnownBlock } from '@slack/web-api';
import type { Message } from '../../domain/message';
import { context, header, quote, section, prose } from './blocks';
import { addressIn, alarmLink, type Link, linkToken } from './places';
import { timeToken } from './times';
import { brief, plain } from './words';

export interface AlarmChange {
  readonly name: string;
  /** Its impact, and at the end the place in the runbook that says what to do. */
  readonly description: string;
  readonly state: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';
  /** CloudWatch's own words. */
  readonly reason: string;
  /** ISO 8601. */
  readonly at: string;
  readonly region: string;
  readonly accountId: string;
}

const ICONS = { ALARM: '🔴', OK: '✅', INSUFFICIENT_DATA: '⚠️' } as const;
const WORDS = { ALARM: 'Alarm', OK: 'Recovered', INSUFFICIENT_DATA: 'No data for' } as const;

export function alarmMessage(alarm: AlarmChange, runbook: string): Message {
  const { name, state, reason, at, region, accountId } = alarm;
  const title = brief(name, 100);
  const { text, link } = describe(alarm.description, runbook);
  const blocks: KnownBlock[] = [
    header(state === 'OK' ? `${ICONS.OK} Recovered: ${title}` : `${ICONS[state]} ${title}`),
    // How bad it was is no news any more.
    ...(state === 'OK' || (text === '' && link === null) ? [] : [prose(text, link)]),
    ...quote(reason, 500),
    ...alarmLink(region, name).map((one) => section(linkToken(one))),
    ...context([`since ${timeToken(at)}`, plain(accountId, 20), plain(region, 30), 'told by CloudWatch itself']),
  ];
  return {
    kind: state === 'OK' ? 'alarm-over' : 'alarm',
    text: `${WORDS[state]}${state === 'INSUFFICIENT_DATA' ? '' : ':'} ${plain(name, 100)} in ${plain(accountId, 20)}, ${plain(region, 30)}. ${plain(reason, 300)}`,
    variants: [blocks],
    metadata: {
      event_type: 'headroom_alarm',
      event_payload: { name: title, state, region: brief(region, 30), at: brief(at, 40) },
    },
  };
}

/** The description ends with an address of the runbook: only what begins with ours becomes a link. */
function describe(description: string, runbook: string): { readonly text: string; readonly link: Link | null } {
  const start = addressIn(runbook) === null ? -1 : description.indexOf(runbook);
  const url = start < 0 ? null : addressIn(description.slice(start).split(/\s/)[0] ?? '');
  if (url === null) return { text: brief(description, 800), link: null };
  return { text: brief(description.slice(0, start), 800), link: { url, label: 'the runbook' } };
}
