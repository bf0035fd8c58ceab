/** Dies at every call to the world outside, one after the other, between what a scan has seen and Slack's answer. */
import { readIncidents } from '../../../../lambda/stores/incidents';
import { allPending } from '../../../../lambda/stores/pending';
import { Mortal, NEVER } from '../../../support/crash';
import { HOME } from '../../../support/deployed';
import { CHANNEL, type Seen, Town, town, welcomed } from '../../../support/telling';

type Scan = Readonly<Record<string, Seen>>;

interface Scenario {
  readonly begin: () => Promise<Town>;
  /** What was before. */
  readonly before: readonly Scan[];
  /** The scan in which somebody dies; what it sees is still so afterwards. */
  readonly scan: Scan;
}

const twelve = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`api-${index}`, 250]));
const scenarios: Readonly<Record<string, Scenario>> = {
  'a welcome': { begin: () => town(), before: [], scan: { [HOME]: { a: 290 }, 'us-east-1': twelve } },
  'one that opens with a list, one that gets worse, one that is over': {
    begin: () => welcomed(),
    before: [
      { 'eu-west-2': { b: 250 }, 'eu-west-3': { c: 250 } },
      { 'eu-west-2': { b: 250 }, 'eu-west-3': { c: 100 } },
    ],
    scan: { [HOME]: twelve, 'eu-west-2': { b: 290 }, 'eu-west-3': { c: 100 } },
  },
  'a digest': {
    begin: () => welcomed(),
    before: [{ 'eu-west-2': { b: 250 } }],
    scan: Object.fromEntries(
      Array.from({ length: 7 }, (_, index) => [`eu-west-${index + 1}`, { b: 290, ...(index === 0 ? twelve : {}) }]),
    ),
  },
};

/** Everything that the channel has: texts of messages and replies, names of files. */
function heard(one: Town): string[] {
  return one.slack
    .messages(CHANNEL)
    .filter(({ threadTs }) => threadTs === null)
    .flatMap(({ text, replies }) => [text, ...replies.map((reply) => reply.files[0]?.name ?? reply.text)])
    .toSorted();
}

async function scanAndTell(one: Town, scan: Scan): Promise<void> {
  await one.scan(scan);
  await one.wake();
}

/** Lives through the scenario and dies after that call. @returns what Slack and the bus have two scans later */
async function live({ begin, before, scan }: Scenario, diesAfter: number) {
  const one = await begin();
  for (const earlier of before) await scanAndTell(one, earlier);
  const mortal = new Mortal(diesAfter);
  const dying = new Town({ ...one.monitor, parts: mortal.parts(one.monitor.parts) }, one.slack, one.yaml);
  try {
    await dying.scan(scan);
    await dying.wake(CHANNEL, mortal.notifyParts(dying.notifyParts()));
  } catch (error) {
    if (!mortal.died) throw error;
  }
  for (let after = 0; after < 2; after += 1) await scanAndTell(one, scan);
  const { table } = one.monitor.parts;
  const events = one.monitor.sandbox.events.map(({ detail }) => detail);
  const { incidents } = await readIncidents(table, [...new Set(events.map((event) => String(event['fingerprint'])))]);
  return {
    mortal,
    heard: heard(one),
    ids: events.map((event) => String(event['id'])),
    waiting: (await allPending(table)).channels,
    outbox: [...incidents.values()].flatMap((incident) => incident.events),
  };
}

/** What is there more often than it should be. */
function repeats(found: readonly string[], wanted: readonly string[]): string[] {
  const left = [...wanted];
  return found.filter((one) => {
    const index = left.indexOf(one);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

describe.each(Object.entries(scenarios))('%s', (_, scenario) => {
  test('is heard in the end, and once, wherever the process dies', async () => {
    const whole = await live(scenario, NEVER);
    expect(whole.mortal.count).toBeGreaterThan(15);
    const wrong: string[] = [];

    // To die before a call is to have died after the one before it: nothing happens in between.
    for (let call = 1; call <= whole.mortal.count; call += 1) {
      const { mortal, ...after } = await live(scenario, call);
      const check = (holds: boolean, promise: string): void => {
        if (!holds) wrong.push(`dies after call ${call}: ${promise}`);
      };
      check(mortal.died, 'it never came to that call');
      const [lost, again] = [repeats(whole.heard, after.heard), repeats(after.heard, whole.heard)];
      check(lost.length === 0, `lost ${lost.join(' | ')}`);
      // Slack has taken it, and nobody was left to note it.
      check(again.length <= (mortal.unnoted ? 1 : 0), `repeated ${again.join(' | ')}`);
      check(after.waiting.length === 0, 'something still waits for Slack');
      check(after.outbox.length === 0, 'something still waits for the bus');
      const inOrder = [...new Set(after.ids)];
      check(inOrder.toSorted().join() === [...new Set(whole.ids)].toSorted().join(), `events ${inOrder.join()}`);
    }

    expect(wrong).toEqual([]);
  });
});
