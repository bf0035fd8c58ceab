/** The look of the dashboard, beside what every page has. */
import { limits } from '../limits';

const columns = Array.from({ length: limits.columns }, (_, index) => index);

/** Styles in attributes are forbidden, so every place on the grid has a name. */
const places = [
  ...columns.map((column) => `.x-${column}{grid-column-start:${column + 1}}`),
  ...columns.map((column) => `.w-${column + 1}{grid-column-end:span ${column + 1}}`),
].join('\n');

export const style = `
.row { display: grid; grid-template-columns: repeat(${limits.columns}, minmax(0, 1fr)); gap: 14px; margin-top: 14px; }
.text h3 { font-size: 1.08rem; line-height: 1.35; margin-bottom: 6px; }
.text p { color: var(--muted); max-width: 80ch; }
.text p + p { margin-top: 9px; }
.text strong { color: var(--text); font-weight: 600; }
.console-link { font-weight: 600; }
.value { font-size: 2.5rem; line-height: 1.1; font-weight: 640; letter-spacing: -.03em; font-variant-numeric: tabular-nums; display: flex; align-items: center; gap: 12px; }
.value .badge { letter-spacing: 0; font-size: .8rem; }
.value .unit { font-size: 1.25rem; color: var(--muted); margin-left: -8px; font-weight: 500; }
.value.warning { color: var(--warning); } .value.critical { color: var(--critical); } .value.unknown { color: var(--muted); }
.singleValue { display: flex; flex-direction: column; }
.singleValue .chart { margin-top: auto; padding-top: 8px; width: 100%; }
.gauge { text-align: center; display: flex; flex-direction: column; }
.gauge > h3 { text-align: left; }
.dial { position: relative; margin: auto auto 0; width: 100%; max-width: 260px; }
.dial .chart { width: 100%; }
.dial .value { position: absolute; inset: 47% 0 auto; justify-content: center; font-size: 1.75rem; }
.below { margin-bottom: auto; }
.alarms { list-style: none; display: grid; gap: 7px; font-size: .9rem; }
.alarms li { display: grid; grid-template-columns: 108px minmax(0, 1fr); gap: 8px; align-items: baseline; }
.alarms .badge { justify-self: start; }
.ranking { font-size: .88rem; }
.ranking tbody th { font-weight: 450; overflow-wrap: anywhere; padding-left: 0; }
.ranking thead th:first-child { padding-left: 0; }
.regions { display: flex; flex-wrap: wrap; gap: 6px 16px; list-style: none; font-size: .88rem; margin-top: 16px; color: var(--muted); }
.regions li { display: inline-flex; align-items: center; gap: 6px; }
${places}
@media (max-width: 900px) {
  .row { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .widget { grid-column: 1 / -1; }
  .widget.singleValue, .widget.gauge { grid-column: span 1; }
}
@media (max-width: 560px) {
  .value { font-size: 2rem; flex-wrap: wrap; gap: 4px 10px; }
  .dial .value { font-size: 1.3rem; }
  .ranking .bar { display: none; }
  .ranking td:last-child, .ranking th:last-child { padding-right: 0; }
  .alarms li { grid-template-columns: minmax(0, 1fr); gap: 0; }
}
@media print { .widget.log { break-inside: auto; } }
`;
