/** The monthly report in Slack: told once, whatever Slack does and whoever dies, and edited when there is a newer one. */
import type { Message } from '../../../../lambda/domain/message';
import { reportMessage } from '../../../../lambda/messages/slack';
import { updateItem } from '../../../../lambda/stores/items';
import { keys } from '../../../../lambda/stores/keys';
import { allPending } from '../../../../lambda/stores/pending';
import { noteReport, writeReport } from '../../../../lambda/stores/reports';
import type { SlackFault } from '../../../../sandbox/slack';
import { clock } from '../../../support/account';
import { Mortal, NEVER } from '../../../support/crash';
import { BUCKET, HOME } from '../../../support/deployed';
import { sampleReport } from '../../../support/report';
import { CHANNEL, OTHER, Town, town, welcomed } from '../../../support/telling';

const MONTH = '2026-10';

interface Made {
  readonly month?: string;
  readonly revision?: number;
  readonly channel?: string;
}

function messageOf(month: string, revision: number): Message {
  const telling = { homeRegion: HOME, bucket: BUCKET, htmlKey: keys.report(month, 'html') };
  const content = { ...sampleReport, month, revision };
  const message = reportMessage(content, telling);
  return { ...message, text: `report ${month}, revision ${revision}` };
}

/** As the monthly run does it: the files, then what is to be told of them. */
async function report(one: Town, { month = MONTH, revision = 1, channel = CHANNEL }: Made = {}): Promise<void> {
  const { objects, table } = one.monitor.parts;
  await clock.run(clock.sleep(60_000));
  const content = (format: string): string => `${format} of ${month}, revision ${revision}`;
  await writeReport(objects, month, { html: content('html'), csv: content('csv'), json: '{}' });
  const files = (['html', 'csv'] as const).map((format) => ({
    key: keys.report(month, format),
    name: `headroom-${month}.${format}`,
    title: `Quota report ${month}`,
  }));
  const note = { month, revision, message: messageOf(month, revision), files };
  await noteReport(table, note, { channel, at: clock.now().toISOString() });
}

/** The messages of the channel, each with what its thread has. */
function heard(one: Town, channel = CHANNEL): string[][] {
  return one.slack
    .messages(channel)
    .map(({ text, replies }) => [
      text,
      ...replies.map(({ files, text: said }) => files[0]?.content.toString() ?? said),
    ]);
}

async function waiting(one: Town): Promise<readonly string[]> {
  return (await allPending(one.monitor.parts.table)).channels;
}

const FIRST = [`report ${MONTH}, revision 1`, `html of ${MONTH}, revision 1`, `csv of ${MONTH}, revision 1`];
const NEW_FILES = [`html of ${MONTH}, revision 2`, `csv of ${MONTH}, revision 2`];
const SECOND = [`report ${MONTH}, revision 2`, ...FIRST.slice(1), ...NEW_FILES];

describe('a report', () => {
  test('is one message with its files in its thread, and is told once', async () => {
    const one = await town();
    await report(one);

    await one.wake();
    await one.wake();

    expect(heard(one)).toEqual([FIRST]);
    const [shown] = one.slack.messages(CHANNEL);
    expect(shown?.blocks.map(({ type }) => type)).toContain('data_visualization');
    expect(shown?.metadata).toEqual({ event_type: 'quota_report', event_payload: { month: MONTH, revision: 1 } });
    expect(shown?.replies.map(({ files }) => files[0]?.name)).toEqual([
      'headroom-2026-10.html',
      'headroom-2026-10.csv',
    ]);
    expect(await waiting(one)).toEqual([]);
  });

  test('in a workspace without charts and tables is told without them', async () => {
    const one = await town(undefined, { missingBlocks: ['data_visualization', 'data_table'] });
    await report(one);

    await one.wake();

    expect(heard(one)).toEqual([FIRST]);
    expect(one.slack.messages(CHANNEL)[0]?.blocks.map(({ type }) => type)).toContain('rich_text');
  });

  test('that is made again edits its message, and brings its new files', async () => {
    const one = await town();
    await report(one);
    await one.wake();
    await report(one, { revision: 2 });

    await one.wake();
    await one.wake();

    expect(heard(one)).toEqual([SECOND]);
  });

  test('that is made again before anybody told the first is told as it is now', async () => {
    const one = await town();
    await report(one);
    await report(one, { revision: 2 });

    await one.wake();

    expect(heard(one)).toEqual([[`report ${MONTH}, revision 2`, ...NEW_FILES]]);
  });

  test('whose message somebody deleted gets a new one with the next revision', async () => {
    const one = await town();
    await report(one);
    await one.wake();
    one.slack.delete(CHANNEL, one.slack.messages(CHANNEL)[0]?.ts ?? '');
    await report(one, { revision: 2 });

    await one.wake();

    expect(heard(one).at(-1)).toEqual([`report ${MONTH}, revision 2`, ...NEW_FILES]);
  });

  test('whose message cannot be edited any more is said in its thread', async () => {
    const one = await town();
    await report(one);
    await one.wake();
    one.slack.fault({ kind: 'error', error: 'edit_window_closed', method: 'chat.update' });
    await report(one, { revision: 2 });

    await one.wake();

    expect(heard(one)).toEqual([[...FIRST, `report ${MONTH}, revision 2`, ...NEW_FILES]]);
  });

  test('goes to the new channel when the settings name another', async () => {
    const one = await town();
    await report(one);
    await one.wake();
    await report(one, { revision: 2, channel: OTHER });

    for (const channel of [CHANNEL, OTHER]) await one.wake(channel);

    expect(heard(one)).toEqual([FIRST]);
    expect(heard(one, OTHER)).toEqual([[`report ${MONTH}, revision 2`, ...NEW_FILES]]);
  });

  test('that its channel does not take goes to the default channel, and is edited there', async () => {
    const one = await town();
    one.slack.setChannel({ id: OTHER, name: 'payments', archived: true });
    await report(one, { channel: OTHER });
    await one.wake(OTHER);
    expect(heard(one)).toEqual([[expect.stringContaining(`${FIRST[0]} (Meant for`), ...FIRST.slice(1)]]);

    await report(one, { channel: OTHER, revision: 2 });
    await one.wake(OTHER);

    expect(heard(one)).toEqual([SECOND]);
    expect(await waiting(one)).toEqual([]);
  });

  test('comes after the incidents, and waits when there is no time', async () => {
    const one = await welcomed();
    await report(one);
    await one.scan({ [HOME]: { a: 290 }, 'eu-west-2': { b: 290 } });

    // A second for two messages; then nothing is begun that might not end.
    await one.wake(CHANNEL, { timeMs: 17_000 });
    expect(heard(one).map(([text]) => text)).toEqual([
      expect.stringContaining('Headroom is connected'),
      expect.stringContaining('290 of 300'),
      expect.stringContaining('290 of 300'),
    ]);
    await one.wake();

    expect(heard(one).at(-1)).toEqual(FIRST);
  });

  test('that Slack does not take at all holds up nobody, and waits', async () => {
    const one = await town();
    await report(one);
    await report(one, { month: '2026-09' });
    one.slack.fault({ kind: 'error', error: 'something_new', method: 'chat.postMessage', times: 4 });

    expect(await one.wake()).toMatchObject({ halted: `the report of ${MONTH}: something_new` });
    expect(heard(one).map(([text]) => text)).toEqual(['report 2026-09, revision 1']);
    await one.wake();

    expect(heard(one)).toHaveLength(2);
    expect(await waiting(one)).toEqual([]);
  });

  test('that this release cannot read is named in the log', async () => {
    const one = await town();
    await report(one);
    await updateItem(one.monitor.parts.table, `report#${MONTH}`, { set: { schemaVersion: { N: '2' } } });

    await one.wake();

    expect(heard(one)).toEqual([]);
    expect(one.lines).toContainEqual(
      expect.objectContaining({
        level: 'ERROR',
        message: expect.stringContaining('cannot be told: found schemaVersion 2'),
      }),
    );
  });
});

describe('a file', () => {
  test('that cannot be sent now follows later, without what was sent before', async () => {
    const one = await town();
    await report(one);
    one.slack.fault({ kind: 'error-500', method: 'files.getUploadURLExternal', after: 1, times: 1 });

    await one.wake();
    expect(heard(one)).toEqual([FIRST.slice(0, 2)]);
    expect(await waiting(one)).toEqual([CHANNEL]);
    await one.wake();

    expect(heard(one)).toEqual([FIRST]);
    expect(await waiting(one)).toEqual([]);
  });

  test('that Slack never takes is given up, and the other is sent', async () => {
    const one = await town();
    await report(one);
    one.slack.fault({
      kind: 'error',
      error: 'file_type_not_allowed',
      method: 'files.completeUploadExternal',
      times: 1,
    });

    await one.wake();

    expect(heard(one)).toEqual([[FIRST[0], FIRST[2]]]);
    expect(await waiting(one)).toEqual([]);
  });

  test('that cannot be read now follows later; one that is not there does not', async () => {
    const one = await town();
    await report(one);
    const { objects } = one.monitor.parts;
    const whenAsked = (format: string, answer: () => null) => ({
      objects: {
        ...objects,
        read: async (key: string) => (key === keys.report(MONTH, format) ? answer() : await objects.read(key)),
      },
    });
    const slowDown = () => {
      throw new Error('SlowDown');
    };

    await one.wake(CHANNEL, whenAsked('csv', slowDown));
    expect(heard(one)).toEqual([FIRST.slice(0, 2)]);
    await one.wake();
    expect(heard(one)).toEqual([FIRST]);

    await report(one, { revision: 2 });
    await one.wake(
      CHANNEL,
      whenAsked('html', () => null),
    );
    expect(heard(one)).toEqual([[`report ${MONTH}, revision 2`, ...FIRST.slice(1), ...NEW_FILES.slice(1)]]);
    expect(await waiting(one)).toEqual([]);
  });
});

test.each<[string, SlackFault]>([
  ['refuses connections', { kind: 'refused' }],
  ['never answers', { kind: 'hang' }],
  ['answers 500', { kind: 'error-500' }],
  ['says "slow down" for half a minute', { kind: 'ratelimited', retryAfter: 30 }],
  ['says that the token was revoked', { kind: 'error', error: 'token_revoked' }],
])('while Slack %s the report waits, and afterwards it is there once', async (_, fault) => {
  const one = await town();
  await report(one);
  one.slack.fault(fault);

  for (let scan = 0; scan < 3; scan += 1)
    await one.wake(CHANNEL, fault.kind === 'hang' ? { senderWith: (token) => one.sender(token, 30) } : {});
  expect(heard(one)).toEqual([]);
  expect(await waiting(one)).toEqual([CHANNEL]);
  one.slack.reset();
  await one.wake();
  await one.wake();

  expect(heard(one)).toEqual([FIRST]);
  expect(await waiting(one)).toEqual([]);
});

describe.each([
  ['a report', 1],
  ['a newer revision', 2],
])('%s', (_, revision) => {
  test('is heard in the end, and once, wherever the notifier dies', async () => {
    const one = await town();
    /** A month of its own for each death: they know nothing of one another. */
    const live = async (diesAfter: number) => {
      const month = `${2000 + diesAfter}-01`;
      for (let earlier = 1; earlier < revision; earlier += 1) {
        await report(one, { month, revision: earlier });
        await one.wake();
      }
      await report(one, { month, revision });
      const mortal = new Mortal(diesAfter);
      const dying = new Town({ ...one.monitor, parts: mortal.parts(one.monitor.parts) }, one.slack, one.yaml);
      try {
        await dying.wake(CHANNEL, mortal.notifyParts(dying.notifyParts()));
      } catch (error) {
        if (!mortal.died) throw error;
      }
      await one.wake();
      const told = heard(one).filter(([text]) => text?.includes(month));
      return { mortal, told: told.flat().map((said) => said.replace(month, MONTH)) };
    };
    const whole = await live(NEVER);
    expect(whole.told).toEqual(revision === 1 ? FIRST : SECOND);
    expect(whole.mortal.count).toBeGreaterThan(10);
    const wrong: string[] = [];

    for (let call = 1; call <= whole.mortal.count; call += 1) {
      const { mortal, told } = await live(call);
      const check = (holds: boolean, promise: string): void => {
        if (!holds) wrong.push(`dies after call ${call}: ${promise}`);
      };
      check(mortal.died, 'it never came to that call');
      check(
        whole.told.every((said) => told.includes(said)),
        `lost something: ${told.join(' | ')}`,
      );
      // Slack has taken it, and nobody was left to note it.
      check(told.length <= whole.told.length + (mortal.unnoted ? 1 : 0), `repeated something: ${told.join(' | ')}`);
    }

    expect(wrong).toEqual([]);
    expect(await waiting(one)).toEqual([]);
  });
});
