/** Rows of widgets on CloudWatch's grid of 24 columns. */
import type { AlarmWidget, LogWidget, MetricWidget, TextWidget, Widget } from './body';

type Unplaced<One extends Widget> = Pick<One, 'type' | 'properties' | 'width'>;
export type Cell = Unplaced<MetricWidget> | Unplaced<LogWidget> | Unplaced<TextWidget> | Unplaced<AlarmWidget>;

export interface Row {
  readonly height: number;
  /** From left to right. */
  readonly cells: readonly Cell[];
}

/** One row below the other. */
export function placed(rows: readonly Row[]): Widget[] {
  let y = 0;
  return rows.flatMap(({ height, cells }) => {
    let x = 0;
    const widgets = cells.map((cell): Widget => {
      const widget = { ...cell, x, y, height };
      x += cell.width;
      return widget;
    });
    y += height;
    return widgets;
  });
}
