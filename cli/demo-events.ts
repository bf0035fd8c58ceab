/**
 * What happens in the demonstration account in six hours: a short story in which everything that Slack may hear comes up once. When
 * it ends, the account is as it was.
 */
import { describeAccount, type RegionInput, type Sandbox } from '../sandbox';
import type { SandboxSlack } from '../sandbox/slack';

const account = describeAccount('demo');

/** Where somebody shops, and a Region where somebody tries things out. */
const SHOP = 'eu-south-1';
const TRIAL = 'ap-southeast-2';
const BLIND = 'eu-west-1';

export interface Stage {
  readonly sandbox: Sandbox;
  readonly slack: SandboxSlack;
  readonly channel: string;
  readonly now: () => Date;
  readonly settings: (yaml: string) => Promise<void>;
  readonly alarm: (id: string, state: 'ALARM' | 'OK') => Promise<void>;
}

/** By the number of the scan that comes after it. What is above half of a quota is read at every scan. */
export const events: Readonly<Record<number, (stage: Stage) => void | Promise<void>>> = {
  0: ({ sandbox }) => {
    sandbox.change(SHOP, shop(160));
    sandbox.change(TRIAL, trial(0.55));
  },
  1: ({ sandbox }) => sandbox.change(TRIAL, { ...trial(0.55), webSocketApis: [{ name: 'presence', actions: 284 }] }),
  2: async ({ alarm }) => await alarm('APIGatewayNearlyExhausted', 'ALARM'),
  3: ({ sandbox }) => sandbox.change(SHOP, shop(246)),
  6: ({ sandbox }) => sandbox.change(SHOP, shop(282)),
  7: ({ slack, channel }) => react(slack, channel, 'checkout', 'eyes'),
  8: ({ sandbox }) => sandbox.change(SHOP, shop(282, 245)),
  9: ({ sandbox }) => sandbox.change(BLIND, { ...account.regions[BLIND], faults: [{ kind: 'denied' }] }),
  11: async ({ alarm }) => await alarm('CoverageLow', 'ALARM'),
  12: ({ sandbox }) => sandbox.change(BLIND, { ...account.regions[BLIND] }),
  13: ({ sandbox }) => sandbox.change(SHOP, shop(250, 160)),
  14: async ({ alarm }) => await alarm('CoverageLow', 'OK'),
  15: ({ sandbox }) => sandbox.change(SHOP, shop(160)),
  18: async ({ settings, now }) => await settings(muting('http-api-integrations', now())),
  19: ({ sandbox }) => sandbox.change(TRIAL, trial(0.95)),
  20: async ({ settings, slack, channel }) => {
    await settings('');
    react(slack, channel, 'VPC links (V2) at 90 %', 'no_bell');
  },
  21: ({ sandbox }) => sandbox.change(TRIAL, trial(0.55)),
};

/** Two APIs with so many integrations, most of them left behind by deployments. */
function shop(checkout: number, next = 160): RegionInput {
  const region = account.regions[SHOP];
  const api = (name: string, integrations: number) => ({ name, routes: { count: 40 }, orphans: integrations - 40 });
  return {
    ...region,
    httpApis: [...(region?.httpApis ?? []), api('checkout-events', checkout), api('checkout-v2', next)],
  };
}

/** A deployment that fills everything in its Region to the same share. */
function trial(share: number): RegionInput {
  const of = (limit: number): number => Math.round(limit * share);
  const links = (count: number, name: string) =>
    Array.from({ length: count }, (_, index) => ({ name: `${name}-${index + 1}` }));
  return {
    restApis: [{ name: 'catalogue', resources: of(300) }],
    httpApis: [{ name: 'storefront', routes: { count: of(300) } }],
    webSocketApis: [{ name: 'presence', actions: of(300) - 1 }],
    vpcLinks: { v1: links(of(20), 'service'), v2: links(of(10), 'cluster') },
    lambda: { functions: [{ name: 'storefront' }], claimed: { typical: of(1000), peak: of(1000), every: 15 } },
  };
}

/** For the two days that follow. */
function muting(quota: string, now: Date): string {
  const until = new Date(now.getTime() + 2 * 24 * 60 * 60_000).toISOString().slice(0, 10);
  return `mutes: [{ match: { quota: ${quota}, region: us-east-1 }, until: ${until}, reason: the split is under way }]`;
}

/** Somebody reacts to the newest message of the channel with these words in it. */
function react(slack: SandboxSlack, channel: string, words: string, name: string): void {
  const found = slack.messages(channel).findLast(({ text, threadTs }) => threadTs === null && text.includes(words));
  if (found) slack.react(channel, found.ts, name, 'U0MARTA000');
}

/** Names of people, for the picture. */
export const people = new Map([['U0MARTA000', 'marta']]);
