/**
 * A report in which everything is that a report may have, from which the tests spread: two accounts, names that break HTML and
 * spreadsheets, what is new, not measured to the end, raised, without a limit. And one of a month in which nothing was measured.
 */
import { dayIn, type Month, monthLater } from '../../lambda/domain/calendar';
import type {
  Report,
  ReportChapter,
  ReportIncidents,
  ReportPeak,
  ReportRow,
  ReportTop,
} from '../../lambda/domain/report';
import { code, words } from '../../lambda/domain/words';

const MONTH: Month = '2026-10';

export const EDGE = '111122223333';
export const PAYMENTS = '444455556666';

/** What others may call what they own. */
export const hostileNames = {
  formula: "=cmd|'/c calc'!A1",
  markup: '</script><img src=x onerror=alert(1)>',
  quotes: `say "hi" & 'bye'/prod`,
  direction: '\u202egpj.exe',
} as const;

function peak(usage: number, limit: number, at: string): ReportPeak {
  return { usage, limit, percent: limit === 0 ? null : Math.round((usage / limit) * 1000) / 10, at };
}

/** The thirteen months before and with the report's; those before the first given one were not measured. */
function lately(...values: readonly number[]): (number | null)[] {
  return [...Array.from({ length: 13 - values.length }, () => null), ...values];
}

const count: ReportRow = {
  accountId: EDGE,
  region: 'us-east-1',
  quota: 'http-api-integrations',
  title: 'Integrations per HTTP API',
  breaks: 'A deployment that adds an integration fails',
  raise: 'no',
  resource: { type: 'http-api', id: 'a1b2c3d4e5', name: 'content-prod' },
  peak: peak(294, 300, '2026-10-30T09:15:00.000Z'),
  severity: 'critical',
  before: peak(281, 300, '2026-09-29T14:00:00.000Z'),
  last: peak(294, 300, '2026-10-31T22:45:00.000Z'),
  days: 31,
  firstDay: '2026-10-01',
  lastDay: '2026-10-31',
  limitChange: null,
  forecast: {
    status: 'fills-up',
    perDay: 0.42,
    day: '2026-11-15',
    earliest: '2026-11-11',
    latest: '2026-11-24',
    points: 28,
  },
  months: lately(61, 64.3, 68, 71.7, 75, 78.3, 82, 86.3, 90, 93.7, 98),
};

const regionalApis: ReportRow = {
  ...count,
  quota: 'regional-apis',
  title: 'Regional APIs',
  breaks: 'Creating a Regional REST API in this Region fails',
  resource: null,
  peak: peak(561, 600, '2026-10-31T16:00:00.000Z'),
  before: peak(534, 600, '2026-09-30T15:30:00.000Z'),
  last: peak(561, 600, '2026-10-31T16:00:00.000Z'),
  forecast: {
    status: 'fills-up',
    perDay: 1,
    day: '2026-12-09',
    earliest: '2026-12-02',
    latest: '2026-12-20',
    points: 28,
  },
  months: lately(54, 57.2, 60.5, 63.8, 66, 68.3, 71, 75, 79, 84, 86.5, 89, 93.5),
};

/** Its limit was raised in the middle of the month. */
const concurrency: ReportRow = {
  ...count,
  accountId: PAYMENTS,
  region: 'eu-west-1',
  quota: 'lambda-concurrency',
  title: 'Lambda concurrent executions',
  breaks: 'New invocations in this Region are throttled (429), except within reserved or provisioned concurrency',
  raise: 'yes',
  resource: null,
  peak: peak(915, 1000, '2026-10-16T14:32:00.000Z'),
  before: peak(742, 1000, '2026-09-23T14:21:00.000Z'),
  last: peak(921, 1500, '2026-10-31T14:08:00.000Z'),
  days: 29,
  limitChange: { from: 1000, to: 1500 },
  forecast: { status: 'none', reason: 'limit-changed', points: 12, perDay: null, hint: null },
  months: lately(42, 47, 55, 61, 74.2, 91.5),
};

/** It grows, and one cannot say how fast: the latest day is open. */
const storage: ReportRow = {
  ...concurrency,
  quota: 'lambda-storage',
  title: 'Lambda function and layer storage',
  breaks: 'Deployments of functions and layers fail in this Region',
  peak: peak(62.3, 75, '2026-10-31T20:00:00.000Z'),
  severity: 'warning',
  before: peak(57.5, 75, '2026-09-30T20:00:00.000Z'),
  last: peak(62.3, 75, '2026-10-31T20:00:00.000Z'),
  limitChange: null,
  forecast: {
    status: 'fills-up',
    perDay: 0.15,
    day: '2027-01-22',
    earliest: '2026-12-14',
    latest: null,
    points: 26,
  },
  months: lately(66, 68, 71, 73, 76.7, 83.1),
};

/** New this month. */
const hostile: ReportRow = {
  ...count,
  quota: 'rest-api-resources',
  title: 'Resources per REST API',
  breaks: 'A deployment that adds a resource, which is one more part of a path, fails',
  raise: 'yes',
  resource: { type: 'rest-api', id: 'r4e5s6t7a8', name: hostileNames.markup },
  peak: peak(244, 300, '2026-10-29T10:00:00.000Z'),
  severity: 'warning',
  before: null,
  last: peak(243, 300, '2026-10-31T22:45:00.000Z'),
  days: 17,
  firstDay: '2026-10-15',
  forecast: { status: 'none', reason: 'too-few-days', points: 17, perDay: null, hint: '2026-12-04' },
  months: lately(81.3),
};

const rate: ReportRow = {
  ...concurrency,
  quota: 'api-gateway-throttle-rate',
  title: 'API Gateway throttle rate',
  breaks: 'Callers get 429 Too Many Requests, across all APIs of the Region',
  peak: peak(7412, 10_000, '2026-10-06T18:03:00.000Z'),
  severity: 'ok',
  before: peak(7890, 10_000, '2026-09-08T18:11:00.000Z'),
  last: peak(5630, 10_000, '2026-10-31T18:01:00.000Z'),
  limitChange: null,
  forecast: { status: 'none', reason: 'not-growing', points: 26, perDay: null, hint: null },
  months: lately(70.1, 73.5, 72.2, 75, 78.9, 74.1),
};

const vpcLinks: ReportRow = {
  ...count,
  quota: 'vpc-links-v2',
  title: 'VPC links (V2)',
  breaks: 'Creating a VPC link (V2) in this Region fails, for HTTP and REST APIs alike',
  raise: 'yes',
  resource: null,
  peak: peak(7, 10, '2026-10-01T00:00:00.000Z'),
  severity: 'ok',
  before: peak(7, 10, '2026-09-01T00:00:00.000Z'),
  last: peak(7, 10, '2026-10-31T22:45:00.000Z'),
  forecast: { status: 'none', reason: 'one-step', points: 28, perDay: null, hint: null },
  months: lately(60, 60, 60, 70, 70, 70),
};

/** Not measured since the middle of the month. */
const formula: ReportRow = {
  ...count,
  quota: 'websocket-api-integrations',
  title: 'Integrations per WebSocket API',
  breaks: 'A deployment that adds an integration to this WebSocket API fails',
  raise: 'support',
  resource: { type: 'websocket-api', id: 'w5s6o7c8k9', name: hostileNames.formula },
  peak: peak(208, 300, '2026-10-12T08:30:00.000Z'),
  severity: 'ok',
  before: peak(205, 300, '2026-09-25T08:30:00.000Z'),
  last: peak(207, 300, '2026-10-14T08:30:00.000Z'),
  days: 14,
  lastDay: '2026-10-14',
  forecast: null,
  months: lately(60.7, 66, 68.3, 69.3),
};

const unreserved: ReportRow = {
  ...concurrency,
  quota: 'lambda-unreserved-concurrency',
  title: 'Lambda unreserved concurrency',
  breaks: 'All functions without reserved concurrency in this Region are throttled (429)',
  peak: peak(542, 1000, '2026-10-27T14:32:00.000Z'),
  severity: 'ok',
  before: peak(421, 1000, '2026-09-23T14:21:00.000Z'),
  last: peak(498, 1000, '2026-10-31T14:08:00.000Z'),
  limitChange: null,
  forecast: { status: 'none', reason: 'unsteady', points: 26, perDay: 2.1, hint: null },
  months: lately(30, 33.2, 38.1, 42.1, 54.2),
};

/** Whether AWS raises it is no question: it is somebody's own setting. */
const ownSetting: ReportRow = {
  ...count,
  quota: 'stage-throttle',
  title: 'Stage throttle (your setting)',
  breaks: 'Callers of the stage get 429 Too Many Requests',
  raise: 'own',
  resource: { type: 'stage', id: 'a1b2c3d4e5/prod', name: hostileNames.quotes },
  peak: peak(52.4, 100, '2026-10-20T11:45:00.000Z'),
  severity: 'ok',
  before: peak(51.9, 100, '2026-09-18T11:45:00.000Z'),
  last: peak(48.2, 100, '2026-10-31T11:45:00.000Z'),
  forecast: { status: 'none', reason: 'too-far-ahead', points: 28, perDay: 0.04, hint: null },
  months: lately(49.8, 50.3, 51.1, 51.9, 52.4),
};

const direction: ReportRow = {
  ...count,
  quota: 'http-api-authorizers',
  title: 'Authorizers per HTTP API',
  breaks: 'A deployment that adds an authorizer fails',
  resource: { type: 'http-api', id: 'g9h8i7j6k5', name: hostileNames.direction },
  peak: peak(4, 10, '2026-10-01T00:00:00.000Z'),
  severity: 'ok',
  before: peak(4, 10, '2026-09-01T00:00:00.000Z'),
  last: peak(4, 10, '2026-10-31T22:45:00.000Z'),
  forecast: { status: 'none', reason: 'drifting', points: 28, perDay: null, hint: null },
  months: lately(40, 40, 40),
};

/** Known by its code only, and without a name. */
const discovered: ReportRow = {
  ...concurrency,
  quota: 'sq-lambda-L-548AE339',
  title: 'Lambda quota L-548AE339',
  breaks: null,
  raise: null,
  resource: { type: 'function', id: 'thumbnails', name: '' },
  peak: peak(22, 100, '2026-10-09T03:00:00.000Z'),
  severity: 'ok',
  before: peak(25, 100, '2026-09-09T03:00:00.000Z'),
  last: peak(20, 100, '2026-10-31T03:00:00.000Z'),
  limitChange: null,
  forecast: { status: 'none', reason: 'far-from-full', points: 26, perDay: null, hint: null },
  months: lately(25, 22),
};

const noLimit: ReportRow = {
  ...concurrency,
  quota: 'edge-apis',
  title: 'Edge-optimized APIs',
  breaks: 'Creating an edge-optimized REST API in this Region fails',
  peak: peak(0, 0, '2026-10-01T00:00:00.000Z'),
  severity: 'ok',
  before: peak(0, 0, '2026-09-01T00:00:00.000Z'),
  last: peak(0, 0, '2026-10-31T22:45:00.000Z'),
  limitChange: null,
  forecast: { status: 'none', reason: 'no-limit', points: 26, perDay: null, hint: null },
  months: lately(),
};

const DAYS = Array.from({ length: 31 }, (_, index) => index + 1);

/** @param of the usage and limit of a day of the month; `null` where nobody measured it */
function daysOf(of: (day: number) => readonly [usage: number, limit: number] | null): ReportTop['days'] {
  return DAYS.map((day) => {
    const [usage = null, limit = null] = of(day) ?? [];
    return { day: dayIn(MONTH, day), usage, limit };
  });
}

/** Nobody scanned the second account on these days. */
const MISSING = [22, 23];
const isMissing = (day: number): boolean => MISSING.includes(day);

/** The first of October 2026 is a Thursday. */
const isWeekend = (day: number): boolean => [3, 4].includes(day % 7);

const top: readonly ReportTop[] = [
  {
    row: 0,
    days: daysOf((day) => [Math.min(294, 281 + Math.round(day * 0.43)), 300]),
    plan: {
      kind: 'computed',
      at: '2026-10-31T20:29:00.000Z',
      key: 'plans/111122223333/us-east-1/http-api-integrations/a1b2c3d4e5/plan.md',
      summary: [
        words`294 of 300 integrations (98 %) are in use, and AWS does not raise this quota.`,
        words`Deleting ${9} that no route of ${code('content-prod')} uses brings 285 of 300 (95 %).`,
        words`The split of ${code('/files')} into an API of its own brings 217 of 300 (72.3 %).`,
      ],
      steps: [
        words`Delete ${9} integrations that no route uses: 294 of 300 (98 %) → 285 of 300 (95 %)`,
        words`Split it into 2 APIs: move ${68} routes below ${code('/files')} and ${code('/folders')} to 1 new one: 285 of 300 (95 %) → 217 of 300 (72.3 %)`,
      ],
      choices: [],
    },
  },
  {
    row: 1,
    days: daysOf((day) => [534 + Math.round(day * 0.87), 600]),
    plan: {
      kind: 'general',
      steps: [
        'Delete Regional APIs whose `Count` shows no request in 90 days.',
        'Merge small REST APIs of one owner into one API, each below a resource of its own.',
        'Create further APIs in another Region or account: AWS does not raise this quota.',
      ],
    },
  },
  {
    row: 2,
    days: daysOf((day) => {
      const usage = Math.round((isWeekend(day) ? 540 : 830) + day * 2.9 + ((day * 37) % 17));
      return isMissing(day) ? null : [day === 16 ? 915 : Math.min(usage, day < 19 ? 902 : 921), day < 19 ? 1000 : 1500];
    }),
    plan: {
      kind: 'computed',
      at: '2026-10-31T20:31:00.000Z',
      key: 'plans/444455556666/eu-west-1/lambda-concurrency/plan.md',
      summary: [
        words`921 of 1,500 concurrent executions (61.4 %) are in use.`,
        words`No step is sure by itself: what is left is to be decided.`,
      ],
      steps: [],
      choices: [
        words`Lower the reservation of ${code('thumbnails')} from 400 to 120: at best 921 of 1,500 (61.4 %) → 641 of 1,500 (42.7 %)`,
      ],
    },
  },
  {
    row: 3,
    days: daysOf((day) => (isMissing(day) ? null : [Math.round((57.6 + day * 0.15) * 10) / 10, 75])),
    plan: {
      kind: 'general',
      steps: ['Delete old versions of functions and layers that no alias names.', 'Request an increase.'],
    },
  },
  {
    row: 4,
    days: daysOf((day) => (day < 15 ? null : [Math.min(244, 214 + Math.round((day - 15) * 2.15)), 300])),
    plan: {
      kind: 'general',
      steps: ['Delete resources at the end of a path that have no methods, then the parents that this leaves empty.'],
    },
  },
];

export const sampleReport: Report = {
  schemaVersion: 1,
  month: MONTH,
  timeZone: 'Europe/Vienna',
  revision: 2,
  madeAt: '2026-11-01T06:05:00.000Z',
  accounts: [
    { accountId: EDGE, name: 'prod-edge' },
    { accountId: PAYMENTS, name: 'prod-payments' },
  ],
  warningPercent: 80,
  decision: {
    kind: 'fills-up',
    text: words`Integrations per HTTP API of ${code('content-prod')} in prod-edge, us-east-1, is at 294 of 300, AWS does not raise it, and it fills up about 15 Nov 2026. Begin with its plan now: delete the 9 integrations that no route uses, then split the API.`,
    row: 0,
  },
  peaks: {
    warning: { now: 5, before: 3 },
    critical: { now: 3, before: 1 },
    full: { now: 0, before: 1 },
    measured: { now: 13, before: 12 },
  },
  incidents: {
    opened: { now: 7, before: 4 },
    resolved: { now: 6, before: 4 },
    open: { now: 2, before: 1 },
    medianOpenHours: { now: 9, before: 31 },
  },
  increases: [
    {
      accountId: PAYMENTS,
      region: 'eu-west-1',
      quota: 'lambda-concurrency',
      title: 'Lambda concurrent executions',
      resource: null,
      desired: 1500,
      outcome: 'granted',
      status: 'APPROVED',
      createdAt: '2026-10-16T15:02:00.000Z',
      updatedAt: '2026-10-19T05:40:00.000Z',
    },
    {
      accountId: EDGE,
      region: 'us-east-1',
      quota: 'rest-api-resources',
      title: 'Resources per REST API',
      resource: 'r4e5s6t7a8',
      desired: 400,
      outcome: 'pending',
      status: 'CASE_OPENED',
      createdAt: '2026-10-29T11:20:00.000Z',
      updatedAt: '2026-10-29T11:20:00.000Z',
    },
    {
      accountId: EDGE,
      region: 'us-east-1',
      quota: 'L-8A5B8E43',
      title: 'API Gateway quota L-8A5B8E43',
      resource: null,
      desired: 20_000,
      outcome: 'refused',
      status: 'DENIED',
      createdAt: '2026-10-05T08:00:00.000Z',
      updatedAt: '2026-10-07T10:30:00.000Z',
    },
  ],
  seen: {
    scans: 5770,
    coverage: 99.8,
    daysMissing: [{ accountId: PAYMENTS, days: MISSING.map((day) => dayIn(MONTH, day)) }],
    unreadable: [{ name: 'history/v1/444455556666/2026-06.json.gz', problem: 'not gzip: incorrect header check' }],
  },
  months: Array.from({ length: 13 }, (_, index) => monthLater(MONTH, index - 12)),
  rows: [
    count,
    regionalApis,
    concurrency,
    storage,
    hostile,
    rate,
    vpcLinks,
    formula,
    unreserved,
    ownSetting,
    direction,
    discovered,
    noLimit,
  ],
  rowsLeftOut: 0,
  top,
  chapters: [],
};

const chapter: ReportChapter = {
  accountId: EDGE,
  unit: 'Workloads/Production',
  peaks: {
    warning: { now: 3, before: 2 },
    critical: { now: 2, before: 1 },
    full: { now: 0, before: 1 },
    measured: { now: 8, before: 7 },
  },
  incidents: {
    opened: { now: 5, before: 3 },
    resolved: { now: 4, before: 3 },
    open: { now: 2, before: 1 },
    medianOpenHours: { now: 9, before: 31 },
  },
  scans: 2976,
  coverage: 100,
};

const bareIncidents: ReportIncidents = {
  opened: { now: 0, before: null },
  resolved: { now: 0, before: null },
  open: { now: 0, before: null },
  medianOpenHours: { now: null, before: null },
};

export const SANDBOX = '777788889999';

/** The same of an organization: three accounts, one of them with a name that breaks HTML, and nothing measured in it. */
export const organizationReport: Report = {
  ...sampleReport,
  accounts: [...sampleReport.accounts, { accountId: SANDBOX, name: hostileNames.markup }],
  rowsLeftOut: 1204,
  chapters: [
    chapter,
    {
      ...chapter,
      accountId: PAYMENTS,
      unit: 'Workloads/Staging',
      peaks: { ...chapter.peaks, warning: { now: 2, before: 1 }, measured: { now: 5, before: 5 } },
      coverage: 99.6,
    },
    {
      accountId: SANDBOX,
      unit: `Lab/${hostileNames.quotes}`,
      peaks: {
        warning: { now: 0, before: 0 },
        critical: { now: 0, before: 0 },
        full: { now: 0, before: 0 },
        measured: { now: 0, before: 12 },
      },
      incidents: bareIncidents,
      scans: 0,
      coverage: null,
    },
  ],
};

/** A month without any data. */
export const bareReport: Report = {
  ...sampleReport,
  revision: 1,
  accounts: [{ accountId: EDGE, name: null }],
  decision: {
    kind: 'no-data',
    text: words`Nothing was measured in October 2026. Look at why the scan did not run.`,
    row: null,
  },
  peaks: {
    warning: { now: 0, before: null },
    critical: { now: 0, before: null },
    full: { now: 0, before: null },
    measured: { now: 0, before: null },
  },
  incidents: bareIncidents,
  increases: [],
  seen: {
    scans: 0,
    coverage: null,
    daysMissing: [{ accountId: EDGE, days: DAYS.map((day) => dayIn(MONTH, day)) }],
    unreadable: [],
  },
  months: [MONTH],
  rows: [],
  top: [],
};
