/** A folder that keeps objects as the bucket does, for the command line. One writer at a time: two at once may write over one another. */
import { createHash } from 'node:crypto';
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { codeOf } from '../domain/error-code';
import type { Objects, StoredObject } from './objects';

/** It need not be there before something is written. */
export function openFolder(folder: string): Objects {
  const fileOf = (key: string): string => join(folder, ...key.split('/'));
  const read = async (key: string): Promise<StoredObject | null> => {
    try {
      const bytes = await readFile(fileOf(key));
      return { bytes, etag: createHash('sha256').update(bytes).digest('hex'), metadata: {} };
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
  };
  return {
    bucket: folder,
    read,
    write: async (key, body, { over }) => {
      const file = fileOf(key);
      await mkdir(dirname(file), { recursive: true });
      const beside = `${file}.${process.pid}.tmp`;
      await writeFile(beside, body);
      try {
        if (over === null) return await putWhereNothingIs(beside, file);
        if (over !== undefined && (await read(key))?.etag !== over) return 'lost';
        // A crash leaves the old one or the new one.
        await rename(beside, file);
        return 'written';
      } finally {
        await rm(beside, { force: true });
      }
    },
    list: async (prefix) => {
      try {
        const all = await readdir(folder, { recursive: true, withFileTypes: true });
        return all
          .filter((entry) => entry.isFile())
          .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
          .filter((key) => key.startsWith(prefix))
          .toSorted();
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return [];
        throw error;
      }
    },
    close: () => {},
  };
}

/** A link fails where there is a file already. */
async function putWhereNothingIs(from: string, to: string): Promise<'written' | 'lost'> {
  try {
    await link(from, to);
    return 'written';
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return 'lost';
    throw error;
  }
}
