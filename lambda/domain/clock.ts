/**
 * Time as an argument. Nothing below a handler or a command reads the machine's clock, so that tests and simulations can
 * bring a clock of their own.
 */
export interface Clock {
  /** The wall clock, for what is shown or stored. */
  now(): Date;
  /** Milliseconds that only ever grow, from an arbitrary start: for pacing, which a change of the wall clock must not disturb. */
  elapsed(): number;
  /** Resolves after at least `ms` milliseconds; rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
