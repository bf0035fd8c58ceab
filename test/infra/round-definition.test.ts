import aslValidator from 'asl-validator';
import { roundDefinition } from '../../infra/round-definition';

const definition = roundDefinition({
  partition: 'aws',
  round: { arn: 'arn:aws:lambda:eu-west-1:123456789012:function:round', seconds: 300 },
  scan: { arn: 'arn:aws:lambda:eu-west-1:123456789012:function:scan', seconds: 600 },
  organization: { batchesAtOnce: 7, toleratedFailurePercent: 15 },
});

/** What the published validator finds. */
function findingsIn(machine: unknown): string[] {
  // By value, as it would be read from a template.
  const { isValid, errors } = aslValidator(JSON.parse(JSON.stringify(machine)));
  expect(isValid).toBe(errors.length === 0);
  return errors.map((error) => JSON.stringify(error));
}

test('it is a definition of the Amazon States Language', () => {
  expect(findingsIn(definition)).toEqual([]);
});

test.each([
  ['a target that is not there', { StartAt: 'Beginning' }],
  ['a state that nothing leads to', { States: { ...definition.States, Alone: { Type: 'Succeed' } } }],
  [
    'a path that is none',
    { States: { ...definition.States, End: { ...definition.States.End, ResultPath: 'problem' } } },
  ],
  ['a type that is none', { States: { ...definition.States, Skipped: { Type: 'Sucseed' } } }],
])('and %s would be found', (_, change) => {
  expect(findingsIn({ ...definition, ...change })).not.toEqual([]);
});

test('ten accounts make a batch, and so many batches run at once and may fail as the settings say', () => {
  expect(definition.States.Accounts).toMatchObject({
    ItemBatcher: { MaxItemsPerBatch: 10 },
    MaxConcurrency: 7,
    ToleratedFailurePercentage: 15,
  });
});

test('a round ends before the next one of the default schedule, and no task waits longer than its function runs', () => {
  const { Begin, Accounts, End, EndWithProblem } = definition.States;

  expect(definition.TimeoutSeconds).toBe(14 * 60);
  expect([Begin, End, EndWithProblem].map(({ TimeoutSeconds }) => TimeoutSeconds)).toEqual([300, 300, 300]);
  expect(Accounts.ItemProcessor.States.Scan.TimeoutSeconds).toBe(600);
});

test('another partition is named in every resource', () => {
  const china = roundDefinition({
    partition: 'aws-cn',
    round: { arn: 'round', seconds: 1 },
    scan: { arn: 'scan', seconds: 1 },
    organization: { batchesAtOnce: 1, toleratedFailurePercent: 0 },
  });

  expect(JSON.stringify(china)).not.toContain('arn:aws:');
  expect(findingsIn(china)).toEqual([]);
});
