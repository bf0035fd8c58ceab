/**
 * A year of history for 5,000 series, made here; `report-alone.ts` reads it and reports, in a process of its own that has nothing else
 * loaded, like the function.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { boundsOf, dayIn, dayNumber, daysIn, type Month, monthLater } from '../lambda/domain/calendar';
import { type DailyPeak, emptyMonth, type MonthHistory, type SeriesHistory, seriesId } from '../lambda/domain/history';
import { catalogue } from '../lambda/quotas';
import { openFolder } from '../lambda/stores/folder';
import { addToMonth } from '../lambda/stores/history';
import type { Figures } from './benches';

/** What Node.js gives itself in a function of 256 MB, or less. */
const HEAP_LIMIT = '--max-old-space-size=150';
const SERIES = 5000;
const MONTH = '2026-10';
const ACCOUNT = '123456789012';
const LIMIT = 300;
const REGIONS = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];

/** Uniform between 0 and 1; the same numbers every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

/** All of them above half of their limit, which is the most work: a forecast looks no further at what is far from full. */
export async function yearOfHistory(): Promise<readonly Figures[]> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-bench-'));
  const place = { objects: openFolder(folder), prefix: '' };
  try {
    const random = seeded(7);
    for (let back = 12; back >= 0; back -= 1) await addToMonth(place, monthOf(monthLater(MONTH, -back), random));
    const program = join(folder, 'report-alone.cjs');
    const entryPoints = [join(__dirname, 'report-alone.ts')];
    await build({ entryPoints, outfile: program, bundle: true, minify: true, platform: 'node', logLevel: 'error' });
    const { stdout, status } = spawnSync(process.execPath, [HEAP_LIMIT, program, folder, MONTH], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (status !== 0) throw new Error('the report was not made');
    const figures: Figures = JSON.parse(stdout);
    return [{ bench: 'report/year', ...figures }];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function monthOf(month: Month, random: () => number): MonthHistory {
  const first = dayNumber(dayIn(month, 1));
  const series = Array.from({ length: SERIES }, (_, index): SeriesHistory => {
    const level = 150 + (index % 60) + (index % 3 === 0 ? (first % 400) / 8 : 0);
    const peaks = Array.from({ length: daysIn(month) }, (__, day): DailyPeak => {
      const quiet = index % 4 === 0 && (first + day) % 7 < 2 ? 0.5 : 1;
      return [day + 1, Math.round((level + random() * 8) * quiet), LIMIT, (first + day) * 1440 + (index % 1440)];
    });
    return {
      quota: catalogue[index % catalogue.length]?.id ?? '',
      region: REGIONS[index % REGIONS.length] ?? '',
      resource: { type: 'http-api', id: `api${index}`, name: `orders-service-${index}-prod` },
      adjustable: 'no',
      peaks,
    };
  });
  const { start, end } = boundsOf(month, 'UTC');
  const scans = Array.from(
    { length: (end.getTime() - start.getTime()) / 900_000 },
    (_, scan) => [start.getTime() / 60_000 + scan * 15, 99.8] as const,
  );
  return {
    ...emptyMonth(ACCOUNT, month),
    series: Object.fromEntries(series.map((one) => [seriesId(one), one])),
    scans,
  };
}
