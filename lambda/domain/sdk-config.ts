/** How long one attempt may wait for its answer. */
export const ATTEMPT_TIMEOUT_MS = 10_000;

/** How every client of AWS behaves: three attempts in all, by the SDK's own rules, and no attempt waits for ever. */
export function sdkConfig(timeoutMs = ATTEMPT_TIMEOUT_MS) {
  return {
    maxAttempts: 3,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: Math.min(timeoutMs, 5000),
      requestTimeout: timeoutMs,
      throwOnRequestTimeout: true,
      // A body that stops half-way is cut off after the same time.
      socketTimeout: timeoutMs,
    },
  };
}
