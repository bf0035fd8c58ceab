import type { Mute } from '../../../lambda/domain/finding';
import type { Incident } from '../../../lambda/domain/incident';
import { at, coveragePlace, Life, route } from './incidents';

const mute: Mute = { until: '2026-12-31', reason: 'load test' };

describe('up at once, down after two scans', () => {
  test('the first breach opens, and worse escalates', () => {
    const life = new Life();

    expect(life.reasons(79, 80, 89, 90)).toEqual(['unchanged', 'first-breach', 'updated', 'escalated']);
    expect(life.incident).toMatchObject({ state: 'critical', episode: 1, seq: 2, total: 1, critical: 1, peak: 90 });
  });

  test('from nothing to critical is one step', () => {
    expect(new Life().reasons(95)).toEqual(['first-breach']);
  });

  test('one scan under the clear threshold changes nothing, the second closes', () => {
    const life = new Life();

    expect(life.reasons(82, 70, 72)).toEqual(['first-breach', 'noted', 'recovered']);
    expect(life.incident).toMatchObject({ state: 'ok', members: [], worst: [], total: 0 });
  });

  test('between warning and clear it stays open for ever', () => {
    const life = new Life();
    life.reasons(82);

    expect(life.reasons(78, 75, 76, 78)).not.toContain('recovered');
    expect(life.incident?.state).toBe('warning');
  });

  test('a scan above the clear threshold between two below begins the count anew', () => {
    const life = new Life();

    expect(life.reasons(82, 70, 76, 70, 70).at(-1)).toBe('recovered');
    expect(life.incident?.timeline.at(-1)?.at).toBe(at(4));
  });

  test('critical becomes warning five points under its threshold, after two scans', () => {
    expect(new Life().reasons(95, 86, 84, 84).at(-1)).toBe('de-escalated');
    expect(new Life().reasons(95, 84, 86, 84)).not.toContain('de-escalated');
  });

  test('from critical down to nothing in two scans is one recovery; what the two agree on is believed', () => {
    expect(new Life().reasons(95, 10, 10).at(-1)).toBe('recovered');
    const life = new Life();
    expect(life.reasons(95, 10, 82).at(-1)).toBe('de-escalated');
    expect(life.reasons(10)).toEqual(['noted']);
    expect(life.reasons(10)).toEqual(['recovered']);
  });

  test('a value that was carried never counts as a second scan', () => {
    const life = new Life();
    life.reasons(82, 70);

    expect(life.scan({ a: { usage: 70, fresh: false } }).reason).toBe('unchanged');
    expect(life.scan({ a: { usage: 70, fresh: false } }).reason).toBe('unchanged');
    expect(life.scan({ a: 70 }).reason).toBe('recovered');
  });

  test('a carried value opens what nobody has opened yet', () => {
    expect(new Life().scan({ a: { usage: 95, fresh: false } }).reason).toBe('first-breach');
  });

  test('again over its threshold after the end is a new episode, and seq goes on', () => {
    const life = new Life();
    life.reasons(82, 10, 10);

    expect(life.reasons(85)).toEqual(['first-breach']);
    expect(life.incident).toMatchObject({ episode: 2, seq: 3, recovery: null, peak: 85 });
    expect(life.incident?.timeline).toEqual([{ at: at(3), state: 'warning' }]);
  });
});

describe('what nobody can see', () => {
  test('stays as it was, and is never over by that', () => {
    const life = new Life();
    life.reasons(95);

    expect(life.reasons('unseen', 'unseen', 'unseen')).toEqual(['updated', 'unchanged', 'unchanged']);
    expect(life.incident).toMatchObject({ state: 'critical', frozen: { since: at(1), members: 1 } });
    expect(life.incident?.worst).toMatchObject([{ usage: 95, isFrozen: true }]);
  });

  test('may get worse where somebody can see', () => {
    const life = new Life();
    life.scan({ a: 82 });

    expect(life.scan({ a: 'unseen', b: 95 }).reason).toBe('escalated');
    expect(life.incident).toMatchObject({ total: 2, critical: 1 });
  });

  test('does not confirm a fall that was seen once', () => {
    const life = new Life();

    expect(life.reasons(95, 10, 'unseen', 'unseen')).not.toContain('recovered');
    expect(life.reasons(95)).not.toContain('first-breach');
  });

  test('is seen again as it is', () => {
    const life = new Life();
    life.reasons(95, 'unseen');

    expect(life.reasons(95)).toEqual(['updated']);
    expect(life.incident?.frozen).toBeNull();
  });
});

describe('the end says why', () => {
  const ended = (life: Life): Incident['recovery'] => life.incident?.recovery ?? null;

  test('usage fell', () => {
    const life = new Life();
    life.reasons(95, 40, 40);
    expect(ended(life)).toEqual({ because: 'usage-fell', to: { usage: 40, limit: 100, percent: 40 } });
  });

  test('the limit was raised', () => {
    const life = new Life();
    life.reasons(95);
    life.scan({ a: { usage: 96, limit: 200 } });
    life.scan({ a: { usage: 94, limit: 200 } });
    expect(ended(life)).toEqual({ because: 'limit-raised', to: { usage: 94, limit: 200, percent: 47 } });
  });

  test('the resource was deleted', () => {
    const life = new Life();
    life.reasons(95, 'gone', 'gone');
    expect(ended(life)).toEqual({ because: 'deleted', to: null });
  });

  test('the threshold is another one', () => {
    const life = new Life();
    life.reasons(85);
    const relaxed = { a: { usage: 85, reached: 'ok', held: 'ok' } } as const;
    life.scan(relaxed);
    life.scan(relaxed);
    expect(ended(life)?.because).toBe('threshold-changed');
  });

  test('only a forecast spoke of it, and it does so no longer', () => {
    const life = new Life();
    life.scan({ a: { usage: 70, reached: 'warning', held: 'warning', isForeseen: true } });
    life.scan({ a: 69 });
    life.scan({ a: 69 });
    expect(ended(life)).toEqual({ because: 'forecast-changed', to: { usage: 69, limit: 100, percent: 69 } });
  });

  test('only a forecast spoke of it, and the limit was raised', () => {
    const life = new Life();
    life.scan({ a: { usage: 70, reached: 'warning', held: 'warning', isForeseen: true } });
    life.scan({ a: { usage: 71, limit: 200 } });
    life.scan({ a: { usage: 71, limit: 200 } });
    expect(ended(life)?.because).toBe('limit-raised');
  });

  test('nobody wants it to be watched any more', () => {
    const life = new Life();
    life.reasons(85);
    life.scan({}, { watched: false });
    life.scan({}, { watched: false });
    expect(ended(life)?.because).toBe('not-watched');
  });
});

describe('many resources are one incident', () => {
  const many = (count: number, usage: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`api${index}`, usage + (index % 3)]));

  test('600 of them, with the worst twenty', () => {
    const life = new Life();

    expect(life.scan({ ...many(599, 82), worst: 99 }).reason).toBe('first-breach');
    expect(life.incident).toMatchObject({ total: 600, critical: 1, state: 'critical' });
    expect(life.incident?.worst).toHaveLength(20);
    expect(life.incident?.worst[0]).toMatchObject({ usage: 99, level: 'critical' });
    expect(life.incident?.members).toHaveLength(600);
  });

  test('that become many more are spoken of again', () => {
    const life = new Life();
    life.scan(many(8, 82));

    expect(life.scan(many(10, 82)).reason).toBe('updated');
    expect(life.scan(many(11, 82)).reason).toBe('grew');
    expect(life.scan(many(11, 82)).reason).toBe('unchanged');
  });

  test('each closes by itself, and the incident with the last', () => {
    const life = new Life();
    life.scan({ a: 85, b: 95 });

    expect(life.scan({ a: 85, b: 10 }).reason).toBe('noted');
    expect(life.scan({ a: 85, b: 10 }).reason).toBe('de-escalated');
    expect(life.scan({ a: 10, b: 79 }).reason).toBe('noted');
    expect(life.scan({ a: 10, b: 79 }).reason).toBe('recovered');
  });
});

describe('mutes', () => {
  const muted = { muteOf: () => mute };

  test('before it is told nothing opens, and at their end it does', () => {
    const life = new Life();

    expect(life.scan({ a: 95 }, muted).reason).toBe('unchanged');
    expect(life.scan({ a: 95 }).reason).toBe('first-breach');
  });

  test('an open incident is muted, and its end is announced', () => {
    const life = new Life();
    life.scan({ a: 95 });

    expect(life.scan({ a: 95 }, muted).reason).toBe('muted');
    expect(life.incident).toMatchObject({ state: 'muted', mute });
    expect(life.scan({ a: 99 }, muted).reason).toBe('updated');
    expect(life.scan({ a: 99 }).reason).toBe('unmuted');
    expect(life.incident).toMatchObject({ state: 'critical', mute: null, seq: 3 });
  });

  test('what is muted may end', () => {
    const life = new Life();
    life.scan({ a: 95 });
    life.scan({ a: 95 }, muted);
    life.scan({ a: 10 }, muted);

    expect(life.scan({ a: 10 }, muted).reason).toBe('recovered');
  });

  test('of one resource leave the others', () => {
    const life = new Life();
    life.scan({ a: 85, b: 95 });
    const ofB = { muteOf: (resource: { id: string } | null) => (resource?.id === 'b' ? mute : null) };

    expect(life.scan({ a: 85, b: 95 }, ofB).reason).toBe('de-escalated');
    expect(life.incident).toMatchObject({ total: 1, state: 'warning' });
  });

  test('by name hold also while nobody can look, and end when they end', () => {
    const life = new Life();
    const ofLoad = {
      muteOf: (one: { name: string } | null) =>
        one?.name === 'name of load' ? { until: at(3), reason: 'test' } : null,
    };
    life.scan({ orders: 85, load: 95 }, ofLoad);

    expect(life.scan({ orders: 'unseen', load: 'unseen' }, ofLoad).reason).toBe('updated');
    expect(life.incident).toMatchObject({ state: 'warning', total: 1 });
    expect(life.scan({ orders: 'unseen', load: 'unseen' }, ofLoad).reason).toBe('unchanged');
    expect(life.scan({ orders: 'unseen', load: 'unseen' }).reason).toBe('escalated');
  });

  test('by a reaction hold for their episode and their time', () => {
    const life = new Life();
    life.scan({ a: 95 });
    life.reactions = { acknowledged: null, mute: { until: at(3), reason: 'U1', episode: 1 } };

    expect(life.scan({ a: 95 }).reason).toBe('muted');
    expect(life.scan({ a: 95 }).reason).toBe('unchanged');
    expect(life.scan({ a: 95 }).reason).toBe('unmuted');
  });
});

describe('reminders', () => {
  const HOURS = 4;
  const DAY = 24 * HOURS;

  test('of what is critical every four hours, of a warning every week', () => {
    const critical = new Life();
    critical.scan({ a: 95 });
    critical.pass(4 * HOURS - 2);
    expect(critical.reasons(95, 95, 95)).toEqual(['unchanged', 'reminder', 'unchanged']);
    const warning = new Life();
    warning.scan({ a: 85 });
    warning.pass(7 * DAY - 2);
    expect(warning.reasons(85, 85)).toEqual(['unchanged', 'reminder']);
  });

  test('pause while an increase is asked for, a day at the most', () => {
    const life = new Life();
    const asked = { a: { usage: 95, increaseRequest: 'PENDING: 200 requested' } };
    life.scan({ a: 95 });

    expect(life.scan(asked).reason).toBe('updated');
    life.pass(DAY - 2);
    expect(life.scan(asked).reason).toBe('unchanged');
    expect(life.scan(asked).reason).toBe('reminder');
  });

  test('stop when somebody has acknowledged, until it gets worse', () => {
    const life = new Life();
    life.scan({ a: 85 });
    life.reactions = { acknowledged: { by: 'U1', episode: 1, state: 'warning', heard: ['U1'] }, mute: null };
    life.pass(8 * DAY);
    expect(life.reasons(85)).toEqual(['unchanged']);

    expect(life.reasons(95)).toEqual(['escalated']);
    life.pass(4 * HOURS);
    expect(life.reasons(95)).toEqual(['reminder']);
  });

  test('are silent while nobody can look', () => {
    const life = new Life();
    life.scan({ a: 95 });
    life.scan({ a: 'unseen' });
    life.pass(DAY);

    expect(life.reasons('unseen')).toEqual(['unchanged']);
  });
});

describe('what is worth an edit', () => {
  test('of a count every step, of a rate two points, and small steps add up', () => {
    const count = new Life();
    expect(count.reasons(82, 83)).toEqual(['first-breach', 'updated']);
    const rate = new Life();
    const wavering = (usage: number) => rate.scan({ a: usage }, { wavers: true }).reason;
    expect([82, 83, 83.5, 84].map(wavering)).toEqual(['first-breach', 'noted', 'noted', 'updated']);
  });

  test('that its forecast says something else, and not that it was made anew', () => {
    const outlook = (day: string, fullOn: string) => ({
      day,
      isWarning: true,
      forecast: {
        status: 'fills-up' as const,
        perDay: 1,
        slowest: 0.5,
        fastest: 2,
        day: fullOn,
        earliest: fullOn,
        latest: null,
        points: 30,
      },
    });
    const life = new Life();
    life.scan({ a: { usage: 85, outlook: outlook('2026-11-20', '2026-12-12') } });

    expect(life.scan({ a: { usage: 85, outlook: outlook('2026-11-21', '2026-12-12') } }).reason).toBe('unchanged');
    expect(life.scan({ a: { usage: 85, outlook: outlook('2026-11-22', '2026-12-02') } }).reason).toBe('updated');
  });

  test('that its messages go to another channel', () => {
    const life = new Life();
    life.scan({ a: 85 });

    expect(life.scan({ a: 85 }, {}, { ...route, channel: 'C0999999999' }).reason).toBe('updated');
  });
});

test('what takes two scans to believe opens with the second, and one alone is forgotten', () => {
  const blind = { ...coveragePlace, needsConfirmation: true };
  const life = new Life();

  expect(life.scan({ '': 100 }, blind).reason).toBe('suspected');
  expect(life.scan({}, blind).reason).toBe('not-confirmed');
  expect(life.scan({ '': 100 }, blind).reason).toBe('suspected');
  expect(life.scan({ '': 100 }, blind).reason).toBe('first-breach');
  expect(life.scan({}, blind).reason).toBe('noted');
  expect(life.scan({}, blind).reason).toBe('recovered');
  expect(life.incident?.recovery?.because).toBe('read-again');
});
