/** What a remedy does to links and integrations, whatever its reason: carried out on the model, and said to people. */
import { plural } from '../../domain/format';
import { type Code, code, listed, type Words, words } from '../../domain/words';
import { type Link, type Model, nameOf, referencesTo } from './model';
import { hintsFor, placeInTool } from './owners';
import { labelOf, type Reference, type ReferringApi } from './references';

export interface Change {
  /** For file names: lower-case letters, digits and -. */
  readonly name: string;
  /** A link that is not there yet. */
  readonly create: Link | null;
  readonly moves: readonly Move[];
  readonly drops: readonly Link[];
}

export interface Move {
  readonly reference: Reference;
  readonly to: Link;
  /** The ARN that a REST integration with a V2 link needs; `null`: it stays as it is. */
  readonly target: string | null;
}

export interface MovesOfApi {
  readonly api: ReferringApi;
  readonly moves: readonly Move[];
}

export function apply({ create, moves, drops }: Change): (model: Model) => Model {
  const gone = new Set(drops.map(({ id }) => id));
  const moved = new Map(moves.map(({ reference, to, target }) => [keyOf(reference), { to, target }]));
  return (model) => ({
    ...model,
    links: [...model.links.filter(({ id }) => !gone.has(id)), ...(create === null ? [] : [create])],
    references: model.references
      .map((reference) => {
        const move = moved.get(keyOf(reference));
        if (move === undefined) return reference;
        return { ...reference, link: move.to.id, targetArn: move.target ?? reference.targetArn };
      })
      .filter(({ link }) => !gone.has(link)),
  });
}

/** Every integration of some links to another one. */
export function movesTo(model: Model, from: readonly Link[], to: Link): Move[] {
  return from.flatMap((link) => referencesTo(model, link).map((reference) => ({ reference, to, target: null })));
}

/** An id as a part of a file's name. */
export function fileName(id: string): string {
  return id.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-');
}

export function byApi(moves: readonly Move[]): MovesOfApi[] {
  const found = new Map<string, { api: ReferringApi; moves: Move[] }>();
  for (const move of moves) {
    const { api } = move.reference;
    const known = found.get(api.id) ?? { api, moves: [] };
    known.moves.push(move);
    found.set(api.id, known);
  }
  return [...found.values()];
}

/** What each tool is to change, in the order in which to do it. */
export function hintsOf({ moves, drops }: Change): Words[] {
  return hintsFor([
    ...byApi(moves).map(({ api, moves: all }) => ({
      owner: api.owner,
      what: words`let ${plural(all.length, 'integration')} of ${code(labelOf(api))} use the link ${listed(keepersOf(all))}${targetsOf(all)}`,
    })),
    ...drops.map((link) => ({ owner: link.owner, what: words`remove the VPC link ${code(nameOf(link))}` })),
  ]);
}

/** What anybody who carries it out should know, whatever it is for. */
export function cautionsOf({ moves, drops }: Change): Words[] {
  const snapshots = byApi(moves).filter(({ api }) => api.snapshots.length > 0);
  const keepers = new Set(moves.map(({ to }) => to));
  return [
    ...(snapshots.length > 0
      ? [
          words`A deployment takes everything live that was changed since the last one, in ${listed(snapshots.map(({ api }) => code(labelOf(api))))}: look at what that is first`,
        ]
      : []),
    ...[...keepers].flatMap((keeper) => sharedOwner(keeper, drops)),
  ];
}

function sharedOwner(keeper: Link, drops: readonly Link[]): Words[] {
  const { owner } = keeper;
  if (owner === null || drops.every((drop) => drop.owner?.name === owner.name)) return [];
  return [
    words`${code(nameOf(keeper))} belongs to ${placeInTool(owner)}: whoever removes it there takes it from all that then share it`,
  ];
}

function keepersOf(moves: readonly Move[]): Code[] {
  return [...new Set(moves.map(({ to }) => nameOf(to)))].map(code);
}

function targetsOf(moves: readonly Move[]): Words {
  const targets = [...new Set(moves.flatMap(({ target }) => (target === null ? [] : [target])))];
  return targets.length === 0 ? words`` : words` with ${code('integrationTarget')} ${listed(targets.map(code))}`;
}

function keyOf({ api, at }: Reference): string {
  return JSON.stringify([api.id, at.kind === 'method' ? [at.resourceId, at.method] : [at.id]]);
}
