/**
 * A Slack workspace that exists only on loopback, for the demo, the tests and the proofs. It speaks the Web API to the real
 * `@slack/web-api` client, refuses what Slack refuses, and shows what a channel shows. Where it is not known what Slack
 * does, it does what is less convenient for the product, and says so where it does it.
 */
import type { SandboxClock } from '../server';
import { type SlackFault, SlackFaults } from './faults';
import { methodsWith } from './methods';
import { Uploads } from './methods/files';
import { RateLimits } from './rates';
import { API_PATH, type SlackCall, SlackServer, type TokenState } from './server';
import { EMPTY, type SlackChannel, type SlackFile, type SlackMessage, Workspace } from './workspace';

export type { SlackCall, SlackChannel, SlackFault, SlackFile, SlackMessage, TokenState };

export interface SlackOptions {
  readonly token?: string;
  /** What the token may do. */
  readonly scopes?: readonly string[];
  readonly channels?: readonly SlackChannel[];
  /** Types of blocks that the workspace does not have yet, as in `data_visualization`: new ones arrive in phases. */
  readonly missingBlocks?: readonly string[];
  /** Enforce Slack's published request rates. */
  readonly rates?: boolean;
  readonly clock?: SandboxClock;
  /** 0: any that is free. */
  readonly port?: number;
  readonly complain?: (text: string) => void;
}

/** A message of the channel with its thread. A broadcast reply is in both. */
export interface ShownMessage extends SlackMessage {
  readonly replies: readonly SlackMessage[];
}

export interface SandboxSlack {
  /** The client's `slackApiUrl`. */
  readonly url: string;
  readonly token: string;
  /** Every request so far, in order. */
  readonly calls: readonly SlackCall[];
  /** What the channel shows now, in order. @param channel its id */
  messages(channel: string): readonly ShownMessage[];
  /** Somebody writes something. @returns its `ts` */
  say(channel: string, user: string, text: string): string;
  /** Somebody adds a reaction. */
  react(channel: string, ts: string, name: string, user: string): void;
  /** Somebody deletes a message. */
  delete(channel: string, ts: string): void;
  /** A channel is new, gets another name, is archived, or the bot is taken out of it. */
  setChannel(channel: SlackChannel): void;
  /** A token is issued, revoked, or expires. */
  setToken(token: string, state: TokenState): void;
  fault(...faults: readonly SlackFault[]): void;
  /** Ends all faults; the calls stay. */
  clearFaults(): void;
  /** Ends all faults and forgets the calls; what the channels show stays. */
  reset(): void;
  close(): Promise<void>;
}

export const DEFAULT_CHANNEL: SlackChannel = { id: 'C0123456789', name: 'headroom' };
const DEFAULT_TOKEN = 'xoxb-sandbox';
/** More than the app's manifest asks for: whoever tests that names just those. */
const DEFAULT_SCOPES = ['chat:write', 'files:write', 'reactions:read', 'channels:history'];

export async function startSlack(options: SlackOptions = {}): Promise<SandboxSlack> {
  const token = options.token ?? DEFAULT_TOKEN;
  const clock = options.clock ?? { now: () => new Date(), elapsed: () => performance.now() };
  const workspace = new Workspace(clock);
  for (const channel of options.channels ?? [DEFAULT_CHANNEL]) workspace.setChannel(channel);
  const tokens = new Map<string, TokenState>([[token, 'valid']]);
  const faults = new SlackFaults();
  const uploads = new Uploads();
  const rates = options.rates ? new RateLimits() : null;
  const calls: SlackCall[] = [];
  const server = new SlackServer({
    methods: methodsWith(uploads),
    uploads,
    context: {
      workspace,
      missingBlocks: new Set(options.missingBlocks),
      complain: options.complain ?? ((text) => process.stderr.write(`${text}\n`)),
    },
    tokens,
    scopes: options.scopes ?? DEFAULT_SCOPES,
    faults,
    rates,
    clock,
    calls,
  });
  const origin = await server.listen(options.port ?? 0);
  const existing = (channel: string, ts: string): SlackMessage => {
    const message = workspace.message(channel, ts);
    if (message === null) throw new Error(`no message ${ts} in ${channel}`);
    return message;
  };
  return {
    url: `${origin}${API_PATH}`,
    token,
    calls,
    messages: (channel) =>
      workspace
        .timeline(channel)
        .filter(({ threadTs, broadcast }) => threadTs === null || broadcast)
        .map((message) => ({ ...message, replies: workspace.repliesTo(channel, message.ts) })),
    say: (channel, user, text) => workspace.post(channel, user, { ...EMPTY, text }).ts,
    react: (channel, ts, name, user) => workspace.react(channel, existing(channel, ts), name, user),
    delete: (channel, ts) => workspace.delete(channel, existing(channel, ts)),
    setChannel: (channel) => workspace.setChannel(channel),
    setToken: (name, state) => tokens.set(name, state),
    fault: (...more) => faults.add(...more),
    clearFaults: () => faults.clear(),
    reset: () => {
      faults.clear();
      rates?.clear();
      calls.length = 0;
    },
    close: () => server.close(),
  };
}
