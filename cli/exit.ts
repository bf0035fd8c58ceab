/** Exit statuses of every command; other programs rely on them. */
export const exit = {
  /** The command did its work, also when some Regions could not be read: they are in the snapshot. */
  ok: 0,
  /** Nothing could be read. */
  nothingRead: 1,
  /** Wrong usage or invalid configuration. */
  usage: 2,
  /** `--fail-on` matched. */
  failOn: 3,
} as const;
export type ExitStatus = (typeof exit)[keyof typeof exit];
