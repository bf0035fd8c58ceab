/** The lines of a metric widget: what its metrics, searches, queries and formulas come to. */
import { type Entry, type MetricWidget, readEntry } from '../../body';
import { languageOf, parseMath, parseSearch, parseSelect } from '../../expressions';
import type { DashboardData, MetricSeries, Point } from '../data';
import { computed } from './maths';
import { pointsIn } from './points';
import { type Range, rangeOf } from './range';
import { found } from './search';
import { selected } from './select';

export interface Line {
  readonly label: string;
  /** As the body says; `null`: any. */
  readonly colour: string | null;
  readonly points: readonly Point[];
}

export interface Drawing {
  readonly range: Range;
  readonly lines: readonly Line[];
}

export function drawingOf({ properties }: MetricWidget, data: DashboardData, dashboardStart: string): Drawing {
  const { period, stat, start = dashboardStart } = properties;
  const range = rangeOf(start, data.now);
  const entries = properties.metrics.map(readEntry);
  const seriesOf = (entry: Entry): Line[] => {
    const { label = '', color: colour = null } = entry.options;
    if (entry.kind === 'metric') {
      const { namespace, name, dimensions } = entry;
      const series = data.metrics.find((one) => isSame(one, { namespace, name, dimensions, points: [] }));
      const points = pointsIn(series?.points ?? [], range, period, entry.options.stat ?? stat);
      return [{ label: label || name, colour, points }];
    }
    switch (languageOf(entry.expression)) {
      case 'search': {
        const search = parseSearch(entry.expression);
        return found(search, data.metrics)
          .map((series) => ({ series, points: pointsIn(series.points, range, search.periodSeconds, search.statistic) }))
          .filter(({ points }) => points.length > 0)
          .map(({ series, points }) => ({ label: dynamicLabel(label, series, points), colour, points }));
      }
      case 'select':
        return selected(parseSelect(entry.expression), data.metrics, range, period).map(({ values, points }) => ({
          label: values.join(' '),
          colour,
          points,
        }));
      case 'math': {
        const series = new Map(
          entries
            .filter((one) => one.kind === 'metric')
            .map((one) => [one.options.id ?? '', seriesOf(one)[0]?.points ?? []]),
        );
        return [
          { label, colour, points: computed(parseMath(entry.expression), { range, periodSeconds: period, series }) },
        ];
      }
    }
  };
  return { range, lines: entries.filter(({ options }) => options.visible !== false).flatMap(seriesOf) };
}

function isSame(a: MetricSeries, b: MetricSeries): boolean {
  const keys = Object.keys(a.dimensions);
  return (
    a.namespace === b.namespace &&
    a.name === b.name &&
    keys.length === Object.keys(b.dimensions).length &&
    keys.every((key) => a.dimensions[key] === b.dimensions[key])
  );
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/graph-dynamic-labels.html */
function dynamicLabel(label: string, { dimensions }: MetricSeries, points: readonly Point[]): string {
  return label.replaceAll(/\$\{([^}]*)\}/g, (_, what: string) => {
    const dimension = /^PROP\('Dim\.(.*)'\)$/.exec(what)?.[1];
    if (dimension !== undefined) return dimensions[dimension] ?? '';
    if (what === 'LAST') return String(points.at(-1)?.value ?? '');
    throw new Error(`the preview knows no dynamic label ${what}`);
  });
}
