/** The queue of nudges, where no CloudFormation makes it and no Lambda polls it. */
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

/** @returns its URL */
export async function createQueue(name: string): Promise<string> {
  const client = new SQSClient({});
  const { QueueUrl } = await client.send(
    new CreateQueueCommand({ QueueName: name, Attributes: { FifoQueue: 'true' } }),
  );
  client.destroy();
  if (QueueUrl === undefined) throw new Error(`SQS did not say where the queue ${name} is`);
  return QueueUrl;
}

/** Takes what there is off the queue. @returns the channels that are to be told something */
export async function nudged(queueUrl: string): Promise<string[]> {
  const client = new SQSClient({});
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['MessageGroupId'],
    }),
  );
  for (const { ReceiptHandle } of Messages)
    await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  client.destroy();
  return Messages.flatMap(({ Attributes }) => Attributes?.MessageGroupId ?? []);
}
