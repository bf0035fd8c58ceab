/** The content of `headroom.yaml`, with every default filled in. Its schema is in `config`. */
import type { Match } from './match';
import type { Level, Thresholds } from './threshold';

export interface Settings {
  readonly thresholds: {
    readonly default: Thresholds;
    readonly overrides: readonly ThresholdOverride[];
  };
  /** Applied values that AWS does not publish. */
  readonly limits: readonly { readonly match: Match; readonly value: number }[];
  readonly mutes: readonly { readonly match: Match; readonly until: string; readonly reason: string }[];
  readonly regions: { readonly exclude: readonly string[] };
  readonly scan: {
    readonly everyMinutes: number;
    /** The part of API Gateway's control-plane rate that a scan may take: above 0, at most 1. */
    readonly controlPlaneShare: number;
    /** Whether API keys are counted, with a permission that could also return their values. */
    readonly apiKeys: boolean;
  };
  /** The second path, which does not depend on Headroom's own code. */
  readonly alarms: {
    readonly email: string | null;
    /** Where docs/runbook.md can be read: alarms and dashboard link to its headings. */
    readonly runbook: string;
  };
  readonly plans: {
    /** Percent of its limit that a plan brings a quota down to. */
    readonly targetPercent: number;
  };
  readonly forecast: {
    /** So many days before a quota fills up, that is worth a warning; and where AWS does not raise the quota. */
    readonly warnDays: number;
    readonly warnDaysNotRaised: number;
  };
  readonly report: {
    /** Whose days and months are counted: of the IANA database, as in `Europe/Vienna`. */
    readonly timeZone: string;
  };
  /** `null`: only the account in which Headroom is. */
  readonly organization: OrganizationSettings | null;
  readonly metrics: { readonly minUtilizationPercent: number; readonly maxSeries: number };
  readonly slack: {
    readonly channel: string | null;
    /** Whether reactions to a message acknowledge and mute: it takes a scope of its own. */
    readonly reactions: boolean;
    readonly routes: readonly { readonly match: Match; readonly channel: string; readonly mention: string | null }[];
  };
}

export interface OrganizationSettings {
  /** `o-…` */
  readonly id: string;
  /** The root or units, `r-…` or `ou-…`, whose accounts get the role. */
  readonly units: readonly string[];
  /** From where the StackSet is made; Headroom itself may only read the organization in one of the two. */
  readonly deployedIn: 'delegated administrator' | 'management account';
  /** Batches of accounts that are scanned side by side. */
  readonly batchesAtOnce: number;
  /** The part of the accounts that may fail, with their batches, before the rest is given up, percent. */
  readonly toleratedFailurePercent: number;
}

export interface ThresholdOverride {
  readonly match: Match;
  readonly warning?: Level | undefined;
  readonly critical?: Level | undefined;
  readonly clear?: Level | undefined;
}
