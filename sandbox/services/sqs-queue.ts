/** A queue of SQS: what it holds, and which of it may be received when. Times are epoch milliseconds of the sandbox's clock. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';

const SECOND = 1000;
/** "The 5-minute deduplication interval": https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const DEDUPLICATION_MS = 5 * 60 * SECOND;
/** Four days, AWS's default of `MessageRetentionPeriod`, which nobody can change here. */
export const RETENTION_SECONDS = 345_600;
/** AWS's are of 20 digits, grow and are not consecutive. */
const FIRST_SEQUENCE_NUMBER = 18_850_000_000_000_000_000n;
const SEQUENCE_STEP = 256n;

export interface QueueSettings {
  readonly fifo: boolean;
  readonly contentBasedDeduplication: boolean;
  /** Seconds that a received message is hidden, if the receiver asks for no other. */
  readonly visibilityTimeout: number;
  /** Seconds before a message can be received at all. */
  readonly delay: number;
  readonly redrive: Redrive | null;
}

export interface Redrive {
  readonly deadLetters: Queue;
  readonly maxReceiveCount: number;
  /** As it was written. */
  readonly policy: string;
}

/** What a sender says of a message. */
export interface Draft {
  readonly body: string;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  /** Seconds; the queue's own, if not given. */
  readonly delay: number | undefined;
  readonly senderId: string;
}

export interface Message extends Omit<Draft, 'delay'> {
  readonly id: string;
  readonly sequenceNumber: string | undefined;
  readonly sentAt: number;
  readonly keptUntil: number;
  /** The ARN of the queue that gave it up; `undefined` where it was sent to. */
  readonly deadOf: string | undefined;
  /** How often it was received, "across all queues": API_ReceiveMessage. */
  receives: number;
  firstReceivedAt: number | undefined;
  hiddenUntil: number;
  /** The last receipt handle. */
  receipt: string | undefined;
}

export class Queue {
  private messages: readonly Message[] = [];
  /** By deduplication id, what was sent last under it. */
  private readonly sent = new Map<string, Message>();
  /** Every receipt handle that was ever given. */
  private readonly receipts = new Map<string, Message>();
  private sequenceNumber = FIRST_SEQUENCE_NUMBER;

  constructor(
    readonly arn: string,
    readonly settings: QueueSettings,
    readonly createdAt: number,
  ) {}

  /**
   * A duplicate is answered with the message that it repeats, and not delivered. AWS documents the second and not the
   * first, which is as LocalStack has it. Groups do not matter, and neither does it whether the message is still there.
   */
  send({ delay = this.settings.delay, ...draft }: Draft, now: number): Message {
    const { fifo } = this.settings;
    const deduplicationId = fifo ? (draft.deduplicationId ?? hashOf(draft.body)) : undefined;
    const earlier = deduplicationId === undefined ? undefined : this.sent.get(deduplicationId);
    if (earlier && now < earlier.sentAt + DEDUPLICATION_MS) return earlier;
    this.sequenceNumber += SEQUENCE_STEP;
    const message: Message = {
      ...draft,
      deduplicationId,
      id: randomUUID(),
      sequenceNumber: fifo ? String(this.sequenceNumber) : undefined,
      sentAt: now,
      keptUntil: now + RETENTION_SECONDS * SECOND,
      deadOf: undefined,
      receives: 0,
      firstReceivedAt: undefined,
      hiddenUntil: now + delay * SECOND,
      receipt: undefined,
    };
    if (deduplicationId !== undefined) this.sent.set(deduplicationId, message);
    this.messages = [...this.messages, message];
    return message;
  }

  /**
   * While a message of a group is in flight, no other of that group is received; at once they may be, in their order.
   * @param seconds that they are hidden
   */
  receive(most: number, seconds: number, now: number): readonly Message[] {
    this.expire(now);
    const busy = new Set(this.inFlight(now).map(({ groupId }) => groupId));
    const received: Message[] = [];
    for (const message of this.inOrder()) {
      if (received.length === most) break;
      if (message.hiddenUntil > now || (this.settings.fifo && busy.has(message.groupId))) continue;
      if (this.bury(message, now)) continue;
      message.receives += 1;
      message.firstReceivedAt ??= now;
      message.hiddenUntil = now + seconds * SECOND;
      message.receipt = `AQEB${randomBytes(120).toString('base64')}`;
      this.receipts.set(message.receipt, message);
      received.push(message);
    }
    return received;
  }

  /**
   * What is gone already is deleted as well. Of a FIFO queue a message is deleted only as long as it is in flight
   * (seen: localstack's test_fifo_delete_message_with_expired_receipt_handle, recorded of AWS); of a standard queue an
   * old handle "will succeed, but the message might not be deleted" (API_DeleteMessage), so here it never is.
   */
  delete(receipt: string, now: number): 'deleted' | 'unknown' | 'expired' {
    this.expire(now);
    const message = this.receipts.get(receipt);
    if (!message) return 'unknown';
    const isLast = message.receipt === receipt;
    const inFlight = isLast && message.hiddenUntil > now;
    if (this.settings.fifo && this.messages.includes(message) && !inFlight) return 'expired';
    if (isLast) this.messages = this.messages.filter((one) => one !== message);
    return 'deleted';
  }

  count(now: number): { readonly visible: number; readonly inFlight: number; readonly delayed: number } {
    this.expire(now);
    const hidden = this.messages.filter(({ hiddenUntil }) => hiddenUntil > now).length;
    const inFlight = this.inFlight(now).length;
    return { visible: this.messages.length - hidden, inFlight, delayed: hidden - inFlight };
  }

  /** A standard queue promises no order, so that nobody may rely on one: it gives the newest first. */
  private inOrder(): readonly Message[] {
    return this.settings.fifo ? this.messages : this.messages.toReversed();
  }

  private inFlight(now: number): readonly Message[] {
    return this.messages.filter(({ receives, hiddenUntil }) => receives > 0 && hiddenUntil > now);
  }

  private expire(now: number): void {
    this.messages = this.messages.filter(({ keptUntil }) => keptUntil > now);
  }

  /** "When the ReceiveCount for a message exceeds the maxReceiveCount": API_CreateQueue. @returns whether it was moved */
  private bury(message: Message, now: number): boolean {
    const { fifo, redrive } = this.settings;
    if (!redrive || message.receives < redrive.maxReceiveCount) return false;
    this.messages = this.messages.filter((one) => one !== message);
    redrive.deadLetters.take({
      ...message,
      deadOf: this.arn,
      // Only in a FIFO queue does the time of a dead letter begin anew:
      // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html (remembered)
      keptUntil: fifo ? now + RETENTION_SECONDS * SECOND : message.keptUntil,
      receipt: undefined,
    });
    return true;
  }

  private take(message: Message): void {
    this.messages = [...this.messages, message];
  }
}

/** What AWS takes for the id of a message that brings none, if the queue deduplicates by content: API_SendMessage. */
function hashOf(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}
