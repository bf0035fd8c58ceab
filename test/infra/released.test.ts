import released from '../../infra/released.json';
import { HeldData, holdsData } from '../../infra/holds-data';
import { templateOf } from '../support/stack';

/** As when it was noted: with everything that settings can add. */
const yaml = 'slack: { channel: C0123456789 }';
const before = HeldData.parse(released.holds);
const now = holdsData(templateOf({ yaml }).toJSON());

test('the last release held a bucket, a table and two queues', () => {
  expect(Object.values(before).map(({ type }) => type)).toEqual(
    expect.arrayContaining(['AWS::S3::Bucket', 'AWS::DynamoDB::Table', 'AWS::SQS::Queue']),
  );
});

test('what held data in the last release is still there, under the same logical id', () => {
  expect(Object.keys(now)).toEqual(expect.arrayContaining(Object.keys(before)));
});

test.each(Object.entries(before))('%s is not replaced by an upgrade, and outlives the stack as before', (id, held) => {
  expect(now[id]).toEqual(held);
});

test('the queue of the nudges keeps its kind, and what waits in it, whatever it delays', () => {
  const template = templateOf();
  const [queue] = Object.entries(template.findResources('AWS::SQS::Queue')).filter(([id]) => id.includes('Queue'));

  expect(queue?.[0]).toBe('NudgesQueueCC2F20AB');
  // Both can change in place.
  expect(queue?.[1]['Properties']).toMatchObject({ FifoQueue: true, DelaySeconds: 5, VisibilityTimeout: 720 });
  expect(queue?.[1]['Properties']).not.toHaveProperty('QueueName');
});

test('the bucket and the table outlive the stack', () => {
  const policies = Object.values(now).map((one) => [one.type, one.deletionPolicy, one.updateReplacePolicy]);

  expect(policies).toContainEqual(['AWS::S3::Bucket', 'RetainExceptOnCreate', 'Retain']);
  expect(policies).toContainEqual(['AWS::DynamoDB::Table', 'Retain', 'Retain']);
});

test('another key, another kind of queue or another policy would be seen', () => {
  const template = structuredClone(templateOf({ yaml }).toJSON());
  for (const resource of Object.values<Record<string, unknown>>(template['Resources'])) {
    if (resource['Type'] === 'AWS::DynamoDB::Table') {
      resource['Properties'] = { KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }] };
    }
    if (resource['Type'] === 'AWS::S3::Bucket') delete resource['DeletionPolicy'];
  }

  const changed = Object.entries(holdsData(template)).filter(
    ([id, held]) => JSON.stringify(held) !== JSON.stringify(now[id]),
  );

  expect(changed.map(([, { type }]) => type)).toEqual(['AWS::S3::Bucket', 'AWS::DynamoDB::Table']);
});

test('on the way to removing Headroom, the data goes with the stack', () => {
  const going = holdsData(templateOf({ yaml, deleteData: true }).toJSON());

  expect(Object.keys(going)).toEqual(Object.keys(now));
  expect(Object.values(going).every(({ deletionPolicy }) => deletionPolicy === 'Delete')).toBe(true);
});
