import * as fc from 'fast-check';
import type { FunctionLoad } from '../../../../lambda/domain/details';
import type { Filling } from '../../../../lambda/domain/plan';
import { freedBy, modelOf, requiredConcurrency } from '../../../../lambda/remediation/concurrency/model';
import { concurrencyQuotas, planConcurrency } from '../../../../lambda/remediation/concurrency';
import { api, at, call, callers, details, facts, GOAL, load, queue, read } from './support';

const SEED = 20_261_124;
const RUNS = 200;

const names = ['a', 'b', 'c', 'd', 'constructor', '__proto__'];
const someLoad = (name: string) =>
  fc
    .record({
      perSecond: fc.double({ min: 0, max: 5000, noNaN: true }),
      seconds: fc.double({ min: 0, max: 30, noNaN: true }),
      concurrent: fc.nat(2000),
      more: fc.nat(100),
      reserved: fc.oneof(fc.constantFrom(null, 'unknown' as const), fc.nat(500)),
    })
    .map(({ perSecond, seconds, concurrent, more, reserved }): FunctionLoad =>
      load(name, { perSecond, seconds, concurrent, highest: concurrent + more, reserved }),
    );
const someLoads = fc.subarray(names).chain((chosen) => fc.tuple(...chosen.map(someLoad)));
const peakOf = (functions: readonly FunctionLoad[]) => ({ at, concurrent: 700, functions });

const fill = ({ usage, limit }: Filling): number => usage / limit;

/** The two limits of Lambda, written down once more. */
function needed(loads: readonly FunctionLoad[]): number {
  let executions = 0;
  let requests = 0;
  for (const { perSecond, seconds, concurrent } of loads) {
    const average = perSecond * seconds;
    executions += concurrent > 0 && concurrent < average ? concurrent : average;
    requests += perSecond;
  }
  return executions > requests / 10 ? executions : requests / 10;
}

test('what a function frees is what a recount without it needs less, and never negative', () => {
  fc.assert(
    fc.property(someLoads, (loads) => {
      const model = modelOf(peakOf(loads));
      expect(requiredConcurrency([...model.functions.values()])).toBeCloseTo(needed(loads), 6);
      for (const { name } of loads) {
        const freed = freedBy(model, name);
        expect(freed).toBeGreaterThanOrEqual(0);
        expect(freed).toBeCloseTo(needed(loads) - needed(loads.filter((one) => one.name !== name)), 6);
      }
    }),
    { seed: SEED, numRuns: RUNS },
  );
});

test('each step begins where the one before it ends, each step makes room, and nothing is negative', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...concurrencyQuotas),
      someLoads,
      fc.subarray(names),
      fc.boolean(),
      fc.constantFrom(null, 'PENDING'),
      (id, loads, fed, hasSignals, increaseRequest) => {
        const action = { action: 'sqs:SendMessage', resources: ['arn:aws:sqs:eu-west-1:123456789012:q'] };
        const parts = planConcurrency(
          facts(
            id,
            {
              loads,
              eventSources: read(fed.map((name) => queue(name))),
              functions: read(names.map((name) => details(name))),
              callers: new Map(names.map((name) => [name, callers('shop')])),
              apis: [api('shop', { calls: read(names.map((name) => call(`POST /${name}`, name))) })],
              signals: hasSignals
                ? new Map(
                    names.map((name) => [
                      name,
                      read({ name, actions: [action], roleIsShared: false, downstream: null }),
                    ]),
                  )
                : null,
            },
            { increaseRequest },
          ),
          GOAL,
        );

        const { steps, options, before, after } = parts;
        const taken = steps.flatMap(({ counts }) => counts ?? []);
        const offered = options.flatMap(({ counts }) => counts ?? []);
        expect(taken.map((counts) => counts.before)).toEqual(
          [before, ...taken.map((counts) => counts.after)].slice(0, taken.length),
        );
        expect(taken.at(-1)?.after ?? before).toEqual(after);
        expect(offered.map((counts) => counts.before)).toEqual(offered.map(() => after));
        expect(taken.filter((counts) => fill(counts.after) >= fill(counts.before))).toEqual([]);
        expect([...taken, ...offered].filter((counts) => counts.after.usage < 0)).toEqual([]);
        const files = [...steps, ...options].flatMap((one) => one.artefacts.map(({ name }) => name));
        expect(new Set(files).size).toBe(files.length);
        expect(files.filter((name) => !/^[a-z0-9-]+\.[a-z]+$/.test(name))).toEqual([]);
      },
    ),
    { seed: SEED, numRuns: RUNS },
  );
});
