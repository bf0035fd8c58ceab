/** When a usage is worth a word: thresholds, and the severity that follows from them. */
import { matches, type Subject } from './match';
import type { ThresholdOverride } from './settings';

export type Severity = 'ok' | 'warning' | 'critical';
export const severities = ['ok', 'warning', 'critical'] as const satisfies readonly Severity[];

/** A level is a share of the limit, or a usage in the quota's own unit. */
export type Level = { readonly percent: number } | { readonly absolute: number };

export interface Thresholds {
  readonly warning: Level;
  readonly critical: Level;
  /** Where an open incident closes; `null`: five points, or five per cent of an absolute value, under `warning`. */
  readonly clear: Level | null;
}

/** The thresholds for one subject: later overrides win, key by key, so that the general stands first and the exception last. */
export function thresholdsFor(
  subject: Subject,
  fallback: Thresholds,
  overrides: readonly ThresholdOverride[],
): Thresholds {
  let result = fallback;
  for (const { match, warning, critical, clear } of overrides) {
    if (!matches(match, subject)) continue;
    result = {
      warning: warning ?? result.warning,
      critical: critical ?? result.critical,
      clear: clear ?? result.clear,
    };
  }
  return result;
}

/**
 * @param limit `null` when unknown: then only absolute levels can be reached.
 * A limit of 0 with anything in use is exhausted, whatever the thresholds.
 */
export function severityOf(usage: number, limit: number | null, thresholds: Thresholds): Severity {
  if (limit === 0 && usage > 0) return 'critical';
  if (reaches(usage, limit, thresholds.critical)) return 'critical';
  return reaches(usage, limit, thresholds.warning) ? 'warning' : 'ok';
}

function reaches(usage: number, limit: number | null, level: Level): boolean {
  if ('absolute' in level) return usage >= level.absolute;
  // Multiplied rather than divided, so that 240 of 300 is exactly 80 %.
  return limit !== null && limit > 0 && usage * 100 >= level.percent * limit;
}
