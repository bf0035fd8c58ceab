/** What an incident is about, in words: what, how full, which resource, where. */
import type { Incident, ShownMember } from '../../domain/incident';
import type { SubjectText, Telling } from '../../domain/message';
import type { Count } from '../../domain/recovery';
import type { Resource, ResourceType } from '../../domain/resources';
import type { Route } from '../../domain/route';
import { formatNumber, plural } from '../../domain/format';
import { fullByText } from '../../domain/outlook-words';
import { isOrganization } from '../../domain/organization';
import { accountCell, accountText } from './accounts';
import { brief, code, plain } from './words';

/** Its sign, by which it is found in a channel. Nothing fills up where something is only worth a look. */
export function iconOf({ state, subject }: Pick<Incident, 'state' | 'subject'>): string {
  if (state === 'ok') return '✅';
  if (state === 'muted') return '🔕';
  if (subject.kind !== 'quota') return '⚠️';
  return state === 'critical' ? '🔴' : '🟠';
}

/** The sign of a state by itself, as in a timeline. */
export const STATE_ICONS = { ok: '✅', muted: '🔕', warning: '🟠', critical: '🔴' } as const;

export const STATE_WORDS = { ok: 'Recovered', muted: 'Muted', warning: 'Warning', critical: 'Critical' } as const;

/** For a header or a cell: as it is, not for markup. */
export function titleOf({ accountId, region, subject }: Incident, telling: Telling): string {
  if (subject.kind === 'coverage') {
    const place = isOrganization(accountId) ? accountCell(accountId, telling) : brief(region, 30);
    return `Headroom cannot see all of ${place}`;
  }
  return brief(telling.textOf(subject).title, 90);
}

export function percentText({ percent }: Pick<Count, 'percent'>): string {
  return `${formatNumber(percent)} %`;
}

/** `287 of 300`; `null` where nothing is counted. */
export function countText({ usage, limit }: Pick<Count, 'usage' | 'limit'>): string | null {
  if (usage === null) return null;
  return limit === null ? formatNumber(usage) : `${formatNumber(usage)} of ${formatNumber(limit)}`;
}

const NOUNS: Readonly<Record<ResourceType, readonly [one: string, several: string]>> = {
  'http-api': ['API', 'APIs'],
  'websocket-api': ['API', 'APIs'],
  'rest-api': ['API', 'APIs'],
  stage: ['stage', 'stages'],
  route: ['route', 'routes'],
  'domain-name': ['domain name', 'domain names'],
  'usage-plan': ['usage plan', 'usage plans'],
  'vpc-link': ['VPC link', 'VPC links'],
  vpc: ['VPC', 'VPCs'],
  function: ['function', 'functions'],
  account: ['account', 'accounts'],
};

/** `12 APIs`. */
export function membersText({ total, worst }: Pick<Incident, 'total' | 'worst'>): string {
  const type = worst.find(({ resource }) => resource !== null)?.resource?.type;
  return type === undefined ? plural(total, 'place') : plural(total, ...NOUNS[type]);
}

/** `API`, as the head of a column. */
export function memberNoun({ worst }: Pick<Incident, 'worst'>): string {
  const type = worst.find(({ resource }) => resource !== null)?.resource?.type;
  const noun = type === undefined ? 'resource' : NOUNS[type][0];
  return `${noun.slice(0, 1).toUpperCase()}${noun.slice(1)}`;
}

/** The name, and the id where it says more: names need not be unique. Not for markup. */
export function resourceName({ type, id, name }: Resource, most = 60): string {
  if (brief(name, most) === '') return `(no name) ${brief(id, most)}`;
  if (type === 'stage' || type === 'route' || type === 'domain-name' || id === name) return brief(name, most);
  return `${brief(name, most)} (${brief(id, 24)})`;
}

/** Whom it is about: the one resource there is, or was. */
export function resourceOf({ total, worst, held }: Incident): Resource | null {
  if (total > 1) return null;
  return worst[0] === undefined ? (held?.resource ?? null) : worst[0].resource;
}

/** `` `content-prod (a1b2c3d4e5)` · payments-prod (123456789012) · us-east-1 ``, in markup. The organization has no Region. */
export function placeText(incident: Incident, telling: Telling): string {
  const resource = resourceOf(incident);
  const { accountId, region } = incident;
  return [
    ...(resource === null ? [] : [code(resourceName(resource), 120)]),
    accountText(accountId, telling),
    ...(isOrganization(accountId) ? [] : [plain(region, 30)]),
  ].join(' · ');
}

/** What it is and how bad, in markup: for a line in a thread, and for the text of a message. */
export function summaryText(incident: Incident, telling: Telling, strong: (text: string) => string): string {
  const { total, subject } = incident;
  const title = plain(titleOf(incident, telling));
  const worst = incident.worst[0];
  if (worst === undefined) return title;
  const count = countText(worst);
  switch (subject.kind) {
    case 'quota': {
      if (total > 1) return `${title} at up to ${strong(percentText(worst))} on ${membersText(incident)}`;
      const full = worst.isForeseen ? fullByText(worst.outlook) : null;
      const until = full === null ? '' : `, full about ${full}`;
      return `${title} at ${strong(percentText(worst))}${count === null ? '' : ` (${count})`}${until}`;
    }
    case 'coverage':
      return count === null ? title : `${title}: ${strong(count)} measurements seen`;
    case 'observation':
      return total > 1 ? `${title}: ${membersText(incident)}` : title;
  }
}

/** The sentence of a message that stands alone: in notifications, for screen readers, as the last resort. */
export function sentence(lead: string, incident: Incident, telling: Telling): string {
  const { accountId, region, worst } = incident;
  const one = resourceOf(incident);
  const [first] = worst;
  const which = one ?? first?.resource ?? null;
  const name = which === null ? '' : plain(which.name.trim() === '' ? which.id : which.name, 60);
  const others = incident.subject.kind === 'quota' ? '; the worst is' : '; among them';
  const names = name === '' ? '' : `${one === null ? others : ':'} ${name}`;
  const what = summaryText(incident, telling, (text) => text);
  const where = isOrganization(accountId) ? '' : `, ${plain(region, 30)}`;
  return `${lead}: ${what} in ${accountText(accountId, telling)}${where}${names}.`;
}

const ANSWERS = {
  yes: 'Yes, in Service Quotas',
  support: 'Only through AWS Support',
  no: 'No, AWS does not raise this',
  own: 'It is your own setting',
} as const satisfies Record<NonNullable<SubjectText['raise']>, string>;

/** Whether the limit can be raised; `null` where there is none. */
export function raiseText({ raise }: SubjectText): string | null {
  return raise === null ? null : ANSWERS[raise];
}

export function frozenText({ isFrozen }: Pick<ShownMember, 'isFrozen'>): string {
  return isFrozen ? ' · not readable now, last value' : '';
}

/** Who is called, in markup. What is neither of the words nor an id calls nobody. */
export function mentionOf(route: Route | null): string | null {
  const mention = route?.mention ?? '';
  if (mention === '@here' || mention === '@channel') return `<!${mention.slice(1)}>`;
  if (/^[UW][A-Z0-9]{2,20}$/.test(mention)) return `<@${mention}>`;
  return /^S[A-Z0-9]{2,20}$/.test(mention) ? `<!subteam^${mention}>` : null;
}
