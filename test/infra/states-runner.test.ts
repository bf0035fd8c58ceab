import { roundDefinition } from '../../infra/round-definition';
import { type Execution, runStates, type StatesParts } from '../support/states-runner';

const AT = '2026-11-20T12:00:00Z';
const RUN = 'arn:aws:states:eu-west-1:123456789012:execution:round:1';

function failure(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

const nowhere: StatesParts = {
  functions: {},
  read: () => Promise.reject(new Error('no such object')),
  sleep: () => Promise.resolve(),
  execution: RUN,
};

describe('the interpreter', () => {
  const retrier = {
    ErrorEquals: ['Lambda.TooManyRequestsException'],
    IntervalSeconds: 2,
    MaxAttempts: 3,
    BackoffRate: 2,
    MaxDelaySeconds: 5,
    JitterStrategy: 'FULL',
  };
  const task = {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: 'f', Payload: { constant: 1, 'taken.$': '$.a.b' } },
    TimeoutSeconds: 1,
    Retry: [retrier],
    End: true,
  };
  const machine = (state: object) => ({ StartAt: 'One', States: { One: state } });

  test('fills in a payload, and gives back the answer of the function', async () => {
    const functions = { f: (payload: unknown) => Promise.resolve({ payload }) };

    const { status, output } = await runStates(machine(task), { a: { b: [2] } }, { ...nowhere, functions });

    expect([status, output]).toEqual([
      'SUCCEEDED',
      { Payload: { payload: { constant: 1, taken: [2] } }, StatusCode: 200 },
    ]);
  });

  test.each([
    ['$.result', { a: { b: 1 }, result: { Payload: 'answer', StatusCode: 200 } }],
    [null, { a: { b: 1 } }],
  ])('puts a result where ResultPath says: %j', async (ResultPath, expected) => {
    const functions = { f: () => Promise.resolve('answer') };

    const { output } = await runStates(machine({ ...task, ResultPath }), { a: { b: 1 } }, { ...nowhere, functions });

    expect(output).toEqual(expected);
  });

  test('tries again as often as it should, later each time, and then fails with the error', async () => {
    const waited: number[] = [];
    let calls = 0;
    const functions = {
      f: () => {
        calls += 1;
        return Promise.reject(failure('Lambda.TooManyRequestsException', 'Rate exceeded'));
      },
    };
    const sleep = (milliseconds: number) => {
      waited.push(milliseconds);
      return Promise.resolve();
    };

    const { status, error } = await runStates(machine(task), { a: { b: 1 } }, { ...nowhere, functions, sleep });

    expect([status, error, calls]).toEqual(['FAILED', 'Lambda.TooManyRequestsException', 4]);
    expect(waited).toEqual([2000, 4000, 5000]);
  });

  test('does not try again what no Retry names', async () => {
    let calls = 0;
    const functions = {
      f: () => {
        calls += 1;
        return Promise.reject(failure('TypeError', 'a fault'));
      },
    };

    const { error, cause } = await runStates(machine(task), { a: { b: 1 } }, { ...nowhere, functions });

    expect([error, cause, calls]).toEqual(['TypeError', '{"errorType":"TypeError","errorMessage":"a fault"}', 1]);
  });

  test.each([
    ['a field that it does not know', machine({ ...task, HeartbeatSeconds: 1 }), 'HeartbeatSeconds'],
    ['another integration', machine({ ...task, Resource: 'arn:aws:states:::sqs:sendMessage' }), 'Resource'],
    ['a kind of state that it does not know', machine({ Type: 'Wait', Seconds: 1, End: true }), 'Type'],
    [
      'an error name that matches others',
      machine({ ...task, Retry: [{ ...retrier, ErrorEquals: ['States.TaskFailed'] }] }),
      'ErrorEquals',
    ],
    [
      'a path with more than names',
      machine({ ...task, Parameters: { FunctionName: 'f', 'Payload.$': '$.a[0]' } }),
      'Payload.$',
    ],
    ['a state that is not there', { ...machine(task), StartAt: 'Two' }, 'there is no state Two'],
    [
      'a path that finds nothing',
      machine({ ...task, Parameters: { FunctionName: 'f', 'Payload.$': '$.b' } }),
      '$.b is not in {"a":{"b":1}}',
    ],
    ['a function that is not there', machine(task), 'nothing answers for f'],
  ])('refuses %s', async (_, definition, expected) => {
    await expect(runStates(definition, { a: { b: 1 } }, nowhere)).rejects.toThrow(expected);
  });
});

describe('a round', () => {
  const accounts = (count: number) => Array.from({ length: count }, (_, index) => ({ accountId: String(index) }));
  const begun = (count: number) => ({
    status: 'begun',
    scheduledAt: AT,
    bucket: 'bucket',
    key: 'organization/due.json',
    accounts: count,
  });

  interface Round {
    readonly begin?: () => Promise<unknown>;
    readonly scan?: (first: string) => Promise<unknown>;
    readonly due?: number;
    /** What stands in the object instead of the accounts. */
    readonly content?: string;
    readonly batchesAtOnce?: number;
  }

  /** With handlers that only note what they were told. */
  async function round({ begin, scan, due = 25, content, batchesAtOnce = 2 }: Round = {}) {
    const definition = roundDefinition({
      partition: 'aws',
      round: { arn: 'round', seconds: 300 },
      scan: { arn: 'scan', seconds: 600 },
      organization: { batchesAtOnce, toleratedFailurePercent: 20 },
    });
    const told: unknown[] = [];
    const batches: { Items: { accountId: string }[]; BatchInput: unknown }[] = [];
    let [running, most] = [0, 0];
    const execution: Execution = await runStates(
      definition,
      { scheduledAt: AT },
      {
        ...nowhere,
        functions: {
          round: async (event) => {
            told.push(event);
            const isBegin = told.length === 1;
            return isBegin ? await (begin ?? (() => Promise.resolve(begun(due))))() : { status: 'ended' };
          },
          scan: async (event) => {
            const batch: (typeof batches)[number] = JSON.parse(JSON.stringify(event));
            batches.push(batch);
            running += 1;
            most = Math.max(most, running);
            try {
              await Promise.resolve();
              return await (scan ?? (() => Promise.resolve({})))(batch.Items[0]?.accountId ?? '');
            } finally {
              running -= 1;
            }
          },
        },
        read: (bucket, key) => {
          expect([bucket, key]).toEqual(['bucket', 'organization/due.json']);
          return Promise.resolve(content ?? JSON.stringify(accounts(due)));
        },
      },
    );
    return { execution, told, batches, most };
  }

  test('all is well: every account is scanned once, in batches of ten, two at a time, and the end is told', async () => {
    const { execution, told, batches, most } = await round();

    expect(execution).toMatchObject({
      status: 'SUCCEEDED',
      entered: ['Begin', 'WhatIsDue', 'Accounts', 'End', 'Ended'],
    });
    expect(batches.map(({ Items }) => Items.length)).toEqual([10, 10, 5]);
    expect(batches.flatMap(({ Items }) => Items)).toEqual(accounts(25));
    expect(batches.map(({ BatchInput }) => BatchInput)).toEqual([0, 1, 2].map(() => ({ scheduledAt: AT })));
    expect(most).toBe(2);
    expect(told).toEqual([
      { step: 'begin', scheduledAt: AT, runId: RUN },
      { step: 'end', scheduledAt: AT, runId: RUN },
    ]);
  });

  test('a round that is skipped does nothing more, and is no failure', async () => {
    const begin = () => Promise.resolve({ status: 'skipped', reason: 'the one before is still running' });

    const { execution, told, batches } = await round({ begin });

    expect(execution).toMatchObject({ status: 'SUCCEEDED', entered: ['Begin', 'WhatIsDue', 'Skipped'] });
    expect([told.length, batches.length]).toEqual([1, 0]);
  });

  test('when no account is due, the end is told all the same', async () => {
    const { execution, told, batches } = await round({ due: 0 });

    expect(execution).toMatchObject({ status: 'SUCCEEDED', entered: ['Begin', 'WhatIsDue', 'End', 'Ended'] });
    expect([told.length, batches.length]).toEqual([2, 0]);
  });

  test('when it cannot begin, the end is told why, and the execution has failed', async () => {
    const { execution, told, batches } = await round({ begin: () => Promise.reject(failure('Error', 'no table')) });

    expect(execution).toMatchObject({
      status: 'FAILED',
      error: 'Error',
      entered: ['Begin', 'EndWithProblem', 'Failed'],
    });
    expect(batches).toEqual([]);
    const Cause = '{"errorType":"Error","errorMessage":"no table"}';
    expect(told[1]).toEqual({ step: 'end', scheduledAt: AT, runId: RUN, problem: { Error: 'Error', Cause } });
  });

  const failing = (...firsts: string[]) => ({
    scan: (first: string) =>
      firsts.includes(first) ? Promise.reject(failure('Error', 'a fault')) : Promise.resolve({}),
  });

  test('a batch that fails within what is tolerated is no problem of the round', async () => {
    const { execution, told, batches } = await round({ ...failing('20') });

    expect(execution).toMatchObject({
      status: 'SUCCEEDED',
      entered: ['Begin', 'WhatIsDue', 'Accounts', 'End', 'Ended'],
    });
    expect([batches.length, told[1]]).toEqual([3, { step: 'end', scheduledAt: AT, runId: RUN }]);
  });

  test('when too many fail, the rest is given up, the end is told why, and the execution has failed', async () => {
    const { execution, told, batches } = await round({ ...failing('0'), due: 30, batchesAtOnce: 1 });

    expect(execution).toMatchObject({
      status: 'FAILED',
      error: 'States.ExceedToleratedFailureThreshold',
      entered: ['Begin', 'WhatIsDue', 'Accounts', 'EndWithProblem', 'Failed'],
    });
    expect(batches).toHaveLength(1);
    expect(told[1]).toMatchObject({ problem: { Error: 'States.ExceedToleratedFailureThreshold' } });
  });

  test('when the accounts cannot be read, the end is told too', async () => {
    const { execution, told } = await round({ content: 'no JSON' });

    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.ItemReaderFailed' });
    expect(told[1]).toMatchObject({ step: 'end', problem: { Error: 'States.ItemReaderFailed' } });
  });

  test('a batch for which Lambda has no room is tried again', async () => {
    let calls = 0;
    const scan = () => {
      calls += 1;
      return calls === 1 ? Promise.reject(failure('Lambda.TooManyRequestsException', 'Rate')) : Promise.resolve({});
    };

    const { execution } = await round({ scan, due: 5 });

    expect([execution.status, calls]).toEqual(['SUCCEEDED', 2]);
  });
});
