/** A working directory of its own for each test, as the user's is. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const before = process.cwd();
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-test-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

/** Writes headroom.yaml there. */
export function settingsFile(yaml: string): void {
  writeFileSync(join(folder, 'headroom.yaml'), yaml);
}
