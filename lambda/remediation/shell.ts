/** Commands to read and run by hand. Whatever stands in them, a name is one word and never a command. */

const PLAIN = /^[A-Za-z0-9_/.:=@%+,-]+$/;

/** One word for a POSIX shell. Control characters, which no identifier of AWS has, become `?`. */
export function shellWord(text: string): string {
  const clean = text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
  return PLAIN.test(clean) ? clean : `'${clean.replaceAll("'", String.raw`'\''`)}'`;
}

/** `` sh`aws apigatewayv2 delete-integration --api-id ${id}` ``: every value is one word. */
export function sh(strings: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return strings.reduce((all, text, index) => {
    const value = values[index];
    return all + text + (value === undefined ? '' : shellWord(String(value)));
  }, '');
}

/** A line that a shell skips, and that stays one line. */
export function comment(text: string): string {
  return `# ${text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?')}`;
}

/** A file of commands: it stops at the first that fails, overwrites no file (`-C`), and nobody runs it unread. */
export function script(lines: readonly string[]): string {
  return [
    '#!/bin/sh',
    '# Proposed by Headroom, which ran none of it. Read it, then run it line by line.',
    'set -euC',
    '',
    ...lines,
    '',
  ].join('\n');
}
