/**
 * The code of a system error, such as ENOENT, or the error as text. By its property, not its class: an error of Node's own may
 * come from another realm than this module's.
 */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error && 'code' in error ? String(error.code) : String(error);
}

/** What was thrown, in one line for a log or a terminal. */
export function described(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
