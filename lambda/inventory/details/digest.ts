/**
 * Digests by which two configurations are compared without keeping what is in them: parameters, templates and addresses may hold
 * secrets. A short or guessable value could be found by trying, so the digest is keyed, with a key that leaves nothing but this
 * process.
 */
import { createHmac } from 'node:crypto';

/** Of a JSON value; equal for equal values, whatever the order of their members. */
export type Digest = (value: unknown) => string;

/** 96 bits: two values of one plan are not the same by chance. */
const HEX_DIGITS = 24;

/** @param key random bytes of this process */
export function digestWith(key: Uint8Array): Digest {
  return (value) => createHmac('sha256', key).update(canonical(value)).digest('hex').slice(0, HEX_DIGITS);
}

/** Of each field that says something: AWS answers what is not set with nothing, `{}` or `[]`, all of which mean the same. */
export function digests(digest: Digest, fields: Readonly<Record<string, unknown>>): Record<string, string> {
  const said = Object.entries(fields).filter(([, value]) => !isNothing(value));
  return Object.fromEntries(said.map(([name, value]) => [name, digest(value)]));
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** JSON with the members of objects in the order of their names. The members' names are people's: they never become keys here. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
