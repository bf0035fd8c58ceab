/** A described stream of values, minute by minute: the same for the same minute, whenever it is asked for. */
import type { Wave } from '../account';
import { noise } from './identity';

const MINUTE = 60_000;

/** The value in the minute that begins at `time` (epoch milliseconds). */
export function valueAt({ typical, peak, every }: Wave, time: number, seed: string): number {
  const minute = Math.floor(time / MINUTE);
  if (minute % every === 0) return peak;
  // At most 15 % up or down, and never above the peak.
  return Math.min(peak, typical * (0.85 + 0.3 * noise(`${seed}/${minute}`)));
}
