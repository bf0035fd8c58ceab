/** `npm run docs` writes the pages that are derived from the catalogue and from the cost model; with `--check` it says whether they are up to date. */
import { ownObservations } from '../lambda/domain/known-ids';
import { textOf } from '../lambda/quotas/texts';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { deploymentOf } from '../infra/cost';
import { costPage } from '../infra/cost/page';
import { parseSettings } from '../lambda/config/parse';
import { scanPolicy, signalPolicy } from '../lambda/domain/permissions';
import { readsFor } from '../lambda/domain/quota';
import { reads } from '../lambda/domain/reads';
import { catalogue, conditions, knownIds, notCounted } from '../lambda/quotas';
import { securityPage } from './security-page';

const root = resolve(__dirname, '..');

const RAISED = { yes: 'yes, in Service Quotas', support: 'by a case with AWS Support', no: 'no' } as const;
const SERVICES = { apigateway: 'Amazon API Gateway', lambda: 'AWS Lambda' } as const;

function quotasPage(): string {
  const services = Object.entries(SERVICES).map(([service, name]) => {
    const quotas = catalogue.filter((quota) => quota.service === service);
    const rows = quotas.map((quota) =>
      row([
        `\`${quota.id}\``,
        quota.name,
        quota.scope === 'region' ? 'the Region' : 'each of its kind',
        quota.limitIs ?? `${quota.defaultValue.toLocaleString('en')} ${quota.unit}`,
        quota.limitIs ?? RAISED[quota.adjustable],
        quota.counted,
        `[source](${quota.source})${quota.quotaCode === null ? '' : `, ${quota.quotaCode}`}`,
        quota.confidence,
      ]),
    );
    const full = quotas.map((quota) => row([`\`${quota.id}\``, quota.breaks]));
    return `## ${name}

${table(['id', 'quota', 'holds for', 'default', 'can it be raised', 'how it is counted', 'source', 'how sure we are'], rows)}

### ${name} at 100 %

${table(['id', 'what breaks at 100 %'], full)}`;
  });
  const observed = conditions.map(({ kind, title, tells }) => row([`\`${kind}\``, title, tells]));
  const ofItself = ownObservations.map((id) => {
    const { title, remedy } = textOf({ kind: 'observation', id });
    return row([`\`${id}\``, title, remedy[0] ?? '']);
  });
  const left = notCounted.map(({ service, name, reason, source }) =>
    row([SERVICES[service], name, reason, `[source](${source})`]),
  );
  return `# What is watched

<!-- Written by \`npm run docs\` from lambda/quotas. -->

A limit is the applied value: from your settings, else from the service's own API, else from Service Quotas (the resource's own
value before the account's), else AWS's default; the snapshot says which. Rates are the peak minute's average, so the true peak
second is at least as high. A quota of the two services that Service Quotas measures itself and this page does not name is
watched too, as \`sq-<service>-<code>\`.

${services.join('\n\n')}

## Observations

Nothing fills up, and still somebody should look.

${table(['kind', 'observation', 'what it tells'], observed)}

And what Headroom observes of itself; the last three only with an organization, whose members are accounts:

${table(['kind', 'observation', 'what to do first'], ofItself)}

## What is not watched, and why

${table(['service', 'quota', 'reason', 'source'], left)}

## How often

What was last seen above half of its limit, or never, is read at every scan; the rest by its clock. With \`--state FILE\` the
command line does the same; without it, everything is read.

${table(['read', 'operation', 'at least every'], clocks())}
`;
}

function clocks(): string[] {
  const needed = readsFor([...catalogue, ...conditions]);
  return [...needed.lists, ...needed.each].map((name) => {
    const { operation, everyMinutes } = reads[name];
    return row([name, `\`${operation}\``, `${everyMinutes / 60} h`]);
  });
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
}

function table(head: readonly string[], rows: readonly string[]): string {
  return [row(head), row(head.map(() => '---')), ...rows].join('\n');
}

/** With the default settings, and somebody who gets the alarms. */
function pageOfCosts(): string {
  const parsed = parseSettings('alarms: { email: platform@example.com }', knownIds);
  if (!parsed.ok) throw new Error(parsed.error);
  return costPage(deploymentOf(parsed.settings));
}

const pages = {
  'docs/quotas.md': quotasPage(),
  'docs/cost.md': pageOfCosts(),
  'docs/security.md': securityPage(),
  'docs/scan-policy.json': JSON.stringify(scanPolicy({ partition: 'aws', account: '*' })),
  'docs/signals-policy.json': JSON.stringify(signalPolicy({ partition: 'aws', account: '*' })),
};

async function main(check: boolean): Promise<void> {
  for (const [file, text] of Object.entries(pages)) {
    const path = join(root, file);
    const formatted = await format(text, { ...(await resolveConfig(path)), filepath: path });
    if (!check) writeFileSync(path, formatted);
    else if (readFileSync(path, 'utf8') !== formatted) {
      process.stderr.write(`${file} is not what the sources say; run npm run docs\n`);
      process.exitCode = 1;
    }
  }
}

main(process.argv.includes('--check')).catch((error: unknown) => {
  process.stderr.write(`docs: ${String(error)}\n`);
  process.exitCode = 1;
});
