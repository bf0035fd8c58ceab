/** The structured log of the functions. */

/** One line of structured log; `message` says of which kind. */
export interface LogLine {
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  readonly message: string;
  readonly [field: string]: unknown;
}

export type Log = (line: LogLine) => void;
