/** A terminal whose streams are texts, for commands that are called rather than run as a process. */
import { Writable } from 'node:stream';
import type { Terminal } from '../../cli/terminal';

class Memory extends Writable {
  text = '';
  override _write(chunk: unknown, _: unknown, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}

export interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs it in a terminal of 80 columns without colours. */
export async function runIn(command: (terminal: Terminal) => Promise<number>): Promise<Outcome> {
  const [out, err] = [new Memory(), new Memory()];
  const status = await command({ out, err, width: 80, colour: false, interactive: false });
  return { status, out: out.text, err: err.text };
}
