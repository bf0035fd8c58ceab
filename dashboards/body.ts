/**
 * The part of the body of a CloudWatch dashboard that ours uses, as a schema: what does not fit is a finding of the lint.
 * AWS publishes no schema; this one follows "Dashboard Body Structure and Syntax" (see `limits`), and for `start` of a single
 * widget and the `annotations` of a table what aws-cdk-lib 2.276 writes (GraphWidgetProps, TableThreshold).
 */
import * as z from 'zod';
import { limits } from './limits';

const place = {
  x: z
    .int()
    .min(0)
    .max(limits.columns - 1),
  y: z.int().min(0),
  width: z.int().min(1).max(limits.columns),
  height: z.int().min(1).max(limits.height),
};

const colour = z.string().regex(/^#[0-9a-f]{6}$/);
const period = z.int().min(limits.periodSeconds).multipleOf(limits.periodSeconds);
const relativeStart = z.string().regex(/^-P(T\d+[MH]|\d+[DWM])$/);
const id = z.string().regex(/^[a-z][a-zA-Z0-9_]*$/);

const rendering = {
  label: z.string().optional(),
  color: colour.optional(),
  visible: z.boolean().optional(),
};
const expression = z.strictObject({ expression: z.string().min(1), id: id.optional(), ...rendering });
const metricOptions = z.strictObject({
  id: id.optional(),
  stat: z.enum(['Maximum', 'Minimum']).optional(),
  ...rendering,
});

/** Namespace, name, dimensions by name and value, and how to draw it; or what to compute. */
const metric = z.union([
  z.tuple([expression]),
  z.tuple([z.string(), z.string()], z.union([z.string(), metricOptions])),
]);

const annotation = z.strictObject({
  value: z.number(),
  label: z.string(),
  color: colour,
  fill: z.enum(['above', 'below', 'none']).optional(),
});
const axis = z.strictObject({
  min: z.number().optional(),
  max: z.number().optional(),
  showUnits: z.boolean().optional(),
});

const metricWidget = z.strictObject({
  type: z.literal('metric'),
  ...place,
  properties: z.strictObject({
    title: z.string(),
    view: z.enum(['timeSeries', 'singleValue', 'gauge', 'table']),
    region: z.string(),
    metrics: z.array(metric).min(1).max(limits.metricsInWidget),
    stat: z.enum(['Maximum', 'Minimum']),
    period,
    start: relativeStart.optional(),
    stacked: z.literal(false).optional(),
    sparkline: z.boolean().optional(),
    legend: z.strictObject({ position: z.enum(['right', 'bottom', 'hidden']) }).optional(),
    yAxis: z.strictObject({ left: axis }).optional(),
    annotations: z.strictObject({ horizontal: z.array(annotation) }).optional(),
    table: z
      .strictObject({
        summaryColumns: z.array(z.enum(['MIN', 'MAX', 'SUM', 'AVG'])),
        showTimeSeriesData: z.boolean(),
      })
      .optional(),
  }),
});

const logWidget = z.strictObject({
  type: z.literal('log'),
  ...place,
  properties: z.strictObject({
    title: z.string(),
    region: z.string(),
    query: z.string().min(1),
    view: z.literal('table'),
  }),
});

const textWidget = z.strictObject({
  type: z.literal('text'),
  ...place,
  properties: z.strictObject({ markdown: z.string().min(1) }),
});

const alarmWidget = z.strictObject({
  type: z.literal('alarm'),
  ...place,
  properties: z.strictObject({
    title: z.string(),
    alarms: z.array(z.string()).min(1).max(limits.alarmsInWidget),
    sortBy: z.enum(['default', 'stateUpdatedTimestamp', 'timestamp']).optional(),
  }),
});

const choice = {
  type: z.literal('pattern'),
  pattern: z.string().min(1),
  inputType: z.literal('select'),
  id: z.string().regex(/^[0-9A-Za-z_-]{1,32}$/),
  label: z.string().max(limits.variableLabel),
  defaultValue: z.string(),
  visible: z.boolean(),
};

/** Its values are written there, or found by a search in the metrics: the values of the dimension `populateFrom`. */
const variable = z.union([
  z.strictObject({
    ...choice,
    values: z
      .array(z.strictObject({ label: z.string().max(255), value: z.string().max(255) }))
      .min(1)
      .max(limits.valuesOfVariable),
  }),
  z.strictObject({ ...choice, search: z.string().min(1), populateFrom: z.string().min(1) }),
]);

export const dashboardSchema = z.strictObject({
  start: relativeStart,
  periodOverride: z.enum(['auto', 'inherit']),
  variables: z.array(variable).max(limits.variables),
  widgets: z
    .array(z.discriminatedUnion('type', [metricWidget, logWidget, textWidget, alarmWidget]))
    .max(limits.widgets),
});

export type DashboardBody = z.infer<typeof dashboardSchema>;
export type Widget = DashboardBody['widgets'][number];
export type MetricWidget = z.infer<typeof metricWidget>;
export type LogWidget = z.infer<typeof logWidget>;
export type TextWidget = z.infer<typeof textWidget>;
export type AlarmWidget = z.infer<typeof alarmWidget>;
export type Variable = z.infer<typeof variable>;
export type MetricEntry = z.infer<typeof metric>;
export type Annotation = z.infer<typeof annotation>;

/** What an entry of `metrics` says, without its positional form. */
export type Entry =
  | { readonly kind: 'expression'; readonly expression: string; readonly options: z.infer<typeof expression> }
  | {
      readonly kind: 'metric';
      readonly namespace: string;
      readonly name: string;
      readonly dimensions: Readonly<Record<string, string>>;
      readonly options: z.infer<typeof metricOptions>;
    };

/** @throws on a dimension without its value */
export function readEntry(entry: MetricEntry): Entry {
  const [first, name, ...rest] = entry;
  if (typeof first !== 'string') return { kind: 'expression', expression: first.expression, options: first };
  const options = rest.find((one) => typeof one !== 'string') ?? {};
  const words = rest.filter((one) => typeof one === 'string');
  const dimensions: Record<string, string> = {};
  for (let index = 0; index < words.length; index += 2) {
    const [key = '', value] = words.slice(index, index + 2);
    if (value === undefined) throw new Error(`the dimension ${key} has no value`);
    dimensions[key] = value;
  }
  return { kind: 'metric', namespace: first, name: name ?? '', dimensions, options };
}
