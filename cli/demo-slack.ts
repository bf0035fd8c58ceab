/** The demonstration's Slack: the real notifier speaks to it, every payload is kept, and all of it can be shown. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderSlack } from '../dashboards/preview/slack';
import type { Section } from '../dashboards/preview/page';
import type { Message, MessageKind } from '../lambda/domain/message';
import type { Refused } from '../lambda/slack/refusal';
import { openSlack } from '../lambda/slack/client';
import { type Sender, senderWith, type Sent, type SlackFile } from '../lambda/slack/sender';
import { printable } from '../lambda/messages/text';
import type { SandboxSlack } from '../sandbox/slack';
import { BOT } from '../sandbox/slack/workspace';

/** One message as it went over the wire. */
interface Payload {
  readonly kind: MessageKind;
  readonly method: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** What was said, as it was said then: messages change afterwards. */
export interface Said {
  readonly at: Date;
  /** In the channel, in a thread, or in both. */
  readonly where: 'channel' | 'thread' | 'both';
  readonly text: string;
}

/** Says things as the product does, and keeps what was sent. */
export class Recorder {
  /** The first of each kind. */
  private readonly samples = new Map<MessageKind, Payload>();
  readonly said: Said[] = [];
  /** The first list of everything. */
  private file: SlackFile | null = null;

  constructor(
    private readonly slack: SandboxSlack,
    private readonly now: () => Date,
  ) {}

  sender(): Sender {
    const sender = senderWith(openSlack(this.slack.token, this.slack.url));
    return {
      ...sender,
      post: async (channel, message, thread) => {
        const sent = this.note(message, await sender.post(channel, message, thread));
        const where = thread ? (thread.broadcast ? 'both' : 'thread') : 'channel';
        if (sent.status === 'sent') this.said.push({ at: this.now(), where, text: readable(message.text) });
        return sent;
      },
      upload: async (channel, threadTs, file) => {
        this.file ??= file;
        return await sender.upload(channel, threadTs, file);
      },
      edit: async (channel, ts, message) => this.note(message, await sender.edit(channel, ts, message)),
    };
  }

  private note({ kind }: Message, result: Sent | Refused): Sent | Refused {
    const call = this.slack.calls.at(-1);
    if (call && result.status === 'sent' && !this.samples.has(kind)) {
      this.samples.set(kind, { kind, method: call.method, arguments: withoutJson(call.arguments) });
    }
    return result;
  }

  /** `NN-kind.json`, in the order in which they came; what was there of an earlier run goes. */
  async write(folder: string): Promise<void> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    if (this.file) await writeFile(join(folder, this.file.name), this.file.content);
    const all = [...this.samples.values()];
    for (const [index, { kind, method, arguments: sent }] of all.entries()) {
      const name = `${String(index + 1).padStart(2, '0')}-${kind}.json`;
      await writeFile(join(folder, name), `${JSON.stringify({ method, ...sent }, null, 2)}\n`);
    }
  }
}

/** The client sends blocks and metadata as JSON in a form: here they are readable. */
function withoutJson(sent: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [name, /^[[{]/.test(value) ? parsed(value) : value]),
  );
}

export function slackSection(slack: SandboxSlack, channel: string, people: ReadonlyMap<string, string>): Section {
  return renderSlack([{ name: 'headroom', messages: slack.messages(channel) }], { app: BOT.user, names: people });
}

function readable(text: string): string {
  return printable(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'), 400);
}

function parsed(json: string): unknown {
  return JSON.parse(json);
}
