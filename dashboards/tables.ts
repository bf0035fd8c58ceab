/**
 * Every measurement, from the scan's log: the metrics hold only what is nearly full. Each scan writes a line for each; only the
 * newest line of each counts, and only from the last scans, or what was deleted in the meantime would stay.
 *
 * How sure of Logs Insights: `latest`, `now` with this very filter, `concat`, aliases and `(?i)` are documented
 * (CWL_QuerySyntax-Stats.html, -Datetime.html, -alias.html); that `stats` keeps a group for a missing field (a quota of a whole
 * Region has no resource), that a filter may stand behind `stats`, and that backticks make `limit` a field are common
 * practice, not tried on a real account.
 */
import { logFields, logMessages } from '../lambda/domain/telemetry';
import type { Cell } from './grid';
import { limits } from './limits';
import type { Timing } from './timing';
import { chosenInLogs } from './variables';

/** A scan ends within this time; its lines come at its end. */
const LONGEST_SCAN_MINUTES = 5;
const MOST_ROWS = 1000;

export function tables(region: string, logGroup: string, timing: Timing): { measured: Cell; unmeasured: Cell } {
  const age = (timing.everyMinutes * 2 + LONGEST_SCAN_MINUTES) * 60_000;
  const table = (title: string, columns: readonly string[], wanted: string, order: string): Cell => ({
    type: 'log',
    width: limits.columns,
    properties: {
      title,
      region,
      view: 'table',
      query: [
        `SOURCE '${logGroup}' | filter ${logFields.message} = "${logMessages.measurement}"`,
        `filter toMillis(@timestamp) >= (now() * 1000 - ${age})`,
        `filter ${chosenInLogs}`,
        `fields ${places.join(', ')}`,
        `stats ${columns.join(', ')}, latest(${logFields.status}) as Status by ${PLACE_COLUMNS}`,
        `filter ${wanted}`,
        `sort ${order}`,
        `limit ${MOST_ROWS}`,
      ].join('\n| '),
    },
  });
  return {
    measured: table(
      'Every measurement, the fullest first (without a resource: the whole Region)',
      [
        `latest(${logFields.utilization}) as Percent`,
        `latest(${logFields.usage}) as Used`,
        `latest(\`${logFields.limit}\`) as Allowed`,
        `latest(${logFields.severity}) as Severity`,
        `latest(${logFields.adjustable}) as CanBeRaised`,
        `latest(${logFields.limitSource}) as LimitFrom`,
        `latest(${logFields.increaseRequest}) as IncreaseRequest`,
        `latest(${logFields.measuredAt}) as MeasuredAt`,
      ],
      'Status = "measured"',
      'Percent desc',
    ),
    unmeasured: table(
      'What could not be measured, and why: unknown is not healthy',
      [`latest(${logFields.cause}) as Cause`, `latest(${logFields.reason}) as Reason`],
      'Status != "measured"',
      'Region asc, Quota asc',
    ),
  };
}

/** The name for people; the id tells two of one name apart. */
const places = [
  `${logFields.quota} as Quota`,
  `${logFields.resourceName} as Resource`,
  `${logFields.region} as Region`,
  `${logFields.account} as Account`,
  `${logFields.resourceId} as Id`,
];
const PLACE_COLUMNS = 'Quota, Resource, Region, Account, Id';
