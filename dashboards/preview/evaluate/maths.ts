/** Metric math over series of one period: a point for each of the range's periods, or none. */
import type { Maths, Operator } from '../../expressions';
import type { Point } from '../data';
import type { Range } from './range';

type Result = number | readonly Point[];

interface MathContext {
  readonly range: Range;
  readonly periodSeconds: number;
  readonly series: ReadonlyMap<string, readonly Point[]>;
}

/** "The final result of any math expression must be a single time series". */
export function computed(maths: Maths, context: MathContext): readonly Point[] {
  const result = compute(maths, context);
  if (typeof result === 'number') throw new Error('metric math must end in a time series');
  return result;
}

function compute(maths: Maths, context: MathContext): Result {
  switch (maths.kind) {
    case 'number':
      return maths.value;
    case 'id':
      return context.series.get(maths.id) ?? [];
    case 'call': {
      const argument = compute(maths.argument, context);
      if (typeof argument === 'number') throw new Error(`${maths.name} takes a time series`);
      return maths.name === 'EPOCH' ? epoch(argument, context) : Math.max(0, ...argument.map(({ value }) => value));
    }
    case 'operation':
      return operate(maths.operator, compute(maths.left, context), compute(maths.right, context));
  }
}

/** "A new non-sparse time series where each value is based on its timestamp"; of nothing, nothing. */
function epoch(series: readonly Point[], { range, periodSeconds }: MathContext): Point[] {
  if (series.length === 0) return [];
  const period = periodSeconds * 1000;
  const points: Point[] = [];
  for (let time = Math.ceil(range.start / period) * period; time <= range.end; time += period) {
    points.push({ time, value: time / 1000 });
  }
  return points;
}

/** "Missing values in a time series are treated as 0." */
function operate(operator: Operator, left: Result, right: Result): Result {
  const apply = OPERATIONS[operator];
  if (typeof left === 'number') {
    return typeof right === 'number'
      ? apply(left, right)
      : right.map(({ time, value }) => ({ time, value: apply(left, value) }));
  }
  if (typeof right === 'number') return left.map(({ time, value }) => ({ time, value: apply(value, right) }));
  const [a, b] = [left, right].map((points) => new Map(points.map(({ time, value }) => [time, value])));
  const times = [...new Set([...left, ...right].map(({ time }) => time))].toSorted((one, other) => one - other);
  return times.map((time) => ({ time, value: apply(a?.get(time) ?? 0, b?.get(time) ?? 0) }));
}

const OPERATIONS: Record<Operator, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};
