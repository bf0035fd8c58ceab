/** From the text of `headroom.yaml` to settings, or one error that says where, what was found and what was expected. */
import { closest, distance } from 'fastest-levenshtein';
import { type Document, isNode, LineCounter, parseDocument, type YAMLParseError } from 'yaml';
import type * as z from 'zod';
import type { KnownIds } from '../domain/known-ids';
import type { Settings } from '../domain/settings';
import { settingsSchema } from './schema';

export type ParsedSettings =
  { readonly ok: true; readonly settings: Settings } | { readonly ok: false; readonly error: string };

/** @param known a configuration must not name what does not exist */
export function parseSettings(text: string, known: KnownIds): ParsedSettings {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [syntax] = document.errors;
  if (syntax) {
    const { line, col } = lines.linePos(syntax.pos[0]);
    return { ok: false, error: `line ${line}, column ${col}: ${syntaxError(syntax, text)}` };
  }
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 10 });
  } catch (error) {
    // An alias without its anchor, or aliases that multiply: the library finds them only here.
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, error: message.replaceAll(/\s+/g, ' ') };
  }
  const result = schemaFor(known).safeParse(content ?? {});
  if (result.success) return { ok: true, settings: result.data };
  const [first] = result.error.issues;
  const more = result.error.issues.length - 1;
  const error = first ? `${place(document, lines, first)}${describe(first, content)}` : 'not the settings of Headroom';
  return { ok: false, error: more > 0 ? `${error} (and ${more} more)` : error };
}

type Schema = ReturnType<typeof settingsSchema>;
/** To build it takes longer than to use it, and every run has settings and a copy of the last good ones. */
const schemas = new WeakMap<KnownIds, Schema>();

function schemaFor(known: KnownIds): Schema {
  const schema = schemas.get(known) ?? settingsSchema(known);
  schemas.set(known, schema);
  return schema;
}

function syntaxError({ code, message, pos }: YAMLParseError, text: string): string {
  if (code !== 'DUPLICATE_KEY') return message.split('\n', 1)[0] ?? message;
  const key = /^[\w-]+/.exec(text.slice(pos[0]))?.[0] ?? 'a key';
  return `${key} stands there twice, expected once; put what is under both under one`;
}

/** `line 4, `: of the deepest part of the path that stands in the file. */
function place(document: Document, lines: LineCounter, issue: z.core.$ZodIssue): string {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return `line ${lines.linePos(node.range[0]).line}, `;
  }
  return '';
}

function describe(issue: z.core.$ZodIssue, content: unknown): string {
  const path = issue.path.map(String);
  const where = path.length > 0 ? path.join('.') : 'the file';
  if (issue.code === 'unrecognized_keys') {
    // The value is left out: what stands under a key that we do not know may be a secret.
    const [key = ''] = issue.keys;
    const hint = didYouMean(key, issue.message.split(', '));
    return `${[...path, key].join('.')}: found an unknown key, expected one of ${issue.message}${hint}`;
  }
  const value = valueAt(content, issue.path);
  const expected =
    issue.code === 'invalid_type' && issue.message.startsWith('Invalid') ? issue.expected : issue.message;
  return `${where}: found ${shown(value)}, expected ${expected}${suggestion(issue, value)}`;
}

function suggestion(issue: z.core.$ZodIssue, value: unknown): string {
  const candidates: unknown = issue.code === 'custom' ? issue.params?.['candidates'] : undefined;
  if (!Array.isArray(candidates) || typeof value !== 'string') return '';
  return didYouMean(
    value,
    candidates.filter((candidate) => typeof candidate === 'string'),
  );
}

/** ` (did you mean X?)` when something is at most two slips away, else nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  if (candidates.length === 0) return '';
  const best = closest(word, candidates);
  return distance(word, best) <= 2 ? ` (did you mean ${best}?)` : '';
}

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    content,
  );
}

const LONGEST_SHOWN = 60;

/** A value for a message: short, and without what may be in it. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'a group of keys';
  const text = JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
