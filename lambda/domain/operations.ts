/** Every operation that is asked of AWS, whoever asks: what it spends and what it needs. */
import { detailReads } from './detail-reads';
import { type BudgetName, type OperationDeclaration, type ReadPermission, reads } from './reads';
import { signalReads } from './signal-reads';

const operations: ReadonlyMap<string, OperationDeclaration> = new Map(
  [...Object.values(signalReads), ...Object.values(detailReads), ...Object.values(reads)].map((read) => [
    read.operation,
    read,
  ]),
);

/** The buckets that one attempt of an operation spends from; none for operations with rates that no scan comes near. */
export function budgetsOf(operation: string): readonly BudgetName[] {
  return operations.get(operation)?.budgets ?? [];
}

/** The permission that an operation needs; `null` for none, or for an operation that is not declared. */
export function permissionOf(operation: string): ReadPermission | null {
  return operations.get(operation)?.permission ?? null;
}
