/**
 * The state machine against a plain model of the same rules, which looks at the whole past anew at every scan instead of carrying
 * a state along.
 */
import fc from 'fast-check';
import { type Decision, decide, type Incident, NO_REACTIONS } from '../../../lambda/domain/incident';
import type { Finding } from '../../../lambda/domain/finding';
import { finding, type Saw, at, route } from './incidents';

const RUNS = 100_000;
const SEVERITIES = ['ok', 'warning', 'critical'] as const;
type Severity = (typeof SEVERITIES)[number];
const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);

/** What a scan may see of a resource. */
const SIGHTS: readonly Saw[] = [
  10,
  74,
  75,
  79,
  80,
  84,
  85,
  89,
  90,
  100,
  { usage: 10, fresh: false },
  { usage: 78, fresh: false },
  { usage: 95, fresh: false },
  'unseen',
  'gone',
];
const IDS = ['a', 'b'] as const;
/** One scan: for each resource one of the sights, whether everything is muted, and what the state machine is told of it. */
interface Scan {
  readonly saw: Readonly<Record<string, Saw>>;
  readonly muted: boolean;
  readonly found: Finding;
}

function scanFrom(code: number): Scan {
  const muted = code % 16 === 0;
  let rest = Math.floor(code / 16);
  const saw: Record<string, Saw> = {};
  for (const id of IDS) {
    const sight = SIGHTS[rest % SIGHTS.length];
    if (sight !== undefined) saw[id] = sight;
    rest = Math.floor(rest / SIGHTS.length);
  }
  const muteOf = () => (muted ? { until: '2027-01-01', reason: 'test' } : null);
  return { saw, muted, found: finding(saw, { muteOf }) };
}

/** Each that there is, once: a million steps take from them. */
const SCANS = Array.from({ length: 16 * SIGHTS.length ** IDS.length }, (_, code) => scanFrom(code));

/** The level of one resource after these looks: by the rules as people would say them. */
function levelAfter(looks: readonly Saw[]): Severity {
  let level: Severity = 'ok';
  /** The looks since the level last changed or was confirmed, that were lower than it. */
  let lower: Severity[] = [];
  for (const look of looks) {
    if (look === 'unseen') continue;
    const usage = look === 'gone' ? -1 : typeof look === 'number' ? look : (look.usage ?? 0);
    const carried = typeof look === 'object' && look.fresh === false;
    const up: Severity = usage >= 90 ? 'critical' : usage >= 80 ? 'warning' : 'ok';
    const stays: Severity =
      level === 'critical' && usage >= 85 ? 'critical' : level !== 'ok' && usage >= 75 ? 'warning' : 'ok';
    const target: Severity = rank(up) > rank(stays) ? up : stays;
    if (rank(target) >= rank(level)) {
      level = target;
      lower = [];
    } else if (!carried) {
      lower.push(target);
      if (lower.length === 2) {
        const agreed: Severity = lower.includes('warning') ? 'warning' : 'ok';
        level = agreed;
        lower = target === agreed ? [] : [target];
      }
    }
  }
  return level;
}

/** The state after each scan. What is muted before it was ever told leaves no trace. */
function model(scans: readonly Scan[]): string[] {
  const states: string[] = [];
  let from = 0;
  for (const [index, { muted }] of scans.entries()) {
    const levels = IDS.map((id) => levelAfter(scans.slice(from, index + 1).map(({ saw }) => saw[id] ?? 'gone')));
    const level = levels.toSorted((a, b) => rank(b) - rank(a))[0] ?? 'ok';
    const before = states.at(-1) ?? 'ok';
    const state = level === 'ok' ? 'ok' : muted ? (before === 'ok' ? 'ok' : 'muted') : level;
    states.push(state);
    if (state === 'ok') from = index + 1;
  }
  return states;
}

function live(scans: readonly Scan[]): Decision[] {
  let incident: Incident | null = null;
  return scans.map(({ found }, index) => {
    const decision = decide(incident, found, {
      at: at(index),
      route,
      reactions: NO_REACTIONS,
      plan: null,
    });
    ({ incident } = decision);
    return decision;
  });
}

const scans = fc
  .array(fc.nat({ max: SCANS.length - 1 }), { minLength: 1, maxLength: 14 })
  .map((codes) => codes.flatMap((code) => SCANS[code] ?? []));

/** What is wrong with a life; empty if nothing is. Compared by hand, since there are a million steps. */
function wrongWith(all: readonly Scan[]): string[] {
  const decisions = live(all);
  const states = decisions.map(({ incident }) => incident.state);
  const wanted = model(all);
  const wrong = states.join() === wanted.join() ? [] : [`states ${states.join()}, by the model ${wanted.join()}`];
  for (const [index, { transition, incident, reason }] of decisions.entries()) {
    const before = decisions[index - 1]?.incident;
    const was = before?.state ?? 'ok';
    const check = (holds: boolean, promise: string): void => {
      if (!holds) wrong.push(`scan ${index}: ${promise}`);
    };
    const isChange = was !== incident.state;
    check((transition !== null) === isChange, 'a transition is a change of state and nothing else');
    check(incident.seq - (before?.seq ?? 0) === (isChange ? 1 : 0), 'seq rises by one with a transition');
    check(
      incident.episode - (before?.episode ?? 0) === (transition === 'first-breach' ? 1 : 0),
      'an episode is an opening',
    );
    check(reason !== 'recovered' || was !== 'ok', 'only what was open ends');
    check(reason !== 'recovered' || incident.recovery !== null, 'an end says why');
    check(!isChange || incident.version === (before?.version ?? 0) + 1, 'what changed is to be told');
    const openedJustNow = states[index - 2] === 'ok' || index === 1;
    check(reason !== 'recovered' || !openedJustNow, 'no ok, warning, ok within two scans');
  }
  return wrong;
}

test('100,000 random lives go as the plain model says, and keep the promises', () => {
  fc.assert(
    fc.property(scans, (all) => {
      const [first] = wrongWith(all);
      if (first !== undefined) throw new Error(first);
    }),
    { numRuns: RUNS, seed: 20261124 },
  );
});

test('a look that sees nothing changes no state, whatever is muted by name', () => {
  const mutes = fc.record({ a: fc.boolean(), b: fc.boolean() });
  fc.assert(
    fc.property(scans, mutes, (all, muted) => {
      let incident: Incident | null = null;
      const muteOf = (one: { readonly name: string } | null) =>
        (one?.name === 'name of a' && muted.a) || (one?.name === 'name of b' && muted.b)
          ? { until: '2027-01-01', reason: 'test' }
          : null;
      for (const [index, { saw }] of all.entries()) {
        const circumstances = { at: at(2 * index), route, reactions: NO_REACTIONS, plan: null };
        ({ incident } = decide(incident, finding(saw, { muteOf }), circumstances));
        const blind = finding({ a: 'unseen', b: 'unseen' }, { muteOf });
        const after = decide(incident, blind, { ...circumstances, at: at(2 * index + 1) });
        if (after.incident.state !== incident.state) throw new Error(`scan ${index}: ${after.incident.state}`);
        ({ incident } = after);
      }
    }),
    { numRuns: 5000, seed: 20261125 },
  );
});
