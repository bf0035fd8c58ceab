/** A change as commands, and the way back. What a tool owns is only mentioned: a command would be undone by its next deployment. */
import { plural } from '../../domain/format';
import type { Artefact } from '../../domain/plan';
import { code, type Words, words } from '../../domain/words';
import { comment, script } from '../shell';
import { byApi, type Change, type MovesOfApi } from './change';
import * as commands from './commands';
import type { Link } from './model';
import { labelOf } from './references';

/** @param isSure whether everybody who uses the links is known: otherwise the deletions are not ready to run */
export function artefactsOf(change: Change, isSure: boolean, region: string): Artefact[] {
  const lines = doing(change, isSure, region);
  return lines.length === 0
    ? []
    : [{ name: `${change.name}.sh`, language: 'sh', title: 'The commands, in their order', text: textOf(lines) }];
}

/** Links are made anew, with new ids: what referred to them has to be pointed at them again. */
export function undoOf(
  change: Change,
  region: string,
): { readonly undo: Words; readonly artefacts: readonly Artefact[] } {
  const lines = undoing(change, region);
  const isOwned = change.drops.some(({ owner }) => owner !== null) || byApi(change.moves).some(belongsToTool);
  if (lines.length === 0) return { undo: words`Take the change back where it was made, and deploy it`, artefacts: [] };
  const name = `undo-${change.name}.sh`;
  const pointed = change.moves.length > 0 ? ' and points the integrations at them' : '';
  const also = isOwned ? '; what a tool owns is taken back there' : '';
  return {
    undo: words`${code(name)} creates the links again, under new ids${pointed}${also}`,
    artefacts: [{ name, language: 'sh', title: 'How to take it back', text: textOf(lines) }],
  };
}

function doing({ create, moves, drops }: Change, isSure: boolean, region: string): string[] {
  const apis = byApi(moves);
  const own = apis.filter((one) => !belongsToTool(one));
  const deletable = drops.filter(({ owner }) => owner === null);
  if (create === null && own.length === 0 && deletable.length === 0) return [];
  return [
    ...(create === null ? [] : commands.create(create, region)),
    ...own.flatMap(({ api, moves: all }) => [
      '',
      comment(`${labelOf(api)}: ${plural(all.length, 'integration')}`),
      ...(api.type === 'rest-api' && api.snapshots.length > 0 ? commands.noteDeployments(api, region) : []),
      ...all.map(({ reference, to, target }) =>
        commands.point(reference, to.id === create?.id ? null : to.id, target, region),
      ),
      ...commands.deploy(api, region),
    ]),
    ...apis
      .filter(belongsToTool)
      .flatMap(({ api, moves: all }) => [
        '',
        comment(
          `${labelOf(api)}: ${plural(all.length, 'integration')}, changed and deployed where ${api.owner?.name ?? ''} is`,
        ),
      ]),
    ...(deletable.length === 0 ? [] : deleting(deletable, moves.length > 0, isSure, region)),
  ];
}

function deleting(links: readonly Link[], isAfterMoves: boolean, isSure: boolean, region: string): string[] {
  const lines = links.map((link) => commands.remove(link, region));
  const when = isAfterMoves
    ? 'When all of these APIs answer as before (AWS is known to refuse to delete a link in use)'
    : 'When nothing uses them';
  if (!isSure) return ['', comment(`${when}, and after a look at what could not be read:`), ...lines.map(comment)];
  return isAfterMoves ? ['', comment(`${when}:`), ...lines] : lines;
}

function undoing({ moves, drops }: Change, region: string): string[] {
  const links = drops.filter(({ owner }) => owner === null);
  const back = byApi(moves.filter(({ reference }) => links.some(({ id }) => id === reference.link)));
  const own = back.filter((one) => !belongsToTool(one));
  return [
    ...links.flatMap((link) => [
      '',
      ...commands.create(link, region),
      ...own
        .flatMap((one) => one.moves)
        .filter(({ reference }) => reference.link === link.id)
        .map(({ reference }) => commands.point(reference, null, null, region)),
    ]),
    ...(own.some(({ api }) => api.snapshots.length > 0)
      ? ['', ...own.flatMap(({ api }) => commands.deploy(api, region))]
      : []),
  ];
}

function belongsToTool({ api }: MovesOfApi): boolean {
  return api.owner !== null;
}

function textOf([first, ...rest]: readonly string[]): string {
  return script(first === undefined || first === '' ? rest : [first, ...rest]);
}
