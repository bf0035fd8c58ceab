/** The only part that talks to AWS: it executes reads and hands out what came of them. */
import { randomBytes } from 'node:crypto';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import type { Clock } from '../domain/clock';
import type { DetailSource } from '../domain/detail-source';
import type { Read } from '../domain/read';
import { ATTEMPT_TIMEOUT_MS } from '../domain/sdk-config';
import type { CallCounts } from '../domain/snapshot';
import { type Account, enabledRegions, whoAmI } from './account';
import { attempt } from './attempt';
import { CallMeter } from './call-meter';
import { type RegionClients, regionClients, stsClient } from './clients';
import { detailSource } from './details';
import { digestWith } from './details/digest';
import { assume, type MemberRole } from './member';
import { Pacer } from './pacer';
import { type ReadProgress, readRegion, type RegionRequest, type RegionResult } from './region';

export type { Account, MemberRole, ReadProgress, RegionRequest, RegionResult };

export interface Inventory {
  account(): Promise<Read<Account>>;
  enabledRegions(partition: string): Promise<Read<readonly string[]>>;
  region(name: string, request: RegionRequest): Promise<RegionResult>;
  /** What plans need of a Region, under what its reads have left of the call budget: the same source for every plan. */
  details(region: string): DetailSource;
  calls(): CallCounts;
  /** Lets go of every connection; a call that was given up may still hold one. */
  close(): void;
}

export interface InventoryOptions {
  readonly clock: Clock;
  /** Aborts when no more paced calls are to start: what was not begun by then waits for the next scan. */
  readonly closing: AbortSignal;
  /** Aborts when the scan's time is over: whatever is under way is given up. */
  readonly over: AbortSignal;
  /** The part of API Gateway's control-plane rate that may be taken: above 0, at most 1. */
  readonly controlPlaneShare: number;
  /** How long one attempt may wait for its answer. */
  readonly timeoutMs?: number | undefined;
  /** Of the account to read, if it is not that of the credentials. */
  readonly member?: MemberRole | undefined;
}

/** Credentials, Region and endpoint come from the SDK's own chain. */
export function createInventory({
  clock,
  closing,
  over,
  controlPlaneShare,
  timeoutMs = ATTEMPT_TIMEOUT_MS,
  member,
}: InventoryOptions): Inventory {
  const meter = new CallMeter();
  const options = { meter, timeoutMs };
  const sts = stsClient(options);
  const digest = digestWith(randomBytes(KEY_BYTES));
  const opened = new Map<string, RegionClients>();
  let accountId: string | null = null;
  // Nothing is asked before the account is known, and with it who asks.
  let credentials: AwsCredentialIdentity | AwsCredentialIdentityProvider = sts.config.credentials;
  // Both phases of a scan spend the call budget of their Region through the same pacer.
  const clientsOf = (region: string): RegionClients => {
    const known = opened.get(region);
    if (known) return known;
    const pacer = new Pacer(clock, controlPlaneShare, closing);
    const clients = regionClients(region, credentials, pacer, { closing, over }, options);
    opened.set(region, clients);
    return clients;
  };
  const takeOn = async (role: MemberRole): Promise<Read<Account>> => {
    const session = await attempt('sts:AssumeRole', clock, over, () => assume(sts, role, over));
    if (session.status !== 'read') return session;
    credentials = session.value.credentials;
    return { ...session, value: session.value.account };
  };
  const sources = new Map<string, DetailSource>();
  return {
    account: async () => {
      const account = member ? await takeOn(member) : await whoAmI(sts, clock, over);
      if (account.status === 'read') accountId = account.value.accountId;
      return account;
    },
    enabledRegions: (partition) =>
      enabledRegions({ region: sts.config.region, credentials }, partition, clock, over, options),
    region: (name, request) => readRegion(clientsOf(name), clock, request),
    details: (name) => {
      const known = sources.get(name);
      if (known) return known;
      const source = detailSource(clientsOf(name), clock, { digest, accountId: () => accountId });
      sources.set(name, source);
      return source;
    },
    calls: () => meter.counts(),
    close: () => {
      sts.destroy();
      for (const clients of opened.values()) clients.destroy();
    },
  };
}

/** As long as the digest that it is a key of: https://www.rfc-editor.org/rfc/rfc2104#section-3 */
const KEY_BYTES = 32;
