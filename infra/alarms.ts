/** The second path's alarms, from their definitions. */
import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Settings } from '../lambda/domain/settings';
import { metrics, NAMESPACE } from '../lambda/domain/telemetry';
import { type AlarmDefinition, alarmDefinitions, runbookLink } from '../dashboards/alarm-definitions';

export interface AlarmsProps {
  readonly settings: Settings;
  readonly topic: sns.ITopic;
  readonly deadLetters: sqs.IQueue;
  readonly scan: lambda.IFunction;
  readonly report: lambda.IFunction;
  /** Only with an organization. */
  readonly round: sfn.StateMachine | null;
}

export class Alarms extends Construct {
  readonly alarms: readonly cloudwatch.Alarm[];

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { settings, topic } = props;
    this.alarms = alarmDefinitions(settings).map((definition) => {
      const alarm = new cloudwatch.Alarm(this, definition.id, {
        alarmName: definition.name,
        alarmDescription: `${definition.impact} What to do: ${runbookLink(settings.alarms.runbook, definition.heading)}`,
        metric: metricOf(definition, props),
        comparisonOperator: OPERATORS[definition.breaches],
        threshold: definition.threshold,
        datapointsToAlarm: definition.of[0],
        evaluationPeriods: definition.of[1],
        treatMissingData: MISSING[definition.missing],
      });
      alarm.addAlarmAction(new SnsAction(topic));
      alarm.addOkAction(new SnsAction(topic));
      return alarm;
    });
  }
}

const OPERATORS = {
  below: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
  'at or above': cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  above: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
} as const;

const MISSING = {
  breaching: cloudwatch.TreatMissingData.BREACHING,
  fine: cloudwatch.TreatMissingData.NOT_BREACHING,
  unchanged: cloudwatch.TreatMissingData.IGNORE,
} as const;

function metricOf(
  { watches, statistic }: AlarmDefinition,
  { settings, deadLetters, scan, report, round }: AlarmsProps,
): cloudwatch.IMetric {
  const how = { statistic, period: Duration.minutes(settings.scan.everyMinutes) };
  if ('metric' in watches) {
    const { name } = metrics[watches.metric];
    return new cloudwatch.Metric({
      namespace: NAMESPACE,
      metricName: name,
      dimensionsMap: watches.dimensions ?? {},
      ...how,
    });
  }
  switch (watches.of) {
    case 'scan errors':
      return scan.metricErrors(how);
    case 'report errors':
      return report.metricErrors(how);
    case 'dead letters':
      return deadLetters.metricApproximateNumberOfMessagesVisible(how);
    case 'failed rounds':
      if (round === null) throw new Error('the alarm on rounds needs the state machine that makes them');
      return failuresOf(round, how);
  }
}

/** Each way in which an execution does not come to its end is a metric of its own, without data where it did not happen. */
function failuresOf(
  round: sfn.StateMachine,
  how: cloudwatch.MetricOptions & { readonly period: Duration },
): cloudwatch.IMetric {
  const { period } = how;
  return new cloudwatch.MathExpression({
    expression: 'FILL(failed, 0) + FILL(timedOut, 0) + FILL(aborted, 0)',
    usingMetrics: {
      failed: round.metricFailed(how),
      timedOut: round.metricTimedOut(how),
      aborted: round.metricAborted(how),
    },
    label: 'Rounds that did not come to their end',
    period,
  });
}
