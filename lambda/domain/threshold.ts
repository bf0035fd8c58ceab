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

/** How far below a level something must be to have left it: points of a share (of a small one half of it), per cent of a number. */
const LEAVES_BELOW = 5;

/**
 * What a usage that was past a threshold has not left yet: `clear` closes a warning, and a critical one is left five points (or
 * five per cent of an absolute value) below its level. Never less than `severityOf` of the same usage.
 */
export function heldSeverity(usage: number, limit: number | null, thresholds: Thresholds): Severity {
  const reached = severityOf(usage, limit, thresholds);
  if (reached === 'critical' || reaches(usage, limit, below(thresholds.critical))) return 'critical';
  if (reached === 'warning' || reaches(usage, limit, thresholds.clear ?? below(thresholds.warning))) return 'warning';
  return 'ok';
}

function below(level: Level): Level {
  if ('absolute' in level) return { absolute: level.absolute * (1 - LEAVES_BELOW / 100) };
  return { percent: Math.max(level.percent - LEAVES_BELOW, level.percent / 2) };
}

/** Negative when `a` is less severe. */
export function compareSeverity(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b);
}

export function worse(a: Severity, b: Severity): Severity {
  return compareSeverity(a, b) >= 0 ? a : b;
}

function reaches(usage: number, limit: number | null, level: Level): boolean {
  if ('absolute' in level) return usage >= level.absolute;
  // Multiplied rather than divided, so that 240 of 300 is exactly 80 %.
  return limit !== null && limit > 0 && usage * 100 >= level.percent * limit;
}
