import { runbookLink } from './alarm-definitions';

/** The headings of docs/runbook.md that the dashboard links to; a test can hold them against the page. */
export const runbookHeadings = { tells: 'How Headroom tells', dashboard: 'Reading the dashboard' } as const;

/** Where to read on. Without an address the page is a file of the repository, and no link in CloudWatch. */
export function runbookReference(runbook: string): string {
  const { dashboard, tells } = runbookHeadings;
  if (!runbook.startsWith('https://'))
    return `The runbook is \`${runbook}\` in the repository: "${dashboard}", "${tells}".`;
  const link = (heading: string): string => `[${heading}](${runbookLink(runbook, heading)})`;
  return `The runbook: ${link(dashboard)}, ${link(tells)}.`;
}
