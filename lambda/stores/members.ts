/** All members of an incident, for people: the incident itself shows the worst of them. */
import * as z from 'zod';
import type { Incident, ShownMember } from '../domain/incident';
import { shownMember } from './incident-schema';
import { keys } from './keys';
import type { Objects } from './objects';
import { unzipped, zipped } from './zipped';

const list = z.array(shownMember);

/** Over what there was: what is shown is how things are now. @throws what S3 refuses */
export async function writeMembers(
  objects: Objects,
  { fingerprint }: Pick<Incident, 'fingerprint'>,
  members: readonly ShownMember[],
): Promise<void> {
  const body = zipped(members);
  await objects.write(keys.members(fingerprint), body, { contentType: 'application/gzip' });
}

/** @returns `null` where there is no list @throws what S3 refuses, and for a list of another form */
export async function readMembers(
  objects: Objects,
  { fingerprint }: Pick<Incident, 'fingerprint'>,
): Promise<readonly ShownMember[] | null> {
  const found = await objects.read(keys.members(fingerprint));
  if (!found) return null;
  const content: unknown = unzipped(found.bytes);
  return list.parse(content);
}
