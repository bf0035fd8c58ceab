/**
 * The monthly quota report as data: what a reader wants to know, in the reader's order. Plain JSON: it is `report.json`, which other
 * programs parse; the page, the table and the Slack message are made of it and of nothing else.
 */
import type { Day, Month } from './calendar';
import type { Forecast } from './forecast';
import type { SubjectText } from './message';
import type { Resource } from './resources';
import type { Severity } from './threshold';
import type { Words } from './words';

export interface Report {
  readonly schemaVersion: 1;
  readonly month: Month;
  /** Whose days and months these are. */
  readonly timeZone: string;
  /** 1 for the first; one more whenever it says something else than before. */
  readonly revision: number;
  /** When it was made, ISO 8601. */
  readonly madeAt: string;
  /** Those with a history of the month or of the one before, by id. */
  readonly accounts: readonly ReportAccount[];
  /** The default threshold of a warning, percent, when the report was made; `null` where it is no share of the limit. */
  readonly warningPercent: number | null;
  readonly decision: ReportDecision;
  readonly peaks: ReportPeaks;
  readonly incidents: ReportIncidents;
  /** Asked for in the month, decided in it or first seen decided in it, or waiting since before it; the oldest first. */
  readonly increases: readonly ReportIncrease[];
  readonly seen: ReportSeen;
  /** The months of `ReportRow.months`, ascending, from the first that anything is known of, at most 13: the last is the report's own. */
  readonly months: readonly Month[];
  /** What was measured in the month: nearest to exhaustion first, by its peak. All of it, unless `rowsLeftOut` says otherwise. */
  readonly rows: readonly ReportRow[];
  /** How many more were measured, of an organization with more than a report can hold: each is less full than its account's rows. */
  readonly rowsLeftOut: number;
  /** The first of `rows`, at most five, each with its days and its plan. */
  readonly top: readonly ReportTop[];
  /** Each account by itself, nearest to exhaustion first; none where there is only one. */
  readonly chapters: readonly ReportChapter[];
}

export interface ReportChapter {
  readonly accountId: string;
  /** Where it stands in the organization, as in `Workloads/Production`; `null` at the root, or where nobody knows. */
  readonly unit: string | null;
  readonly peaks: ReportPeaks;
  readonly incidents: ReportIncidents;
  readonly scans: number;
  /** As in `ReportSeen`. */
  readonly coverage: number | null;
}

export interface ReportAccount {
  readonly accountId: string;
  /** `null` where nobody knows; two accounts may have the same. */
  readonly name: string | null;
}

/** The one thing to decide: a sentence with its objects, and why this one. */
export interface ReportDecision {
  readonly kind: 'full' | 'fills-up' | 'near' | 'blind' | 'no-data' | 'nothing';
  readonly text: Words;
  /** Which of `rows` it is about. */
  readonly row: number | null;
}

/** How many series; of the month before, `null` where nothing is known of it. */
export interface Count {
  readonly now: number;
  readonly before: number | null;
}

export interface ReportPeaks {
  /** Those whose peak was past its warning threshold, its critical threshold, and at or above the limit. */
  readonly warning: Count;
  readonly critical: Count;
  readonly full: Count;
  /** All that were measured. */
  readonly measured: Count;
}

export interface ReportRow {
  readonly accountId: string;
  readonly region: string;
  readonly quota: string;
  /** The quota's name for people. */
  readonly title: string;
  /** What breaks at 100 %, a sentence without its full stop; `null` where nobody knows. */
  readonly breaks: string | null;
  readonly raise: SubjectText['raise'];
  readonly resource: Resource | null;
  readonly peak: ReportPeak;
  /** By the thresholds that hold when the report is made. */
  readonly severity: Severity;
  /** The peak of the month before; `null` where it was not measured then. */
  readonly before: ReportPeak | null;
  /** The last peaks of the month: the usage and limit with which it ended. */
  readonly last: ReportPeak;
  /** On how many days of the month it was measured. */
  readonly days: number;
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** The limit at the beginning and at the end of the month, where they differ. */
  readonly limitChange: { readonly from: number; readonly to: number } | null;
  /** As of the last day on which it was measured; `null` where others of its quota and Region were measured later: deleted, or unread. */
  readonly forecast: ReportForecast | null;
  /** Peak utilization by month, as `Report.months`; `null` where it was not measured or has no limit. */
  readonly months: readonly (number | null)[];
}

export interface ReportPeak {
  readonly usage: number;
  readonly limit: number;
  /** Percent, one decimal; `null` where the limit is 0. */
  readonly percent: number | null;
  /** The minute, ISO 8601. */
  readonly at: string;
}

/** `Forecast` with days that people can read. */
export type ReportForecast =
  | {
      readonly status: 'fills-up';
      readonly perDay: number;
      readonly day: Day;
      readonly earliest: Day;
      readonly latest: Day | null;
      readonly points: number;
    }
  | (Extract<Forecast, { status: 'none' }> & {
      /** From 14 daily peaks on, less than what a forecast takes: the day by what there is. Only for a reader, never for a warning. */
      readonly hint: Day | null;
    });

export interface ReportTop {
  /** Which of `rows`. */
  readonly row: number;
  /** The daily peaks of the month; a day that nobody measured is `null`. */
  readonly days: readonly { readonly day: Day; readonly usage: number | null; readonly limit: number | null }[];
  /** The remediation plan of its incident; without one, what helps with this quota everywhere. */
  readonly plan:
    | {
        readonly kind: 'computed';
        /** ISO 8601. */
        readonly at: string;
        /** In Headroom's own bucket, for as long as plans are kept. */
        readonly key: string;
        readonly summary: readonly Words[];
        readonly steps: readonly Words[];
        readonly choices: readonly Words[];
      }
    /** Backticks mark code. */
    | { readonly kind: 'general'; readonly steps: readonly string[] };
}

export interface ReportIncidents {
  readonly opened: Count;
  readonly resolved: Count;
  /** At the end of the month; muted ones among them. */
  readonly open: Count;
  /** Of those resolved in the month, from opening to end; `null` where none was. */
  readonly medianOpenHours: { readonly now: number | null; readonly before: number | null };
}

export interface ReportIncrease {
  readonly accountId: string;
  readonly region: string;
  /** The quota's id, or its code in Service Quotas where Headroom does not count it. */
  readonly quota: string;
  readonly title: string;
  readonly resource: string | null;
  readonly desired: number;
  /**
   * `closed`: AWS Support closed its case, and how it ended stands in the case alone. Where the limit was then as high as was asked
   * for, it was `granted`.
   */
  readonly outcome: 'pending' | 'granted' | 'refused' | 'closed';
  /** Service Quotas' own word. */
  readonly status: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** How much of everything the scans of the month could see. */
export interface ReportSeen {
  readonly scans: number;
  /** The mean of their coverage, percent, rounded down to one decimal; `null` without a scan. */
  readonly coverage: number | null;
  /** By account, where there are any: days without a scan that were over by then and not before the first scan that is known of it. */
  readonly daysMissing: readonly { readonly accountId: string; readonly days: readonly Day[] }[];
  /** Objects of the history that could not be read, with what is wrong. */
  readonly unreadable: readonly { readonly name: string; readonly problem: string }[];
}
