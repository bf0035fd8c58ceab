/** One account in which 10,000 quotas are above half: what goes on from it to the whole organization stays small. */
import { gzipSync } from 'node:zlib';
import { parseSettings } from '../../lambda/config/parse';
import { summaryOf } from '../../lambda/domain/account-summary';
import type { Measurement } from '../../lambda/domain/measurement';
import { metricData } from '../../lambda/domain/metric-data';
import { bookAfter, NO_ROUND } from '../../lambda/domain/round';
import { isOwnSetting, knownIds, serviceOf } from '../../lambda/quotas';
import { organizationYaml } from './account';

const SERIES = 10_000;
const ACCOUNTS = 1000;
const AT = '2026-11-20T12:00:00.000Z';

/** @param maxSeries `null`: the default @param such accounts that are so; of the others nothing is above half */
function figuresWith(maxSeries: number | null, such: number) {
  const parsed = parseSettings(organizationYaml(), knownIds);
  if (!parsed.ok) throw new Error(parsed.error);
  const { metrics } = parsed.settings;
  const settings = { ...parsed.settings, metrics: { ...metrics, maxSeries: maxSeries ?? metrics.maxSeries } };
  const measurements = Array.from({ length: SERIES }, (_, index): Measurement => {
    const usage = 151 + (index % 50);
    return {
      status: 'measured',
      quota: 'http-api-integrations',
      accountId: '100000000000',
      region: 'us-east-1',
      resource: { type: 'http-api', id: `a${String(index).padStart(9, '0')}`, name: `orders-service-${index}-prod` },
      usage,
      limit: 300,
      limitSource: 'catalogue',
      utilization: (100 * usage) / 300,
      severity: 'ok',
      adjustable: 'no',
      increaseRequest: null,
      notes: [],
      measuredAt: AT,
    };
  });
  const snapshot = {
    schemaVersion: 1 as const,
    accountId: '100000000000',
    startedAt: AT,
    finishedAt: AT,
    regions: [{ region: 'us-east-1', status: 'scanned' as const }],
    measurements,
    observations: [],
    calls: { total: 0, throttled: 0, byOperation: {} },
  };
  const coverage = { percent: 100, seen: SERIES, wanted: SERIES, unmeasured: 0, refused: [], blind: [] };
  const summary = summaryOf({
    snapshot,
    coverage,
    frozen: [],
    settings,
    at: AT,
    heat: 'hot',
    serviceOf,
    isOwnSetting,
  });
  const ids = Array.from({ length: ACCOUNTS }, (_, index) => String(100_000_000_000 + index));
  const accounts = ids.map((accountId) => ({ accountId, name: null, units: [], tags: {} }));
  const outcomes = new Map(
    ids.map((accountId, index) => [
      accountId,
      {
        schemaVersion: 1 as const,
        accountId,
        at: AT,
        summary: { ...summary, accountId, ...(index < such ? {} : { candidates: 0, series: [] }) },
        trouble: null,
        toldTo: [],
        openIn: [],
      },
    ]),
  );
  const book = bookAfter(NO_ROUND, { at: AT, accounts, isListed: true, due: ids, outcomes });
  const data = metricData({
    summaries: [...outcomes.values()].map((one) => one.summary),
    calls: { total: 0, throttled: 0 },
    maxSeries: settings.metrics.maxSeries,
    oldestPendingSeconds: 0,
  });
  const text = JSON.stringify(book);
  return {
    maxSeries: settings.metrics.maxSeries,
    accounts: ACCOUNTS,
    accountsThatAreSo: such,
    seriesAboveHalf: summary.candidates,
    seriesInSummary: summary.series.length,
    summaryBytes: JSON.stringify(summary).length,
    summaryBytesZipped: gzipSync(JSON.stringify(summary)).length,
    bookBytes: text.length,
    bookBytesZipped: gzipSync(text).length,
    metricsPublished: data.length,
    seriesDropped: data.find(({ metric }) => metric === 'seriesDropped')?.value ?? 0,
  };
}

/** The most that the settings take. */
const MOST_SERIES = 5000;

export async function manySeries() {
  const figures = [figuresWith(null, 1), figuresWith(null, ACCOUNTS), figuresWith(MOST_SERIES, 1)];
  return await Promise.resolve(figures.map((one) => ({ bench: 'org/account-with-10000-series', ...one })));
}
