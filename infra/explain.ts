/** Findings of cdk-nag that are meant so, each with its reason. */
import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** @param reasons by the id of the finding as cdk-nag prints it, without the name of its pack in front */
export function explain(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  Validations.of(construct).acknowledge(
    ...Object.entries(reasons).map(([id, reason]) => ({ id: `${packOf(id)}::${id}`, reason })),
  );
}

function packOf(id: string): string {
  return id.split('-', 1)[0] ?? id;
}
