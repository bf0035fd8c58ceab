/** Text of others inside files that we write: whatever it is, it stays text there. */

/** A string of JSON, which is one of YAML and of TypeScript too; ASCII, so that nothing in it breaks a line. */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(/[^\x20-\x7e]/g, escaped);
}

function escaped(unit: string): string {
  return String.raw`\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Inside a comment of one line. */
export function remark(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
}

/** What nobody can know from outside stands so in a file that is to be read. */
export const CHANGE_ME = 'CHANGE-ME';
