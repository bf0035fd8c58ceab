import { limits } from '../limits';

interface Box {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Widgets over the right edge, and pairs that cover the same place. */
export function overlaps(boxes: readonly Box[]): string[] {
  return boxes.flatMap((one, index) => [
    ...(one.x + one.width > limits.columns ? [`${one.name} ends behind column ${limits.columns}`] : []),
    ...boxes
      .slice(index + 1)
      .filter((other) => meet(one, other))
      .map((other) => `${one.name} covers ${other.name}`),
  ]);
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
