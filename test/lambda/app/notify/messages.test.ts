import { allPending } from '../../../../lambda/stores/pending';
import type { SlackFault } from '../../../../sandbox/slack';
import { HOME } from '../../../support/deployed';
import { CHANNEL, OTHER, town, welcomed } from '../../../support/telling';

const US = 'us-east-1';

describe('a channel', () => {
  test('begins with one welcome that names what is past a threshold already, and nothing else', async () => {
    const one = await town();

    await one.live({ [HOME]: { a: 290, b: 250 }, [US]: { c: 280 } });

    expect(one.shown()).toEqual([{ text: expect.stringContaining('2 critical'), replies: [] }]);
    await one.live({ [HOME]: { a: 290, b: 250 }, [US]: { c: 280 } });
    expect(one.shown()).toHaveLength(1);
  });

  test('of a quiet account is welcomed too', async () => {
    const one = await town();

    await one.live({ [HOME]: {} });

    expect(one.shown()).toHaveLength(1);
  });

  test('gets no message as long as there is no token, and everything once there is', async () => {
    const one = await town();
    await one.scan({ [HOME]: { a: 290 } });

    expect(await one.wake(CHANNEL, { token: async () => await Promise.resolve(null) })).toMatchObject({
      halted: 'no token',
    });
    expect(one.slack.calls).toEqual([]);

    await one.wake();
    expect(one.shown()).toHaveLength(1);
  });
});

describe('an incident', () => {
  test('has one message that always shows the present, and its news in the thread', async () => {
    const one = await welcomed();

    await one.live({ [HOME]: { a: 245 } });
    await one.live({ [HOME]: { a: 280 } });
    await one.live({ [HOME]: { a: 100 } });
    await one.live({ [HOME]: { a: 100 } });

    const [, shown, ...more] = one.slack.messages(CHANNEL);
    expect(more.map(({ broadcast, text }) => [broadcast, text])).toEqual([[true, expect.stringContaining('critical')]]);
    expect(shown?.text).toMatch(/Recovered.*280.*100/);
    expect(shown?.replies.map(({ broadcast }) => broadcast)).toEqual([true, false]);
    expect(shown?.replies.map(({ text }) => text)).toEqual([
      expect.stringContaining('280 of 300'),
      expect.stringContaining('fell'),
    ]);
  });

  test('of many resources has the list of all of them in its thread', async () => {
    const one = await welcomed();
    const many = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`api-${index}`, 245]));

    await one.live({ [HOME]: many });

    const [, shown, ...more] = one.slack.messages(CHANNEL);
    expect(more).toEqual([]);
    const [file] = shown?.replies.flatMap(({ files }) => files) ?? [];
    expect(file?.content.toString().trim().split('\n')).toHaveLength(601);
    await one.live({ [HOME]: many });
    expect(one.slack.messages(CHANNEL)[1]?.replies).toHaveLength(1);
  });

  test('whose list could not be sent gets it later, and its message is not repeated', async () => {
    const one = await welcomed();
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`api-${index}`, 245]));
    one.slack.fault({ kind: 'error-500', method: 'files.getUploadURLExternal', times: 1 });

    await one.live({ [HOME]: many });
    expect(one.shown()[1]?.replies).toEqual([]);
    await one.live({ [HOME]: many });

    expect(one.shown()).toHaveLength(2);
    expect(one.slack.messages(CHANNEL)[1]?.replies.flatMap(({ files }) => files)).toHaveLength(1);
  });

  test('whose message somebody deleted gets a new one', async () => {
    const one = await welcomed();
    await one.live({ [HOME]: { a: 245 } });
    const [, shown] = one.slack.messages(CHANNEL);
    one.slack.delete(CHANNEL, shown?.ts ?? '');

    await one.live({ [HOME]: { a: 280 } });

    expect(one.shown()).toHaveLength(2);
    expect(one.shown()[1]?.text).toContain('280 of 300');
  });

  test('pages somebody when it opens and when it gets worse, and not when it is brought up to date or better', async () => {
    const one = await welcomed(
      `slack: { channel: ${CHANNEL}, routes: [{ match: { region: ${HOME} }, channel: ${CHANNEL}, mention: '@here' }] }`,
    );

    for (const usage of [245, 246, 280, 100, 100]) await one.live({ [HOME]: { a: usage } });

    const [, shown] = one.slack.messages(CHANNEL);
    expect(shown?.mentions).toEqual(['<!here>']);
    expect(shown?.replies.map(({ mentions }) => mentions)).toEqual([['<!here>'], []]);
    const paging = one.slack.calls.filter(({ arguments: sent }) => JSON.stringify(sent).includes('<!here>'));
    expect(paging.map(({ method }) => method)).toEqual(['chat.postMessage', 'chat.postMessage']);
  });

  test('goes to the channel of its route, which is welcomed by itself', async () => {
    const one = await welcomed(
      `slack: { channel: ${CHANNEL}, routes: [{ match: { region: ${US} }, channel: ${OTHER} }] }`,
    );

    await one.live({ [HOME]: { a: 245 }, [US]: { b: 290 } });

    expect(one.shown(CHANNEL)).toHaveLength(2);
    expect(one.shown(OTHER)).toHaveLength(2);
    expect(one.shown(OTHER)[1]?.text).toContain(US);
  });

  test('gets a message in the new channel when its route changes', async () => {
    const one = await welcomed();
    await one.live({ [HOME]: { a: 245 } });

    await one.settings(`slack: { channel: ${OTHER} }`);
    await one.live({ [HOME]: { a: 245 } });
    await one.live({ [HOME]: { a: 290 } });

    expect(one.shown(CHANNEL)).toHaveLength(2);
    // The welcome, which told it, and its own message when it got worse.
    expect(one.shown(OTHER).map(({ text }) => text)).toEqual([
      expect.stringContaining('1 warning'),
      expect.stringContaining('290 of 300'),
    ]);
  });
});

describe('much at once', () => {
  const regions = (count: number, usage: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`eu-west-${index + 1}`, { [`api-${index}`]: usage }]),
    );

  test('up to five groups are five messages', async () => {
    const one = await welcomed();

    await one.live(regions(5, 245));

    expect(one.shown()).toHaveLength(6);
  });

  test('more are one, with everything in the file', async () => {
    const one = await welcomed();

    await one.live(regions(12, 245));

    const [, digest, ...more] = one.slack.messages(CHANNEL);
    expect(more).toEqual([]);
    expect(digest?.text).toContain('12');
    const [file] = digest?.replies.flatMap(({ files }) => files) ?? [];
    expect(file?.content.toString().trim().split('\n')).toHaveLength(13);
  });

  test('what was told together is over in the thread, and worse in a message of its own', async () => {
    const one = await welcomed();
    await one.live(regions(6, 245));

    await one.live({ ...regions(6, 245), 'eu-west-1': { 'api-0': 290 }, 'eu-west-2': {} });
    await one.live({ ...regions(6, 245), 'eu-west-1': { 'api-0': 290 }, 'eu-west-2': {} });

    const [, digest, own] = one.shown();
    expect(digest?.replies.filter((text) => text !== '')).toEqual([expect.stringContaining('deleted')]);
    expect(own?.text).toContain('290 of 300');
  });

  test('those with messages of their own are brought up to date as well', async () => {
    const one = await welcomed();
    await one.live(regions(5, 245));

    await one.live(regions(8, 290));

    const texts = one.shown().map(({ text }) => text);
    expect(texts).toHaveLength(7);
    expect(texts.slice(1, 6).every((text) => text.includes('290 of 300'))).toBe(true);
    // Nothing but the digest's list.
    expect(one.shown().flatMap(({ replies }) => replies)).toEqual(['']);
  });
});

describe('what Slack does not take', () => {
  test('for its content is said more plainly, in the end as text alone', async () => {
    const one = await welcomed(undefined, { missingBlocks: ['data_table'] });
    await one.live({ [HOME]: { a: 245, b: 246 } });
    const plain = one.slack.messages(CHANNEL)[1]?.blocks.map(({ type }) => type);
    expect(plain).not.toContain('data_table');
    expect(plain?.length).toBeGreaterThan(2);

    one.slack.fault({ kind: 'error', error: 'invalid_blocks', method: 'chat.postMessage', times: 2 });
    await one.live({ [HOME]: { a: 245, b: 246 }, [US]: { c: 290, d: 290 } });
    expect(one.slack.messages(CHANNEL)[2]).toMatchObject({ blocks: [], text: expect.stringContaining('2 APIs') });
  });

  test.each(['not_in_channel', 'is_archived', 'channel_not_found'])(
    'because of %s goes to the default channel, stays there, and says for whom it is',
    async (error) => {
      const one = await welcomed(
        `slack: { channel: ${CHANNEL}, routes: [{ match: { region: ${US} }, channel: ${OTHER} }] }`,
      );
      one.slack.fault({ kind: 'error', error, channel: OTHER });

      await one.live({ [US]: { a: 245 } });
      await one.live({ [US]: { a: 280 } });
      await one.live({ [US]: { a: 281 } });

      const [, shown, ...more] = one.slack.messages(CHANNEL);
      expect(JSON.stringify(shown?.blocks)).toContain('281 of 300');
      expect(one.slack.calls.some(({ arguments: sent }) => String(sent['text']).includes(error))).toBe(true);
      expect(more.map(({ broadcast }) => broadcast)).toEqual([true]);
      expect(one.shown(OTHER)).toHaveLength(1);
    },
  );

  test('of one message that it never takes does not hold up what comes after for ever', async () => {
    const one = await welcomed();
    one.slack.fault({ kind: 'error', error: 'something_new', method: 'chat.postMessage', times: 3 });

    await one.live({ [HOME]: { a: 290 }, [US]: { b: 245 } });

    expect(one.shown().some(({ text }) => text.includes(US))).toBe(true);
  });
});

describe('a channel that is closed', () => {
  const YAML = `slack: { channel: ${CHANNEL}, routes: [{ match: { region: ${US} }, channel: ${OTHER}, mention: '@here' }] }`;

  test('after it was told something: what gets worse there and what is new go to the default channel, and page nobody', async () => {
    const one = await welcomed(YAML);
    await one.live({ [US]: { a: 245 } });
    one.slack.setChannel({ id: OTHER, name: 'payments', archived: true });

    await one.live({ [US]: { a: 290 } });
    await one.live({ [US]: { a: 290 }, 'eu-west-3': { b: 245 } });

    const [, worse, other] = one.slack.messages(CHANNEL);
    expect(worse).toMatchObject({ text: expect.stringContaining('290 of 300'), mentions: [] });
    expect(other?.text).toContain('eu-west-3');
  });

  test('and never was one is waited for only as long as the settings name it', async () => {
    const one = await town('slack: { channel: C0TYPO00000 }');
    await one.scan({ [HOME]: {} });
    await one.wake('C0TYPO00000');
    expect((await allPending(one.monitor.parts.table)).channels).toEqual(['C0TYPO00000']);

    await one.settings(`slack: { channel: ${CHANNEL} }`);
    await one.live({ [HOME]: {} });
    await one.wake('C0TYPO00000');

    expect((await allPending(one.monitor.parts.table)).channels).toEqual([]);
    expect(one.shown()).toHaveLength(1);
  });

  test('to the welcome only is told what is pending elsewhere all the same', async () => {
    const one = await town(YAML);
    one.slack.fault({ kind: 'error', error: 'something_new', channel: OTHER });
    await one.live({ [HOME]: {}, [US]: {} });

    await one.live({ [HOME]: {}, [US]: { a: 290 } });
    one.slack.clearFaults();
    await one.live({ [HOME]: {}, [US]: { a: 290 } });

    expect(one.shown(OTHER)).toHaveLength(1);
  });
});

describe('a message that cannot be edited', () => {
  test('is not posted again for every small step, and its news are in its thread', async () => {
    const one = await welcomed();
    await one.live({ [HOME]: { a: 245 } });
    one.slack.fault({ kind: 'error', error: 'edit_window_closed', method: 'chat.update' });

    for (const usage of [246, 247, 280]) await one.live({ [HOME]: { a: usage } });

    const [, shown, ...more] = one.slack.messages(CHANNEL);
    expect(more.map(({ broadcast }) => broadcast)).toEqual([true]);
    expect(shown?.replies.map(({ text }) => text)).toEqual([expect.stringContaining('280 of 300')]);
  });

  test('because somebody deleted it stays deleted as long as nothing gets worse', async () => {
    const one = await welcomed();
    await one.live({ [HOME]: { a: 245 } });
    one.slack.delete(CHANNEL, one.slack.messages(CHANNEL)[1]?.ts ?? '');

    await one.live({ [HOME]: { a: 246 } });
    expect(one.shown()).toHaveLength(1);
    await one.live({ [HOME]: { a: 290 } });

    expect(one.shown()).toHaveLength(2);
  });
});

describe('a list that cannot be sent', () => {
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`api-${index}`, 245]));

  test.each<[string, SlackFault]>([
    ['because the app may not', { kind: 'error', error: 'missing_scope', method: 'files.getUploadURLExternal' }],
    ['because Slack fails', { kind: 'error-500', method: 'files.getUploadURLExternal' }],
  ])('%s holds up nothing', async (_, fault) => {
    const one = await welcomed();
    one.slack.fault(fault);
    await one.live({ [HOME]: many });
    await one.live(Object.fromEntries(Array.from({ length: 12 }, (__, index) => [`eu-west-${index + 1}`, { a: 290 }])));

    await one.live({ [US]: { b: 295 } });

    expect(one.shown().some(({ text }) => text.includes('295 of 300'))).toBe(true);
  });
});

test('when nobody wants Slack any more, what it still shows as open is told to be over', async () => {
  const one = await welcomed();
  await one.live({ [HOME]: { a: 290 } });
  await one.settings('');
  await one.live({ [HOME]: { a: 290 } });

  await one.live({ [HOME]: { a: 10 } });
  await one.live({ [HOME]: { a: 10 } });

  expect(one.shown()[1]?.text).toMatch(/^Recovered/);
});

describe('reactions', () => {
  const YAML = `slack: { channel: ${CHANNEL}, reactions: true }`;
  const WITH_REACTIONS = { scopes: ['chat:write', 'files:write', 'reactions:read'] };

  test('are not looked at unless somebody wants them', async () => {
    const one = await welcomed();
    await one.live({ [HOME]: { a: 290 } });

    expect(one.slack.calls.filter(({ method }) => method === 'reactions.get')).toEqual([]);
  });

  test('👀 is answered once and stops the reminders', async () => {
    const one = await welcomed(YAML, WITH_REACTIONS);
    await one.live({ [HOME]: { a: 290 } });
    one.slack.react(CHANNEL, one.slack.messages(CHANNEL)[1]?.ts ?? '', 'eyes', 'U0MARTA000');

    for (let scan = 0; scan < 18; scan += 1) await one.live({ [HOME]: { a: 290 } });

    expect(one.shown()[1]?.replies).toEqual([expect.stringContaining('cknowledged')]);
  });

  test('without it a reminder comes after four hours', async () => {
    const one = await welcomed(YAML, WITH_REACTIONS);
    await one.live({ [HOME]: { a: 290 } });

    for (let scan = 0; scan < 18; scan += 1) await one.live({ [HOME]: { a: 290 } });

    expect(one.shown()[1]?.replies).toEqual([expect.stringContaining('Still critical')]);
  });

  test('👀 of several people before it got worse acknowledge nothing worse', async () => {
    const one = await welcomed(YAML, WITH_REACTIONS);
    await one.live({ [HOME]: { a: 245 } });
    const ts = one.slack.messages(CHANNEL)[1]?.ts ?? '';
    for (const user of ['U0MARTA000', 'U0PAUL0000']) one.slack.react(CHANNEL, ts, 'eyes', user);
    await one.live({ [HOME]: { a: 245 } });

    for (let scan = 0; scan < 18; scan += 1) await one.live({ [HOME]: { a: 290 } });

    const replies = one.shown()[1]?.replies ?? [];
    expect(replies.filter((text) => text.includes('cknowledged'))).toHaveLength(1);
    expect(replies.at(-1)).toContain('Still critical');
  });

  test('without the scope for them everything else is told', async () => {
    const one = await welcomed(YAML);

    await one.live({ [HOME]: { a: 245 } });
    await one.live({ [HOME]: { a: 290 } });

    expect(one.shown()[1]?.text).toContain('290 of 300');
  });

  test('🔕 mutes, is answered once, and ends', async () => {
    const one = await welcomed(YAML, WITH_REACTIONS);
    await one.live({ [HOME]: { a: 245 } });
    const ts = one.slack.messages(CHANNEL)[1]?.ts ?? '';
    one.slack.react(CHANNEL, ts, 'no_bell', 'U0MARTA000');
    await one.live({ [HOME]: { a: 245 } });

    await one.live({ [HOME]: { a: 290 } });
    await one.live({ [HOME]: { a: 295 } });

    expect(one.shown()[1]).toEqual({
      text: expect.stringContaining('Muted'),
      replies: [expect.stringContaining('uted')],
    });
    expect(one.shown()).toHaveLength(2);
  });
});
