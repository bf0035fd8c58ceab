/** The outcome of one read. A failure is a value, with a reason that a person can act on: it is shown, counted, alarmed on. */
export type Read<T> =
  /** `at` is when AWS was asked, in ISO 8601. */
  | { readonly status: 'read'; readonly value: T; readonly at: string }
  | ({ readonly status: 'failed' } & Failure)
  /** The scan ended before the call budget allowed this read. */
  | { readonly status: 'waiting'; readonly reason: string }
  /** It was listed, and deleted before it could be read. */
  | { readonly status: 'gone' };

/**
 * - `denied`: AWS refuses these credentials here.
 * - `unavailable`: the Region is off for this account, or has no such endpoint.
 * - `declined`: nobody wants it read; that is no fault of the Region.
 * - `failed`: everything else: throttled to the end, an error of AWS, no answer, an answer that makes no sense.
 */
export interface Failure {
  readonly kind: 'denied' | 'unavailable' | 'declined' | 'failed';
  /** One line: what happened on which operation. */
  readonly reason: string;
}

/** Why there is no value. */
export function reasonOf(read: Exclude<Read<unknown>, { status: 'read' }>): string {
  return read.status === 'gone' ? 'AWS answered that it does not exist' : read.reason;
}

/** Applies a pure function to what was read; anything else stays as it is. */
export function mapRead<T, U>(read: Read<T>, change: (value: T) => U): Read<U> {
  return read.status === 'read' ? { ...read, value: change(read.value) } : read;
}

/** Somebody decided that this is not read; it stays unknown without being anybody's fault. */
export function declined(reason: string): { readonly status: 'failed' } & Failure {
  return { status: 'failed', kind: 'declined', reason: `by choice: ${reason}` };
}
