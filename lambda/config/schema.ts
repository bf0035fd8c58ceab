/**
 * The schema of `headroom.yaml`. Every key is optional, an unknown key is an error, and every message says what is
 * expected. Which quota ids exist is told from outside.
 */
import * as z from 'zod';
import type { KnownIds } from '../domain/known-ids';
import { ORGANIZATION_ID } from '../domain/organization';
import type { Level } from '../domain/threshold';
import type { Settings } from '../domain/settings';

const DEFAULT_WARNING: Level = { percent: 80 };
const DEFAULT_CRITICAL: Level = { percent: 90 };

const LEVEL = { error: 'a percentage such as 80%, or a usage above 0 such as 250' };
const AT_LEAST_ONE = { error: 'a percentage from 1% to 100%, such as 30%' };
const SHARE = { error: 'a percentage above 0% and up to 100%, such as 30%' };

/** `30%` as 30. */
function percentage(expected: { error: string }) {
  return z
    .string(expected)
    .regex(/^\d+(\.\d+)?%$/, expected)
    .transform((text) => Number(text.slice(0, -1)))
    .refine((percent) => percent > 0 && percent <= 100, expected);
}

/** `80%` of the limit, or an absolute usage such as `250`. */
const level = z.union(
  [
    percentage(LEVEL).transform((percent): Level => ({ percent })),
    z
      .number(LEVEL)
      .positive(LEVEL)
      .transform((absolute): Level => ({ absolute })),
  ],
  LEVEL,
);

const SERIES = { error: 'a whole number from 0 to 5000' };
const EMAIL = { error: 'an e-mail address' };
const RUNBOOK = { error: 'the https address of docs/runbook.md in your copy of the repository' };
const VALUE = { error: 'a number above 0' };
const share = percentage(SHARE);
/** Less would not read anything within the five minutes of a scan. */
const atLeastOne = percentage(AT_LEAST_ONE).refine((percent) => percent >= 1, AT_LEAST_ONE);

const regionName = z
  .string({ error: 'the name of a Region, such as eu-west-1' })
  .regex(/^[a-z]{2,4}(-[a-z]+)+-\d+$/, { error: 'the name of a Region, such as eu-west-1' });

const accountId = z
  .string({ error: 'an account id of 12 digits, in quotes' })
  .regex(/^\d{12}$/, { error: 'an account id of 12 digits, in quotes' });

/** https://docs.slack.dev: public channels start with C, private ones with C or G. */
const channel = z
  .string({ error: 'a Slack channel id such as C0123456789' })
  .regex(/^[CG][A-Z0-9]{8,}$/, { error: 'a Slack channel id such as C0123456789 (not its name)' });

const day = z.iso.date({ error: 'a date such as 2026-12-31' });

/** Patterns of https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html and API_Root.html */
const ORGANIZATION = { error: 'the id of your organization, such as o-a1b2c3d4e5' };
const UNIT = { error: "the id of the organization's root or of a unit, such as r-ab12 or ou-ab12-c3d4e5f6" };
const unit = z.string(UNIT).regex(/^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/, UNIT);
const UNITS = { error: 'a list with at least one unit, such as [r-ab12]' };
const TAGS = { error: 'tags of the account, such as { team: payments }' };
const tags = z.record(z.string().min(1), z.string(TAGS), TAGS).refine((all) => Object.keys(all).length > 0, TAGS);
/** Minutes. */
const LEAST_ROUND = 15;
const BATCHES = { error: 'a whole number from 1 to 20' };
const TOLERATED = { error: 'a percentage from 0% to 100%, such as 10%' };
const DEPLOYED_IN = { error: 'delegated administrator, or management account' };

/** AWS's scheduler takes whole minutes and hours; a scan itself may take five minutes. */
const duration = z
  .string({ error: 'a time such as 15 minutes or 1 hour' })
  .regex(/^\d+ (minutes?|hours?)$/, { error: 'a time such as 15 minutes or 1 hour' })
  .transform((text) => Number.parseInt(text, 10) * (text.includes('hour') ? 60 : 1))
  .refine((minutes) => minutes >= 10 && minutes <= 24 * 60, {
    error: 'at least 10 minutes, since one scan may take five, and at most 24 hours',
  });

/** Nobody can see farther ahead, and one day is the least that a forecast is made for. */
const AHEAD = { error: 'a number of days from 1 to 90, such as 14 days' };
const daysAhead = z
  .string(AHEAD)
  .regex(/^\d+ days?$/, AHEAD)
  .transform((text) => Number.parseInt(text, 10))
  .refine((days) => days >= 1 && days <= 90, AHEAD);

const ZONE = { error: 'a time zone such as Europe/Vienna or UTC' };
/** As the database spells it: AWS's scheduler knows no other. */
const timeZone = z
  .string(ZONE)
  .refine(isTimeZone, ZONE)
  .transform((name) => new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone);

/** By what this machine knows: the zones of Node.js come with it, so that the function knows the same. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '' && !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

/** Quotas that only Service Quotas knows, through their usage metric, have an id of this form. */
const SERVICE_QUOTAS_ID = /^sq-(apigateway|lambda)-L-[0-9A-F]{8}$/;

export function settingsSchema({ quotas, observations }: KnownIds) {
  const quota = z
    .string({ error: 'the id of a quota, such as http-api-integrations' })
    .refine((id) => quotas.includes(id) || SERVICE_QUOTAS_ID.test(id), {
      error: 'the id of a quota',
      params: { candidates: quotas },
    });
  const match = group({
    quota: quota.optional(),
    account: accountId.optional(),
    unit: unit.optional(),
    tag: tags.optional(),
    region: regionName.optional(),
    resource: z.string({ error: 'the id or name of a resource' }).min(1).optional(),
  }).refine((keys) => Object.values(keys).some((value) => value !== undefined), {
    error: 'at least one of quota, account, unit, tag, region, resource',
  });
  const ofOneQuota = match.refine((keys) => keys.quota !== undefined, {
    error: 'quota beside it: a number suits one quota only',
  });
  const observation = z
    .string({ error: 'the kind of an observation, such as vpc-link-inactive' })
    .refine((kind) => observations.includes(kind), {
      error: 'the kind of an observation (docs/quotas.md has them), or coverage',
      params: { candidates: observations },
    });
  const place = {
    quota: quota.optional(),
    observation: observation.optional(),
    account: accountId.optional(),
    unit: unit.optional(),
    tag: tags.optional(),
  };
  const ofAnything = group({
    ...place,
    region: regionName.optional(),
    resource: z.string({ error: 'the id or name of a resource' }).min(1).optional(),
  }).refine((keys) => Object.values(keys).some((value) => value !== undefined), {
    error: 'at least one of quota, observation, account, unit, tag, region, resource',
  });
  // All resources of a quota in a Region are told together: a route cannot tell them apart.
  const ofWholeGroup = group({ ...place, region: regionName.optional() }).refine(
    (keys) => Object.values(keys).some((value) => value !== undefined),
    { error: 'at least one of quota, observation, account, unit, tag, region' },
  );
  // A bare number would hold for quotas of 10 and of 10,000 alike: here only shares make sense.
  const sharesOnly = percentage({ error: 'a percentage such as 80%; a number works in an override that names a quota' })
    .transform((percent): Level => ({ percent }))
    .optional();
  const defaultThresholds = group({ warning: sharesOnly, critical: sharesOnly, clear: sharesOnly })
    .transform(({ warning, critical, clear }) => ({
      warning: warning ?? DEFAULT_WARNING,
      critical: critical ?? DEFAULT_CRITICAL,
      clear: clear ?? null,
    }))
    .superRefine(requireOrder);
  const override = group({ match, warning: level.optional(), critical: level.optional(), clear: level.optional() })
    .refine(({ warning, critical, clear }) => (warning ?? critical ?? clear) !== undefined, {
      error: 'at least one of warning, critical, clear',
    })
    .refine(
      ({ match: { quota: named }, ...levels }) => named !== undefined || !Object.values(levels).some(isAbsolute),
      {
        error: 'match.quota beside a number: a number suits one quota only',
      },
    )
    .superRefine(requireOrder);

  return group({
    thresholds: section({ default: defaultThresholds.optional(), overrides: list(override) }),
    limits: list(group({ match: ofOneQuota, value: z.number(VALUE).positive(VALUE) })),
    mutes: list(
      group({ match: ofAnything, until: day, reason: z.string({ error: 'a sentence that says why' }).min(1) }),
    ),
    regions: section({ exclude: list(regionName) }),
    scan: section({
      every: duration.optional(),
      controlPlaneShare: atLeastOne.optional(),
      apiKeys: z.boolean({ error: 'true or false' }).optional(),
    }),
    alarms: section({
      email: z.email(EMAIL).optional(),
      runbook: z.url({ ...RUNBOOK, protocol: /^https$/ }).optional(),
    }),
    plans: section({ target: atLeastOne.optional() }),
    forecast: section({ warning: daysAhead.optional(), whereNotRaised: daysAhead.optional() }),
    report: section({ timeZone: timeZone.optional() }),
    organization: group({
      id: z.string(ORGANIZATION).regex(ORGANIZATION_ID, ORGANIZATION),
      units: z.array(unit, UNITS).min(1, UNITS),
      deployedIn: z.enum(['delegated administrator', 'management account'], DEPLOYED_IN).optional(),
      batchesAtOnce: z.int(BATCHES).min(1, BATCHES).max(20, BATCHES).optional(),
      toleratedFailures: z
        .string(TOLERATED)
        .regex(/^(100|\d{1,2})%$/, TOLERATED)
        .transform((text) => Number.parseInt(text, 10))
        .optional(),
    }).optional(),
    metrics: section({
      minUtilization: share.optional(),
      maxSeries: z.int(SERIES).min(0, SERIES).max(5000, SERIES).optional(),
    }),
    slack: section({
      channel: channel.optional(),
      reactions: z.boolean({ error: 'true or false' }).optional(),
      routes: list(
        group({
          match: ofWholeGroup,
          channel,
          mention: z
            .string({ error: 'a mention' })
            .regex(/^(@here|@channel|[UWS][A-Z0-9]{8,})$/, {
              error: '@here, @channel, or the id of a user or user group',
            })
            .optional(),
        }),
      ),
    }),
  })
    .refine((file) => !file.organization || (file.scan?.every ?? LEAST_ROUND) >= LEAST_ROUND, {
      error: 'at least 15 minutes beside organization: a round over all accounts may take fourteen',
      path: ['scan', 'every'],
    })
    .transform((file): Settings => ({
      thresholds: {
        default: file.thresholds?.default ?? { warning: DEFAULT_WARNING, critical: DEFAULT_CRITICAL, clear: null },
        overrides: file.thresholds?.overrides ?? [],
      },
      limits: file.limits ?? [],
      mutes: file.mutes ?? [],
      regions: { exclude: file.regions?.exclude ?? [] },
      scan: {
        everyMinutes: file.scan?.every ?? 15,
        controlPlaneShare: (file.scan?.controlPlaneShare ?? 30) / 100,
        apiKeys: file.scan?.apiKeys ?? false,
      },
      alarms: { email: file.alarms?.email ?? null, runbook: file.alarms?.runbook ?? 'docs/runbook.md' },
      plans: { targetPercent: file.plans?.target ?? 70 },
      forecast: { warnDays: file.forecast?.warning ?? 14, warnDaysNotRaised: file.forecast?.whereNotRaised ?? 60 },
      report: { timeZone: file.report?.timeZone ?? 'UTC' },
      organization: file.organization
        ? {
            id: file.organization.id,
            units: file.organization.units,
            deployedIn: file.organization.deployedIn ?? 'delegated administrator',
            batchesAtOnce: file.organization.batchesAtOnce ?? 20,
            toleratedFailurePercent: file.organization.toleratedFailures ?? 10,
          }
        : null,
      metrics: {
        minUtilizationPercent: file.metrics?.minUtilization ?? 50,
        maxSeries: file.metrics?.maxSeries ?? 12,
      },
      slack: {
        channel: file.slack?.channel ?? null,
        reactions: file.slack?.reactions ?? false,
        routes: (file.slack?.routes ?? []).map((route) => ({ ...route, mention: route.mention ?? null })),
      },
    }));
}

/** An object that knows its own keys, and says them when it meets another. */
function group<Shape extends z.ZodRawShape>(shape: Shape) {
  const keys = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? keys.join(', ') : `keys among ${keys.join(', ')}`),
  });
}

/** A section may be there with all its lines commented out: YAML reads that as null. */
function section<Shape extends z.ZodRawShape>(shape: Shape) {
  return group(shape).nullish();
}

function list<Item extends z.ZodType>(item: Item) {
  return z.array(item, { error: 'a list, each item behind a dash' }).nullish();
}

interface Levels {
  readonly warning?: Level | undefined;
  readonly critical?: Level | undefined;
  readonly clear?: Level | null | undefined;
}

/** Levels of one kind can be compared; a percentage and an absolute usage meet only at a limit. */
function requireOrder({ clear, warning, critical }: Levels, context: z.RefinementCtx): void {
  const pairs = [
    ['clear', clear, 'warning', warning],
    ['warning', warning, 'critical', critical],
  ] as const;
  for (const [lowerName, lower, upperName, upper] of pairs) {
    if (!lower || !upper || below(lower, upper)) continue;
    const message = `${lowerName} (${shown(lower)}) below ${upperName} (${shown(upper)})`;
    context.addIssue({ code: 'custom', message });
  }
}

function below(lower: Level, upper: Level): boolean {
  if ('percent' in lower && 'percent' in upper) return lower.percent < upper.percent;
  if ('absolute' in lower && 'absolute' in upper) return lower.absolute < upper.absolute;
  return true;
}

function shown(one: Level): string {
  return 'percent' in one ? `${one.percent}%` : String(one.absolute);
}

function isAbsolute(one: Level | undefined): boolean {
  return one !== undefined && 'absolute' in one;
}
