/**
 * Reserved concurrency that its function never came near in 14 days: everybody else gets it back at once.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
import { formatNumber, plural } from '../../domain/format';
import { code, listed, type Words, words } from '../../domain/words';
import type { Remedy } from '../pipeline';
import { comment, script, sh } from '../shell';
import { changed, isReserved, type Model } from './model';

/** What stays above the most that ran at once in 14 days: half as much again. */
const HEADROOM = 1.5;
/** A reservation that is used is not lowered below this: one that is hardly used says little. */
const LEAST_KEPT = 10;
/** Less is not worth a change. */
const LEAST_GIVEN = 5;
/** More of them are in the script. */
const MOST_LINES = 10;

interface GiveBack {
  readonly name: string;
  readonly reserved: number;
  /** 0: the reservation goes. */
  readonly keep: number;
  readonly highest: number;
}

export function giveBackReserved(region: string): Remedy<Model> {
  return {
    id: 'give-back-reserved-concurrency',
    effort: 'minutes',
    propose: (model) => {
      const all = unused(model);
      if (all.length === 0) return [];
      const given = all.reduce((total, { reserved, keep }) => total + reserved - keep, 0);
      return [
        {
          kind: 'step',
          apply: (before) =>
            all.reduce(
              (now, { name, keep }) => changed(now, name, (one) => ({ ...one, reserved: keep === 0 ? null : keep })),
              before,
            ),
          text: {
            title: words`Give back ${given} reserved concurrent executions of ${listed(all.map(({ name }) => code(name)))}`,
            details: details(all),
            cautions: cautions(all),
            undo: words`Run ${code('undo-reserved-concurrency.sh')}: it sets the reservations of today again, as long as ${given} are still unreserved above the 100 that must stay so`,
            artefacts: [
              {
                name: 'reserved-concurrency.sh',
                language: 'sh',
                title: 'The new reservations',
                text: script(all.flatMap((one) => commands(one, region))),
              },
              {
                name: 'undo-reserved-concurrency.sh',
                language: 'sh',
                title: 'The reservations of today',
                text: script(all.map(({ name, reserved }) => reserve(name, reserved, region))),
              },
            ],
          },
        },
      ];
    },
  };
}

/** What can be given back, the most first. A reservation of 0 switches a function off and holds nothing. */
export function unused({ functions }: Model): readonly GiveBack[] {
  return [...functions.values()]
    .filter(isReserved)
    .map(({ name, reserved, highest }) => ({ name, reserved, highest, keep: kept(highest) }))
    .filter(({ reserved, keep }) => reserved - keep >= LEAST_GIVEN)
    .toSorted((a, b) => b.reserved - b.keep - (a.reserved - a.keep) || (a.name < b.name ? -1 : 1));
}

function kept(highest: number): number {
  return highest === 0 ? 0 : Math.max(LEAST_KEPT, Math.ceil(highest * HEADROOM));
}

function details(all: readonly GiveBack[]): Words[] {
  const lines = all
    .slice(0, MOST_LINES)
    .map(({ name, reserved, keep, highest }) =>
      highest === 0
        ? words`${code(name)}: remove the reservation of ${reserved}; nothing ran in 14 days`
        : words`${code(name)}: ${reserved} → ${keep}; at most ${highest} ran at once in 14 days, and half as much again stays reserved`,
    );
  const rest = all.length - lines.length;
  return rest > 0 ? [...lines, words`${plural(rest, 'more function is', 'more functions are')} in the script`] : lines;
}

function cautions(all: readonly GiveBack[]): Words[] {
  return [
    words`14 days are what was looked at: a job of the end of the month, or a sale, may need more`,
    words`A reservation is a cap as well: ask the owner whether it protects something behind the function, such as a database`,
    ...(all.some(({ keep }) => keep === 0)
      ? [words`Without a reservation a function may use whatever is unreserved, and nothing is kept for it`]
      : []),
    words`If a template sets ${code('ReservedConcurrentExecutions')}, change it there: the next deployment would set it back. Functions are listed without their tags, so nobody saw which ones belong to a stack`,
  ];
}

function commands({ name, reserved, keep, highest }: GiveBack, region: string): string[] {
  return [
    comment(`${name}: ${formatNumber(reserved)} now, at most ${formatNumber(highest)} at once in 14 days`),
    keep === 0
      ? sh`aws lambda delete-function-concurrency --function-name ${name} --region ${region}`
      : reserve(name, keep, region),
  ];
}

export function reserve(name: string, executions: number, region: string): string {
  return sh`aws lambda put-function-concurrency --function-name ${name} --reserved-concurrent-executions ${executions} --region ${region}`;
}
