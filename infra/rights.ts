/** What several functions may do to Headroom's own stores, and by which ways others hear of what was found. */
import { Stack } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { NAMESPACE } from '../lambda/domain/telemetry';
import { table as names } from '../lambda/stores/table';

/** The bus that every account has in every Region: who wants to follow the incidents needs to know no name of ours. */
export const EVENT_BUS = 'default';

/** Leases and incidents, read and written one by one. */
export function itemsIn(table: dynamodb.Table): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:UpdateItem'],
    resources: [table.tableArn],
  });
}

/** What is pending, by its index. */
export function pendingIn(table: dynamodb.Table): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['dynamodb:Scan'],
    resources: [`${table.tableArn}/index/${names.pending.index}`],
  });
}

/** CloudWatch knows no resources for metrics; a condition names the namespace. */
export function ownMetrics(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    conditions: { StringEquals: { 'cloudwatch:namespace': NAMESPACE } },
  });
}

/** Wakes the notifier. */
export function nudgesTo(queue: sqs.Queue): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] });
}

/** For whoever listens to what becomes of incidents. */
export function eventsOn(scope: Construct): iam.PolicyStatement {
  const bus = Stack.of(scope).formatArn({ service: 'events', resource: 'event-bus', resourceName: EVENT_BUS });
  return new iam.PolicyStatement({ actions: ['events:PutEvents'], resources: [bus] });
}
