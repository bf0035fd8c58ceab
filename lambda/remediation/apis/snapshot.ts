/**
 * A stage without automatic deployment serves a snapshot: what is changed is counted at once, but live only after a deployment.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
 */
import type { ApiDetails } from '../../domain/details';
import { code, listed, type Words, words } from '../../domain/words';

export function snapshotCautions({ stages }: ApiDetails): readonly Words[] {
  const still = stages.filter(({ autoDeploy }) => !autoDeploy).map(({ name }) => code(name));
  if (still.length === 0) return [];
  const which = still.length === 1 ? words`Stage ${listed(still)} serves` : words`Stages ${listed(still)} serve`;
  return [
    words`${which} a snapshot, which may differ from what was read: the count falls at once, what is live changes with the next deployment. Deploy and test`,
  ];
}
