/** What somebody has opted in to beside a plan's own reads: with the credentials of a role of its own, if one is named. */
import type { PlanContext } from '../lambda/app/plan/context';
import type { DetailSource } from '../lambda/domain/detail-source';
import type { SignalKind, SignalSource } from '../lambda/domain/signal-source';
import { ATTEMPT_TIMEOUT_MS } from '../lambda/domain/sdk-config';
import { CallMeter } from '../lambda/inventory/call-meter';
import { signalSource } from '../lambda/inventory/signals';
import { credentialsOf } from '../lambda/inventory/signals/role';
import { systemClock } from '../lambda/system-clock';

export interface SignalChoice {
  readonly kinds: readonly SignalKind[];
  readonly roleArn: string | undefined;
}

export function openSignals(
  { kinds, roleArn }: SignalChoice,
  partition: string,
  detailsOf: (region: string) => DetailSource,
): { readonly signalsOf: NonNullable<PlanContext['signalsOf']>; readonly close: () => void } {
  const ended = new AbortController();
  const meter = new CallMeter();
  const opened = new Map<string, SignalSource & { close(): void }>();
  const signalsOf = (region: string): SignalSource => {
    const known = opened.get(region);
    if (known) return known;
    const source = signalSource({
      kinds: new Set(kinds),
      region,
      partition,
      functions: () => detailsOf(region).functions(),
      clock: systemClock,
      over: ended.signal,
      meter,
      timeoutMs: ATTEMPT_TIMEOUT_MS,
      ...(roleArn === undefined ? {} : { credentials: credentialsOf(roleArn, region) }),
    });
    opened.set(region, source);
    return source;
  };
  return {
    signalsOf,
    close: () => {
      ended.abort();
      for (const source of opened.values()) source.close();
    },
  };
}
