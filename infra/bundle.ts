/** From a handler's sources to what Lambda runs: one file, and chunks beside it for what only some invocations need. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

const root = resolve(__dirname, '..');

/**
 * ES modules, so that what is imported dynamically (EC2's client is larger than all the others together, and the providers of
 * credentials that Lambda has no use for) becomes a file of its own, which Node.js does not even parse until it is asked for.
 * The SDK is bundled: loading the one of the runtime takes three times as long, and its version is not ours. Names are kept,
 * so that a stack trace can be read.
 * @param handler the file's name under `lambda/`, such as `scan`
 * @returns the folder with `<handler>.mjs`; it goes when the process ends
 */
export async function bundle(handler: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await build({
    absWorkingDir: root,
    entryPoints: [`lambda/${handler}.ts`],
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    target: 'node24',
    minify: true,
    keepNames: true,
    mainFields: ['module', 'main'],
    // The SDK asks it what the browser is called, which only happens in one.
    external: ['bowser'],
    // Packages that are CommonJS ask for Node.js's own modules by `require`.
    banner: {
      js: `import{createRequire as headroomRequire}from'node:module';const require=headroomRequire(import.meta.url);`,
    },
    legalComments: 'none',
    logLevel: 'error',
    plugins: [onlyWhatIsTaken(dynamicImports(join(root, 'lambda'))), chartParts],
  });
  return folder;
}

/**
 * In place of all of ECharts those parts of it that the report draws with, which is half as much. Not in the sources: the parts come as
 * hundreds of ES modules, which tsx and Jest would have to transform each time. A test compares what both draw.
 */
const chartParts: Plugin = {
  name: 'chart-parts',
  setup: (building) => {
    const namespace = 'chart-parts';
    building.onResolve({ filter: /^echarts$/ }, ({ path }) => ({ path, namespace }));
    building.onLoad({ filter: /.*/, namespace }, () => ({
      contents: `
        import { use } from 'echarts/core';
        import { BarChart, LineChart } from 'echarts/charts';
        import { GridComponent, MarkLineComponent } from 'echarts/components';
        import { SVGRenderer } from 'echarts/renderers';
        use([BarChart, LineChart, GridComponent, MarkLineComponent, SVGRenderer]);
        export { init } from 'echarts/core';`,
      resolveDir: root,
    }));
  },
};

/** The names that are taken of each package in `const { A, B: C } = await import('package')`. */
function dynamicImports(folder: string): ReadonlyMap<string, ReadonlySet<string>> {
  const taken = new Map<string, Set<string>>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, names = '', from = ''] of text.matchAll(/const \{([^}]+)\} = await import\('([^']+)'\)/g)) {
      const all = taken.get(from) ?? new Set<string>();
      for (const name of names.split(',')) all.add(name.replace(/:.*/, '').trim());
      taken.set(from, all);
    }
  }
  return taken;
}

/** A dynamic import keeps the whole package; in its place goes a module with what somebody takes of it. */
function onlyWhatIsTaken(taken: ReadonlyMap<string, ReadonlySet<string>>): Plugin {
  const namespace = 'only-what-is-taken';
  return {
    name: namespace,
    setup: (building) => {
      building.onResolve({ filter: /^[^.]/ }, ({ kind, path }) =>
        kind === 'dynamic-import' && taken.has(path) ? { path, namespace } : undefined,
      );
      building.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
        contents: `export { ${[...(taken.get(path) ?? [])].join(', ')} } from '${path}';`,
        resolveDir: root,
      }));
    },
  };
}
