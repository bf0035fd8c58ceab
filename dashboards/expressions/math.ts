/**
 * Metric math, as far as ours goes: numbers, ids of the widget, EPOCH and MAX, the four operations.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
import { Scanner } from './scanner';

export type Maths =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'call'; readonly name: 'EPOCH' | 'MAX'; readonly argument: Maths }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly left: Maths; readonly right: Maths };
export type Operator = '+' | '-' | '*' | '/';

/** @throws SyntaxError */
export function parseMath(text: string): Maths {
  const scanner = new Scanner(text);
  const parsed = sum(scanner);
  scanner.end();
  return parsed;
}

function sum(scanner: Scanner): Maths {
  return chain(scanner, product, { '+': '+', '-': '-' });
}

function product(scanner: Scanner): Maths {
  return chain(scanner, factor, { '*': '*', '/': '/' });
}

function chain(
  scanner: Scanner,
  operand: (scanner: Scanner) => Maths,
  operators: Readonly<Record<string, Operator>>,
): Maths {
  let left = operand(scanner);
  for (;;) {
    const found = Object.values(operators).find((one) => scanner.take(new RegExp(`\\${one}`)) !== undefined);
    if (found === undefined) return left;
    left = { kind: 'operation', operator: found, left, right: operand(scanner) };
  }
}

function factor(scanner: Scanner): Maths {
  if (scanner.take(/\(/) !== undefined) return closed(scanner, sum(scanner));
  const digits = scanner.take(/\d+(?:\.\d+)?/);
  if (digits !== undefined) return { kind: 'number', value: Number(digits) };
  const call = scanner.take(/(?:EPOCH|MAX)\s*\(/);
  if (call !== undefined) {
    const name = call.startsWith('MAX') ? 'MAX' : 'EPOCH';
    return { kind: 'call', name, argument: closed(scanner, sum(scanner)) };
  }
  return { kind: 'id', id: scanner.expect(/[a-z][a-zA-Z0-9_]*/, 'a number, an id, EPOCH(…), MAX(…) or (') };
}

function closed(scanner: Scanner, inner: Maths): Maths {
  scanner.expect(/\)/, ')');
  return inner;
}

export function idsIn(maths: Maths): string[] {
  switch (maths.kind) {
    case 'number':
      return [];
    case 'id':
      return [maths.id];
    case 'call':
      return idsIn(maths.argument);
    case 'operation':
      return [...idsIn(maths.left), ...idsIn(maths.right)];
  }
}
