/**
 * What CloudWatch takes of a dashboard, where nothing else is named from "Dashboard Body Structure and Syntax":
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export const limits = {
  columns: 24,
  /** "Valid Values: 1–1000" */
  height: 1000,
  widgets: 500,
  metricsInWidget: 500,
  /** "no more than one Metrics Insights query" in one widget. */
  insightsQueriesInWidget: 1,
  alarmsInWidget: 100,
  variables: 25,
  variableLabel: 30,
  valuesOfVariable: 500,
  /** "The maximum search expression query size is 1024 characters": search-expression-syntax.html of the user guide. */
  searchExpression: 1024,
  /** "Each query can return no more than 500 time series": cloudwatch-metrics-insights-querylanguage.html of the user guide. */
  seriesOfInsightsQuery: 500,
  /** "You can have a maximum of 10,000 log events": CWL_QuerySyntax-Limit.html of the logs guide. */
  logRows: 10_000,
  /** "Any multiple of 60, with 60 as the minimum." */
  periodSeconds: 60,
} as const;
