/** An answer that says no, in the words of one AWS service. Each wire format writes it its own way. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
    readonly headers: Readonly<Record<string, string>> = {},
    /** Further members of the error's shape. */
    readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}
