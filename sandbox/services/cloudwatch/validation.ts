/** What CloudWatch refuses of metrics, whoever names them; each operation has its own word for saying so. */
import { type Dimension, StandardUnit } from '@aws-sdk/client-cloudwatch';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Metric.html */
const MAX_DIMENSIONS = 30;
const MAX_NAME = 255;
const MAX_DIMENSION_VALUE = 1024;
const UNITS: readonly string[] = Object.values(StandardUnit);
const NOT_ASCII = /[^\x20-\x7e]/;

/** Says what is wrong with the namespace or the name, if anything is. */
export function namesFault(namespace: string, metricName: string): string | null {
  if (namespace.length < 1 || namespace.length > MAX_NAME) return `Namespace must have 1 to ${MAX_NAME} characters`;
  if (namespace.startsWith(':')) return 'Namespace must not begin with a colon';
  if (metricName.length < 1 || metricName.length > MAX_NAME) return `MetricName must have 1 to ${MAX_NAME} characters`;
  return null;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html; that a name may stand only once is assumed. */
export function dimensionsFault(dimensions: readonly Dimension[]): string | null {
  if (dimensions.length > MAX_DIMENSIONS) {
    return `The collection Dimensions must not have a size greater than ${MAX_DIMENSIONS}.`;
  }
  const names = new Set<string>();
  for (const { Name = '', Value = '' } of dimensions) {
    // "must include at least one non-whitespace character"
    if (Name.trim() === '' || Name.length > MAX_NAME) return `a dimension's name must have 1 to ${MAX_NAME} characters`;
    if (Value.trim() === '' || Value.length > MAX_DIMENSION_VALUE) {
      return `the value of dimension ${Name} must have 1 to ${MAX_DIMENSION_VALUE} characters`;
    }
    if (NOT_ASCII.test(Name + Value)) return `dimension ${Name} has characters that are not ASCII`;
    if (Name.startsWith(':')) return `dimension ${Name} begins with a colon`;
    if (names.has(Name)) return `dimension ${Name} is named twice`;
    names.add(Name);
  }
  return null;
}

export function isUnit(unit: string): boolean {
  return UNITS.includes(unit);
}

export function isAscii(text: string): boolean {
  return !NOT_ASCII.test(text);
}
