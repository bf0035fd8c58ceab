/**
 * One member of an incident: a resource that is past a threshold. Up at once; down only when two scans in a row saw it lower, and
 * never by a value that was carried, or because nobody could look. Pure.
 */
import type { Finding, Sight } from './finding';
import { compareSeverity, type Severity, worse } from './threshold';

export interface Member {
  /** The resource's id; empty for the whole Region. */
  readonly id: string;
  readonly level: Exclude<Severity, 'ok'>;
  /** What the last look found, if it was lower: the next one that is lower too confirms it. */
  readonly falling: Severity | null;
  /** Of what is muted its name, so that a mute by name holds also while nobody can look; else `null`. */
  readonly name: string | null;
}

export interface MemberStep {
  readonly level: Severity;
  readonly falling: Severity | null;
}

/** @param before its level, and what the last look found if that was lower; of what is no member yet `ok` and `null` */
export function stepMember(before: MemberStep, sight: Sight): MemberStep {
  switch (sight.status) {
    case 'unseen':
      return before;
    case 'gone':
      return fall(before, 'ok');
    case 'seen': {
      const { reached, held, fresh } = sight.member;
      const target = worse(reached, lesser(before.level, held));
      if (compareSeverity(target, before.level) >= 0) return { level: target, falling: null };
      return fresh ? fall(before, target) : before;
    }
  }
}

/** The first look that finds it lower is noted, the second believed, as far as both agree. */
function fall({ level, falling }: MemberStep, target: Severity): MemberStep {
  if (level === 'ok') return { level, falling: null };
  if (falling === null) return { level, falling: target };
  const confirmed = worse(falling, target);
  return { level: confirmed, falling: compareSeverity(target, confirmed) < 0 ? target : null };
}

function lesser(a: Severity, b: Severity): Severity {
  return compareSeverity(a, b) <= 0 ? a : b;
}

const NO_MEMBER: MemberStep = { level: 'ok', falling: null };

/** A member after a scan, with what the scan saw of it. */
export interface LookedAt {
  readonly id: string;
  readonly before: MemberStep;
  readonly after: MemberStep;
  readonly sight: Sight;
  /** Its name, if it was muted at the last look. */
  readonly mutedName: string | null;
}

/** Everything that is a member before or after the scan. */
export function stepMembers(before: readonly Member[], finding: Finding): LookedAt[] {
  const known = new Map(before.map((one) => [one.id, one]));
  const ids = new Set(known.keys());
  for (const [id, { reached }] of finding.members) if (reached !== 'ok') ids.add(id);
  return [...ids].map((id) => {
    const step = known.get(id) ?? NO_MEMBER;
    const sight = finding.sightOf(id);
    return { id, before: step, after: stepMember(step, sight), sight, mutedName: known.get(id)?.name ?? null };
  });
}
