/** The look of every page: calm, in the reader's own fonts and in light or dark as they like it. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --ground: #ffffff; --text: #14181f; --muted: #59616e; --line: #dfe3e8; --track: #e9ecf1;
  --accent: #0f62a8; --accent-soft: #e8f1fa; --warning: #a85400; --warning-soft: #fff3e2; --critical: #b3201e; --critical-soft: #fdecea; --good: #1d6b3a;
  --series-1: #0f62a8; --series-2: #b25000; --series-3: #1d7a46; --series-4: #7d3cb5; --series-5: #a8186b; --series-6: #0b7a80; --series-7: #7a5c00; --series-8: #4a5568;
  --shadow: 0 1px 2px rgb(16 24 40 / 6%);
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #0f1216; --ground: #171b21; --text: #e9edf2; --muted: #a2abb8; --line: #2c333d; --track: #262d37;
    --accent: #6cb3f5; --accent-soft: #16283a; --warning: #f2a444; --warning-soft: #38270f; --critical: #ff8379; --critical-soft: #401a18; --good: #6ccb8d;
    --series-1: #6cb3f5; --series-2: #f2a444; --series-3: #6ccb8d; --series-4: #c69cf4; --series-5: #f58bc6; --series-6: #5ccdd3; --series-7: #dcc25a; --series-8: #b4bdca;
    --shadow: none;
  }
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif; }
h1, h2, h3, p, ul, ol { margin: 0; padding: 0; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999px; top: 0; padding: 10px 16px; background: var(--ground); z-index: 2; }
.skip:focus { left: 12px; top: 12px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.page { max-width: 1360px; margin: 0 auto; padding: 0 24px 64px; }

header { padding: 40px 0 28px; }
.brand { display: flex; align-items: center; gap: 9px; font-weight: 650; letter-spacing: .01em; color: var(--accent); margin-bottom: 18px; }
.brand svg { width: 22px; height: 22px; }
h1 { font-size: clamp(1.6rem, 1.1rem + 2vw, 2.35rem); line-height: 1.15; letter-spacing: -.02em; font-weight: 680; max-width: 34ch; text-wrap: balance; }
.lead { margin-top: 14px; max-width: 68ch; color: var(--muted); font-size: 1.03rem; }
.facts { display: flex; flex-wrap: wrap; gap: 10px 34px; margin: 24px 0 0; }
.facts div { display: flex; flex-direction: column; }
.facts dt { font-size: .78rem; color: var(--muted); }
.facts dd { margin: 0; font-weight: 550; font-variant-numeric: tabular-nums; }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 20px; list-style: none; margin-top: 22px; }

.part { margin-top: 20px; scroll-margin-top: 12px; }
.part + .part { margin-top: 56px; }
h2 { font-size: 1.3rem; letter-spacing: -.01em; line-height: 1.3; }
.part > .lead { margin-top: 4px; font-size: .95rem; }
.filters { display: flex; flex-wrap: wrap; align-items: end; gap: 12px; margin: 18px 0 14px; padding: 14px 16px; background: var(--ground); border: 1px solid var(--line); border-radius: 10px; }
.filters div { min-width: 0; }
.filters label { display: block; font-size: .78rem; color: var(--muted); margin-bottom: 3px; }
.filters .grow { flex: 1 1 200px; }
.filters select, .filters input, .filters button { font: inherit; font-size: .95rem; color: var(--text); background: var(--page); border: 1px solid var(--line); border-radius: 7px; padding: 6px 10px; min-height: 38px; max-width: 100%; width: 100%; }
.filters button { width: auto; cursor: pointer; }
.filters .note { flex-basis: 100%; }

.widget { background: var(--ground); border: 1px solid var(--line); border-radius: 10px; padding: 16px 18px; box-shadow: var(--shadow); min-width: 0; }
.widget > h3 { font-size: .86rem; font-weight: 600; line-height: 1.35; color: var(--text); margin-bottom: 8px; }
code { font: .88em ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; background: var(--track); padding: 1px 5px; border-radius: 4px; overflow-wrap: anywhere; }

.badge { display: inline-flex; align-items: center; gap: 5px; font-size: .78rem; font-weight: 600; line-height: 1.5; padding: 1px 8px 1px 7px; border-radius: 999px; white-space: nowrap; }
.badge.ok { color: var(--good); padding-left: 0; } .badge.unknown { color: var(--muted); background: var(--track); }
.badge.warning { color: var(--warning); background: var(--warning-soft); } .badge.critical { color: var(--critical); background: var(--critical-soft); }
.sign { flex: none; }
.note { font-size: .8rem; color: var(--muted); }
.chart { display: block; max-width: 100%; height: auto; }
.chart text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
.graph { display: grid; grid-template-columns: minmax(0, 1fr) minmax(260px, 340px); gap: 20px; align-items: start; }
.graph .chart { width: 100%; }
.narrow { display: none; }
.legend { list-style: none; font-size: .84rem; display: grid; gap: 7px; padding-top: 4px; }
.legend li { display: grid; grid-template-columns: 26px minmax(0, 1fr) auto; gap: 9px; align-items: center; overflow-wrap: anywhere; line-height: 1.35; }
.empty { color: var(--muted); }

table { border-collapse: collapse; width: 100%; font-size: .86rem; }
th, td { text-align: left; padding: 6px 10px; border-bottom: 1px solid var(--line); vertical-align: baseline; }
tbody tr:last-child > * { border-bottom: 0; }
td { white-space: nowrap; }
thead th { color: var(--muted); font-weight: 600; font-size: .8rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.none { color: var(--muted); }
.scroll { overflow: auto; max-height: 560px; border: 1px solid var(--line); border-radius: 8px; }
.scroll thead th { position: sticky; top: 0; background: var(--ground); padding: 0; box-shadow: inset 0 -1px var(--line); z-index: 1; }
.scroll thead button { font: inherit; color: inherit; background: none; border: 0; padding: 8px 10px; width: 100%; text-align: inherit; cursor: pointer; white-space: nowrap; }
.scroll thead button:hover { color: var(--text); }
.scroll thead button:focus-visible, .scroll:focus-visible { outline-offset: -3px; }
.scroll tbody tr:hover { background: var(--accent-soft); }
.scroll td bdi { display: inline-block; max-width: 44ch; overflow: hidden; text-overflow: ellipsis; vertical-align: bottom; }
.scroll td.long { white-space: normal; min-width: 34ch; } .scroll td.long bdi { display: inline; max-width: none; overflow-wrap: anywhere; }
.order { display: inline-block; width: 1.1em; text-align: center; }
[aria-sort] { color: var(--text) !important; }
[aria-sort="ascending"] .order::after { content: "↑"; } [aria-sort="descending"] .order::after { content: "↓"; }
.bar { display: inline-block; width: 64px; height: 6px; margin-right: 10px; vertical-align: middle; border-radius: 3px; overflow: hidden; fill: var(--accent); }
.bar .track { fill: var(--track); } .bar.warning { fill: var(--warning); } .bar.critical { fill: var(--critical); }
.count { font-size: .8rem; color: var(--muted); margin-top: 8px; } .count button { font: inherit; color: var(--accent); background: none; border: 0; padding: 0; text-decoration: underline; cursor: pointer; }
@media screen { .beyond { display: none; } }
footer { margin-top: 56px; padding-top: 18px; border-top: 1px solid var(--line); color: var(--muted); font-size: .86rem; max-width: 90ch; }

@media (max-width: 900px) {
  .page { padding: 0 16px 48px; }
  .graph { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 560px) {
  header { padding-top: 24px; }
  .widget { padding: 14px; }
  .wide { display: none; } .narrow { display: block; }
  .filters div { flex: 1 1 40%; }
}
@media print {
  :root { color-scheme: light; }
  .filters, .skip, nav { display: none !important; }
  .scroll { max-height: none; overflow: visible; border: 0; }
  .scroll table, .scroll thead th, .scroll .badge { font-size: 6.5pt; } .scroll td, .scroll thead button { padding: 2px 3px; white-space: normal; }
  .scroll thead th { position: static; vertical-align: bottom; } .scroll td.long { min-width: 0; } .scroll .bar, .order { display: none; } .scroll .badge { padding: 0; background: none; }
  .widget { break-inside: avoid; box-shadow: none; }
  tr { break-inside: avoid; }
}
`;
