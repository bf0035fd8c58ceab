/** Ids like AWS's, the same at every start. */
import { createHash } from 'node:crypto';

/** Lower-case letters and digits, by the seed alone. */
export function idFrom(seed: string, length = 10): string {
  const digest = createHash('sha256').update(seed).digest();
  const digits = BigInt(`0x${digest.toString('hex')}`).toString(36);
  return digits.slice(1, 1 + length);
}

/** A number from 0 to 1, by the seed alone. */
export function noise(seed: string): number {
  return createHash('sha256').update(seed).digest().readUInt32BE(0) / 0xffff_ffff;
}

/** `name` once, or `name-1` … `name-n`. */
export function copiesOf(name: string, copies: number): readonly string[] {
  return copies === 1 ? [name] : Array.from({ length: copies }, (_, index) => `${name}-${index + 1}`);
}
