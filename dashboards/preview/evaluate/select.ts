/** What a Metrics Insights query gives: series, in order. */
import type { Aggregate, Select } from '../../expressions';
import type { MetricSeries, Point } from '../data';
import { pointsIn } from './points';
import type { Range } from './range';

interface Group {
  /** The values of the dimensions that it is grouped by. */
  readonly values: readonly string[];
  readonly points: readonly Point[];
}

export function selected(
  query: Select,
  metrics: readonly MetricSeries[],
  range: Range,
  periodSeconds: number,
): Group[] {
  const wanted = query.dimensions.toSorted().join();
  const groups = new Map<string, { values: string[]; points: Point[] }>();
  for (const { namespace, name, dimensions, points } of metrics) {
    if (namespace !== query.namespace || name !== query.metric) continue;
    if (Object.keys(dimensions).toSorted().join() !== wanted) continue;
    const values = query.groupBy.map((one) => dimensions[one] ?? '');
    const group = groups.get(values.join('\n')) ?? { values, points: [] };
    groups.set(values.join('\n'), group);
    group.points.push(...points);
  }
  const { orderBy } = query;
  const all = [...groups.values()]
    .map(({ values, points }) => ({
      values,
      points: pointsIn(points, range, periodSeconds, statisticOf(query.aggregate)),
    }))
    .filter(({ points }) => points.length > 0);
  const sign = orderBy?.descending ? -1 : 1;
  const rank = ({ points }: Group): number => Math.max(...points.map(({ value }) => value));
  if (orderBy && orderBy.aggregate !== 'MAX') throw new Error(`the preview cannot order by ${orderBy.aggregate}()`);
  const ordered = orderBy ? all.toSorted((a, b) => sign * (rank(a) - rank(b))) : all;
  return query.limit === null ? ordered : ordered.slice(0, query.limit);
}

function statisticOf(aggregate: Aggregate): string {
  if (aggregate === 'MAX') return 'Maximum';
  throw new Error(`the preview knows no ${aggregate}`);
}
