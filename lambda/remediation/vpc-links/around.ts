/** What every remedy for VPC links is told of the account, and no remedy changes. */
import { plural } from '../../domain/format';
import { code, listed, type Words, words } from '../../domain/words';
import type { Proposal } from '../pipeline';
import { apply, cautionsOf, type Change, hintsOf } from './change';
import type { VpcLinkFacts } from './facts';
import type { LinkVersion, Model } from './model';
import { type Blind, isBlind, type References } from './references';
import { artefactsOf, undoOf } from './scripts';

export interface Around {
  readonly region: string;
  /** Whose quota is too full. */
  readonly version: LinkVersion;
  readonly references: References;
  readonly facts: VpcLinkFacts;
}

interface Wording {
  readonly title: Words;
  readonly details?: readonly Words[];
  readonly cautions?: readonly Words[];
  /** Instead of saying that there are commands that make the links again; `null`: there is nothing to take back. */
  readonly undo?: Words | null;
}

/** A change as a proposal. Where somebody may use a link unseen it is no step: what it deletes has to be checked first. */
export function proposal(
  change: Change,
  { title, details = [], cautions = [], undo }: Wording,
  { region, references }: Around,
  kind: 'step' | 'option' = 'step',
): Proposal<Model> {
  const back = undo === null ? { undo, artefacts: [] } : undoOf(change, region);
  const isSure = !isBlind(references.blind);
  return {
    kind: isSure ? kind : 'option',
    apply: apply(change),
    text: {
      title,
      details: [...details, ...hintsOf(change)],
      cautions: [...(isSure ? [] : [blindness(references.blind)]), ...cautions, ...cautionsOf(change)],
      undo: undo ?? back.undo,
      artefacts: [...artefactsOf(change, isSure, region), ...back.artefacts],
    },
  };
}

function blindness({ unread, variables }: Blind): Words {
  const parts = [
    ...(unread.length > 0
      ? [words`${plural(unread.length, 'API')} could not be read (${listed(unread.map(({ api }) => code(api)))})`]
      : []),
    ...(variables.length > 0
      ? [
          words`${plural(variables.length, 'integration')} ${variables.length === 1 ? 'names its link' : 'name their links'} by a stage variable (${listed(variables.map(({ api, where, expression }) => code(`${api}: ${where}: ${expression}`)))})`,
        ]
      : []),
  ];
  const [first, second] = parts;
  const all = first === undefined || second === undefined ? (first ?? words``) : words`${first} and ${second}`;
  return words`Look there before anything is deleted: ${all}, so what else uses a link is not known`;
}

/** What AWS's refusal to delete a link in use means, where stages serve snapshots that nobody can read. */
export function snapshotCaution({ withSnapshots }: References): Words[] {
  return withSnapshots === 0
    ? []
    : [
        words`Stages of ${plural(withSnapshots, 'API')} may serve a deployed snapshot that still uses a link which the API no longer names: AWS is known to refuse to delete such a link, and to say which stage to deploy first`,
      ];
}
