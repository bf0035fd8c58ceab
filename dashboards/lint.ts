/**
 * What PutDashboard would refuse, and what it would take and show nothing for: names that the publisher does not write. AWS has
 * no validator outside of AWS. Pure; a body without findings gives an empty list.
 */
import { type DashboardBody, dashboardSchema, type Widget } from './body';
import type { LintOptions } from './lint-options';
import { lintLogWidget } from './lint/log-widget';
import { lintMetricWidget } from './lint/metric-widget';
import { overlaps } from './lint/grid';
import { lintText } from './lint/text';
import { lintVariables } from './lint/variables';

export function lint(body: unknown, options: LintOptions): string[] {
  const parsed = dashboardSchema.safeParse(body);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`);
  }
  const { widgets } = parsed.data;
  return [
    ...widgets.flatMap((widget) => lintWidget(widget, options).map((finding) => `${nameOf(widget)}: ${finding}`)),
    ...overlaps(widgets.map((widget) => ({ ...widget, name: nameOf(widget) }))),
    ...lintVariables(parsed.data),
  ];
}

function lintWidget(widget: Widget, options: LintOptions): string[] {
  switch (widget.type) {
    case 'metric':
      return lintMetricWidget(widget);
    case 'log':
      return lintLogWidget(widget);
    case 'text':
      return lintText(widget.properties.markdown, options);
    case 'alarm':
      return [];
  }
}

function nameOf({ properties, x, y }: DashboardBody['widgets'][number]): string {
  return 'title' in properties ? `"${properties.title}"` : `the widget at ${x},${y}`;
}
