/** Text on its way to people, wherever they read it. */
export { printable } from '../domain/printable';

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** How full, in eighths of a cell; whatever is in use shows at least one. */
export function bar(utilization: number | null, cells: number): string {
  const eighths = Math.min(cells * 8, Math.max(1, Math.round(((utilization ?? 0) / 100) * cells * 8)));
  const text = '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
  return text.padEnd(cells, '░');
}
