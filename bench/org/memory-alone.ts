/** Three accounts with 600 REST APIs side by side, round after round, and what memory that took: in a process that has nothing else. */
import { type AccountParts, watchAccount } from '../../lambda/app/account';
import { parseSettings } from '../../lambda/config/parse';
import { knownIds } from '../../lambda/quotas';
import { openEventBus } from '../../lambda/stores/events';
import { openBucket } from '../../lambda/stores/objects';
import { openTable } from '../../lambda/stores/table';
import { VirtualClock } from '../../sandbox/virtual-clock';

const SIDE_BY_SIDE = 3;
const ROUNDS = 3;

async function main(accountId: string, yaml: string): Promise<void> {
  const parsed = parseSettings(yaml, knownIds);
  if (!parsed.ok) throw new Error(parsed.error);
  const { settings } = parsed;
  const clock = new VirtualClock();
  const objects = openBucket('headroom', accountId);
  let logBytes = 0;
  const parts: AccountParts = {
    clock,
    accountId,
    homeRegion: 'us-east-1',
    objects,
    table: openTable('headroom'),
    bus: openEventBus('default'),
    log: (line) => void (logBytes += JSON.stringify(line).length),
  };
  const measured: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const watch = { scheduledAt: clock.now(), settings, problem: null };
    const all = Array.from({ length: SIDE_BY_SIDE }, async (_, index) => {
      const { summary } = await watchAccount(parts, { ...watch, runId: `${round}-${index}` });
      return summary.measured;
    });
    measured.push(Math.max(...(await clock.run(Promise.all(all)))));
    await clock.run(clock.sleep(60_000));
  }
  const memoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(JSON.stringify({ measured: measured.join(' '), logBytes, memoryMb }));
}

const [accountId = '', yaml = ''] = process.argv.slice(2);
main(accountId, yaml).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
