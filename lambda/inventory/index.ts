/** The only part that talks to AWS: it executes reads and hands out what came of them. */
import type { Clock } from '../domain/clock';
import type { Read } from '../domain/read';
import { ATTEMPT_TIMEOUT_MS } from '../domain/sdk-config';
import type { CallCounts } from '../domain/snapshot';
import { type Account, enabledRegions, whoAmI } from './account';
import { CallMeter } from './call-meter';
import { regionClients, stsClient } from './clients';
import { Pacer } from './pacer';
import { type ReadProgress, readRegion, type RegionRequest, type RegionResult } from './region';

export type { Account, ReadProgress, RegionRequest, RegionResult };

export interface Inventory {
  account(): Promise<Read<Account>>;
  enabledRegions(partition: string): Promise<Read<readonly string[]>>;
  region(name: string, request: RegionRequest): Promise<RegionResult>;
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
}

/** Credentials, Region and endpoint come from the SDK's own chain. */
export function createInventory({
  clock,
  closing,
  over,
  controlPlaneShare,
  timeoutMs = ATTEMPT_TIMEOUT_MS,
}: InventoryOptions): Inventory {
  const meter = new CallMeter();
  const options = { meter, timeoutMs };
  const sts = stsClient(options);
  return {
    account: () => whoAmI(sts, clock, over),
    enabledRegions: (partition) => enabledRegions(sts, partition, clock, over, options),
    region: async (name, request) => {
      const pacer = new Pacer(clock, controlPlaneShare, closing);
      const clients = regionClients(name, sts.config.credentials, pacer, { closing, over }, options);
      try {
        return await readRegion(clients, clock, request);
      } finally {
        clients.destroy();
      }
    },
    calls: () => meter.counts(),
    close: () => sts.destroy(),
  };
}
