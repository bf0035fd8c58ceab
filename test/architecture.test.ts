import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/**
 * Imports point down only: a folder may import from those named here and from itself. Folders of one layer do not know
 * one another.
 */
const product = [
  'lambda',
  'lambda/app',
  'lambda/inventory',
  'lambda/stores',
  'lambda/config',
  'lambda/quotas',
  'lambda/remediation',
  'lambda/slack',
  'lambda/messages',
  'lambda/reporting',
  'lambda/drawing',
  'lambda/domain',
];
const mayImport: Record<string, readonly string[]> = {
  'lambda/domain': [],
  'lambda/drawing': ['lambda/domain'],
  'lambda/config': ['lambda/domain'],
  'lambda/quotas': ['lambda/domain'],
  'lambda/remediation': ['lambda/domain'],
  'lambda/messages': ['lambda/domain'],
  'lambda/reporting': ['lambda/drawing', 'lambda/domain'],
  'lambda/inventory': ['lambda/domain'],
  'lambda/stores': ['lambda/domain'],
  'lambda/slack': ['lambda/domain'],
  'lambda/app': [
    'lambda/inventory',
    'lambda/stores',
    'lambda/slack',
    'lambda/config',
    'lambda/quotas',
    'lambda/remediation',
    'lambda/messages',
    'lambda/reporting',
    'lambda/domain',
  ],
  lambda: ['lambda/app', 'lambda/stores', 'lambda/slack', 'lambda/config', 'lambda/quotas', 'lambda/domain'],
  cli: [...product, 'dashboards'],
  sandbox: [],
  dashboards: ['lambda/config', 'lambda/quotas', 'lambda/drawing', 'lambda/domain'],
  infra: [...product, 'dashboards'],
  bench: [...product, 'cli', 'infra', 'sandbox'],
  scripts: [...product, 'infra'],
};
/** Only the demo may know the sandbox. */
const isDemo = (file: string): boolean => /^cli\/demo(-[a-z-]+)?\.ts$/.test(file);

/** Packages that bring the outside world with them, and who may use them. */
const edgesOnly: Record<string, RegExp> = {
  '@aws-sdk/': /^(lambda\/inventory|lambda\/stores|sandbox|dashboards\/preview|infra\/commands|bench)\/|^cli\/demo/,
  'node:fs':
    /^(lambda\/config\/load\.ts|lambda\/stores\/|cli\/|sandbox\/|scripts\/|bench\/|infra\/(commands\/|bundle\.ts))/,
  'node:timers': /^(lambda\/system-clock\.ts|sandbox\/|bench\/)/,
};

const root = resolve(__dirname, '..');
const sources = ['lambda', 'cli', 'dashboards', 'infra', 'sandbox', 'bench', 'scripts'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`),
);

function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** `… from 'x'`, `import('x')`, and `import 'x'`, which is there only for its effects. */
function importsIn(text: string): string[] {
  return [...text.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}

const importsOf = (file: string): string[] => importsIn(textOf(file));

/** Those that have folders with rules of their own. */
const LAYERED = new Set(['lambda']);

/** `lambda/domain/clock.ts` lives in `lambda/domain`; a file right under `lambda` in `lambda`; all of the sandbox in `sandbox`. */
function folderOf(file: string): string {
  const [top = '', second = '', ...deeper] = file.split('/');
  return LAYERED.has(top) && deeper.length > 0 ? `${top}/${second}` : top;
}

/** What a local import names: a file, or a folder with its index. */
function fileOf(importer: string, path: string): string {
  const target = relative(root, resolve(root, dirname(importer), path));
  return existsSync(join(root, `${target}.ts`)) ? `${target}.ts` : `${target}/index.ts`;
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
  expect(sources).toEqual(expect.arrayContaining(['lambda/domain/evaluate.ts', 'bench/benches.ts', 'scripts/docs.ts']));
  expect(local.length).toBeGreaterThan(100);
  expect(local).toContainEqual({ file: 'bench/benches.ts', from: 'bench', to: 'sandbox' });
});

test.each([
  ["import { a } from '../a';", ['../a']],
  ["import {\n  a,\n  type B,\n} from '../a';", ['../a']],
  ["export * from '../a';", ['../a']],
  ["const { a } = await import('../a');", ['../a']],
  ["import '../a';", ['../a']],
  ["import '../a';\nimport b from './b';", ['../a', './b']],
  ["const important = 'a'; // from 1 to 'n'", []],
])('of %j it sees %j', (text, expected) => {
  expect(importsIn(text)).toEqual(expected);
});

test('imports point down only', () => {
  const wrong = local.filter(
    ({ file, from, to }) => from !== to && !(isDemo(file) && to === 'sandbox') && !(mayImport[from] ?? []).includes(to),
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
    .filter((file) => /new Date\(\)|Date\.now\(|performance\.now\(|Math\.random\(/.test(textOf(file)));

  expect(wrong).toEqual([]);
});

test('what only computes neither asks, waits, nor knows of the process it runs in', () => {
  const pure = sources.filter((file) => /^lambda\/(domain|drawing|quotas|messages|reporting)\//.test(file));
  const wrong = pure.flatMap((file) =>
    [
      ...importsOf(file).filter((path) =>
        /^(node:)?(http|https|http2|net|tls|dns|child_process|process)(\/|$)/.test(path),
      ),
      ...(textOf(file).match(/\b(fetch\(|set(Timeout|Interval|Immediate)\b|process\b|require\()/g) ?? []),
    ].map((what) => `${file}: ${what}`),
  );

  expect(pure.length).toBeGreaterThan(20);
  expect(wrong).toEqual([]);
});
