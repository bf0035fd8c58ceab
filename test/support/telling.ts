/**
 * Incidents and what Slack is told of them, without a scan: what a scan would have seen is said, everything behind it is real, the
 * table, the bucket, the queue, the bus and Slack, each over its own protocol on loopback.
 */
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Tracked, trackIncidents } from '../../lambda/app/incidents';
import type { LogLine } from '../../lambda/app/log';
import { type Notified, notify, type NotifyParts } from '../../lambda/app/notify';
import type { Coverage } from '../../lambda/domain/coverage';
import { severityOf } from '../../lambda/domain/threshold';
import type { Measurement } from '../../lambda/domain/measurement';
import type { Snapshot } from '../../lambda/domain/snapshot';
import { catalogue, wavers } from '../../lambda/quotas';
import { textOf } from '../../lambda/quotas/texts';
import { openSlack } from '../../lambda/slack/client';
import { type Sender, senderWith } from '../../lambda/slack/sender';
import { writeSnapshot } from '../../lambda/stores/snapshots';
import { type SandboxSlack, type SlackOptions, startSlack } from '../../sandbox/slack';
import { clock, parsedSettings } from './account';
import { ACCOUNT, type Deployed, deployed, HOME, QUEUE } from './deployed';

export const CHANNEL = 'C0123456789';
export const OTHER = 'C0987654321';
export const QUOTA = 'http-api-integrations';
const MINUTE = 60_000;

/** Usage of a limit of 300 by resource, `blind` for what cannot be read; what is not named is not there. */
export type Seen = Readonly<Record<string, number | 'blind'>>;

export interface ScanOptions {
  /** Regions that were not read whole. */
  readonly denied?: readonly string[];
  readonly coverage?: Partial<Coverage>;
  readonly quota?: string;
  readonly limit?: number;
}

const FULL: Coverage = { percent: 100, seen: 1, wanted: 1, unmeasured: 0, refused: [], blind: [] };

const running: SandboxSlack[] = [];
afterAll(async () => {
  await Promise.all(running.splice(0).map((slack) => slack.close()));
});

export class Town {
  readonly lines: LogLine[] = [];
  private scans = 0;

  constructor(
    readonly monitor: Deployed,
    readonly slack: SandboxSlack,
    public yaml: string,
  ) {}

  /** Other settings, from the next scan on. */
  async settings(yaml: string): Promise<void> {
    this.yaml = yaml;
    await this.monitor.put('config/headroom.yaml', yaml);
  }

  /** What one scan brings, by Region; a quarter of an hour passes before it. */
  async scan(regions: Readonly<Record<string, Seen>>, options: ScanOptions = {}): Promise<Tracked> {
    const { parts } = this.monitor;
    await clock.run(clock.sleep(MINUTE));
    for (let minute = 1; minute < 15; minute += 1) await clock.run(clock.sleep(MINUTE));
    const snapshot = snapshotOf(regions, options);
    await writeSnapshot(parts.objects, snapshot);
    this.scans += 1;
    return await trackIncidents(
      { table: parts.table, objects: parts.objects, bus: parts.bus, log: (line) => void this.lines.push(line) },
      {
        snapshot,
        coverage: { ...FULL, ...options.coverage },
        hidden: {},
        settings: parsedSettings(this.yaml),
        at: clock.now().toISOString(),
        wavers,
        ownKinds: [],
        plans: {},
        runId: String(this.scans),
      },
    );
  }

  /** The notifier, woken for a channel. */
  async wake(channel = CHANNEL, parts: Partial<NotifyParts> = {}): Promise<Notified> {
    return await clock.run(notify({ ...this.notifyParts(), ...parts }, channel));
  }

  /** A scan, and the notifier for every channel that it told something to. */
  async live(regions: Readonly<Record<string, Seen>>, options: ScanOptions = {}): Promise<void> {
    await this.scan(regions, options);
    for (const channel of [CHANNEL, OTHER]) await this.wake(channel);
  }

  notifyParts(): NotifyParts {
    const { parts } = this.monitor;
    return {
      clock,
      accountId: ACCOUNT,
      homeRegion: HOME,
      table: parts.table,
      objects: parts.objects,
      token: async () => await Promise.resolve(this.slack.token),
      senderWith: (token) => this.sender(token),
      textOf,
      log: (line) => void this.lines.push(line),
      timeMs: 120_000,
    };
  }

  /** @param timeoutMs of real time: nobody waits five seconds for an answer that never comes */
  sender(token = this.slack.token, timeoutMs = 5000): Sender {
    return senderWith(openSlack(token, this.slack.url, timeoutMs));
  }

  /** What the channel shows: the text of each message, and of the replies to it. */
  shown(channel = CHANNEL): { readonly text: string; readonly replies: readonly string[] }[] {
    return this.slack.messages(channel).map(({ text, replies }) => ({ text, replies: replies.map((one) => one.text) }));
  }

  /** The channels that the queue has nudges for. */
  async nudged(): Promise<string[]> {
    const { sandbox } = this.monitor;
    const client = new SQSClient({ endpoint: sandbox.endpoint, region: HOME, credentials: sandbox.administrator });
    const QueueUrl = `${sandbox.endpoint}/${ACCOUNT}/${QUEUE}`;
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['MessageGroupId'] }),
    );
    for (const { ReceiptHandle } of Messages) await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    client.destroy();
    return Messages.map(({ Attributes }) => Attributes?.MessageGroupId ?? '');
  }
}

export async function town(yaml = `slack: { channel: ${CHANNEL} }`, options: SlackOptions = {}): Promise<Town> {
  const one = await deployed({ [HOME]: {} });
  const slack = await startSlack({
    clock,
    complain: () => {},
    // What docs/slack-app.yaml asks for.
    scopes: ['chat:write', 'files:write'],
    channels: [
      { id: CHANNEL, name: 'headroom' },
      { id: OTHER, name: 'payments' },
    ],
    ...options,
  });
  running.push(slack);
  await one.put('config/headroom.yaml', yaml);
  return new Town(one, slack, yaml);
}

/** Past the welcome, so that what follows is news. */
export async function welcomed(yaml?: string, options: SlackOptions = {}): Promise<Town> {
  const one = await town(yaml, options);
  await one.live({ [HOME]: {} });
  return one;
}

export function snapshotOf(
  regions: Readonly<Record<string, Seen>>,
  { denied = [], quota = QUOTA, limit = 300 }: ScanOptions = {},
): Snapshot {
  const now = clock.now().toISOString();
  const { default: thresholds } = parsedSettings().thresholds;
  const adjustable = catalogue.find(({ id }) => id === quota)?.adjustable ?? 'no';
  const measurements = Object.entries(regions).flatMap(([region, seen]) =>
    Object.entries(seen).map(([id, usage]): Measurement => {
      const place = { quota, accountId: ACCOUNT, region, resource: { type: 'http-api' as const, id, name: id } };
      if (usage === 'blind') return { status: 'unmeasured', ...place, cause: 'failed', reason: 'InternalFailure' };
      return {
        status: 'measured',
        ...place,
        usage,
        limit,
        limitSource: 'catalogue',
        utilization: Math.round((usage / limit) * 1000) / 10,
        severity: severityOf(usage, limit, thresholds),
        adjustable,
        increaseRequest: null,
        notes: [],
        measuredAt: now,
      };
    }),
  );
  return {
    schemaVersion: 1,
    accountId: ACCOUNT,
    startedAt: now,
    finishedAt: now,
    regions: Object.keys(regions).map((region) => ({ region, status: denied.includes(region) ? 'denied' : 'scanned' })),
    measurements,
    observations: [],
    calls: { total: 0, throttled: 0, byOperation: {} },
  };
}
