/** Charts: https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
import * as z from 'zod';
import { CHART_AXIS_LABEL, CHART_CATEGORIES, CHART_LABEL, CHART_SERIES, CHART_TITLE } from './limits';
import { text } from './objects';

const label = text(CHART_LABEL);

const pie = z.strictObject({
  type: z.literal('pie'),
  segments: z
    .array(z.strictObject({ label, value: z.number().positive() }))
    .min(1)
    .max(CHART_SERIES),
});

const series = z
  .array(
    z.strictObject({
      name: label,
      data: z
        .array(z.strictObject({ label, value: z.number() }))
        .min(1)
        .max(CHART_CATEGORIES),
    }),
  )
  .min(1)
  .max(CHART_SERIES)
  .refine((all) => isWithoutDoubles(all.map(({ name }) => name)), 'names of series must be unique');

const overAxis = z
  .strictObject({
    type: z.literal(['line', 'bar', 'area']),
    series,
    axis_config: z.strictObject({
      categories: z.array(label).min(1).max(CHART_CATEGORIES).refine(isWithoutDoubles, 'categories must be unique'),
      x_label: text(CHART_AXIS_LABEL).optional(),
      y_label: text(CHART_AXIS_LABEL).optional(),
    }),
  })
  .refine(
    ({ series: all, axis_config: { categories } }) =>
      all.every(({ data }) =>
        isSameSet(
          data.map((point) => point.label),
          categories,
        ),
      ),
    'every series must have exactly one data point for each category',
  );

export const chartParts = {
  type: z.literal('data_visualization'),
  title: text(CHART_TITLE),
  chart: z.discriminatedUnion('type', [pie, overAxis]),
};

function isWithoutDoubles(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && isWithoutDoubles(some) && some.every((value) => others.includes(value));
}
