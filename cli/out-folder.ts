/** The folder that a command writes its results to. */
import { mkdir } from 'node:fs/promises';
import { codeOf } from '../lambda/domain/error-code';

/** Makes it if it is not there. @returns what is wrong with it, or `null` */
export async function makeOutFolder(out: string): Promise<string | null> {
  try {
    await mkdir(out, { recursive: true });
    return null;
  } catch (error) {
    return `--out: found ${JSON.stringify(out)} (${codeOf(error)}), expected a folder to write to`;
  }
}
