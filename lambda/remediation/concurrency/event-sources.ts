/**
 * Queues that start as many executions as there are: `MaximumConcurrency` lets messages wait in the queue instead, and takes nothing
 * from other functions. SQS only, 2 to 1,000.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-eventsourcemapping-scalingconfig.html
 */
import type { EventSource } from '../../domain/details';
import type { Filling } from '../../domain/plan';
import { plural } from '../../domain/format';
import { code, type Words, words } from '../../domain/words';
import { type Proposal, reaches, type Remedy } from '../pipeline';
import { comment, script, sh } from '../shell';
import { aloneText, capFor } from './cap';
import { byRunning, changed, type FunctionState, isReserved, type Model, running } from './model';
import { about, durationText, slug } from './text';

const SMALLEST = 2;
const LARGEST = 1000;
/** Below this a queue is no matter of the account. */
const LEAST_RUNNING = 10;
const MOST_FUNCTIONS = 3;

interface Queues {
  readonly state: FunctionState;
  readonly sources: readonly EventSource[];
}

/** Functions that queues start, those that use most first. */
function queuesOf(model: Model, all: readonly EventSource[]): readonly Queues[] {
  return byRunning(model).flatMap((state) => {
    const sources = all.filter(
      ({ functionName, service, enabled }) => functionName === state.name && service === 'sqs' && enabled,
    );
    return sources.length === 0 ? [] : [{ state, sources }];
  });
}

export interface QueueProps {
  readonly eventSources: readonly EventSource[];
  /** Before any step. */
  readonly start: Model;
  readonly count: (model: Model) => Filling;
  readonly region: string;
}

export function limitQueues({ eventSources, start, count, region }: QueueProps): Remedy<Model> {
  return {
    id: 'limit-queue-concurrency',
    effort: 'configuration',
    propose: (model, goal) => {
      if (reaches(count(start), goal)) return [];
      return queuesOf(model, eventSources)
        .filter(({ state, sources }) => state.reserved === null && isUnlimited(sources, running(state)))
        .filter(({ state }) => running(state) >= LEAST_RUNNING)
        .slice(0, MOST_FUNCTIONS)
        .flatMap(({ state, sources }): Proposal<Model>[] => {
          const limited = (most: number) => (before: Model) =>
            changed(before, state.name, (one) => ({ ...one, perSecond: Math.min(one.perSecond, most / one.seconds) }));
          const cap = capFor(state, SMALLEST * sources.length, count(start), (at) => count(limited(at)(start)), goal);
          if (cap === null) return [];
          const each = Math.min(LARGEST, Math.floor(cap / sources.length));
          return [
            {
              kind: 'option',
              apply: limited(each * sources.length),
              text: {
                title: words`Let ${queueWord(sources)} start at most ${each} executions of ${code(state.name)} at once`,
                details: [
                  words`It ran ${about(running(state))} at once on average in the busiest minute (${about(state.perSecond)} per second, ${durationText(state.seconds)} each); messages above the limit wait in the queue`,
                  aloneText(count(start), count(limited(each * sources.length)(start))),
                  words`It takes nothing from other functions, which reserved concurrency does`,
                ],
                cautions: [
                  words`The queue grows while more arrives than ${each * sources.length} executions take, which is ${about((each * sources.length) / state.seconds)} invocations per second: look at ${code('ApproximateAgeOfOldestMessage')} and at how long messages are kept`,
                  words`If anything else invokes the function too, that part stays as it is: so this is at most`,
                  TEMPLATE,
                ],
                undo: words`Run the lines of the script that are marked as its undo`,
                artefacts: [
                  {
                    name: `queue-limit-${slug(state.name)}.sh`,
                    language: 'sh',
                    title: 'The limit as a command',
                    text: script(sources.flatMap((source) => limitCommands(source, each, region))),
                  },
                ],
              },
            },
          ];
        });
    },
  };
}

/** A reservation that only holds back a queue: the limit of the queue does that without taking anything from others. */
export function replaceReservations({
  eventSources,
  region,
}: Pick<QueueProps, 'eventSources' | 'region'>): Remedy<Model> {
  return {
    id: 'replace-reservation-by-queue-limit',
    effort: 'configuration',
    propose: (model) =>
      queuesOf(model, eventSources)
        .flatMap(({ state, sources }) => (isReserved(state) ? [{ state, sources, reserved: state.reserved }] : []))
        .filter(({ reserved, sources }) => reserved >= Math.max(LEAST_RUNNING, SMALLEST * sources.length))
        .slice(0, MOST_FUNCTIONS)
        .map(({ state, sources, reserved }): Proposal<Model> => {
          const each = Math.min(LARGEST, Math.floor(reserved / sources.length));
          return {
            kind: 'option',
            apply: (before) => changed(before, state.name, (one) => ({ ...one, reserved: null })),
            text: {
              title: words`Hold ${code(state.name)} back by a limit on ${queueWord(sources)} instead of its reservation of ${reserved}`,
              details: [
                words`Set ${code('MaximumConcurrency')} of each of its ${plural(sources.length, 'event source mapping')} to ${each}, then remove the reservation: others may use what it does not`,
              ],
              cautions: [
                words`Then nothing is kept for it: if the account is full, its messages wait and are tried again, and may end in the dead-letter queue`,
                words`A reservation caps every caller, the limit only the queue: see who else invokes the function`,
                TEMPLATE,
              ],
              undo: words`Set the reservation again: ${code(sh`aws lambda put-function-concurrency --function-name ${state.name} --reserved-concurrent-executions ${reserved} --region ${region}`)}`,
              artefacts: [
                {
                  name: `queue-instead-of-reservation-${slug(state.name)}.sh`,
                  language: 'sh',
                  title: 'Limit the queue, then remove the reservation',
                  text: script([
                    ...sources.map((source) => setMaximum(source, each, region)),
                    sh`aws lambda delete-function-concurrency --function-name ${state.name} --region ${region}`,
                  ]),
                },
              ],
            },
          };
        }),
  };
}

/** Fewer invocations for the same records: only the rate of invocations falls, and nobody can say by how much. */
export function largerBatches(eventSources: readonly EventSource[]): Remedy<Model> {
  return {
    id: 'larger-batches',
    effort: 'configuration',
    propose: (model) => {
      const fed = byRate(model).flatMap((state) => {
        const services = eventSources
          .filter(({ functionName, enabled }) => functionName === state.name && enabled)
          .map(({ service }) => service);
        return services.length === 0 ? [] : [{ state, services: [...new Set(services)] }];
      });
      if (fed.length === 0) return [];
      return [
        {
          kind: 'advice',
          apply: (same) => same,
          text: {
            title: words`Let one invocation take more records, for the functions that event sources start`,
            details: [
              ...fed
                .slice(0, MOST_FUNCTIONS)
                .map(
                  ({ state, services }) =>
                    words`${code(state.name)}: ${about(state.perSecond)} invocations per second in the busiest minute, from ${code(services.join(', '))}`,
                ),
              words`Raise ${code('BatchSize')}, and ${code('MaximumBatchingWindowInSeconds')} if records may wait some seconds`,
            ],
            cautions: [
              words`The batch sizes of today were not read, so nobody can say how many invocations this saves`,
              words`A larger batch takes longer, and fails as a whole unless the function reports ${code('batchItemFailures')}`,
            ],
            undo: words`Set the batch size of today again`,
            artefacts: [],
          },
        },
      ];
    },
  };
}

const TEMPLATE = words`If a template describes the event source mapping, change it there`;

function isUnlimited(sources: readonly EventSource[], now: number): boolean {
  return sources.some(({ maximumConcurrency }) => maximumConcurrency === null || maximumConcurrency > now);
}

function queueWord(sources: readonly EventSource[]): Words {
  return sources.length === 1 ? words`its queue` : words`each of its ${sources.length} queues`;
}

function byRate({ functions }: Model): readonly FunctionState[] {
  return [...functions.values()].toSorted((a, b) => b.perSecond - a.perSecond || (a.name < b.name ? -1 : 1));
}

function limitCommands(source: EventSource, most: number, region: string): string[] {
  const before = source.maximumConcurrency;
  return [
    comment(`From ${source.sourceArn}`),
    setMaximum(source, most, region),
    comment(
      `Undo: ${before === null ? sh`aws lambda update-event-source-mapping --uuid ${source.id} --scaling-config ${'{}'} --region ${region}` : setMaximum(source, before, region)}`,
    ),
  ];
}

function setMaximum({ id }: EventSource, most: number, region: string): string {
  return sh`aws lambda update-event-source-mapping --uuid ${id} --scaling-config ${`MaximumConcurrency=${most}`} --region ${region}`;
}
