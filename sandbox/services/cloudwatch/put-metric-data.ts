/**
 * `PutMetricData`: what AWS refuses of it, and what is stored.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html and API_MetricDatum.html; where
 * a wording was seen of AWS, it stands beside it, the others are ours.
 */
import { type MetricDatum, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { say } from '../../service';
import { type Operation, on } from '../../wire/operation';
import type { ServiceError } from '../../wire/service-error';
import { merged, type Sample, sampleOf } from './series';
import type { Datum, StoredMetrics } from './stored-metrics';
import { dimensionsFault, isAscii, isUnit, namesFault } from './validation';

const MAX_DATA = 1000;
/** "1 MB in size for HTTP POST requests", as sent: a body may be compressed. That it is 2^20 is assumed. */
const MAX_BYTES = 1_048_576;
const MAX_VALUES = 150;
/** "Values must be in the range of -2^360 to 2^360." */
const MAX_VALUE = 2 ** 360;
const HOUR = 3_600_000;
const MAX_AGE = 14 * 24 * HOUR;
const MAX_AHEAD = 2 * HOUR;
const RESOLUTIONS: readonly number[] = [1, 60];

const wrong = (message: string): ServiceError => say(['InvalidParameterValueException', 400], message);
const missing = (message: string): ServiceError => say(['MissingRequiredParameterException', 400], message);

export function putMetricData(metrics: StoredMetrics): Operation {
  return on(
    PutMetricDataCommand,
    ({ Namespace = '', MetricData = [] }, { region, now, request }) => {
      const size = request.body.length;
      // Seen, of another limit: https://github.com/micrometer-metrics/micrometer/issues/2302
      if (size > MAX_BYTES)
        throw say(['RequestEntityTooLarge', 413], `Request size ${size} exceeded ${MAX_BYTES} bytes`);
      if (MetricData.length === 0) throw missing('The parameter MetricData is required.');
      // Seen, of another limit: https://github.com/aknostic/elasticsearch-cloudwatch/issues/3
      if (MetricData.length > MAX_DATA) {
        throw wrong(`The collection MetricData must not have a size greater than ${MAX_DATA}.`);
      }
      if (Namespace.startsWith('AWS/')) throw wrong('The value AWS/ for parameter Namespace is invalid.');
      if (!isAscii(Namespace)) throw wrong('Namespace has characters that are not ASCII');
      // All or nothing: what is right beside something wrong is not stored.
      const data = MetricData.map((datum, index) => read(Namespace, datum, `MetricData.member.${index + 1}`, now));
      for (const datum of data) metrics.put(region, datum, now);
      return {};
    },
    ['EntityMetricData', 'StrictEntityValidation'],
  );
}

function read(namespace: string, datum: MetricDatum, at: string, now: Date): Datum {
  const { MetricName = '', Dimensions = [], Timestamp = now, Unit = 'None', StorageResolution = 60 } = datum;
  const fault = namesFault(namespace, MetricName) ?? dimensionsFault(Dimensions);
  if (fault !== null) throw wrong(`${at}: ${fault}`);
  // Seen: https://github.com/awslabs/collectd-cloudwatch/pull/46
  if (!isUnit(Unit)) throw wrong(`The parameter ${at}.Unit must be a value in the set of units.`);
  if (!RESOLUTIONS.includes(StorageResolution)) throw wrong(`The parameter ${at}.StorageResolution must be 1 or 60.`);
  // Seen: https://github.com/cloud-custodian/cloud-custodian/issues/2559
  if (now.getTime() - Timestamp.getTime() > MAX_AGE) {
    throw wrong(`The parameter ${at}.Timestamp must specify a time within the past two weeks.`);
  }
  if (Timestamp.getTime() - now.getTime() > MAX_AHEAD) {
    throw wrong(`The parameter ${at}.Timestamp must specify a time no more than two hours in the future.`);
  }
  const metric = { Namespace: namespace, MetricName, Dimensions };
  return { metric, at: Timestamp, unit: Unit, sample: sampleIn(datum, at) };
}

function sampleIn({ Value, Values, Counts, StatisticValues }: MetricDatum, at: string): Sample {
  const given = Object.entries({ Value, Values, StatisticValues }).flatMap(([name, one]) =>
    one === undefined ? [] : [`${at}.${name}`],
  );
  if (given.length === 0) throw missing(`One of ${at}.Value, Values and StatisticValues is required.`);
  // Seen: https://github.com/AdRoll/goamz/issues/355
  if (given.length > 1) {
    throw say(
      ['InvalidParameterCombinationException', 400],
      `The parameters ${given.join(' and ')} are mutually exclusive and you have specified both.`,
    );
  }
  if (Counts !== undefined && Values === undefined) {
    throw say(['InvalidParameterCombinationException', 400], `${at}.Counts was specified without ${at}.Values.`);
  }
  if (StatisticValues !== undefined) {
    const { SampleCount = 0, Sum = 0, Minimum = 0, Maximum = 0 } = StatisticValues;
    for (const value of [SampleCount, Sum, Minimum, Maximum]) refuseValue(value, `${at}.StatisticValues`);
    // Not documented; without it there would be averages that no values can have.
    if (SampleCount <= 0 || Minimum > Maximum) throw wrong(`${at}.StatisticValues are those of no values.`);
    return { count: SampleCount, sum: Sum, minimum: Minimum, maximum: Maximum };
  }
  const values = Values ?? [Value ?? 0];
  if (values.length === 0) throw missing(`The parameter ${at}.Values is empty.`);
  if (values.length > MAX_VALUES) {
    throw wrong(`The collection ${at}.Values must not have a size greater than ${MAX_VALUES}.`);
  }
  if (Counts !== undefined && Counts.length !== values.length) {
    throw wrong(`The parameters ${at}.Values and ${at}.Counts must have the same size.`);
  }
  const samples = values.map((value, index) => {
    const count = Counts?.[index] ?? 1;
    refuseValue(value, `${at}.Value`);
    refuseValue(count, `${at}.Counts`);
    // Not documented.
    if (count <= 0) throw wrong(`The value ${count} for parameter ${at}.Counts is invalid.`);
    return sampleOf(value, count);
  });
  return samples.reduce(merged);
}

function refuseValue(value: number, name: string): void {
  if (!(Math.abs(value) <= MAX_VALUE)) throw wrong(`The value ${value} for parameter ${name} is invalid.`);
}
