import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { comment, script, sh, shellWord } from '../../../lambda/remediation/shell';

test.each([
  ['a1b2c3d4e5', 'a1b2c3d4e5'],
  ['arn:aws:lambda:eu-west-1:123456789012:function:a', 'arn:aws:lambda:eu-west-1:123456789012:function:a'],
  ['integrations/abc', 'integrations/abc'],
  ['', "''"],
  ['GET /pets/{id}', "'GET /pets/{id}'"],
  ['$default', "'$default'"],
  ["it's", String.raw`'it'\''s'`],
  ['~', "'~'"],
  ['*', "'*'"],
  ['a\nb\u202ec\u0000', "'a?b?c?'"],
])('%j is the word %s', (text, word) => {
  expect(shellWord(text)).toBe(word);
});

test('values become words, the text around them stays', () => {
  expect(sh`aws lambda get --name ${'$(reboot)'} --size ${3} | jq .`).toBe(
    "aws lambda get --name '$(reboot)' --size 3 | jq .",
  );
});

const nasty = fc.array(
  fc.oneof(
    fc.constantFrom(
      "'",
      '"',
      '\\',
      '$(id)',
      '`id`',
      '${HOME}',
      '!',
      '\n',
      '\r',
      '\u0000',
      '\u2028',
      ';',
      '&',
      '#',
      '-',
      '*',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  ),
  { maxLength: 10 },
);

test('a shell reads every word as it was, but for what no name has', () => {
  const texts = fc.sample(nasty, { numRuns: 500, seed: 6 }).map((all) => all.join(''));
  const command = `printf '%s\\0' ${texts.map(shellWord).join(' ')}`;

  const read = execFileSync('sh', ['-c', command], { encoding: 'utf8' });

  expect(read.split('\0').slice(0, -1)).toEqual(texts.map((text) => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?')));
  expect(texts.filter((text) => text.includes("'")).length).toBeGreaterThan(50);
});

test('a file of commands skips its comments, runs line by line and stops at the first that fails', () => {
  const text = script([comment('to 600\necho forged\r\u2028echo forged'), sh`echo ${'a b'}`, 'false', 'echo after']);

  expect(text).toBe(
    [
      '#!/bin/sh',
      '# Proposed by Headroom, which ran none of it. Read it, then run it line by line.',
      'set -euC',
      '',
      '# to 600?echo forged??echo forged',
      "echo 'a b'",
      'false',
      'echo after',
      '',
    ].join('\n'),
  );
  expect(execFileSync('sh', ['-c', `sh -c "$1" || echo stopped`, 'sh', text], { encoding: 'utf8' })).toBe(
    'a b\nstopped\n',
  );
});

test('a file that is there already stops it and stays as it is; /dev/null is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-'));
  writeFileSync(join(folder, 'before.json'), 'first');
  const text = script(['echo noise > /dev/null', 'echo now > after.json', 'echo second > before.json', 'echo deleted']);

  const run = spawnSync('sh', ['-c', text], { cwd: folder, encoding: 'utf8' });

  expect([run.status === 0, run.stdout]).toEqual([false, '']);
  expect(['before.json', 'after.json'].map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([
    'first',
    'now\n',
  ]);
});
