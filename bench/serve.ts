/** Serves estate L in a process of its own, so that the memory of a scan can be told from the sandbox's. */
import { startSandbox } from '../sandbox';
import { VirtualClock } from '../sandbox/virtual-clock';
import { estateL } from './estates';

async function main(): Promise<void> {
  // Its clock stands still at the noon where the scan's begins; the minutes that a scan asks for are before it.
  const { environment } = await startSandbox({ account: estateL, clock: new VirtualClock(), complain: () => {} });
  process.send?.(environment);
}

main().catch((error: unknown) => {
  process.stderr.write(`bench: ${String(error)}\n`);
  process.exit(1);
});
