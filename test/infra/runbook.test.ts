import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alarmDefinitions, runbookLink } from '../../dashboards/alarm-definitions';
import { runbookHeadings } from '../../dashboards/runbook';
import { subjectKinds } from '../../lambda/domain/fingerprint';
import { logFields, logMessages } from '../../lambda/domain/telemetry';
import { runbookToken } from '../../lambda/messages/slack/places';
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
/** Where the messages in Slack lead, by what they are about. */
const incidents = [
  'A quota is nearly full',
  'A Region is blind',
  'Something is worth a look',
  'An account is not seen',
] as const;
/** Everything that settings can add. */
const yaml = 'slack: { channel: C0123456789 }\norganization: { id: o-a1b2c3d4e5, units: [r-ab12] }';
const alarms = alarmDefinitions(parsedSettings(yaml));

/** As GitHub is known to: lower case, what is no word, space or hyphen goes, and each space becomes a hyphen. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');
}

test('every alarm and every message leads to a heading of the runbook, and no heading is left over', () => {
  const wanted = [...new Set(alarms.map(({ heading }) => heading))];

  expect([...sections.keys()]).toEqual([...general, ...incidents, 'Mute and acknowledge', ...wanted]);
});

test.each([...sections.keys()])('the link to "%s" is the one that GitHub makes', (heading) => {
  expect(runbookLink('https://example.com/runbook.md', heading)).toBe(
    `https://example.com/runbook.md#${anchorOf(heading)}`,
  );
});

test('the messages in Slack link to these headings', () => {
  const settings = { runbook: 'https://example.com/runbook.md' };
  const links = [...subjectKinds, 'account' as const].map(
    (kind) => /https:[^|>\s]+/.exec(JSON.stringify(runbookToken(settings, kind)))?.[0],
  );

  expect(new Set(links)).toEqual(new Set(incidents.map((heading) => `${settings.runbook}#${anchorOf(heading)}`)));
});

test.each([...alarms.map(({ heading, name }) => [name, heading]), ...incidents.map((heading) => [heading, heading])])(
  '%s: what it means, to do and to wait for',
  (_, heading = '') => {
    const parts = [...(sections.get(heading) ?? '').matchAll(/^\*\*([^*.]+)\.?\*\*/gm)].map(([, part]) => part);

    expect(parts.slice(0, 5)).toEqual(['What it means', 'How to look', 'Usual causes', 'What to do', 'When it clears']);
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

test('the resources that the commands look for are in the stack of one account or of an organization, one of each', () => {
  const templates = ['slack: { channel: C0123456789 }', yaml].map((settings) => templateOf({ yaml: settings }));
  const wanted = [...page.matchAll(/\$\(named (\w+) ([\w:]+)\)/g)];

  expect(wanted).toHaveLength(15);
  for (const [, name = '', type = ''] of wanted) {
    const counts = templates.map(
      (template) => Object.keys(template.findResources(type)).filter((id) => id.startsWith(name)).length,
    );
    expect([name, Math.max(...counts)]).toEqual([name, 1]);
  }
});

test('what is said of the scan is what it says', () => {
  const folder = join(__dirname, '..', '..', 'lambda', 'app');
  const files = ['monitor.ts', 'account.ts', 'leased.ts', 'tell-all.ts'];
  const monitor = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
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

test('what is said of the notifier is what it says', () => {
  const folder = join(__dirname, '..', '..', 'lambda', 'app', 'notify');
  const notifier = readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');

  for (const text of [
    'Slack did not take a message',
    'the rest waits for the next scan',
    'there is no token for Slack',
  ]) {
    expect(page.replaceAll(/\s+/g, ' ')).toContain(text);
    expect(notifier).toContain(text);
  }
});

test('what is said of the report is what it says', () => {
  const app = join(__dirname, '..', '..', 'lambda', 'app');
  const said = ['history.ts', 'report.ts'].map((file) => readFileSync(join(app, file), 'utf8')).join('\n');

  for (const text of [' is set aside: ', '; the month goes on beside it', 'the report was made']) {
    expect(page).toContain(text);
    expect(said).toContain(text);
  }
});

test('how long a nudge is tried is what the queue does', () => {
  templateOf().hasResourceProperties('AWS::SQS::Queue', {
    VisibilityTimeout: 12 * 60,
    RedrivePolicy: { maxReceiveCount: 5 },
  });

  expect(page).toContain('woken five times for one channel, 12 minutes apart');
});
