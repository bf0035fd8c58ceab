/**
 * An operation of the sandbox: one SDK command, and how AWS would answer it. Decoding and encoding follow the command's
 * own schema, so that only the behaviour is written here.
 *
 * The schemas and codecs are the SDK's internals: `@smithy/core` and `@aws-sdk/core` are pinned exactly for that reason.
 */
import { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef } from '@smithy/types';
import type { Caller } from '../callers';
import type { FaultKind } from '../faults';
import type { Permission } from '../policy';
import type { WireRequest, WireResponse } from './wire';

/** What an operation knows of the call beside its input. */
export interface CallContext {
  readonly region: string;
  readonly caller: Caller;
  readonly now: Date;
  /** For a service that shows a fault inside an answer that is otherwise good. */
  readonly fault: FaultKind | null;
  readonly request: WireRequest;
  /** Asks for a permission beyond the operation's own, where AWS does that. @throws ServiceError if the caller lacks it */
  need(permission: Permission): void;
}

export interface HttpBinding {
  readonly method: string;
  /** What the query always says, beside what the input says. */
  readonly query: URLSearchParams;
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
  /** Answers an input that was decoded by `input`; returns what `output` encodes, or `Forwarded`. @throws ServiceError */
  handle(input: object, context: CallContext): object | Promise<object>;
}

/** An answer that somebody else has encoded already. */
export class Forwarded {
  constructor(readonly response: WireResponse) {}
}

type CommandClass = abstract new (...args: never) => {
  readonly input: object;
  resolveMiddleware(...args: never): (...args: never) => Promise<{ readonly output: object }>;
};
export type InputOf<C extends CommandClass> = InstanceType<C>['input'];
type OutputOf<C extends CommandClass> = Awaited<ReturnType<ReturnType<InstanceType<C>['resolveMiddleware']>>>['output'];
/** What the SDK reads as a stream, the sandbox has as bytes. */
type Unstreamed<T> = T extends { transformToByteArray(): unknown } ? Uint8Array : T;
export type AnswerOf<C extends CommandClass> = {
  [Member in keyof Omit<OutputOf<C>, '$metadata'>]: Unstreamed<OutputOf<C>[Member]>;
};

/**
 * Gives a command of the SDK its behaviour.
 * @param without input members that AWS knows and the sandbox does not: they are refused, never ignored
 */
export function on<C extends CommandClass>(
  Command: C,
  answer: (input: InputOf<C>, context: CallContext) => AnswerOf<C>,
  without: readonly (keyof InputOf<C> & string)[] = [],
): Operation {
  const { name, http, input, output } = schemaOf(Command);
  const isInput = (value: object): value is InputOf<C> => missingMember(input, value) === null;
  return {
    name,
    http,
    input,
    output,
    handle: (value, context) => {
      if (!isInput(value)) throw new MissingMember(String(missingMember(input, value)));
      refuseUnknown(value, without);
      return answer(value, context);
    },
  };
}

/** A command that somebody else answers, from the request as it came. @param without as for `on` */
export function forward<C extends CommandClass>(
  Command: C,
  answer: (input: object, context: CallContext) => Promise<Forwarded>,
  without: readonly (keyof InputOf<C> & string)[] = [],
): Operation {
  return {
    ...schemaOf(Command),
    handle: async (value, context) => {
      refuseUnknown(value, without);
      return await answer(value, context);
    },
  };
}

/** Every input member of a command but those that the sandbox knows, for `without`. */
export function allBut<C extends CommandClass>(
  Command: C,
  known: readonly (keyof InputOf<C> & string)[],
): (keyof InputOf<C> & string)[] {
  const isMember = (name: string): name is keyof InputOf<C> & string => !known.some((one) => one === name);
  return [...schemaOf(Command).input.structIterator()].map(([name]) => name).filter(isMember);
}

function refuseUnknown(value: object, without: readonly string[]): void {
  const unknown = without.find((member) => Reflect.get(value, member) !== undefined);
  if (unknown !== undefined) throw new NotInTheSandbox(unknown);
}

type Schema = Omit<Operation, 'handle'>;
/** Read once for all accounts of a process. */
const schemas = new WeakMap<CommandClass, Schema>();

function schemaOf(Command: CommandClass): Schema {
  const known = schemas.get(Command);
  if (known) return known;
  const { schema: fields }: { schema: unknown } = Reflect.construct(Command, [{}]);
  const schema = operationSchema(fields);
  schemas.set(Command, schema);
  return schema;
}

/** An input that AWS refuses; each service, and each format of one service, has its own word for that. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
}

/** An input without a member that AWS requires. */
export class MissingMember extends InvalidInput {
  /** @param member its path, as in `Statistics[0].Name` */
  constructor(readonly member: string) {
    super(`${member} is required`);
  }
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
function operationSchema(schema: unknown): Schema {
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
  const [path = '', query] = uri.split('?');
  const source = path
    .replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\{(\w+)(\\\+)?\}/g, (_, label: string, greedy?: string) => {
      labels.push(label);
      return greedy ? '(.+)' : '([^/]+)';
    });
  return { method, query: new URLSearchParams(query), pattern: new RegExp(`^${source}/?$`), labels, status };
}
