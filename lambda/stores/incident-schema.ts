/** The form of what is stored of an incident: it may be of another release. */
import * as z from 'zod';
import { subjectKinds } from '../domain/fingerprint';
import { type Incident, type Reactions, type ShownMember, transitions } from '../domain/incident';
import type { IncidentEvent } from '../domain/incident-event';
import { incidentStates } from '../domain/incident-state';
import type { Member } from '../domain/member';
import { noForecastReasons } from '../domain/forecast';
import type { Outlook } from '../domain/outlook';
import type { PlanNote } from '../domain/plan';
import type { Words } from '../domain/words';
import { causes } from '../domain/recovery';
import { resourceTypes } from '../domain/resources';
import { severities } from '../domain/threshold';
import type { Told } from '../domain/told';

const text = z.string();
const count = z.number();
const resource = z.object({ type: z.enum(resourceTypes), id: text, name: text }).nullable();
const counted = { usage: count.nullable(), limit: count.nullable(), percent: count };
const state = z.enum(incidentStates);
const level = z.enum(['warning', 'critical']);
const mute = z.object({ until: text, reason: text });
const place = {
  accountId: text,
  region: text,
  subject: z.object({ kind: z.enum(subjectKinds), id: text }),
};

const words = z.array(z.union([text, z.object({ code: text })])) satisfies z.ZodType<Words>;
export const planNote = z.object({
  at: text,
  basis: text,
  key: text,
  summary: z.array(words),
  steps: z.array(words),
  choices: z.array(words),
  more: count,
}) satisfies z.ZodType<PlanNote>;

export const outlook = z.object({
  day: text,
  isWarning: z.boolean(),
  forecast: z.discriminatedUnion('status', [
    z.object({
      status: z.literal('fills-up'),
      perDay: count,
      slowest: count,
      fastest: count,
      day: text,
      earliest: text,
      latest: text.nullable(),
      points: count,
    }),
    z.object({
      status: z.literal('none'),
      reason: z.enum(noForecastReasons),
      points: count,
      perDay: count.nullable(),
    }),
  ]),
}) satisfies z.ZodType<Outlook>;

export const shownMember = z.object({
  resource,
  level,
  ...counted,
  text: text.nullable(),
  // Release 0.1.0 kept no history.
  outlook: outlook.nullable().default(null),
  isForeseen: z.boolean().default(false),
  measuredAt: text,
  isFrozen: z.boolean(),
}) satisfies z.ZodType<ShownMember>;

/** Without its members, which are stored beside it. */
export const storedIncident = z.object({
  ...place,
  fingerprint: text,
  state,
  episode: count,
  seq: count,
  version: count,
  timeline: z.array(z.object({ at: text, state })),
  total: count,
  critical: count,
  worst: z.array(shownMember),
  peak: count,
  held: z.object({ resource, ...counted, isForeseen: z.boolean().default(false) }).nullable(),
  recovery: z.object({ because: z.enum(causes), to: z.object(counted).nullable() }).nullable(),
  frozen: z.object({ since: text, members: count }).nullable(),
  mute: mute.nullable(),
  increase: z.object({ text, since: text }).nullable(),
  // Release 0.1.0 computed none.
  plan: planNote.nullable().default(null),
  reminders: count,
  remindedAt: text.nullable(),
  growths: count,
  announced: count,
  isSuspected: z.boolean(),
  route: z.object({ channel: text, mention: text.nullable() }).nullable(),
  scanAt: text,
}) satisfies z.ZodType<Omit<Incident, 'members'>>;

/** Short, because there may be thousands: id, level, and what the last look found if it was lower. */
export const storedMembers = z
  .array(z.tuple([text, level, z.enum(severities).nullable(), text.nullable()]))
  .transform((all) => all.map(([id, own, falling, name]): Member => ({ id, level: own, falling, name })));

export const storedTold = z.object({
  channel: text,
  insteadOf: text.nullable(),
  ts: text.nullable(),
  digestTs: text.nullable(),
  episode: count,
  seq: count,
  state,
  version: count,
  reminders: count,
  growths: count,
  listed: count,
}) satisfies z.ZodType<Told>;

export const storedReactions = z.object({
  acknowledged: z.object({ by: text, episode: count, state, heard: z.array(text) }).nullable(),
  mute: mute.extend({ episode: count }).nullable(),
}) satisfies z.ZodType<Reactions>;

export const storedEvent = z.object({
  ...place,
  version: z.literal('1'),
  id: text,
  fingerprint: text,
  episode: count,
  seq: count,
  transition: z.enum(transitions),
  state,
  previousState: state,
  because: z.enum(causes).nullable(),
  at: text,
  members: count,
  worst: z.array(z.object({ resource, usage: count.nullable(), limit: count.nullable(), utilization: count })),
  mute: mute.nullable(),
}) satisfies z.ZodType<IncidentEvent>;
