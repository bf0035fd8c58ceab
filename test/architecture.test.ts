import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/**
 * Imports point down only: a folder may import from those named here and from itself. Folders of one layer do not know
 * one another.
 */
const mayImport: Record<string, readonly string[]> = {
  'lambda/domain': [],
  'lambda/config': ['lambda/domain'],
  'lambda/quotas': ['lambda/domain'],
  'lambda/messages': ['lambda/domain'],
  'lambda/inventory': ['lambda/domain'],
  'lambda/stores': ['lambda/domain'],
  'lambda/app': [
    'lambda/inventory',
    'lambda/stores',
    'lambda/config',
    'lambda/quotas',
    'lambda/messages',
    'lambda/domain',
  ],
  lambda: ['lambda/app', 'lambda/config', 'lambda/quotas', 'lambda/domain'],
  cli: [
    'lambda',
    'lambda/app',
    'lambda/inventory',
    'lambda/stores',
    'lambda/config',
    'lambda/quotas',
    'lambda/messages',
    'lambda/domain',
  ],
  sandbox: [],
};
/** Only the demo may know the sandbox. */
const exceptions = new Set(['cli/demo.ts → sandbox']);

/** Packages that bring the outside world with them, and who may use them. */
const edgesOnly: Record<string, RegExp> = {
  '@aws-sdk/': /^(lambda\/inventory|sandbox)\//,
  'node:fs': /^(lambda\/config\/load\.ts|lambda\/stores\/|cli\/|sandbox\/)/,
  'node:timers': /^(lambda\/system-clock\.ts|sandbox\/)/,
};

const root = resolve(__dirname, '..');
const sources = ['lambda', 'cli', 'sandbox'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`),
);

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}

/** `lambda/domain/clock.ts` lives in `lambda/domain`; a file right under `lambda` in `lambda`; all of the sandbox in `sandbox`. */
function folderOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  return top === 'lambda' && !second.includes('.') && file.split('/').length > 2 ? `${top}/${second}` : top;
}

/** What a local import names: a file, or a folder with its index. */
function fileOf(importer: string, path: string): string {
  const target = relative(root, resolve(root, dirname(importer), path));
  return sources.includes(`${target}.ts`) ? `${target}.ts` : `${target}/index.ts`;
}

const local = sources.flatMap((file) =>
  importsOf(file)
    .filter((path) => path.startsWith('.') && !path.endsWith('.json'))
    .map((path) => ({
      file,
      from: folderOf(file),
      to: folderOf(fileOf(file, path)),
    })),
);

test('the walk over the sources sees them', () => {
  expect(sources).toContain('lambda/domain/evaluate.ts');
  expect(local.length).toBeGreaterThan(100);
});

test('imports point down only', () => {
  const wrong = local.filter(
    ({ file, from, to }) => from !== to && !exceptions.has(`${file} → ${to}`) && !(mayImport[from] ?? []).includes(to),
  );

  expect(wrong).toEqual([]);
});

test('the outside world is reached from the edges only', () => {
  const wrong = sources.flatMap((file) =>
    importsOf(file)
      .flatMap((path) => Object.entries(edgesOnly).filter(([prefix]) => path.startsWith(prefix)))
      .filter(([, allowed]) => !allowed.test(file))
      .map(([prefix]) => `${file} imports ${prefix}`),
  );

  expect(wrong).toEqual([]);
});

test('nothing below a handler or a command reads the clock or rolls dice', () => {
  const wrong = sources
    .filter((file) => file.startsWith('lambda/') && file !== 'lambda/system-clock.ts')
    .filter((file) =>
      /new Date\(\)|Date\.now\(|performance\.now\(|Math\.random\(/.test(readFileSync(join(root, file), 'utf8')),
    );

  expect(wrong).toEqual([]);
});
