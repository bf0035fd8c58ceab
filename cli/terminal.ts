/** Where a command writes. Results go to `out`; progress, warnings and errors to `err`. */
import type { Writable } from 'node:stream';
import { SingleBar } from 'cli-progress';
import type { ReadProgress } from '../lambda/inventory';

export interface Terminal {
  readonly out: Writable;
  readonly err: Writable;
  /** Columns of `out`. */
  readonly width: number;
  readonly colour: boolean;
  /** Whether somebody is watching `err`. */
  readonly interactive: boolean;
}

/** Without a terminal there is no width to fit; this one suits a log. */
const WIDTH_ELSEWHERE = 100;

export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const dumb = env['TERM'] === 'dumb';
  // Node leaves isTTY undefined elsewhere, whatever its types say; the colour library would then decide by itself.
  const isTerminal = (stream: { readonly isTTY?: boolean }): boolean => stream.isTTY === true;
  return {
    out: stdout,
    err: stderr,
    width: isTerminal(stdout) ? stdout.columns : WIDTH_ELSEWHERE,
    // https://no-color.org: present and not empty
    colour: isTerminal(stdout) && !dumb && !env['NO_COLOR'],
    interactive: isTerminal(stderr) && !dumb,
  };
}

export interface ProgressBar extends ReadProgress {
  stop(): void;
}

/** Grows as lists show what else there is to read; on a terminal only. */
export function progressBar(terminal: Terminal): ProgressBar {
  if (!terminal.interactive) return { planned: () => {}, done: () => {}, stop: () => {} };
  const bar = new SingleBar({
    stream: terminal.err,
    format: 'scanning {bar} {value} of {total} reads',
    clearOnComplete: true,
    // Left as they are: an interrupted scan must not leave a terminal without a cursor.
    hideCursor: false,
    linewrap: true,
    barsize: 30,
  });
  let planned = 0;
  return {
    planned: (reads) => {
      if (planned === 0) bar.start(reads, 0);
      planned += reads;
      bar.setTotal(planned);
    },
    done: () => bar.increment(),
    stop: () => bar.stop(),
  };
}
