/** The clients for signals are large, and the deployed monitor has no permission that they need: none of it may come along. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../../../..');
const HANDLERS = ['lambda/scan.ts', 'lambda/notify.ts', 'lambda/alarm.ts'];
const APART = /^lambda\/inventory\/signals\/|^@aws-sdk\/client-(iam|xray|cloudfront)$/;

/** Files and packages that are imported from there, also dynamically, also for their types alone. */
function reachedFrom(files: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const waiting = [...files];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    if (!existsSync(join(root, file))) continue;
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, path = ''] of text.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)) {
      waiting.push(path.startsWith('.') ? fileOf(file, path) : path);
    }
  }
  return reached;
}

function fileOf(importer: string, path: string): string {
  const target = join(dirname(importer), path);
  return existsSync(join(root, `${target}.ts`)) ? `${target}.ts` : `${target}/index.ts`;
}

test('no handler reaches the folder of signals or a client of theirs', () => {
  const reached = [...reachedFrom(HANDLERS)];

  expect(reached).toContain('lambda/inventory/details/functions.ts');
  expect(reached).toContain('@aws-sdk/client-ec2');
  expect(reached.filter((one) => APART.test(one))).toEqual([]);
});

test('the walk would find them', () => {
  const reached = [...reachedFrom(['lambda/inventory/signals/index.ts'])];

  expect(reached.filter((one) => one.startsWith('@aws-sdk/')).toSorted()).toEqual(
    expect.arrayContaining(['@aws-sdk/client-cloudfront', '@aws-sdk/client-iam', '@aws-sdk/client-xray']),
  );
});
