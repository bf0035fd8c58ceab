/** The markdown of a markdown block as mrkdwn, as Slack turns it into its own text. Tables and images stay as written. */

export function mrkdwnOf(markdown: string): string {
  return markdown
    .split(/(```[^]*?```|`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 0 ? proseOf(part) : part.replace(/^```\w+(?=\n)/, '```')))
    .join('');
}

function proseOf(text: string): string {
  return text
    .replaceAll(/^#{1,6} +(.+)$/gm, (_, heading: string) => `**${heading.replaceAll('**', '')}**`)
    .replaceAll(/^( *)[-*+] +/gm, '$1• ')
    .replaceAll(/(?<![*\w])\*(?![*\s])([^*\n]+)\*(?!\*)/g, '_$1_')
    .replaceAll(/\*\*([^*\n]+)\*\*/g, '*$1*')
    .replaceAll(/~~([^~\n]+)~~/g, '~$1~')
    .replaceAll(
      /\[([^\]\n]+)\]\(((?:https?|mailto):[^)\s|<>]+)\)/g,
      (_, label: string, url: string) => `<${url}|${label.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}>`,
    );
}
