import fc from 'fast-check';
import { type BudgetName, budgets } from '../../../lambda/domain/reads';
import { NoTimeLeft, Pacer } from '../../../lambda/inventory/pacer';
import { VirtualClock } from '../../../sandbox/virtual-clock';

interface Attempt {
  readonly budgets: readonly BudgetName[];
  readonly at: number;
}

const kinds = [['control-plane'], ['control-plane', 'get-resources']] as const;

/** Every attempt asks at its own time; returns when each was allowed to start. */
async function pace(share: number, asked: readonly { kind: 0 | 1; after: number }[]): Promise<Attempt[]> {
  const clock = new VirtualClock();
  const pacer = new Pacer(clock, share, new AbortController().signal);
  const started: Attempt[] = [];
  const attempts = asked.map(async ({ kind, after }) => {
    await clock.sleep(after);
    await pacer.take(kinds[kind]);
    started.push({ budgets: kinds[kind], at: clock.elapsed() });
  });
  await clock.run(Promise.all(attempts));
  return started;
}

function mostIn(windowMs: number, times: readonly number[]): number {
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at <= from + windowMs).length));
}

const attempts = fc.array(fc.record({ kind: fc.constantFrom(0 as const, 1 as const), after: fc.nat(4000) }), {
  minLength: 1,
  maxLength: 40,
});

test('in any window of w seconds at most share × rate × w + 1 attempts start, for each budget', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 5, max: 100 }), attempts, async (percent, asked) => {
      const started = await pace(percent / 100, asked);
      expect(started).toHaveLength(asked.length);
      for (const name of ['control-plane', 'get-resources'] as const) {
        const times = started.filter((one) => one.budgets.includes(name)).map((one) => one.at);
        for (const seconds of [0.5, 1, 2, 5, 20, 60]) {
          const allowed = (percent / 100) * budgets[name].perSecond * seconds + 1;
          expect(mostIn(seconds * 1000, times)).toBeLessThanOrEqual(allowed + 1e-9);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('the scarce budget is not kept waiting by the plentiful one', async () => {
  const asked = [
    ...Array.from({ length: 30 }, () => ({ kind: 0 as const, after: 0 })),
    ...Array.from({ length: 4 }, () => ({ kind: 1 as const, after: 0 })),
  ];

  const started = await pace(1, asked);

  const scarce = started.filter((one) => one.budgets.includes('get-resources')).map((one) => Math.round(one.at));
  expect(scarce).toEqual([100, 500, 900, 1300]);
});

test('an attempt that needs no budget never waits', async () => {
  const clock = new VirtualClock();
  const pacer = new Pacer(clock, 0.01, new AbortController().signal);

  await clock.run(Promise.all(Array.from({ length: 100 }, () => pacer.take([]))));

  expect(clock.elapsed()).toBe(0);
});

test('when the scan is over, whoever waits is told so', async () => {
  const clock = new VirtualClock();
  const over = new AbortController();
  const pacer = new Pacer(clock, 0.1, over.signal);
  const waiting = [pacer.take(['control-plane']), pacer.take(['control-plane']), pacer.take(['control-plane'])];

  over.abort(new Error('the time is over'));

  const outcomes = await clock.run(Promise.allSettled(waiting));
  expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  await expect(pacer.take(['control-plane'])).rejects.toThrow(NoTimeLeft);
});
