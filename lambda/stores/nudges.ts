/** Wakes the notifier. A nudge says nothing: what is to be told stands in the table. */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { sdkConfig } from '../domain/sdk-config';

export interface Nudges {
  /**
   * One for each channel and scan. Within five minutes SQS takes only the first of the same name, so a second one of the same scan
   * wakes nobody, and the next scan's has a name of its own.
   * @param scan the time of the scan, ISO 8601 @throws what SQS refuses
   */
  send(channel: string, scan: string): Promise<void>;
  close(): void;
}

export function openNudges(queueUrl: string): Nudges {
  const client = new SQSClient(sdkConfig());
  return {
    send: async (channel, scan) => {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageGroupId: channel,
          MessageDeduplicationId: `${channel}/${scan}`,
          MessageBody: 'nudge',
        }),
      );
    },
    close: () => client.destroy(),
  };
}
