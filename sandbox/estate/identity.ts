/** Ids like AWS's, the same at every start. */
import { createHash } from 'node:crypto';

/** Lower-case letters and digits, by the seed alone. */
export function idFrom(seed: string, length = 10): string {
  const digest = createHash('sha256').update(seed).digest();
  const digits = BigInt(`0x${digest.toString('hex')}`).toString(36);
  return digits.slice(1, 1 + length);
}

/**
 * "Supported only for private custom domain names", whose names need not be unique:
 * https://docs.aws.amazon.com/apigateway/latest/api/API_DomainName.html
 */
export function domainId(
  region: string,
  { name, endpoint }: { readonly name: string; readonly endpoint: string },
): string | undefined {
  return endpoint === 'PRIVATE' ? idFrom(`${region}/domain/${name}`) : undefined;
}

/** A number from 0 up to 1, by the seed alone: FNV-1a, which is cheap enough for every minute of every series. */
export function noise(seed: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < seed.length; index += 1) {
    hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193);
  }
  // The last characters, which differ from minute to minute, reach the high bits only through a final mix.
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 0x1_0000_0000;
}

/** `name` once, or `name-1` … `name-n`. */
export function copiesOf(name: string, copies: number): readonly string[] {
  return copies === 1 ? [name] : Array.from({ length: copies }, (_, index) => `${name}-${index + 1}`);
}

export function vpcLinkV1Id(region: string, name: string): string {
  return idFrom(`${region}/vpc-link/${name}`, 6);
}

export function vpcLinkV2Id(region: string, name: string): string {
  return idFrom(`${region}/vpc-link-v2/${name}`, 6);
}
