/**
 * The smallest interpreter of the Amazon States Language that runs our round: Task (only the Lambda integration), Choice, Map (only
 * distributed, from an object of S3, in batches), Succeed and Fail, with JSONPath. A field that it does not know is refused, so that
 * nothing of a definition is passed over. https://states-language.net/spec.html and
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 *
 * Not as in AWS: time-outs never come (`TimeoutSeconds` is read and not heeded); a back-off has no jitter; the sizes of inputs are not
 * limited, so a batch has its number of items however long they are; batches that run when a Map gives up are waited for, where AWS stops them.
 */
import * as z from 'zod';

export interface StatesParts {
  /** What answers for each function, by its ARN. What it throws becomes an error of that name. */
  readonly functions: Readonly<Record<string, (payload: unknown) => Promise<unknown>>>;
  /** The content of an object. @throws where there is none */
  readonly read: (bucket: string, key: string) => Promise<string>;
  /** Between two tries. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** The ARN of the execution. */
  readonly execution: string;
}

export interface Execution {
  readonly status: 'SUCCEEDED' | 'FAILED';
  /** Of an execution that succeeded. */
  readonly output: unknown;
  /** Of one that failed. */
  readonly error: string | null;
  readonly cause: string | null;
  /** The states that were entered, in order, without those of a Map's children. */
  readonly entered: readonly string[];
}

/** Runs a definition to its end. @throws ZodError for one that has what is not known here */
export async function runStates(definition: unknown, input: unknown, parts: StatesParts): Promise<Execution> {
  const entered: string[] = [];
  const machine = Machine.parse(definition);
  try {
    const output = await runMachine(machine, asJson(input), parts, (name) => entered.push(name));
    return { status: 'SUCCEEDED', output, error: null, cause: null, entered };
  } catch (error) {
    if (!(error instanceof StatesError)) throw error;
    return { status: 'FAILED', output: null, error: error.code, cause: error.message, entered };
  }
}

/** An error of an execution; its message is the cause. */
class StatesError extends Error {
  constructor(
    readonly code: string,
    cause: string,
  ) {
    super(cause);
  }
}

/** What the context says of the execution: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
const EXECUTION = '$$.Execution.Id';
const Path = z.string().regex(/^\$(\.\w+)*$/);
const Field = z.string().regex(/^\$\.\w+$/);
const Template = z.record(z.string(), z.unknown());
/** Every other name that AWS reserves would match more than itself. */
const ErrorName = z.union([z.literal('States.ALL'), z.string().regex(/^(?!States\.)/)]);

const Retrier = z.strictObject({
  ErrorEquals: z.array(ErrorName),
  IntervalSeconds: z.int().min(1),
  MaxAttempts: z.int().min(0),
  BackoffRate: z.number().min(1),
  MaxDelaySeconds: z.int().min(1).default(Infinity),
  JitterStrategy: z.literal('FULL').optional(),
});
type Retrier = z.infer<typeof Retrier>;
const Catcher = z.strictObject({ ErrorEquals: z.array(ErrorName), ResultPath: Field, Next: z.string() });
type Catcher = z.infer<typeof Catcher>;

const Task = z.strictObject({
  Type: z.literal('Task'),
  Resource: z.string().regex(/^arn:[\w-]+:states:::lambda:invoke$/),
  Parameters: z.strictObject({
    FunctionName: z.string(),
    Payload: Template.optional(),
    'Payload.$': Path.optional(),
  }),
  TimeoutSeconds: z.int().min(1),
  Retry: z.array(Retrier).default([]),
  Catch: z.array(Catcher).default([]),
  ResultPath: z.union([Field, z.null(), z.literal('$')]).default('$'),
  OutputPath: z.null().optional(),
  Next: z.string().optional(),
  End: z.literal(true).optional(),
});
const Choice = z.strictObject({
  Type: z.literal('Choice'),
  Choices: z.array(
    z.union([
      z.strictObject({ Variable: Path, StringEquals: z.string(), Next: z.string() }),
      z.strictObject({ Variable: Path, NumericEquals: z.number(), Next: z.string() }),
    ]),
  ),
  Default: z.string(),
});
const Succeed = z.strictObject({ Type: z.literal('Succeed') });
const Fail = z.strictObject({ Type: z.literal('Fail'), ErrorPath: Path, CausePath: Path });
const DistributedMap = z.strictObject({
  Type: z.literal('Map'),
  Label: z.string().max(40),
  ItemReader: z.strictObject({
    Resource: z.string().regex(/^arn:[\w-]+:states:::s3:getObject$/),
    ReaderConfig: z.strictObject({ InputType: z.literal('JSON') }),
    Parameters: Template,
  }),
  ItemBatcher: z.strictObject({
    MaxItemsPerBatch: z.int().min(1),
    // As AWS: at most 256 KiB.
    MaxInputBytesPerBatch: z.int().min(1).max(262_144),
    BatchInput: Template,
  }),
  MaxConcurrency: z.int().min(1),
  ToleratedFailurePercentage: z.int().min(0).max(100),
  ItemProcessor: z.strictObject({
    ProcessorConfig: z.strictObject({ Mode: z.literal('DISTRIBUTED'), ExecutionType: z.literal('STANDARD') }),
    StartAt: z.string(),
    States: z.record(z.string(), z.discriminatedUnion('Type', [Task, Succeed])),
  }),
  ResultPath: z.null(),
  Catch: z.array(Catcher).default([]),
  Next: z.string(),
});
type DistributedMap = z.infer<typeof DistributedMap>;
const State = z.discriminatedUnion('Type', [Task, Choice, Succeed, Fail, DistributedMap]);
type State = z.infer<typeof State>;
const Machine = z.strictObject({
  Comment: z.string().optional(),
  TimeoutSeconds: z.int().min(1).optional(),
  StartAt: z.string(),
  States: z.record(z.string(), State),
});

interface Step {
  readonly output: unknown;
  /** `null` at the end. */
  readonly next: string | null;
}

/** What paths find beside the input. */
type Context = Pick<StatesParts, 'execution'>;

async function runMachine(
  { StartAt, States }: { readonly StartAt: string; readonly States: Readonly<Record<string, State>> },
  input: unknown,
  parts: StatesParts,
  enter: (name: string) => void,
): Promise<unknown> {
  let [name, data]: [string | null, unknown] = [StartAt, input];
  while (name !== null) {
    const state: State | undefined = States[name];
    if (!state) throw new Error(`there is no state ${name}`);
    enter(name);
    const step: Step = await runState(state, data, parts);
    [name, data] = [step.next, step.output];
  }
  return data;
}

async function runState(state: State, input: unknown, parts: StatesParts): Promise<Step> {
  switch (state.Type) {
    case 'Succeed':
      return { output: input, next: null };
    case 'Fail':
      throw new StatesError(String(at(state.ErrorPath, input)), String(at(state.CausePath, input)));
    case 'Choice':
      return { output: input, next: state.Choices.find((rule) => holds(rule, input))?.Next ?? state.Default };
    case 'Map':
      return await caught(state.Catch, input, async () => {
        await runMap(state, input, parts);
        return { output: input, next: state.Next };
      });
    case 'Task':
      return await caught(state.Catch, input, async () => {
        const result = await retried(state.Retry, parts, async () => await invoke(state, input, parts));
        const output = state.OutputPath === null ? {} : placed(state.ResultPath, input, result);
        return { output, next: state.Next ?? null };
      });
  }
}

function holds(rule: z.infer<typeof Choice>['Choices'][number], input: unknown): boolean {
  const value = at(rule.Variable, input);
  return 'StringEquals' in rule ? value === rule.StringEquals : value === rule.NumericEquals;
}

async function invoke({ Parameters }: z.infer<typeof Task>, input: unknown, parts: StatesParts): Promise<unknown> {
  const filled = z.object({ FunctionName: z.string(), Payload: z.unknown() }).parse(filledIn(Parameters, input, parts));
  const { FunctionName, Payload } = filled;
  const handler = parts.functions[FunctionName];
  if (!handler) throw new Error(`nothing answers for ${FunctionName}`);
  try {
    return asJson({ Payload: await handler(Payload), StatusCode: 200 });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // As Lambda says it: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
    throw new StatesError(error.name, JSON.stringify({ errorType: error.name, errorMessage: error.message }));
  }
}

async function runMap(map: DistributedMap, input: unknown, parts: StatesParts): Promise<void> {
  const items = await itemsOf(map, input, parts);
  const size = map.ItemBatcher.MaxItemsPerBatch;
  const BatchInput = filledIn(map.ItemBatcher.BatchInput, input, parts);
  const waiting = Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
  let failed = 0;
  // All items of a batch that failed have failed.
  const isTooMuch = (): boolean => failed * 100 > items.length * map.ToleratedFailurePercentage;
  const work = async (): Promise<void> => {
    for (let Items = waiting.shift(); Items && !isTooMuch(); Items = waiting.shift()) {
      try {
        await runMachine(map.ItemProcessor, { Items, BatchInput }, parts, () => {});
      } catch (error) {
        if (!(error instanceof StatesError)) throw error;
        failed += Items.length;
      }
    }
  };
  await Promise.all(Array.from({ length: map.MaxConcurrency }, work));
  if (isTooMuch()) {
    const cause = `${failed} of ${items.length} items failed, more than ${map.ToleratedFailurePercentage} percent`;
    throw new StatesError('States.ExceedToleratedFailureThreshold', cause);
  }
}

async function itemsOf(
  { ItemReader }: DistributedMap,
  input: unknown,
  parts: StatesParts,
): Promise<readonly unknown[]> {
  const place = z
    .strictObject({ Bucket: z.string(), Key: z.string() })
    .parse(filledIn(ItemReader.Parameters, input, parts));
  try {
    return z.array(z.unknown()).parse(JSON.parse(await parts.read(place.Bucket, place.Key)));
  } catch (error) {
    throw new StatesError('States.ItemReaderFailed', error instanceof Error ? error.message : String(error));
  }
}

async function retried<T>(retriers: readonly Retrier[], { sleep }: StatesParts, work: () => Promise<T>): Promise<T> {
  const tries = new Map<Retrier, number>();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      const retrier = retriers.find(({ ErrorEquals }) => matches(ErrorEquals, error));
      if (!retrier) throw error;
      const before = tries.get(retrier) ?? 0;
      if (before >= retrier.MaxAttempts) throw error;
      tries.set(retrier, before + 1);
      const seconds = retrier.IntervalSeconds * retrier.BackoffRate ** before;
      await sleep(Math.min(seconds, retrier.MaxDelaySeconds) * 1000);
    }
  }
}

async function caught(catchers: readonly Catcher[], input: unknown, work: () => Promise<Step>): Promise<Step> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StatesError)) throw error;
    const catcher = catchers.find(({ ErrorEquals }) => matches(ErrorEquals, error));
    if (!catcher) throw error;
    const { code, message } = error;
    return { output: placed(catcher.ResultPath, input, { Error: code, Cause: message }), next: catcher.Next };
  }
}

function matches(names: readonly string[], { code }: StatesError): boolean {
  return names.includes(code) || names.includes('States.ALL');
}

/** The result in its place in the input; `null`: nowhere. */
function placed(path: string | null, input: unknown, result: unknown): unknown {
  if (path === null) return input;
  if (path === '$') return result;
  return { ...z.record(z.string(), z.unknown()).parse(input), [path.slice(2)]: result };
}

/** A template with the fields whose names end in `.$` taken from the input. */
function filledIn(template: unknown, input: unknown, context: Context): unknown {
  if (Array.isArray(template)) return template.map((item) => filledIn(item, input, context));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) =>
      name.endsWith('.$')
        ? [name.slice(0, -2), value === EXECUTION ? context.execution : at(Path.parse(value), input)]
        : [name, filledIn(value, input, context)],
    ),
  );
}

/** As AWS: what a path does not find ends the execution, whoever would catch it. */
function at(path: string, input: unknown): unknown {
  let value = input;
  for (const name of path.split('.').slice(1)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) {
      throw new Error(`${path} is not in ${JSON.stringify(input)}`);
    }
    value = Object.entries(value).find(([key]) => key === name)?.[1];
  }
  return value;
}

/** Nothing but JSON passes between states. */
function asJson(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}
