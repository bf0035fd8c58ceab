/** How a step is carried out: by commands where nobody else owns the API, and in the tool that owns it where one does. */
import type { Owner } from '../../domain/details';
import type { Artefact, PlanStep } from '../../domain/plan';
import { type Words, words } from '../../domain/words';
import { comment, script, sh } from '../shell';
import { ownedBy, takenBack } from './owner';

/** Where something is to be done. */
export interface Place {
  readonly apiId: string;
  readonly region: string;
  readonly owner: Owner | null;
}

/** A command that prints what is there now. */
export interface Export {
  /** `integrations`, `routes`, …. */
  readonly what: string;
  readonly command: string;
}

export interface Change {
  /** The artefact's name without its ending; the files that it writes begin with it, so that no change overwrites another's. */
  readonly name: string;
  /** What is changed, for people: a few words. */
  readonly title: string;
  /** What has to be written down first, so that it can be taken back. */
  readonly exports: readonly Export[];
  readonly commands: readonly string[];
  /** The same as a list, for whoever changes it in a template. */
  readonly list: string;
  /** What to change in a template: a sentence without its full stop. */
  readonly inTemplate: Words | null;
  readonly undo: Words;
}

export function carriedOut(
  { owner }: Place,
  { name, title, exports, commands, list, inTemplate, undo }: Change,
): Pick<PlanStep, 'details' | 'undo' | 'artefacts'> {
  if (owner === null) {
    const written = exports.map(({ what, command }) => `${command} > ${writtenTo(name, what)}`);
    const text = script([comment('What is there now, to create it again from'), ...written, '', ...commands]);
    return { details: [], undo, artefacts: [{ name: `${name}.sh`, language: 'sh', title, text }] };
  }
  const artefact: Artefact = { name: `${name}.txt`, language: 'text', title, text: list };
  return {
    details: [ownedBy(owner), ...(inTemplate === null ? [] : [inTemplate])],
    undo: takenBack(owner),
    artefacts: [artefact],
  };
}

/** The file that the script of a change writes first. */
export function writtenTo(change: string, what: string): string {
  return `${change}-${what}-before.json`;
}

export function exportOf(list: 'integrations' | 'routes' | 'authorizers', { apiId, region }: Place): Export {
  return { what: list, command: sh`aws apigatewayv2 ${`get-${list}`} --api-id ${apiId} --region ${region}` };
}

export function deleteIntegration(id: string, { apiId, region }: Place): string {
  return sh`aws apigatewayv2 delete-integration --api-id ${apiId} --integration-id ${id} --region ${region}`;
}

export function deleteRoute(id: string, { apiId, region }: Place): string {
  return sh`aws apigatewayv2 delete-route --api-id ${apiId} --route-id ${id} --region ${region}`;
}

export function pointRoute(id: string, integrationId: string, { apiId, region }: Place): string {
  return sh`aws apigatewayv2 update-route --api-id ${apiId} --route-id ${id} --target ${`integrations/${integrationId}`} --region ${region}`;
}

export const CREATE_AGAIN = words`The script writes down first what is there, into files that it never overwrites; create it again from those: it gets new ids`;
