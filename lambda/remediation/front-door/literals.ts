/** Text of others inside files that we write: whatever it is, it stays text there. */

/** One string of JavaScript or TypeScript, in ASCII: the runtime of CloudFront Functions reads no more than that for certain. */
export function jsString(text: string): string {
  const inside = JSON.stringify(text).slice(1, -1);
  const quoted = inside.replaceAll(/\\"|'/g, (found) => (found === "'" ? String.raw`\'` : '"'));
  return `'${quoted.replaceAll(/[^\x20-\x7e]/g, escaped)}'`;
}

function escaped(unit: string): string {
  return String.raw`\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Code in a line of Markdown, whatever backticks it has. */
export function mdCode(text: string): string {
  const clean = oneLine(text);
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${clean}${fence}` : `${fence} ${clean} ${fence}`;
}

/** Without control characters, which no path has: they become `?`. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
}
