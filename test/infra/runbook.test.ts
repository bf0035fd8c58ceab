import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alarmDefinitions, runbookLink } from '../../dashboards/alarm-definitions';
import { runbookHeadings } from '../../dashboards/runbook';
import { logFields, logMessages } from '../../lambda/domain/telemetry';
import { parsedSettings } from '../support/account';
import { templateOf } from '../support/stack';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'runbook.md'), 'utf8');

/** What stands under each heading of the second level. */
const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((text) => [text.slice(0, text.indexOf('\n')), text.slice(text.indexOf('\n'))] as const),
);
const general: readonly string[] = Object.values(runbookHeadings);
const alarms = alarmDefinitions(parsedSettings());

/** As GitHub is known to: lower case, what is no word, space or hyphen goes, and each space becomes a hyphen. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');
}

test('every alarm leads to a heading of the runbook, and every heading of it to an alarm or the dashboard', () => {
  const wanted = [...new Set(alarms.map(({ heading }) => heading))];

  expect([...sections.keys()]).toEqual([...general, ...wanted]);
});

test.each([...sections.keys()])('the link to "%s" is the one that GitHub makes', (heading) => {
  expect(runbookLink('https://example.com/runbook.md', heading)).toBe(
    `https://example.com/runbook.md#${anchorOf(heading)}`,
  );
});

test.each(alarms.map(({ heading, name }) => [name, heading]))(
  '%s: what it means, to do and to wait for',
  (_, heading) => {
    const parts = [...(sections.get(heading) ?? '').matchAll(/^\*\*([^*.]+)\.?\*\*/gm)].map(([, part]) => part);

    expect(parts).toEqual(['What it means', 'How to look', 'Usual causes', 'What to do', 'When it clears']);
  },
);

test('links within the page lead somewhere', () => {
  const anchors = [...sections.keys()].map((heading) => `#${anchorOf(heading)}`);
  const links = [...page.matchAll(/\]\((#[^)]+)\)/g)].map(([, link]) => link);

  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((link) => link === undefined || !anchors.includes(link))).toEqual([]);
});

test('what the commands ask of the log is what the scan writes', () => {
  const asked = [...page.matchAll(/^ask '(.*)'$/gm)].map(([, query]) => query ?? '');
  const messages = asked.flatMap((query) =>
    [...query.matchAll(/(?<!@)message = "([^"]+)"/g)].map(([, found]) => found),
  );
  const fields = asked.flatMap((query) =>
    [...query.matchAll(/latest\(`?([\w.]+)`?\)|(\w+) !?= "/g)].map(([, one, other]) => one ?? other),
  );
  const known: readonly string[] = Object.values(logFields);

  expect(messages.length).toBeGreaterThan(3);
  expect(messages.filter((one) => !Object.values<string | undefined>(logMessages).includes(one))).toEqual([]);
  expect(fields.filter((one) => one === undefined || !known.includes(one))).toEqual([]);
});

test('the resources that the commands look for are in the stack, one of each', () => {
  const template = templateOf();
  const wanted = [...page.matchAll(/\$\(named (\w+) ([\w:]+)\)/g)];

  expect(wanted).toHaveLength(6);
  for (const [, name = '', type = ''] of wanted) {
    const ids = Object.keys(template.findResources(type)).filter((id) => id.startsWith(name));
    expect([name, ids.length]).toEqual([name, 1]);
  }
});

test('what is said of the scan is what it says', () => {
  const monitor = readFileSync(join(__dirname, '..', '..', 'lambda', 'app', 'monitor.ts'), 'utf8');
  const said = [
    'the snapshot could not be stored',
    'the state could not be stored, so the next scan reads more',
    'the metrics could not be published',
    'nothing could be read: ',
    'no scan: ',
    'is still running; give scan.every more minutes if this happens again',
  ];

  for (const text of said) {
    expect(page).toContain(text);
    expect(monitor).toContain(text);
  }
});
