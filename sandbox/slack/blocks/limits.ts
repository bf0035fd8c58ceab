/**
 * What Slack allows in the blocks of one message. Without another source: the page of the block under
 * https://docs.slack.dev/reference/block-kit/blocks. Where sources differ, the stricter number stands.
 *
 * Slack counts characters; this sandbox counts UTF-16 units, which are never fewer.
 */

/** https://docs.slack.dev/reference/block-kit/blocks */
export const BLOCKS = 50;
export const BLOCK_ID = 255;

/**
 * All text of a message's blocks; beyond it `msg_blocks_too_long`. Not documented: measured as 13,202 (metabase#79908) and
 * 13,297 for markdown alone (bolt-js#2509). Slack counts something else besides: 11,341 characters in 45 blocks were once
 * refused (bolt-js#2867), so a message that passes here may still be refused there.
 */
export const TEXT_OF_ALL_BLOCKS = 13_200;

export const HEADER = 150;
export const SECTION_TEXT = 3000;
export const SECTION_FIELDS = 10;
export const SECTION_FIELD = 2000;
export const CONTEXT_ELEMENTS = 10;
/** Not documented beside the 3,000 of every text object; remembered as what Slack refuses, not found again. */
export const CONTEXT_TEXT = 2000;
export const ACTIONS_ELEMENTS = 25;
export const IMAGE_TEXT = 2000;
/** In all markdown blocks together, the page says; for each of them, metabase#79908 measured. */
export const MARKDOWN = 12_000;

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
export const BUTTON_TEXT = 75;
export const BUTTON_VALUE = 2000;
export const ACTION_ID = 255;
export const URL_LENGTH = 3000;
/** https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element and …/composition-objects/option-object */
export const OVERFLOW_OPTIONS = 5;
export const OPTION_TEXT = 75;
/** https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
export const CONFIRM_TITLE = 100;
export const CONFIRM_TEXT = 300;
export const CONFIRM_BUTTON = 30;

export const TABLE_ROWS = 100;
export const TABLE_COLUMNS = 20;
/** In all cells of a message's tables: https://docs.slack.dev/reference/block-kit/blocks/table-block */
export const TABLE_TEXT = 10_000;

/** With the header. 101 in the documentation of May 2026, 201 since August (assistant-ui#5785). */
export const DATA_TABLE_ROWS = { least: 2, most: 201 } as const;
/** In all cells of a message's data tables. 10,000 in May 2026, 20,000 since August (assistant-ui#5785). */
export const DATA_TABLE_TEXT = 20_000;
export const DATA_TABLE_PAGE = 100;

/** Not documented; Slack's own refusal told it (vercel/chat#696). */
export const CHARTS = 2;
export const CHART_TITLE = 50;
/** Series of a line, bar or area chart, segments of a pie. 6 in the documentation of June 2026, 12 in later copies. */
export const CHART_SERIES = 12;
export const CHART_CATEGORIES = 20;
export const CHART_LABEL = 20;
export const CHART_AXIS_LABEL = 50;
