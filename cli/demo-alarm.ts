/** What CloudWatch would send to the topic when an alarm changes. */
import { type AlarmDefinition, runbookLink } from '../dashboards/alarm-definitions';

interface Change {
  readonly id: string;
  readonly state: 'ALARM' | 'OK';
  readonly at: Date;
  readonly accountId: string;
  readonly homeRegion: string;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html, as far as the product reads it. */
export function alarmNotification(
  definitions: readonly AlarmDefinition[],
  { id, state, at, accountId, homeRegion }: Change,
): string {
  const definition = definitions.find((one) => one.id === id);
  if (!definition) throw new Error(`there is no alarm ${id}`);
  const { name, impact, heading, threshold, breaches } = definition;
  const isBelow = breaches === 'below';
  const value = (state === 'ALARM') === isBelow ? threshold - 8.3 : threshold + (isBelow ? 5 : 5.7);
  return JSON.stringify({
    AlarmName: name,
    AlarmDescription: `${impact} What to do: ${runbookLink('docs/runbook.md', heading)}`,
    AWSAccountId: accountId,
    NewStateValue: state,
    NewStateReason: `Threshold Crossed: 2 datapoints [${value}, ${value}] were ${state === 'OK' ? 'not ' : ''}${isBelow ? 'less than' : 'greater than or equal to'} the threshold (${threshold}).`,
    StateChangeTime: at.toISOString().replace('Z', '+0000'),
    AlarmArn: `arn:aws:cloudwatch:${homeRegion}:${accountId}:alarm:${name}`,
  });
}
