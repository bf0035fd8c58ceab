/** How a row of the report is named on the page, and where it is found there. */
import type { Report, ReportRow, ReportTop } from '../../domain/report';
import { placeText, rowName } from '../../domain/report-words';
import { textHtml, wordsHtml } from '../../drawing/html';

/** The quota and the resource, and below them where that is. */
export function rowHtml(row: ReportRow, { accounts }: Report): string {
  return `${wordsHtml(rowName(row))}<span class="place"><bdi>${textHtml(placeText(accounts, row))}</bdi></span>`;
}

/** A row of the top, with its days and its plan. */
export interface TopRow extends Omit<ReportTop, 'row'> {
  readonly index: number;
  readonly row: ReportRow;
}

export function topRows({ top, rows }: Report): TopRow[] {
  return top.flatMap((one, index) => {
    const row = rows[one.row];
    return row === undefined ? [] : [{ ...one, index, row }];
  });
}

export const topAnchor = (index: number): string => `top-${index + 1}`;
export const planAnchor = (index: number): string => `plan-${index + 1}`;
