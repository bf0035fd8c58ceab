/** One incident of each sort, from which the tests spread. */
import { COVERAGE, fingerprintOf } from '../../../../lambda/domain/fingerprint';
import type { Incident, ShownMember } from '../../../../lambda/domain/incident';
import type { IncidentState } from '../../../../lambda/domain/incident-state';
import type { Message, SubjectText, Telling } from '../../../../lambda/domain/message';
import type { PlanNote } from '../../../../lambda/domain/plan';
import { unknownAccount } from '../../../../lambda/domain/organization';
import type { Told } from '../../../../lambda/domain/told';
import { code, words } from '../../../../lambda/domain/words';
import { checkBlocks, type SlackBlock } from '../../../../sandbox/slack/blocks/check';

export const at = (time: string): string => `2026-11-20T${time}:00.000Z`;

export const integrations: SubjectText = {
  title: 'Integrations per HTTP API',
  breaks: 'A deployment that adds an integration fails',
  remedy: ['Delete integrations that no route names in its `target`.', 'Share one.', 'Move a path to a new API.'],
  raise: 'no',
  service: 'apigateway',
  quotaCode: null,
};
const resources: SubjectText = {
  ...integrations,
  title: 'Resources per REST API',
  raise: 'yes',
  quotaCode: 'L-01C8A9E0',
};
const uncounted = { breaks: null, raise: null, service: null, quotaCode: null } as const;
const inactive: SubjectText = { ...uncounted, title: 'VPC link is inactive', remedy: ['Delete the link.'] };
const unseen: SubjectText = { ...uncounted, title: 'Headroom cannot see everything', remedy: ['Read the log.'] };
const texts = new Map([
  ['http-api-integrations', integrations],
  ['rest-api-resources', resources],
  ['vpc-link-inactive', inactive],
  ['coverage', unseen],
]);

export const telling: Telling = {
  bucket: 'headroom-bucket',
  homeRegion: 'eu-west-1',
  runbook: 'https://example.com/docs/runbook.md',
  everyMinutes: 15,
  reactions: true,
  textOf: ({ id }) => texts.get(id) ?? integrations,
  accountOf: unknownAccount,
  now: at('16:00'),
  waitingSince: null,
};

export const member: ShownMember = {
  resource: { type: 'http-api', id: 'a1b2c3d4e5', name: 'content-prod' },
  level: 'critical',
  usage: 287,
  limit: 300,
  percent: 95.7,
  text: null,
  outlook: null,
  isForeseen: false,
  measuredAt: at('12:00'),
  isFrozen: false,
};

const place = {
  accountId: '123456789012',
  region: 'us-east-1',
  subject: { kind: 'quota', id: 'http-api-integrations' },
} as const;

export const critical: Incident = {
  ...place,
  fingerprint: fingerprintOf(place),
  state: 'critical',
  episode: 1,
  seq: 2,
  version: 4,
  timeline: [
    { at: at('09:15'), state: 'warning' },
    { at: at('12:00'), state: 'critical' },
  ],
  total: 1,
  critical: 1,
  worst: [member],
  members: [],
  peak: 95.7,
  held: null,
  recovery: null,
  frozen: null,
  mute: null,
  increase: null,
  plan: null,
  reminders: 0,
  remindedAt: null,
  growths: 0,
  announced: 1,
  isSuspected: false,
  route: null,
  scanAt: at('12:00'),
};

export const note: PlanNote = {
  at: at('12:00'),
  basis: '[["a1b2c3d4e5",287,300,null]]',
  key: `plans/${critical.fingerprint}.md`,
  summary: [
    words`${code('content-prod')} has ${287} of ${300} integrations; AWS does not raise this limit.`,
    words`First delete ${9} integrations that no route uses: that leaves 278 of 300 (93 %).`,
    words`Then move ${68} routes below ${code('/files')} and ${code('/folders')} to a new API: the fullest then has 210 of 300 (70 %).`,
  ],
  choices: [],
  steps: [
    words`Delete ${9} integrations that no route uses: 287 → 278`,
    words`Split it into 2 APIs: move ${68} routes below ${code('/files')} and ${code('/folders')} to 1 new one: 278 → 210`,
  ],
  more: 2,
};

export const planned: Incident = { ...critical, plan: note };

export const over: Incident = {
  ...critical,
  state: 'ok',
  total: 0,
  critical: 0,
  worst: [],
  held: member,
  recovery: { because: 'limit-raised', to: { usage: 287, limit: 600, percent: 47.8 } },
  timeline: [...critical.timeline, { at: '2026-11-21T11:15:00.000Z', state: 'ok' }],
};

export const muted: Incident = {
  ...critical,
  state: 'muted',
  mute: { until: '2026-12-31', reason: 'the migration ends in December' },
};

/** @param count at most 20 are shown, as in the real one */
export function group(count: number): Incident {
  const worst = Array.from({ length: Math.min(20, count) }, (_, index): ShownMember => {
    const usage = 300 - index;
    const resource = { type: 'rest-api', id: `id${index}`, name: `orders-v${index}` } as const;
    return { ...member, resource, usage, percent: usage / 3 };
  });
  return {
    ...critical,
    subject: { kind: 'quota', id: 'rest-api-resources' },
    total: count,
    critical: 2,
    worst,
    peak: 100,
  };
}

export const blind: Incident = {
  ...critical,
  region: 'eu-west-1',
  subject: COVERAGE,
  state: 'warning',
  worst: [{ ...member, level: 'warning', resource: null, usage: 28, limit: 340, percent: 0, text: 'AccessDenied: no' }],
};

export const inactiveLink: Incident = {
  ...critical,
  subject: { kind: 'observation', id: 'vpc-link-inactive' },
  state: 'warning',
  worst: [
    {
      ...member,
      level: 'warning',
      resource: { type: 'vpc-link', id: 'v1', name: 'legacy' },
      usage: null,
      limit: null,
      percent: 0,
      text: 'this VPC link is INACTIVE',
    },
  ],
};

export const told = (state: IncidentState): Told => ({
  channel: 'C0123456789',
  insteadOf: null,
  ts: '1795176000.000100',
  digestTs: null,
  episode: 1,
  seq: 1,
  state,
  version: 1,
  reminders: 0,
  growths: 0,
  listed: 0,
});

/** The blocks as Slack gets them. */
export function sent(message: Message, variant = 0, missing: readonly string[] = []): readonly SlackBlock[] {
  const json: unknown = JSON.parse(JSON.stringify(message.variants.at(variant) ?? []));
  return checkBlocks(json, new Set(missing));
}

/** Every text of a message's blocks, one a line. */
export function readOf(message: Message, variant = 0): string {
  return textsIn(message.variants[variant]).join('\n');
}

function textsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'string' && ['text', 'caption', 'url'].includes(key) ? [inner] : textsIn(inner),
  );
}
