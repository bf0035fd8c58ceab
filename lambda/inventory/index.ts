/** The only part that talks to AWS: it executes reads and hands out what came of them. */
import { type Clock } from '../domain/clock';
import { type MonitoredQuota } from '../domain/quota';
import { type Read } from '../domain/read';
import { type CallCounts } from '../domain/snapshot';
import { type Account, enabledRegions, whoAmI } from './account';
import { CallMeter } from './call-meter';
import { regionClients, stsClient } from './clients';
import { Pacer } from './pacer';
import { type ReadProgress, readRegion, type RegionResult } from './region';

export type { Account, ReadProgress, RegionResult };

export interface Inventory {
  account(): Promise<Read<Account>>;
  enabledRegions(partition: string): Promise<Read<readonly string[]>>;
  region(name: string, catalogue: readonly MonitoredQuota[], progress: ReadProgress): Promise<RegionResult>;
  calls(): CallCounts;
}

export interface InventoryOptions {
  readonly clock: Clock;
  /** Aborts when the scan's time is over: what was not read by then waits for the next scan. */
  readonly signal: AbortSignal;
  /** The part of API Gateway's control-plane rate that may be taken: above 0, at most 1. */
  readonly controlPlaneShare: number;
  /** How long one attempt may wait for its answer. */
  readonly timeoutMs?: number;
}

const ATTEMPT_TIMEOUT_MS = 10_000;

/** Credentials, Region and endpoint come from the SDK's own chain. */
export function createInventory({
  clock,
  signal,
  controlPlaneShare,
  timeoutMs = ATTEMPT_TIMEOUT_MS,
}: InventoryOptions): Inventory {
  const meter = new CallMeter();
  const options = { meter, timeoutMs };
  const sts = stsClient(options);
  return {
    account: () => whoAmI(sts, clock, signal),
    enabledRegions: (partition) => enabledRegions(sts, partition, clock, signal, options),
    region: async (name, catalogue, progress) => {
      const pacer = new Pacer(clock, controlPlaneShare, signal);
      const clients = regionClients(name, sts.config.credentials, pacer, signal, options);
      try {
        return await readRegion(clients, catalogue, clock, progress);
      } finally {
        clients.destroy();
      }
    },
    calls: () => meter.counts(),
  };
}
