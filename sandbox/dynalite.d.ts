declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** As much as the sandbox uses; the package has no types of its own. */
  interface Options {
    readonly createTableMs: number;
    readonly deleteTableMs: number;
    readonly updateTableMs: number;
  }
  export default function dynalite(options: Options): Server;
}
