/** `ListMetrics`, of what was put; the described metrics are not in it. */
import { type Dimension, type DimensionFilter, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { pageOf } from '../../paging';
import { say } from '../../service';
import { type Operation, on } from '../../wire/operation';
import type { StoredMetrics } from './stored-metrics';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html: "Up to 500 results" */
const MAX_PAGE = 500;
const MAX_FILTERS = 10;
const HOUR = 3_600_000;
/** "data reported in the past two weeks" */
const LISTED_FOR = 14 * 24 * HOUR;
const RECENT = 3 * HOUR;

const wrong = (message: string) => say(['InvalidParameterValueException', 400], message);

/** @param largestPage metrics on a page, at most AWS's own 500. */
export function listMetrics(metrics: StoredMetrics, largestPage: number): Operation {
  return on(
    ListMetricsCommand,
    ({ Namespace, MetricName, Dimensions = [], RecentlyActive, NextToken }, { region, now }) => {
      if (Dimensions.length > MAX_FILTERS) {
        throw wrong(`The collection Dimensions must not have a size greater than ${MAX_FILTERS}.`);
      }
      if (RecentlyActive !== undefined && RecentlyActive !== 'PT3H') {
        throw wrong(`The value ${String(RecentlyActive)} for parameter RecentlyActive is invalid.`);
      }
      const age = RecentlyActive === undefined ? LISTED_FOR : RECENT;
      const chosen = metrics
        .since(region, new Date(now.getTime() - age))
        .filter(
          (metric) =>
            (Namespace === undefined || metric.Namespace === Namespace) &&
            (MetricName === undefined || metric.MetricName === MetricName) &&
            Dimensions.every((filter) => metric.Dimensions.some((dimension) => passes(dimension, filter))),
        );
      const refuse = () => wrong('The value for parameter NextToken is invalid.');
      const { items, next } = pageOf(chosen, Math.min(largestPage, MAX_PAGE), NextToken, refuse);
      return { Metrics: items, NextToken: next };
    },
    ['IncludeLinkedAccounts', 'OwningAccount'],
  );
}

/** A filter without a value wants only the name. A metric may have more dimensions than there are filters. */
function passes({ Name, Value }: Dimension, filter: DimensionFilter): boolean {
  return Name === filter.Name && (filter.Value === undefined || Value === filter.Value);
}
