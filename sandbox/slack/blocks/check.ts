/** Whether Slack would take the blocks of a message, and in its words why not. */
import * as z from 'zod';
import { Refusal, refusalNaming } from '../refusal';
import { BLOCKS, CHARTS, DATA_TABLE_TEXT, MARKDOWN, TABLE_TEXT, TEXT_OF_ALL_BLOCKS } from './limits';
import { block } from './schema';

/** A block as it was sent. */
const anyBlock = z.looseObject({ type: z.string(), block_id: z.string().optional() });
export type SlackBlock = z.infer<typeof anyBlock>;

/**
 * Slack also names the objects around what it refuses (`failed to match all allowed schemas`); this sandbox names only
 * what is wrong.
 *
 * @param json as it came: the client sends an array as JSON
 * @param missing types that the workspace does not have yet: Slack's new blocks arrive in phases
 * @throws Refusal
 */
export function checkBlocks(json: unknown, missing: ReadonlySet<string>): readonly SlackBlock[] {
  if (!Array.isArray(json)) throw new Refusal('invalid_blocks_format');
  const blocks = z.array(anyBlock).safeParse(json);
  const sentences = [...wrongBlocks(json), ...(blocks.success ? wrongTogether(blocks.data, missing) : [])];
  if (!blocks.success || sentences.length > 0) throw refusalNaming('invalid_blocks', sentences);
  if (lengthOf(blocks.data, SHOWN) > TEXT_OF_ALL_BLOCKS) throw new Refusal('msg_blocks_too_long');
  return blocks.data;
}

function wrongBlocks(json: readonly unknown[]): string[] {
  const { error } = z.array(block).max(BLOCKS).safeParse(json, { reportInput: true });
  return error?.issues.map(sentenceOf) ?? [];
}

function wrongTogether(blocks: readonly SlackBlock[], missing: ReadonlySet<string>): string[] {
  const ofType = (type: string) => blocks.filter((one) => one.type === type);
  const sentences = blocks.flatMap(({ type }, index) =>
    missing.has(type) ? [`unsupported type: ${type} [json-pointer:/blocks/${index}/type]`] : [],
  );
  for (const [index, { block_id: id }] of blocks.entries()) {
    if (id !== undefined && blocks.findIndex((one) => one.block_id === id) < index) {
      sentences.push(`block_id must be unique: ${id} [json-pointer:/blocks/${index}/block_id]`);
    }
  }
  if (ofType('data_visualization').length > CHARTS) {
    sentences.push(`no more than ${CHARTS} data_visualization blocks allowed [json-pointer:/blocks]`);
  }
  for (const [type, most] of [
    ['markdown', MARKDOWN],
    ['table', TABLE_TEXT],
    ['data_table', DATA_TABLE_TEXT],
  ] as const) {
    if (lengthOf(ofType(type), TEXT) > most) {
      sentences.push(`all ${type} blocks must have less than ${most + 1} characters [json-pointer:/blocks]`);
    }
  }
  return sentences;
}

/** Slack's sentences as far as its refusals in public issues show them; in those that do not occur there, its tone. */
function sentenceOf(issue: z.core.$ZodIssue): string {
  const { path } = issue;
  const at = `[json-pointer:/${['blocks', ...path].join('/')}]`;
  switch (issue.code) {
    case 'too_big':
      if (issue.origin === 'string') return `must be less than ${Number(issue.maximum) + 1} characters ${at}`;
      if (issue.origin === 'array') return `no more than ${issue.maximum} items allowed ${at}`;
      return `must be at most ${issue.maximum} ${at}`;
    case 'too_small':
      if (issue.origin === 'string') return `must be more than ${Number(issue.minimum) - 1} characters ${at}`;
      if (issue.origin === 'array') return `no less than ${issue.minimum} items allowed ${at}`;
      return `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum} ${at}`;
    case 'unrecognized_keys':
      return `invalid additional property: ${issue.keys.join(', ')} ${at}`;
    case 'invalid_union':
      return `unsupported type: ${typeIn(issue.input)} ${at}`;
    case 'invalid_type':
      if (issue.input === undefined) return `missing required field: ${String(path.at(-1))} ${at}`;
      return `must be a valid ${issue.expected} ${at}`;
    case 'invalid_value':
      return `must be a valid enum value ${at}`;
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'not_multiple_of':
      return `${issue.message} ${at}`;
  }
}

function typeIn(input: unknown): string {
  const typed = z.looseObject({ type: z.string() }).safeParse(input);
  return typed.success ? typed.data.type : '(none)';
}

const TEXT = new Set(['text']);
/** Under these keys stands what a reader sees. Whether Slack counts all of it is not known; the stricter reading. */
const SHOWN = new Set(['text', 'title', 'caption', 'alt_text', 'name', 'label', 'x_label', 'y_label']);

/** The characters of all strings under these keys, however deep. */
function lengthOf(value: unknown, keys: ReadonlySet<string>): number {
  if (typeof value !== 'object' || value === null) return 0;
  const entries: readonly [string, unknown][] = Object.entries(value);
  let length = 0;
  for (const [key, inner] of entries) {
    if (typeof inner !== 'string') length += lengthOf(inner, keys);
    else if (keys.has(key)) length += inner.length;
  }
  return length;
}
