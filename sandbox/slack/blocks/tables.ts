/** The two tables: `table`, and `data_table` with pages and sorting. */
import * as z from 'zod';
import { DATA_TABLE_PAGE, DATA_TABLE_ROWS, TABLE_COLUMNS, TABLE_ROWS } from './limits';
import { richTextParts } from './rich-text';

/** A number needs its text as well: it is what is shown. */
const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) }),
  z.strictObject(richTextParts),
]);
const row = z.array(cell).min(1).max(TABLE_COLUMNS);

export const tableParts = {
  type: z.literal('table'),
  rows: z.array(row).min(1).max(TABLE_ROWS),
  column_settings: z
    .array(
      z
        .strictObject({
          align: z.enum(['left', 'center', 'right']).optional(),
          is_wrapped: z.boolean().optional(),
        })
        .nullable(),
    )
    .max(TABLE_COLUMNS)
    .optional(),
};

const dataRows = z
  .array(row)
  .min(DATA_TABLE_ROWS.least)
  .max(DATA_TABLE_ROWS.most)
  .refine((rows) => new Set(rows.map(({ length }) => length)).size === 1, 'all rows must have the same number of cells')
  .refine(
    ([header = []]) => header.every(({ type }) => type !== 'rich_text'),
    'the first row is the header and must not have rich_text cells',
  );

export const dataTableParts = {
  type: z.literal('data_table'),
  caption: z.string().min(1),
  rows: dataRows,
  page_size: z.int().min(1).max(DATA_TABLE_PAGE).optional(),
  row_header_column_index: z
    .int()
    .min(0)
    .max(TABLE_COLUMNS - 1)
    .optional(),
};
