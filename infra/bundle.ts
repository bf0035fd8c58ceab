/** From a handler's sources to what Lambda runs: one file, and chunks beside it for what only some invocations need. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';

const root = resolve(__dirname, '..');

/** A process bundles each handler once, and leaves nothing behind: the CDK takes a copy. */
const built = new Map<string, string>();

/**
 * ES modules, so that what is imported dynamically (EC2's client is larger than all the others together, and the providers of
 * credentials that Lambda has no use for) becomes a file of its own, which Node.js does not even parse until it is asked for.
 * The SDK is bundled: loading the one of the runtime takes three times as long, and its version is not ours. Names are kept,
 * so that a stack trace can be read.
 * @param handler the file's name under `lambda/`, such as `scan`
 * @returns the folder with `<handler>.mjs`
 */
export function bundle(handler: string): string {
  const known = built.get(handler);
  if (known !== undefined) return known;
  const folder = mkdtempSync(join(tmpdir(), 'headroom-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  built.set(handler, folder);
  buildSync({
    absWorkingDir: root,
    entryPoints: [`lambda/${handler}.ts`],
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    target: 'node24',
    minifyWhitespace: true,
    minifySyntax: true,
    mainFields: ['module', 'main'],
    // Packages that are CommonJS ask for Node.js's own modules by `require`.
    banner: {
      js: `import{createRequire as headroomRequire}from'node:module';const require=headroomRequire(import.meta.url);`,
    },
    legalComments: 'none',
    logLevel: 'error',
  });
  return folder;
}
