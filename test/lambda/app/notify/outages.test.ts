import { saveIncident, type StoredIncident } from '../../../../lambda/stores/incidents';
import { allPending } from '../../../../lambda/stores/pending';
import { openChannel, noteDigest, settleChannel } from '../../../../lambda/stores/channels';
import { openTable } from '../../../../lambda/stores/table';
import type { Objects } from '../../../../lambda/stores/objects';
import type { SlackFault } from '../../../../sandbox/slack';
import { clock } from '../../../support/account';
import { HOME } from '../../../support/deployed';
import { CHANNEL, OTHER, town, type Town, welcomed } from '../../../support/telling';
import { Life } from '../../domain/incidents';

const US = 'us-east-1';
const QUARTERS = 4;

describe('Slack is down for eight hours', () => {
  test.each<[string, SlackFault]>([
    ['refuses connections', { kind: 'refused' }],
    ['never answers', { kind: 'hang' }],
    ['answers 500', { kind: 'error-500' }],
    ['answers with something that is not JSON', { kind: 'garbage' }],
    ['says "slow down" for half a minute', { kind: 'ratelimited', retryAfter: 30 }],
    ['says "slow down" for no time at all', { kind: 'ratelimited', retryAfter: 0 }],
    ['says "slow down" and not for how long', { kind: 'ratelimited', retryAfter: null }],
    ['says that something is wrong inside', { kind: 'error', error: 'internal_error' }],
    ['says that the token was revoked', { kind: 'error', error: 'token_revoked' }],
  ])('and %s: afterwards all that is open is there, once, and nothing waits', async (_, fault) => {
    const one = await welcomed();
    await one.live({ [HOME]: { known: 250 } });
    one.slack.fault(fault);
    for (let scan = 0; scan < 8 * QUARTERS; scan += 1) {
      await one.scan({
        [HOME]: { known: scan < 4 ? 250 : 290 },
        'eu-west-2': { early: 290 },
        'eu-west-3': scan < 20 ? { over: 290 } : {},
        ...(scan > 10 ? { [US]: { late: 250 } } : {}),
      });
      await one.wake(CHANNEL, fault.kind === 'hang' ? { senderWith: (token) => one.sender(token, 30) } : {});
    }
    expect(one.shown()).toHaveLength(2);
    one.slack.reset();

    const now = { [HOME]: { known: 290 }, 'eu-west-2': { early: 290 }, 'eu-west-3': {}, [US]: { late: 250 } };
    await one.live(now);
    await one.live(now);

    const texts = one.slack.messages(CHANNEL).filter(({ threadTs }) => threadTs === null);
    const about = (name: string) => texts.filter(({ text }) => text.includes(name));
    expect(about('known').map(({ text }) => text)).toEqual([expect.stringContaining('290 of 300')]);
    expect(about('known')[0]?.replies).toHaveLength(1);
    expect(about('early')).toHaveLength(1);
    expect(about('late')).toHaveLength(1);
    // What came and went meanwhile is not lost either.
    expect(about('over').map(({ text }) => text)).toEqual([expect.stringMatching(/^Recovered/)]);
    expect(JSON.stringify(about('early')[0]?.blocks)).toContain('told late');
    expect((await allPending(one.monitor.parts.table)).channels).toEqual([]);
    expect(fastest(one)).toBeGreaterThanOrEqual(1000);
  });
});

/** The least time between two messages, in milliseconds. */
function fastest(one: Town): number {
  const posts = one.slack.calls.filter(({ method, done }) => method === 'chat.postMessage' && done).map(({ at }) => at);
  return Math.min(...posts.slice(1).map((at, index) => at - (posts[index] ?? 0)));
}

describe('nudges', () => {
  const YAML = `slack: { channel: ${CHANNEL}, routes: [{ match: { region: ${US} }, channel: ${OTHER} }] }`;
  const scans = [
    { [HOME]: { a: 250 }, [US]: { b: 250 } },
    { [HOME]: { a: 290 }, [US]: { b: 250, c: 250 } },
    { [HOME]: { a: 100 }, [US]: { b: 290, c: 250 } },
    { [HOME]: { a: 100 }, [US]: { b: 290 } },
    { [HOME]: { a: 260 }, [US]: { b: 290 } },
    { [HOME]: { a: 261 }, [US]: { b: 100 } },
    { [HOME]: { a: 261 }, [US]: { b: 100 } },
  ];
  /** @param nudges the channels that are woken after each scan, in that order */
  const live = async (nudges: (scan: number) => readonly string[]): Promise<Town> => {
    const one = await welcomed(YAML);
    for (const [index, scan] of scans.entries()) {
      await one.scan(scan);
      for (const channel of nudges(index)) await one.wake(channel);
    }
    for (const channel of [CHANNEL, OTHER]) await one.wake(channel);
    return one;
  };
  const all = (one: Town) => [one.shown(CHANNEL), one.shown(OTHER)];
  /** Without the threads: how each message reads in the end. */
  const parents = (one: Town) =>
    [CHANNEL, OTHER].map((channel) =>
      one.slack
        .messages(channel)
        .filter(({ threadTs }) => threadTs === null)
        .map(({ text }) => text),
    );

  test('that come two to five times each, the channels shuffled, say nothing twice', async () => {
    const once = await live(() => [CHANNEL, OTHER]);
    for (const seed of [1, 2, 3, 4]) {
      const random = seeded(seed);
      const often = await live(() => {
        const each = [CHANNEL, OTHER].flatMap((channel) =>
          Array.from({ length: 2 + Math.floor(random() * 4) }, () => ({ channel, order: random() })),
        );
        return each.toSorted((x, y) => x.order - y.order).map(({ channel }) => channel);
      });

      expect(all(often)).toEqual(all(once));
    }
  });

  test('that come late, together with those of later scans, leave the same messages behind', async () => {
    // All is told before the episode that begins with the fifth scan: who hears of two at once gets one message for both.
    const once = parents(await live(() => [CHANNEL, OTHER]));
    for (const seed of [5, 6, 7, 8]) {
      const random = seeded(seed);
      const late = await live((scan) => {
        const arrive = [CHANNEL, OTHER].filter(() => random() < 0.5);
        return scan === 3 ? [CHANNEL, OTHER] : [...arrive, ...arrive];
      });

      expect(parents(late)).toEqual(once);
    }
  });
});

test('what the index does not know yet is told with the next nudge, and what it still knows is not told again', async () => {
  const one = await welcomed();
  await one.scan({ [HOME]: { a: 250 } });
  const { table } = one.monitor.parts;
  const stale = await allPending(table);
  expect(stale.channels).toEqual([CHANNEL]);
  // As if the index were a second behind: it says what waited before, and nothing of what waits now.
  const behind = openTable(table.name);
  behind.client.middlewareStack.add(
    (next) => async (sent) => {
      const asked = await next(sent);
      return 'IndexName' in sent.input ? { ...asked, output: { ...asked.output, Items: [] } } : asked;
    },
    { step: 'initialize' },
  );

  await one.wake(CHANNEL, { table: behind });
  expect(one.shown()).toHaveLength(1);
  await one.wake();
  await one.wake();

  expect(one.shown()).toHaveLength(2);
});

/** A generator of numbers from 0 to 1 that is the same every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test('400 times, or with SOAK 10,000, the answer may be lost after Slack has accepted: none lost, at most one repeat for each', async () => {
  const CHANNELS = 40;
  const ROUNDS = process.env['SOAK'] === undefined ? 10 : 250;
  const USAGES = [85, 95, 10, 10];
  const random = seeded(20261124);
  const channels = Array.from({ length: CHANNELS }, (_, index) => ({
    id: `C00000000${10 + index}`,
    name: `c${index}`,
  }));
  const one = await town('', { channels });
  const { table } = one.monitor.parts;
  // The settings are not what this is about.
  const objects: Objects = {
    bucket: 'none',
    read: async () => await Promise.resolve(null),
    write: async () => await Promise.resolve('written'),
    list: async () => await Promise.resolve([]),
    close: () => {},
  };
  const lives = channels.map(() => new Life());
  const stored: (StoredIncident | null)[] = channels.map(() => null);
  const transitions = channels.map(() => new Set<number>());
  for (const { id } of channels) {
    const at = clock.now().toISOString();
    await openChannel(table, id, at);
    await noteDigest(table, id, { channel: id, ts: '1.1', told: {}, isListDue: false }, { isWelcome: true, at });
    await settleChannel(table, id);
  }

  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, { id }] of channels.entries()) {
      const usage = USAGES[(round + index) % USAGES.length] ?? 0;
      const decision = lives[index]?.scan({ a: usage }, { region: `region-${index}` }, { channel: id, mention: null });
      if (!decision || decision.reason === 'unchanged') continue;
      const { incident, transition } = decision;
      const before = stored[index] ?? null;
      const isToBeTold = incident.version > (before?.incident.version ?? 0);
      const saved = await saveIncident(table, { before, incident, isToBeTold, event: null, runId: String(round) });
      if (saved === 'lost') throw new Error('somebody else has written');
      stored[index] = saved;
      if (transition !== null) transitions[index]?.add(incident.seq);
      one.slack.fault({ kind: 'lost-answer', channel: id, after: Math.floor(random() * 2), times: 1 });
      const { halted } = await one.wake(id, { objects });
      one.slack.clearFaults();
      // The next scan finds nothing new, and nudges for what waits.
      if (halted !== null) await one.wake(id, { objects });
    }
  }

  const struck = one.slack.calls.filter(({ answer }) => answer === 'lost-answer');
  expect(struck.length).toBeGreaterThan((CHANNELS * ROUNDS) / 5);
  for (const [index, { id }] of channels.entries()) {
    const timeline = one.slack.messages(id).filter(({ threadTs }) => threadTs === null);
    const said = timeline.flatMap((message) => [message, ...message.replies]);
    const repeats = struck.filter(({ channel, method }) => channel === id && method === 'chat.postMessage').length;
    const seqs = new Set(
      one.slack.calls
        .filter(({ channel, done, method }) => channel === id && done && method === 'chat.postMessage')
        .map(({ arguments: sent }): unknown => JSON.parse(sent['metadata'] ?? '{}').event_payload?.seq),
    );
    expect([...(transitions[index] ?? [])].filter((seq) => !seqs.has(seq))).toEqual([]);
    expect(said.length).toBeLessThanOrEqual((transitions[index]?.size ?? 0) + repeats);
  }
}, 1_200_000);
