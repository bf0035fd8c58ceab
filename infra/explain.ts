/** Findings of cdk-nag that are meant so, each with its reason. */
import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { readable } from './readable';

/** @param reasons by the id of the finding as cdk-nag prints it, without the name of its pack in front */
export function explain(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  Validations.of(construct).acknowledge(
    ...Object.entries(reasons).map(([id, reason]) => ({ id: `${packOf(id)}::${id}`, reason })),
  );
}

/** The id of the finding that a wildcard in this ARN is, which names it as the template will. */
export function wildcardIn(construct: IConstruct, arn: string): string {
  return `AwsSolutions-IAM5[Resource::${String(readable(Stack.of(construct).resolve(arn)))}]`;
}

function packOf(id: string): string {
  return id.split('-', 1)[0] ?? id;
}
