/** What the monitor observes of itself. Pure. */
import type { Coverage } from '../domain/coverage';
import type { Observation } from '../domain/observation';

export interface OwnState {
  readonly homeRegion: string;
  /** What is wrong with the settings; `null` if nothing is. */
  readonly problem: string | null;
  readonly refused: Coverage['refused'];
}

export function ownObservationsOf({ homeRegion, problem, refused }: OwnState): Observation[] {
  return [...(problem === null ? [] : [settingsProblem(homeRegion, problem)]), ...refused.map(refusal)];
}

export function settingsProblem(region: string, text: string): Observation {
  return { kind: 'settings-invalid', region, resource: null, severity: 'warning', text };
}

/** The state of things, seen at every scan; who is told of it is told once. */
function refusal({ region, quotas, reason }: Coverage['refused'][number]): Observation {
  const text =
    quotas === 'all'
      ? `AWS has refused every read here from the first scan on (${reason}). If that is meant, add the Region to headroom.yaml: regions: { exclude: [${region}] }`
      : `AWS has refused what these quotas need from the first scan on (${reason}): ${quotas.join(', ')}. They are not watched here and not counted in the coverage`;
  return {
    kind: quotas === 'all' ? 'region-refused' : 'quotas-refused',
    region,
    resource: null,
    severity: 'warning',
    text,
  };
}
