/** Authorizers of an API of any type: those that nothing names, and those that are equal. */
import type { AuthorizerDetails } from '../../domain/details';
import { plural } from '../../domain/format';
import { code, listed, type Words, words } from '../../domain/words';
import type { Remedy } from '../pipeline';
import { carriedOut, CREATE_AGAIN, type Export, type Place } from './commands';
import { equalityKey } from './fields';
import { textTable } from './text-table';

/** What differs between the types of APIs. */
export interface AuthorizerAccess<Model> {
  readonly authorizersOf: (model: Model) => readonly AuthorizerDetails[];
  /** What names an authorizer: routes or methods. */
  readonly usersOf: (model: Model) => readonly AuthorizerUser[];
  readonly withAuthorizers: (model: Model, keptFor: ReadonlyMap<string, string>, gone: ReadonlySet<string>) => Model;
  readonly exports: readonly Export[];
  readonly deleteOne: (id: string) => string;
  readonly cautions: (model: Model) => readonly Words[];
  /** `route` or `method`. */
  readonly user: string;
}

export interface AuthorizerUser {
  /** For people. */
  readonly name: string;
  readonly authorizerId: string | null;
  /** What gives it another authorizer. */
  readonly pointAt: (authorizerId: string) => string;
}

export function deleteUnusedAuthorizers<Model>(place: Place, access: AuthorizerAccess<Model>): Remedy<Model> {
  return {
    id: 'delete-unused-authorizers',
    effort: 'minutes',
    propose: (model) => {
      const used = new Set(access.usersOf(model).map(({ authorizerId }) => authorizerId));
      const unused = access.authorizersOf(model).filter(({ id }) => !used.has(id));
      if (unused.length === 0) return [];
      const ids = new Set(unused.map(({ id }) => id));
      const change = carriedOut(place, {
        name: 'delete-unused-authorizers',
        title: `The authorizers that no ${access.user} names`,
        exports: access.exports,
        commands: unused.map(({ id }) => access.deleteOne(id)),
        list: textTable(
          ['Authorizer', 'Name'],
          unused.map(({ id, name }) => [id, name]),
        ),
        inTemplate: null,
        undo: CREATE_AGAIN,
      });
      return [
        {
          kind: 'step',
          apply: (before) => access.withAuthorizers(before, new Map(), ids),
          text: {
            title: words`Delete ${plural(unused.length, 'authorizer')} that no ${access.user} names`,
            details: [words`${listed(unused.map(({ name }) => code(name)))}`, ...change.details],
            cautions: access.cautions(model),
            undo: change.undo,
            artefacts: change.artefacts,
          },
        },
      ];
    },
  };
}

export function mergeAuthorizers<Model>(place: Place, access: AuthorizerAccess<Model>): Remedy<Model> {
  return {
    id: 'merge-authorizers',
    effort: 'configuration',
    propose: (model) => {
      const groups = equalOnes(access.authorizersOf(model));
      const keptFor = new Map(groups.flatMap(([keep, ...drop]) => drop.map(({ id }) => [id, keep.id] as const)));
      if (keptFor.size === 0) return [];
      const moved = access.usersOf(model).flatMap(({ name, authorizerId, pointAt }) => {
        const kept = keptFor.get(authorizerId ?? '');
        return kept === undefined ? [] : [{ name, kept, from: authorizerId ?? '', command: pointAt(kept) }];
      });
      const change = carriedOut(place, {
        name: 'merge-authorizers',
        title: `Each ${access.user} to the authorizer that stays, then the duplicates`,
        exports: access.exports,
        commands: [...moved.map(({ command }) => command), ...[...keptFor.keys()].map((id) => access.deleteOne(id))],
        list: textTable(
          [access.user === 'route' ? 'Route' : 'Method', 'Authorizer today', 'Shared authorizer'],
          moved.map(({ name, from, kept }) => [name, from, kept]),
        ),
        inTemplate: words`Let what uses them refer to one authorizer there`,
        undo: CREATE_AGAIN,
      });
      return [
        {
          kind: 'step',
          apply: (before) => access.withAuthorizers(before, keptFor, new Set(keptFor.keys())),
          text: {
            title: words`Merge ${plural(keptFor.size, 'duplicate')} of ${plural(groups.length, 'authorizer')}`,
            details: [
              words`${listed(groups.map(([{ name }]) => code(name)))} stay; ${plural(moved.length, access.user)} ${moved.length === 1 ? 'is' : 'are'} pointed at another authorizer that decides the same`,
              ...change.details,
            ],
            cautions: [
              words`An authorizer remembers its answers: right after the change each caller is asked once more`,
              words`The permission to invoke an authorizer's function may name the authorizer: the one that stays has its own`,
              ...access.cautions(model),
            ],
            undo: change.undo,
            artefacts: change.artefacts,
          },
        },
      ];
    },
  };
}

type Group = readonly [AuthorizerDetails, ...AuthorizerDetails[]];

/** Those with equal fields, more than one of each. */
function equalOnes(authorizers: readonly AuthorizerDetails[]): readonly Group[] {
  const groups = new Map<string, [AuthorizerDetails, ...AuthorizerDetails[]]>();
  for (const one of authorizers) {
    const key = equalityKey(one.fields);
    if (key === null) continue;
    const known = groups.get(key);
    if (known) known.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}
