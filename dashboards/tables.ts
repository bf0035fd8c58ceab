/**
 * Every measurement, from the scan's log: the metrics hold only what is nearly full. Each scan writes a line for each; only the
 * newest line of each counts, and only from the last scans, or what was deleted in the meantime would stay.
 *
 * How sure of Logs Insights: `latest`, `now` with this very filter, `concat`, aliases and `(?i)` are documented
 * (CWL_QuerySyntax-Stats.html, -Datetime.html, -alias.html); that `stats` keeps a group for a missing field (a quota of a whole
 * Region has no resource), that a filter may stand behind `stats`, and that backticks make `limit` a field are common
 * practice, not tried on a real account.
 */
import type { Settings } from '../lambda/domain/settings';
import { logFields, logMessages } from '../lambda/domain/telemetry';
import type { Cell } from './grid';
import { limits } from './limits';
import type { Timing } from './timing';
import { chosenInLogs } from './variables';

/** A scan ends within this time; its lines come at its end. */
const LONGEST_SCAN_MINUTES = 5;
const DAY_MS = 24 * 60 * 60_000;

export interface Tables {
  readonly measured: Cell;
  readonly unmeasured: Cell;
  readonly observations: Cell;
}

export function tables(
  region: string,
  logGroup: string,
  timing: Timing,
  { organization, metrics }: Pick<Settings, 'organization' | 'metrics'>,
): Tables {
  // Of an organization what is far from full has no line: a million lines a scan would cost more than all the rest.
  const which =
    organization === null
      ? 'Every measurement'
      : `Every measurement past a threshold or at least ${metrics.minUtilizationPercent} % full`;
  const age = (timing.everyMinutes * 2 + LONGEST_SCAN_MINUTES) * 60_000;
  // A quiet account of an organization is scanned once a day. What is hot is what the first table shows.
  const quietAge = organization === null ? age : DAY_MS + age;
  const table = (title: string, { message, columns, by, wanted, order, within = age }: Query): Cell => ({
    type: 'log',
    width: limits.columns,
    properties: {
      title,
      region,
      view: 'table',
      query: [
        `SOURCE '${logGroup}' | filter ${logFields.message} = "${message}"`,
        `filter toMillis(@timestamp) >= (now() * 1000 - ${within})`,
        `filter ${chosenInLogs}`,
        `fields ${by.map(({ field, as }) => `${field} as ${as}`).join(', ')}`,
        `stats ${columns.join(', ')} by ${by.map(({ as }) => as).join(', ')}`,
        ...(wanted === null ? [] : [`filter ${wanted}`]),
        `sort ${order}`,
        `limit ${limits.logRows}`,
      ].join('\n| '),
    },
  });
  const status = `latest(${logFields.status}) as Status`;
  return {
    measured: table(`${which}, the fullest first (without a resource: the whole Region)`, {
      message: logMessages.measurement,
      columns: [
        `latest(${logFields.utilization}) as Percent`,
        `latest(${logFields.usage}) as Used`,
        `latest(\`${logFields.limit}\`) as Allowed`,
        `latest(${logFields.severity}) as Severity`,
        `latest(${logFields.adjustable}) as CanBeRaised`,
        `latest(${logFields.limitSource}) as LimitFrom`,
        `latest(${logFields.increaseRequest}) as IncreaseRequest`,
        `latest(${logFields.measuredAt}) as MeasuredAt`,
        status,
      ],
      by: place,
      wanted: 'Status = "measured"',
      order: 'Percent desc',
    }),
    unmeasured: table('What could not be measured, and why: unknown is not healthy', {
      message: logMessages.measurement,
      columns: [`latest(${logFields.cause}) as Cause`, `latest(${logFields.reason}) as Reason`, status],
      by: place,
      wanted: 'Status != "measured"',
      within: quietAge,
      order: 'Region asc, Quota asc',
    }),
    observations: table('Worth a look, although nothing fills up', {
      message: logMessages.observation,
      columns: [`latest(${logFields.text}) as Text`],
      by: [{ field: logFields.kind, as: 'Kind' }, ...place.filter(({ as }) => as !== 'Quota')],
      wanted: null,
      within: quietAge,
      order: 'Region asc, Kind asc',
    }),
  };
}

interface Query {
  readonly message: string;
  readonly columns: readonly string[];
  readonly by: readonly { readonly field: string; readonly as: string }[];
  readonly wanted: string | null;
  readonly order: string;
  /** How old a line may be, in milliseconds, if not the last scans. */
  readonly within?: number;
}

/** The name for people; the id tells two of one name apart. */
const place = [
  { field: logFields.quota, as: 'Quota' },
  { field: logFields.resourceName, as: 'Resource' },
  { field: logFields.region, as: 'Region' },
  { field: logFields.account, as: 'Account' },
  { field: logFields.resourceId, as: 'Id' },
] as const;
