import {
  CreateQueueCommand,
  type CreateQueueCommandInput,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type QueueAttributeName,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { createHash } from 'node:crypto';
import type { FaultDescription, Sandbox } from '../../../sandbox';
import { ACCOUNT_ID, closing, HandClock, HOME, raw, refusal, start, to } from '../support';

const OTHER = 'eu-west-1';
const FIFO = 'incidents.fifo';
const STANDARD = 'letters';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let clock: HandClock;
let sandbox: Sandbox;
let client: SQSClient;
let url: string;

beforeEach(async () => {
  clock = new HandClock();
  sandbox = await start({
    clock,
    account: { accountId: ACCOUNT_ID, regions: { [HOME]: {}, [OTHER]: {} }, queues: [FIFO, STANDARD] },
  });
  client = closing(new SQSClient(to(sandbox)));
  url = urlOf(FIFO);
});

afterEach(() => delete process.env['AWS_ENDPOINT_URL']);

const urlOf = (name: string) => `${sandbox.endpoint}/${ACCOUNT_ID}/${name}`;
const arnOf = (name: string) => `arn:aws:sqs:${HOME}:${ACCOUNT_ID}:${name}`;
/** To the FIFO queue, in the group `g`; the body is the deduplication id as well. */
const send = (body: string, more: Partial<SendMessageCommandInput> = {}) =>
  client.send(
    new SendMessageCommand({
      QueueUrl: url,
      MessageBody: body,
      MessageGroupId: 'g',
      MessageDeduplicationId: body,
      ...more,
    }),
  );
/** To the standard queue. */
const post = (MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
  client.send(new SendMessageCommand({ QueueUrl: urlOf(STANDARD), MessageBody, ...more }));
const receive = async (more: Partial<ReceiveMessageCommandInput> = {}) =>
  (await client.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, ...more }))).Messages ?? [];
const bodies = async (more: Partial<ReceiveMessageCommandInput> = {}) => (await receive(more)).map(({ Body }) => Body);
const remove = (ReceiptHandle: string | undefined, QueueUrl = url) =>
  client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
const create = (QueueName: string, Attributes?: CreateQueueCommandInput['Attributes']) =>
  client.send(new CreateQueueCommand({ QueueName, Attributes }));
const attributes = async (QueueUrl: string, ...AttributeNames: QueueAttributeName[]) =>
  (await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }))).Attributes;
const counts = async (QueueUrl = url) =>
  Object.values(
    (await attributes(
      QueueUrl,
      'ApproximateNumberOfMessages',
      'ApproximateNumberOfMessagesNotVisible',
      'ApproximateNumberOfMessagesDelayed',
    )) ?? {},
  ).map(Number);

describe('the address of a queue', () => {
  test('is the sandbox’s own, with the account and the name', async () => {
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: FIFO }));

    expect(QueueUrl).toBe(url);
    expect(await create('new.fifo', { FifoQueue: 'true' })).toMatchObject({ QueueUrl: urlOf('new.fifo') });
  });

  test('leads a client to the sandbox that knows it from the environment alone, without a warning', async () => {
    const warnings: unknown[] = [];
    const note = (...text: unknown[]) => void warnings.push(text);
    process.env['AWS_ENDPOINT_URL'] = sandbox.endpoint;
    const { endpoint: _, ...config } = to(sandbox);
    const logger = { debug: () => {}, info: () => {}, warn: note, error: note };
    const unaware = closing(new SQSClient({ ...config, logger }));

    const { QueueUrl } = await unaware.send(new GetQueueUrlCommand({ QueueName: FIFO }));
    const command = { QueueUrl, MessageBody: 'a', MessageGroupId: 'g', MessageDeduplicationId: 'a' };
    await unaware.send(new SendMessageCommand(command));

    expect(await bodies()).toEqual(['a']);
    expect(warnings).toEqual([]);
  });

  test('may be AWS’s, from a client that has an endpoint of its own', async () => {
    await send('a', { QueueUrl: `https://sqs.${HOME}.amazonaws.com/${ACCOUNT_ID}/${FIFO}` });

    expect(await bodies()).toEqual(['a']);
  });

  test.each([
    ['another host', 'InvalidAddress', 404, `https://example.com/${ACCOUNT_ID}/${FIFO}`],
    ['AWS in another Region', 'InvalidAddress', 404, `https://sqs.${OTHER}.amazonaws.com/${ACCOUNT_ID}/${FIFO}`],
    ['only a name', 'InvalidAddress', 404, FIFO],
    ['an ARN', 'InvalidAddress', 404, `arn:aws:sqs:${HOME}:${ACCOUNT_ID}:${FIFO}`],
    ['another account', 'QueueDoesNotExist', 400, `https://sqs.${HOME}.amazonaws.com/210987654321/${FIFO}`],
  ])('is refused if it is of %s', async (...[, name, status, QueueUrl]) => {
    await expect(send('a', { QueueUrl })).rejects.toMatchObject(refusal(name, status));
  });

  test('is of one Region', async () => {
    const elsewhere = closing(new SQSClient(to(sandbox, OTHER)));

    await expect(elsewhere.send(new GetQueueUrlCommand({ QueueName: FIFO }))).rejects.toMatchObject(
      refusal('QueueDoesNotExist', 400),
    );
  });
});

describe('a message', () => {
  test('comes back with the attributes that are asked for', async () => {
    const { MessageId, SequenceNumber } = await send('a');
    const [message] = await receive({ MessageSystemAttributeNames: ['All'] });

    expect(message).toMatchObject({
      MessageId,
      Body: 'a',
      Attributes: {
        SenderId: 'AIDASANDBOX',
        SentTimestamp: String(clock.now().getTime()),
        ApproximateReceiveCount: '1',
        ApproximateFirstReceiveTimestamp: String(clock.now().getTime()),
        MessageGroupId: 'g',
        MessageDeduplicationId: 'a',
        SequenceNumber,
      },
    });
  });

  test('has only its count, if only that is asked for, and none if none is', async () => {
    await send('a', { MessageGroupId: 'a' });
    await send('b', { MessageGroupId: 'b' });

    const [counted] = await receive({
      MaxNumberOfMessages: 1,
      MessageSystemAttributeNames: ['ApproximateReceiveCount', 'AWSTraceHeader'],
    });
    const [bare] = await receive();

    expect(counted?.Attributes).toEqual({ ApproximateReceiveCount: '1' });
    expect(bare?.Attributes).toBeUndefined();
  });

  test('is not there: then there is no list either', async () => {
    const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl: url }));

    expect(Messages).toBeUndefined();
  });

  test('comes alone, if nobody asks for more', async () => {
    await send('a');
    await send('b');

    expect(await bodies({ MaxNumberOfMessages: undefined })).toEqual(['a']);
  });

  test('is hidden while it is in flight, and is there again after 30 seconds', async () => {
    await send('a');
    expect(await bodies()).toEqual(['a']);
    clock.ms += 29_999;
    expect(await bodies()).toEqual([]);

    clock.ms += 1;

    const [again] = await receive({ MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
    expect(again).toMatchObject({ Body: 'a', Attributes: { ApproximateReceiveCount: '2' } });
  });

  test('is hidden as long as its receiver wants', async () => {
    await send('a');

    await receive({ VisibilityTimeout: 5 });
    clock.ms += 5000;

    expect(await bodies({ VisibilityTimeout: 0 })).toEqual(['a']);
    expect(await bodies()).toEqual(['a']);
  });

  test('is gone when it was deleted; to delete it twice is no error', async () => {
    await send('a');
    const [message] = await receive();

    await remove(message?.ReceiptHandle);
    await remove(message?.ReceiptHandle);
    clock.ms += MINUTE;

    expect(await bodies()).toEqual([]);
    await expect(remove(message?.ReceiptHandle)).resolves.toBeDefined();
  });

  test('is kept for four days', async () => {
    await send('a');
    await post('b');
    clock.ms += 4 * DAY - 1;
    expect([await counts(), await counts(urlOf(STANDARD))]).toEqual([
      [1, 0, 0],
      [1, 0, 0],
    ]);

    clock.ms += 1;

    expect([await bodies(), await bodies({ QueueUrl: urlOf(STANDARD) })]).toEqual([[], []]);
  });

  test('may be of 1 MiB', async () => {
    const MessageBody = 'é'.repeat(524_288);

    await send('a', { MessageBody });

    expect(await bodies()).toEqual([MessageBody]);
  });
});

describe('a group', () => {
  test('keeps its order, in one answer and over several', async () => {
    for (const body of ['a', 'b', 'c']) await send(body);

    const [a, b] = await receive({ MaxNumberOfMessages: 2 });
    await remove(a?.ReceiptHandle);
    await remove(b?.ReceiptHandle);

    expect([a?.Body, b?.Body, ...(await bodies())]).toEqual(['a', 'b', 'c']);
  });

  test('gives nothing while one of its messages is in flight, and other groups do', async () => {
    await send('a1', { MessageGroupId: 'a' });
    await send('a2', { MessageGroupId: 'a' });
    await send('b1', { MessageGroupId: 'b' });

    expect(await bodies({ MaxNumberOfMessages: 1 })).toEqual(['a1']);
    expect(await bodies()).toEqual(['b1']);
  });

  test('goes on when the message is deleted', async () => {
    await send('a');
    await send('b');
    const [first] = await receive({ MaxNumberOfMessages: 1 });

    await remove(first?.ReceiptHandle);

    expect(await bodies()).toEqual(['b']);
  });

  test('begins again at the message that came back', async () => {
    await send('a');
    await send('b');
    await receive({ MaxNumberOfMessages: 1 });

    clock.ms += 30_000;

    expect(await bodies()).toEqual(['a', 'b']);
  });

  test('counts its sequence numbers upwards', async () => {
    const numbers = [await send('a'), await send('b')].map(({ SequenceNumber }) => BigInt(SequenceNumber ?? 0));

    expect(numbers[1]).toBeGreaterThan(numbers[0] ?? 0n);
  });
});

describe('what is sent again under the same id', () => {
  test('is accepted, answered with the first message, and not delivered', async () => {
    const first = await send('a');
    clock.ms += 5 * MINUTE - 1;

    const { MessageId, SequenceNumber } = await send('another text', { MessageDeduplicationId: 'a' });

    expect([MessageId, SequenceNumber]).toEqual([first.MessageId, first.SequenceNumber]);
    expect(await bodies()).toEqual(['a']);
  });

  test('is delivered after five minutes', async () => {
    await send('a');
    clock.ms += 5 * MINUTE;

    await send('a');

    expect(await bodies()).toEqual(['a', 'a']);
  });

  test('is not delivered though the first is deleted, or in another group', async () => {
    await send('a');
    const [message] = await receive();
    await remove(message?.ReceiptHandle);

    await send('a');
    await send('a', { MessageGroupId: 'other' });

    expect(await counts()).toEqual([0, 0, 0]);
  });

  test('may have its id from its text', async () => {
    await create('content.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    const QueueUrl = urlOf('content.fifo');
    const hash = createHash('sha256').update('a').digest('hex');

    await send('a', { QueueUrl, MessageDeduplicationId: undefined });
    await send('a', { QueueUrl, MessageDeduplicationId: undefined });
    await send('b', { QueueUrl, MessageDeduplicationId: hash });
    await send('a', { QueueUrl, MessageDeduplicationId: 'own' });

    const received = await receive({ QueueUrl, MessageSystemAttributeNames: ['MessageDeduplicationId'] });
    expect(received.map(({ Body, Attributes }) => [Body, Attributes?.MessageDeduplicationId])).toEqual([
      ['a', hash],
      ['a', 'own'],
    ]);
  });
});

describe('a standard queue', () => {
  const QueueUrl = () => urlOf(STANDARD);

  test('promises no order and knows no duplicates', async () => {
    await post('a');
    await post('a');
    await post('b', { MessageGroupId: 'fair' });

    expect(await bodies({ QueueUrl: QueueUrl() })).toEqual(['b', 'a', 'a']);
  });

  test('does not hold a group back', async () => {
    await post('a', { MessageGroupId: 'g' });
    await receive({ QueueUrl: QueueUrl() });
    await post('b', { MessageGroupId: 'g' });

    expect(await bodies({ QueueUrl: QueueUrl() })).toEqual(['b']);
  });

  test('can delay a single message', async () => {
    await post('a', { DelaySeconds: 900 });
    expect(await counts(QueueUrl())).toEqual([0, 0, 1]);

    clock.ms += 900_000;

    expect(await bodies({ QueueUrl: QueueUrl() })).toEqual(['a']);
  });

  test('deletes by the last receipt handle, even late, and by an old one only as far as it says so', async () => {
    await post('a');
    const [first] = await receive({ QueueUrl: QueueUrl() });
    clock.ms += MINUTE;
    const [second] = await receive({ QueueUrl: QueueUrl() });
    clock.ms += MINUTE;

    await remove(first?.ReceiptHandle, QueueUrl());
    expect(await counts(QueueUrl())).toEqual([1, 0, 0]);
    await remove(second?.ReceiptHandle, QueueUrl());
    expect(await counts(QueueUrl())).toEqual([0, 0, 0]);
  });
});

describe('a queue', () => {
  test('counts what is visible, in flight and delayed', async () => {
    for (const body of ['a', 'b', 'c']) await send(body, { MessageGroupId: body });

    await receive({ MaxNumberOfMessages: 2 });
    expect(await counts()).toEqual([1, 2, 0]);
    clock.ms += 30_000;
    expect(await counts()).toEqual([3, 0, 0]);
  });

  test('has the attributes that it was made with, and AWS’s defaults', async () => {
    const { QueueUrl = '' } = await create('own.fifo', {
      FifoQueue: 'true',
      VisibilityTimeout: '60',
      DelaySeconds: '5',
    });

    expect(await attributes(QueueUrl, 'All')).toEqual({
      QueueArn: arnOf('own.fifo'),
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
      ApproximateNumberOfMessagesDelayed: '0',
      CreatedTimestamp: String(clock.now().getTime() / 1000),
      LastModifiedTimestamp: String(clock.now().getTime() / 1000),
      VisibilityTimeout: '60',
      MaximumMessageSize: '1048576',
      MessageRetentionPeriod: '345600',
      DelaySeconds: '5',
      ReceiveMessageWaitTimeSeconds: '0',
      SqsManagedSseEnabled: 'true',
      FifoQueue: 'true',
      ContentBasedDeduplication: 'false',
      DeduplicationScope: 'queue',
      FifoThroughputLimit: 'perQueue',
    });
  });

  test('of standard kind has none of a FIFO queue, and none at all for whoever asks for none', async () => {
    expect(await attributes(urlOf(STANDARD), 'FifoQueue', 'QueueArn')).toEqual({ QueueArn: arnOf(STANDARD) });
    expect(await attributes(urlOf(STANDARD))).toBeUndefined();
  });

  test('delays and hides as it was made to', async () => {
    const { QueueUrl = '' } = await create('slow.fifo', {
      FifoQueue: 'true',
      VisibilityTimeout: '60',
      DelaySeconds: '5',
    });
    await send('a', { QueueUrl });
    expect(await bodies({ QueueUrl })).toEqual([]);

    clock.ms += 5000;
    expect(await bodies({ QueueUrl })).toEqual(['a']);
    clock.ms += 59_999;
    expect(await counts(QueueUrl)).toEqual([0, 1, 0]);
    clock.ms += 1;
    expect(await counts(QueueUrl)).toEqual([1, 0, 0]);
  });

  test('that is there can be created again as it is, and loses nothing', async () => {
    await send('a');

    expect(await create(FIFO, { FifoQueue: 'true', DelaySeconds: '0' })).toMatchObject({ QueueUrl: url });
    expect(await bodies()).toEqual(['a']);
  });
});

describe('dead letters', () => {
  const policy = (more: object = {}) =>
    JSON.stringify({ deadLetterTargetArn: arnOf('dead.fifo'), maxReceiveCount: 2, ...more });
  const withDeadLetters = async () => {
    await create('dead.fifo', { FifoQueue: 'true' });
    const { QueueUrl = '' } = await create('own.fifo', { FifoQueue: 'true', RedrivePolicy: policy() });
    return QueueUrl;
  };

  test('are what was received too often; their group goes on', async () => {
    const QueueUrl = await withDeadLetters();
    await send('a', { QueueUrl });
    await send('b', { QueueUrl });
    for (let times = 0; times < 2; times += 1) {
      expect(await bodies({ QueueUrl, MaxNumberOfMessages: 1 })).toEqual(['a']);
      clock.ms += 30_000;
    }

    expect(await bodies({ QueueUrl })).toEqual(['b']);

    const [letter] = await receive({ QueueUrl: urlOf('dead.fifo'), MessageSystemAttributeNames: ['All'] });
    expect(letter).toMatchObject({
      Body: 'a',
      Attributes: {
        ApproximateReceiveCount: '3',
        MessageGroupId: 'g',
        MessageDeduplicationId: 'a',
        DeadLetterQueueSourceArn: arnOf('own.fifo'),
      },
    });
  });

  test('begin their four days anew', async () => {
    const QueueUrl = await withDeadLetters();
    await send('a', { QueueUrl });
    await receive({ QueueUrl, VisibilityTimeout: 0 });
    await receive({ QueueUrl, VisibilityTimeout: 0 });
    clock.ms += 3 * DAY;
    await receive({ QueueUrl });

    clock.ms += 4 * DAY - 1;
    expect(await counts(urlOf('dead.fifo'))).toEqual([1, 0, 0]);
    clock.ms += 1;
    expect(await counts(urlOf('dead.fifo'))).toEqual([0, 0, 0]);
  });

  test('may be counted with a text', async () => {
    await create('dead.fifo', { FifoQueue: 'true' });
    const RedrivePolicy = policy({ maxReceiveCount: '2' });

    const { QueueUrl = '' } = await create('own.fifo', { FifoQueue: 'true', RedrivePolicy });

    expect(await attributes(QueueUrl, 'RedrivePolicy')).toEqual({ RedrivePolicy });
  });

  test.each<[string, string]>([
    ['a policy that is no JSON', 'dead.fifo'],
    ['a policy with something else in it', policy({ redriveAllow: true })],
    ['a target that is no ARN', policy({ deadLetterTargetArn: 'dead.fifo' })],
    ['a target that is not there', policy({ deadLetterTargetArn: arnOf('nobody.fifo') })],
    ['a target of the other kind', policy({ deadLetterTargetArn: arnOf(STANDARD) })],
    ['no count', policy({ maxReceiveCount: undefined })],
    ['a count of none', policy({ maxReceiveCount: 0 })],
    ['a count above 1,000', policy({ maxReceiveCount: 1001 })],
  ])('are refused for %s', async (_, RedrivePolicy) => {
    await create('dead.fifo', { FifoQueue: 'true' });

    await expect(create('own.fifo', { FifoQueue: 'true', RedrivePolicy })).rejects.toMatchObject(
      refusal('InvalidParameterValue', 400, { message: expect.stringContaining('RedrivePolicy') }),
    );
  });

  test('are refused in another Region', async () => {
    const elsewhere = closing(new SQSClient(to(sandbox, OTHER)));
    await elsewhere.send(new CreateQueueCommand({ QueueName: 'dead.fifo', Attributes: { FifoQueue: 'true' } }));
    const RedrivePolicy = policy({ deadLetterTargetArn: `arn:aws:sqs:${OTHER}:${ACCOUNT_ID}:dead.fifo` });

    await expect(create('own.fifo', { FifoQueue: 'true', RedrivePolicy })).rejects.toMatchObject(
      refusal('InvalidParameterValue', 400),
    );
  });

  test('of dead letters are what the sandbox lacks', async () => {
    await withDeadLetters();
    const RedrivePolicy = policy({ deadLetterTargetArn: arnOf('own.fifo') });

    await expect(create('third.fifo', { FifoQueue: 'true', RedrivePolicy })).rejects.toThrow(
      'the sandbox has no dead letters of dead letters',
    );
  });
});

describe('what is refused', () => {
  test('a queue that is not there, as the SDK’s own error, with the older code beside it', async () => {
    const error = await send('a', { QueueUrl: urlOf('nobody.fifo') }).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(QueueDoesNotExist);
    expect(error).toMatchObject(
      refusal('QueueDoesNotExist', 400, {
        message: 'The specified queue does not exist.',
        Error: { Code: 'AWS.SimpleQueueService.NonExistentQueue', Type: 'Sender' },
      }),
    );
  });

  test('on the wire, with the shape and the header of the JSON format', async () => {
    const { response, text } = await raw(sandbox, {
      service: 'sqs',
      headers: { 'x-amz-target': 'AmazonSQS.GetQueueUrl' },
      body: '{"QueueName":"nobody"}',
    });

    expect([response.status, response.headers.get('x-amzn-query-error'), JSON.parse(text)]).toEqual([
      400,
      'AWS.SimpleQueueService.NonExistentQueue;Sender',
      { __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'The specified queue does not exist.' },
    ]);
  });

  test.each<[string, string, Partial<SendMessageCommandInput>]>([
    ['no group', 'MissingParameter', { MessageGroupId: undefined }],
    ['an empty group', 'InvalidParameterValue', { MessageGroupId: '' }],
    ['a group of 129 characters', 'InvalidParameterValue', { MessageGroupId: 'g'.repeat(129) }],
    ['a group with a blank', 'InvalidParameterValue', { MessageGroupId: 'a b' }],
    ['a group beyond ASCII', 'InvalidParameterValue', { MessageGroupId: 'ü' }],
    ['no deduplication id', 'InvalidParameterValue', { MessageDeduplicationId: undefined }],
    ['a deduplication id of 129 characters', 'InvalidParameterValue', { MessageDeduplicationId: 'd'.repeat(129) }],
    ['a deduplication id with a blank', 'InvalidParameterValue', { MessageDeduplicationId: 'a b' }],
    ['a delay of its own', 'InvalidParameterValue', { DelaySeconds: 1 }],
    ['a delay of none', 'InvalidParameterValue', { DelaySeconds: 0 }],
    ['no text', 'MissingParameter', { MessageBody: '' }],
    ['a text of more than 1 MiB', 'InvalidParameterValue', { MessageBody: `${'é'.repeat(524_288)}a` }],
    ['a character that XML has not', 'InvalidMessageContents', { MessageBody: 'a\u0000' }],
    ['U+FFFF', 'InvalidMessageContents', { MessageBody: '\uFFFF' }],
  ])('a FIFO message with %s', async (_, name, more) => {
    await expect(send('a', more)).rejects.toMatchObject(refusal(name, 400));
    expect(await counts()).toEqual([0, 0, 0]);
  });

  test('a message without a group, in AWS’s words', async () => {
    await expect(send('a', { MessageGroupId: undefined })).rejects.toThrow(
      'The request must contain the parameter MessageGroupId.',
    );
  });

  test.each<[string, Partial<SendMessageCommandInput>]>([
    ['a deduplication id', { MessageDeduplicationId: 'd' }],
    ['a group with a blank', { MessageGroupId: 'a b' }],
    ['a delay above 15 minutes', { DelaySeconds: 901 }],
    ['a delay below none', { DelaySeconds: -1 }],
  ])('a standard message with %s', async (_, more) => {
    await expect(post('a', more)).rejects.toMatchObject(refusal('InvalidParameterValue', 400));
  });

  test.each<[string, string, Partial<ReceiveMessageCommandInput>]>([
    ['no message', 'InvalidParameterValue', { MaxNumberOfMessages: 0 }],
    ['more than ten messages', 'InvalidParameterValue', { MaxNumberOfMessages: 11 }],
    ['messages hidden for less than no time', 'InvalidParameterValue', { VisibilityTimeout: -1 }],
    ['messages hidden for more than 12 hours', 'InvalidParameterValue', { VisibilityTimeout: 43_201 }],
  ])('a receiver who wants %s', async (_, name, more) => {
    await expect(receive(more)).rejects.toMatchObject(refusal(name, 400));
  });

  test.each([
    ['ReceiveMessage', '"MessageSystemAttributeNames":["Colour"]'],
    ['GetQueueAttributes', '"AttributeNames":["Colour"]'],
  ])('an attribute that %s does not know', async (operation, names) => {
    const { response, text } = await raw(sandbox, {
      service: 'sqs',
      headers: { 'x-amz-target': `AmazonSQS.${operation}` },
      body: `{"QueueUrl":"${url}",${names}}`,
    });

    expect([response.status, text]).toEqual([400, expect.stringContaining('Unknown Attribute Colour.')]);
  });

  test('a receipt handle that nobody was given', async () => {
    await expect(remove('handle')).rejects.toMatchObject(refusal('ReceiptHandleIsInvalid', 404));
  });

  test('a receipt handle of another queue', async () => {
    await post('a');
    const [message] = await receive({ QueueUrl: urlOf(STANDARD) });

    await expect(remove(message?.ReceiptHandle)).rejects.toMatchObject(refusal('ReceiptHandleIsInvalid', 404));
  });

  test('the receipt handle of a FIFO message that is no longer in flight, or is so again', async () => {
    await send('a');
    const [first] = await receive();
    const expired = refusal('InvalidParameterValue', 400, { message: expect.stringContaining('has expired.') });
    clock.ms += 30_000;
    await expect(remove(first?.ReceiptHandle)).rejects.toMatchObject(expired);

    await receive();
    await expect(remove(first?.ReceiptHandle)).rejects.toMatchObject(expired);
  });

  test.each<[string, string, string, CreateQueueCommandInput['Attributes']]>([
    ['a FIFO queue without .fifo', 'InvalidParameterValue', 'own', { FifoQueue: 'true' }],
    ['a FIFO queue without a name', 'InvalidParameterValue', '.fifo', { FifoQueue: 'true' }],
    ['a FIFO name of 81 characters', 'InvalidParameterValue', `${'n'.repeat(76)}.fifo`, { FifoQueue: 'true' }],
    ['.fifo without the attribute', 'InvalidParameterValue', 'own.fifo', {}],
    ['a name with a dot', 'InvalidParameterValue', 'my.queue', {}],
    ['a name of 81 characters', 'InvalidParameterValue', 'n'.repeat(81), {}],
    ['a queue that says it is not FIFO', 'InvalidAttributeName', 'own', { FifoQueue: 'false' }],
    ['FifoQueue that is neither', 'InvalidAttributeValue', 'own.fifo', { FifoQueue: 'yes' }],
    ['deduplication without FIFO', 'InvalidAttributeName', 'own', { ContentBasedDeduplication: 'true' }],
    [
      'deduplication that is neither',
      'InvalidAttributeValue',
      'own.fifo',
      { FifoQueue: 'true', ContentBasedDeduplication: '1' },
    ],
    ['hiding for more than 12 hours', 'InvalidAttributeValue', 'own', { VisibilityTimeout: '43201' }],
    ['a delay of more than 15 minutes', 'InvalidAttributeValue', 'own', { DelaySeconds: '901' }],
    ['a delay that is no number', 'InvalidAttributeValue', 'own', { DelaySeconds: '-1' }],
    ['an attribute that is only read', 'InvalidAttributeName', 'own', { QueueArn: 'own' }],
    ['another delay than the queue that is there', 'QueueNameExists', STANDARD, { DelaySeconds: '1' }],
    ['another timeout than the queue that is there', 'QueueNameExists', STANDARD, { VisibilityTimeout: '1' }],
    [
      'another deduplication than the queue that is there',
      'QueueNameExists',
      FIFO,
      { FifoQueue: 'true', ContentBasedDeduplication: 'true' },
    ],
    [
      'dead letters that the queue that is there has not',
      'QueueNameExists',
      FIFO,
      { FifoQueue: 'true', RedrivePolicy: `{"deadLetterTargetArn":"${arnOf(FIFO)}","maxReceiveCount":1}` },
    ],
  ])('to create %s', async (_, name, queue, given) => {
    await expect(create(queue, given)).rejects.toMatchObject(refusal(name, 400));
  });

  test('to create without an attribute that the queue that is there has', async () => {
    await create('own', { DelaySeconds: '1' });

    await expect(create('own')).rejects.toMatchObject(refusal('QueueNameExists', 400));
  });

  test.each<[string, () => Promise<unknown>]>([
    ['MessageAttributes', () => send('a', { MessageAttributes: { a: { DataType: 'String', StringValue: 'a' } } })],
    ['MessageSystemAttributes', () => send('a', { MessageSystemAttributes: {} })],
    ['WaitTimeSeconds', () => receive({ WaitTimeSeconds: 20 })],
    ['ReceiveRequestAttemptId', () => receive({ ReceiveRequestAttemptId: 'a' })],
    ['MessageAttributeNames', () => receive({ MessageAttributeNames: ['All'] })],
    ['AttributeNames', () => receive({ AttributeNames: ['All'] })],
    ['tags', () => client.send(new CreateQueueCommand({ QueueName: 'own', tags: { a: 'b' } }))],
    ['MessageRetentionPeriod', () => create('own', { MessageRetentionPeriod: '60' })],
    [
      'QueueOwnerAWSAccountId',
      () => client.send(new GetQueueUrlCommand({ QueueName: FIFO, QueueOwnerAWSAccountId: ACCOUNT_ID })),
    ],
  ])('%s, which the sandbox lacks', async (member, call) => {
    await expect(call()).rejects.toThrow(`the sandbox has no ${member}`);
  });

  test('an account that describes a queue by no name of one', async () => {
    await expect(start({ account: { accountId: ACCOUNT_ID, regions: {}, queues: ['a.b'] } })).rejects.toThrow(
      'not a name of a queue',
    );
  });

  test.each<[FaultDescription['kind'], string, number, string]>([
    ['unrecognized', 'InvalidClientTokenId', 403, 'Sender'],
    ['expired', 'ExpiredToken', 403, 'Sender'],
    ['throttled', 'RequestThrottled', 403, 'Sender'],
    ['error', 'InternalFailure', 500, 'Receiver'],
    ['denied', 'AccessDenied', 403, 'Sender'],
  ])('by the fault %s', async (kind, name, status, Type) => {
    sandbox.fault({ kind });

    await expect(send('a')).rejects.toMatchObject(refusal(name, status, { Error: { Type } }));
  });
});

test('each call asks for the permission on the queue', async () => {
  await create('own.fifo', { FifoQueue: 'true' });
  await client.send(new GetQueueUrlCommand({ QueueName: FIFO }));
  await send('a');
  const [message] = await receive();
  await remove(message?.ReceiptHandle);
  await counts();

  expect(sandbox.calls.map(({ action, resource }) => [action, resource])).toEqual([
    ['sqs:CreateQueue', arnOf('own.fifo')],
    ['sqs:GetQueueUrl', arnOf(FIFO)],
    ['sqs:SendMessage', arnOf(FIFO)],
    ['sqs:ReceiveMessage', arnOf(FIFO)],
    ['sqs:DeleteMessage', arnOf(FIFO)],
    ['sqs:GetQueueAttributes', arnOf(FIFO)],
  ]);
});

test('whoever may send to one queue may not to another, nor receive, and is told so in small letters', async () => {
  const guarded = await start({
    clock,
    account: { accountId: ACCOUNT_ID, regions: { [HOME]: {} }, queues: [FIFO, 'other.fifo'] },
    policy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arnOf(FIFO) }],
    },
  });
  client = closing(new SQSClient(to(guarded)));
  const [own, other] = [FIFO, 'other.fifo'].map((name) => `${guarded.endpoint}/${ACCOUNT_ID}/${name}`);

  await expect(send('a', { QueueUrl: own })).resolves.toMatchObject({ MessageId: expect.any(String) });
  await expect(send('a', { QueueUrl: other })).rejects.toMatchObject(refusal('AccessDenied', 403));
  await expect(receive({ QueueUrl: own })).rejects.toThrow(
    `is not authorized to perform: sqs:receivemessage on resource: ${arnOf(FIFO)} because no identity-based policy allows the sqs:receivemessage action`,
  );
});
