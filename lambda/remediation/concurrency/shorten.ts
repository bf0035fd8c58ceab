/** Shorter executions: concurrency is linear in duration. What a change of code brings nobody knows before, so it is a what-if. */
import type { FunctionDetails } from '../../domain/details';
import { plural } from '../../domain/format';
import type { Filling } from '../../domain/plan';
import { code, type Words, words } from '../../domain/words';
import type { Remedy } from '../pipeline';
import { comment, script, sh } from '../shell';
import type { Behind } from './callers';
import { byRunning, changed, isReserved, type Model, running } from './model';
import { about, durationText } from './text';

const MOST_FUNCTIONS = 3;
const WHAT_IF = [10, 50] as const;
const MILLISECONDS = 1000;
/** Some seconds more than API Gateway waits hold nothing. */
const LEAST_EXCESS = 5;
/**
 * How long API Gateway waits if nobody sets less, and for HTTP APIs at most.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html and api-gateway-execution-service-limits-table.html
 */
const DEFAULT_WAIT_MS = { 'http-api': 30_000, 'rest-api': 29_000, 'websocket-api': 29_000 } as const;

export function shortenDuration(count: (model: Model) => Filling): Remedy<Model> {
  return {
    id: 'shorten-duration',
    effort: 'code',
    propose: (model) => {
      const largest = byRunning(model)
        .filter((state) => running(state) >= 1)
        .slice(0, MOST_FUNCTIONS);
      if (largest.length === 0) return [];
      const shorter = (name: string, percent: number): Filling =>
        count(
          changed(model, name, (one) => ({
            ...one,
            seconds: (one.seconds * (100 - percent)) / 100,
            concurrent: (one.concurrent * (100 - percent)) / 100,
          })),
        );
      const now = count(model);
      return [
        {
          kind: 'advice',
          apply: (same) => same,
          text: {
            title: words`Shorten the functions that run most: half the duration is half the concurrency`,
            details: [
              ...largest.map((state) => {
                const name = words`${code(state.name)} (${durationText(state.seconds)} on average, ${about(running(state))} at once)`;
                if (isReserved(state)) {
                  return words`${name}: it has ${state.reserved} reserved, so the pool gains only if the reservation is lowered afterwards`;
                }
                const [some, half] = WHAT_IF.map((percent) => shorter(state.name, percent).usage);
                return words`${name}: ${WHAT_IF[0]} % shorter would leave ${some ?? 0} of ${now.limit} instead of ${now.usage}, ${WHAT_IF[1]} % shorter ${half ?? 0}`;
              }),
              words`Where to look: memory (CPU grows with it), calls one after another that could run together, timeouts of slow dependencies, start-up work outside the handler`,
            ],
            cautions: [words`These are what-ifs by arithmetic, no promise: nobody read the code`],
            undo: null,
            artefacts: [],
          },
        },
      ];
    },
  };
}

/** Executions for which nobody waits any more: API Gateway has given up, the function runs on. */
export function stopWaitingInVain(
  functions: readonly FunctionDetails[],
  behind: ReadonlyMap<string, Behind>,
  region: string,
): Remedy<Model> {
  return {
    id: 'align-timeouts',
    effort: 'configuration',
    propose: (model) => {
      const found = byRunning(model).flatMap((state) => {
        const calls = behind.get(state.name);
        const details = functions.find(({ name }) => name === state.name);
        if (calls === undefined || calls.onlyApiGateway !== 'yes' || details === undefined) return [];
        // Of an API that nobody read, nobody knows how long it waits.
        if (calls.hasOtherApis) return [];
        const waits = Math.max(...calls.calls.map(({ timeoutMs, api }) => timeoutMs ?? DEFAULT_WAIT_MS[api.type]));
        const wait = Math.ceil(waits / MILLISECONDS);
        return details.timeoutSeconds >= wait + LEAST_EXCESS
          ? [{ name: state.name, now: details.timeoutSeconds, wait }]
          : [];
      });
      if (found.length === 0) return [];
      const lines: Words[] = found
        .slice(0, MOST_FUNCTIONS)
        .map(({ name, now, wait }) => words`${code(name)} may run ${now} s, API Gateway waits ${wait} s`);
      return [
        {
          kind: 'advice',
          apply: (same) => same,
          text: {
            title: words`Let functions behind APIs stop when API Gateway stops waiting for them`,
            details: [
              ...lines,
              ...(found.length > lines.length
                ? [
                    words`${plural(found.length - lines.length, 'more function is', 'more functions are')} in the script`,
                  ]
                : []),
              words`When something behind them is slow, each call holds an execution until the function’s own timeout, for an answer that nobody gets`,
            ],
            cautions: [
              words`Only if the work may be cut off there: some functions go on on purpose after the caller has left`,
              words`If a template describes the function, change ${code('Timeout')} there`,
            ],
            undo: words`Set the timeouts of today again: they stand in the script`,
            artefacts: [
              {
                name: 'timeouts.sh',
                language: 'sh',
                title: 'The timeouts as commands',
                text: script(
                  found.flatMap(({ name, now, wait }) => [
                    comment(`${name}: ${now} s now`),
                    sh`aws lambda update-function-configuration --function-name ${name} --timeout ${wait} --region ${region}`,
                  ]),
                ),
              },
            ],
          },
        },
      ];
    },
  };
}
