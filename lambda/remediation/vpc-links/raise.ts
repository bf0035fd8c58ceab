/** A higher limit. AWS has to agree, so it comes after what its owners can do; whoever has no time for that may begin with it. */
import { plural } from '../../domain/format';
import { type Words, words } from '../../domain/words';
import { enough, increase } from '../increase';
import type { Goal, Remedy } from '../pipeline';
import type { Around } from './around';
import { fillingOf, isOf, type LinkVersion, type Model, referencesTo } from './model';

export function raise({ version, facts: { quota } }: Around): Remedy<Model> {
  return increase({
    quota,
    count: (model) => fillingOf(model, version),
    withLimit: (model, limit) => ({ ...model, limits: { ...model.limits, [version]: limit } }),
    justification: (model) => justification(model, version, quota.region),
    effort: 'organization',
    cautions: [
      words`If time is short, ask before the other steps: the request changes nothing that runs`,
      ...(version === 'V1' ? [words`AWS calls V1 links legacy and recommends that no new ones are made`] : []),
    ],
  });
}

/** For a step that takes long. */
export function meanwhile(model: Model, goal: Goal, { version, facts: { quota } }: Around): Words[] {
  if (quota.adjustable === 'no' || quota.increaseRequest !== null) return [];
  const filling = fillingOf(model, version);
  const desired = enough(filling, goal);
  return desired <= filling.limit
    ? []
    : [words`If this takes too long, ask for a limit of ${desired} first: AWS raises ${quota.name} on request`];
}

function justification(model: Model, version: LinkVersion, region: string): string {
  const { usage, limit } = fillingOf(model, version);
  const links = model.links.filter(isOf(version));
  const references = links.flatMap((link) => referencesTo(model, link));
  const apis = new Set(references.map(({ api }) => api.id));
  const vpcs = new Set(links.flatMap(({ vpc }) => (vpc === null ? [] : [vpc])));
  return (
    `We use ${usage} of ${limit} VPC links (${version}) in ${region}` +
    (vpcs.size === 0 ? '' : `, in ${plural(vpcs.size, 'VPC')}`) +
    (references.length === 0 ? '' : `, for ${plural(references.length, 'integration')} of ${plural(apis.size, 'API')}`)
  );
}
