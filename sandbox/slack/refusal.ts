/** How Slack says no: HTTP 200, `ok: false`, a short name, and sometimes sentences that say where. */
export class Refusal extends Error {
  /** @param more what else the answer says, beside `ok` and `error` */
  constructor(
    readonly error: string,
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(error);
  }
}

/** @param sentences as in `must be less than 3001 characters [json-pointer:/blocks/0/text/text]` */
export function refusalNaming(error: string, sentences: readonly string[]): Refusal {
  return new Refusal(error, {
    errors: sentences,
    response_metadata: { messages: sentences.map((sentence) => `[ERROR] ${sentence}`) },
  });
}
