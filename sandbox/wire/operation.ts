/**
 * An operation of the sandbox: one SDK command, and how AWS would answer it. Decoding and encoding follow the command's
 * own schema, so that only the behaviour is written here.
 *
 * The schemas and codecs are the SDK's internals: `@smithy/core` and `@aws-sdk/core` are pinned exactly for that reason.
 */
import { NormalizedSchema } from '@smithy/core/schema';
import { type $SchemaRef } from '@smithy/types';
import { type FaultKind } from '../faults';

/** What an operation knows of the call beside its input. */
export interface CallContext {
  readonly region: string;
  readonly now: Date;
  /** For a service that shows a fault inside an answer that is otherwise good. */
  readonly fault: FaultKind | null;
}

export interface HttpBinding {
  readonly method: string;
  readonly pattern: RegExp;
  /** The input members that the groups of `pattern` fill. */
  readonly labels: readonly string[];
  readonly status: number;
}

export interface Operation {
  readonly name: string;
  readonly http: HttpBinding | null;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  /** Answers an input that was decoded by `input`; returns what `output` encodes. @throws ServiceError */
  handle(input: object, context: CallContext): object;
}

type CommandClass = abstract new (...args: never) => {
  readonly input: object;
  resolveMiddleware(...args: never): (...args: never) => Promise<{ readonly output: object }>;
};
export type InputOf<C extends CommandClass> = InstanceType<C>['input'];
export type AnswerOf<C extends CommandClass> = Omit<
  Awaited<ReturnType<ReturnType<InstanceType<C>['resolveMiddleware']>>>['output'],
  '$metadata'
>;

/**
 * Gives a command of the SDK its behaviour.
 * @param without input members that AWS knows and the sandbox does not: they are refused, never ignored
 */
export function on<C extends CommandClass>(
  Command: C,
  answer: (input: InputOf<C>, context: CallContext) => AnswerOf<C>,
  without: readonly (keyof InputOf<C> & string)[] = [],
): Operation {
  const { schema }: { schema: unknown } = Reflect.construct(Command, [{}]);
  const { name, http, input, output } = operationSchema(schema);
  const isInput = (value: object): value is InputOf<C> => missingMember(input, value) === null;
  return {
    name,
    http,
    input,
    output,
    handle: (value, context) => {
      if (!isInput(value)) throw new InvalidInput(`${missingMember(input, value)} is required`);
      const unknown = without.find((member) => Reflect.get(value, member) !== undefined);
      if (unknown !== undefined) throw new NotInTheSandbox(unknown);
      return answer(value, context);
    },
  };
}

/** An input that AWS refuses; each service, and each format of one service, has its own word for that. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
}

/** Something that AWS would answer and the sandbox cannot. The message names it. */
export class NotInTheSandbox extends Error {
  override readonly name = 'NotInTheSandbox';
}

/** The path of the first required member that is not there, or `null`. */
export function missingMember(schema: NormalizedSchema, value: unknown, path = ''): string | null {
  if (value === undefined || value === null) return null;
  if (schema.isListSchema()) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    return firstOf(items, (item, index) => missingMember(schema.getValueSchema(), item, `${path}[${index}]`));
  }
  if (!schema.isStructSchema() || typeof value !== 'object') return null;
  const required = requiredMembers(schema);
  return firstOf([...schema.structIterator()], ([name, member]) => {
    const at = path === '' ? name : `${path}.${name}`;
    const found: unknown = Reflect.get(value, name);
    if (found === undefined || found === null) return required.includes(name) ? at : null;
    return missingMember(member, found, at);
  });
}

function firstOf<T>(items: readonly T[], find: (item: T, index: number) => string | null): string | null {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found !== null) return found;
  }
  return null;
}

/** In a static structure, `[3, namespace, name, traits, members, schemas, n]`, the first n members are required. */
function requiredMembers(schema: NormalizedSchema): readonly string[] {
  const fields: unknown = schema.getSchema();
  if (!Array.isArray(fields)) return [];
  const count: unknown = fields[6];
  const names: unknown = fields[4];
  return Array.isArray(names) && typeof count === 'number' ? names.slice(0, count) : [];
}

/** A static operation schema is `[9, namespace, name, traits, input, output]`. */
function operationSchema(schema: unknown): Omit<Operation, 'handle'> {
  if (!Array.isArray(schema) || schema[0] !== 9) throw new Error('this SDK command has no static schema');
  const [, , name, traits, input, output]: readonly unknown[] = schema;
  if (typeof name !== 'string' || !isSchemaRef(input) || !isSchemaRef(output)) {
    throw new Error('the static schema of this SDK command has another form than expected');
  }
  return { name, http: httpBinding(traits), input: NormalizedSchema.of(input), output: NormalizedSchema.of(output) };
}

/** References are functions or static schemas; what they are made of is the SDK's business. */
function isSchemaRef(value: unknown): value is $SchemaRef {
  return typeof value === 'function' || typeof value === 'string' || Array.isArray(value);
}

function httpBinding(traits: unknown): HttpBinding | null {
  const http: unknown = typeof traits === 'object' && traits !== null ? Reflect.get(traits, 'http') : undefined;
  if (!Array.isArray(http)) return null;
  const [method, uri, status]: readonly unknown[] = http;
  if (typeof method !== 'string' || typeof uri !== 'string' || typeof status !== 'number') return null;
  const labels: string[] = [];
  const [path = ''] = uri.split('?');
  const source = path
    .replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\{(\w+)(\\\+)?\}/g, (_, label: string, greedy?: string) => {
      labels.push(label);
      return greedy ? '(.+)' : '([^/]+)';
    });
  return { method, pattern: new RegExp(`^${source}/?$`), labels, status };
}
