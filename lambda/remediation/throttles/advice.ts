/** What helps without a number that anybody could know before. */
import type { Effort } from '../../domain/plan';
import type { Words } from '../../domain/words';
import type { Remedy } from '../pipeline';

export interface AdviceText {
  readonly title: Words;
  readonly details: readonly Words[];
  readonly cautions: readonly Words[];
}

export function advice<Model>(id: string, effort: Effort, { title, details, cautions }: AdviceText): Remedy<Model> {
  return {
    id,
    effort,
    propose: () => [
      { kind: 'advice', apply: (same) => same, text: { title, details, cautions, undo: null, artefacts: [] } },
    ],
  };
}
