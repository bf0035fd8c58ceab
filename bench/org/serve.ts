/** Serves one kind of account in a process of its own; its clock is set from outside. */
import * as z from 'zod';
import { startSandbox } from '../../sandbox';
import { VirtualClock } from '../../sandbox/virtual-clock';
import { accountOf, classNames } from './classes';

const Tick = z.object({ elapsed: z.number() });

async function main(name: unknown): Promise<void> {
  const epoch = new VirtualClock().now().getTime();
  let elapsed = 0;
  const clock = { now: () => new Date(epoch + elapsed), elapsed: () => elapsed };
  process.on('message', (message) => {
    ({ elapsed } = Tick.parse(message));
    process.send?.({});
  });
  const account = accountOf(z.enum(classNames).parse(name));
  const { environment } = await startSandbox({ account, clock, complain: () => {} });
  process.send?.(environment);
}

main(process.argv[2]).catch((error: unknown) => {
  process.stderr.write(`bench: ${String(error)}\n`);
  process.exit(1);
});
