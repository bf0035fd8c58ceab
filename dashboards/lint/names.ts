/** Whether what a widget asks for is what the publisher writes. */
import { services } from '../../lambda/domain/quota';
import { incidentSeverities, type MetricDefinition, metrics, NAMESPACE } from '../../lambda/domain/telemetry';

const definitions: readonly MetricDefinition[] = Object.values(metrics);

/** Values of dimensions that are known beforehand. */
const knownValues: Readonly<Record<string, readonly string[]>> = { Severity: incidentSeverities, Service: services };

export function wrongMetric(namespace: string, name: string, dimensions: readonly string[]): string[] {
  if (namespace !== NAMESPACE) return [`nobody publishes in the namespace ${namespace}`];
  const definition = definitions.find((one) => one.name === name);
  if (!definition) return [`nobody publishes a metric ${name}`];
  const published = definition.dimensions.toSorted().join(', ');
  const asked = dimensions.toSorted().join(', ');
  return published === asked ? [] : [`${name} has the dimensions (${published}), not (${asked})`];
}

export function wrongValue(dimension: string, value: string): string[] {
  const known = knownValues[dimension];
  return known && !known.includes(value) ? [`${dimension} is one of ${known.join(', ')}, never ${value}`] : [];
}
