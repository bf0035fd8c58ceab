/** The look of the report, beside what every page has. */
export const style = `
body { overflow-wrap: break-word; }
#accounts td.warning { color: var(--warning); font-weight: 600; } #accounts td.critical { color: var(--critical); font-weight: 600; }
.contents ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: .92rem; }
.page { max-width: 1240px; }
.facts div { min-width: 0; }
.links { margin-top: 14px; font-size: .92rem; }
.place { display: block; font-size: .8rem; color: var(--muted); font-weight: 400; white-space: normal; }
.part > .widget, .part > article, .part > figure { margin: 14px 0 0; }
.part h3 { font-size: 1.02rem; line-height: 1.35; overflow-wrap: anywhere; scroll-margin-top: 20px; margin: 0; }
.figure { font-size: 2rem; line-height: 1.15; font-weight: 640; letter-spacing: -.03em; font-variant-numeric: tabular-nums; display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; margin: 0; }
.figure.warning { color: var(--warning); } .figure.critical { color: var(--critical); }
.figure .badge { letter-spacing: 0; }
dd { margin: 0; }

#decision .widget { border-left: 6px solid var(--line); padding: 18px 22px 20px; }
#decision .critical { border-left-color: var(--critical); } #decision .warning { border-left-color: var(--warning); } #decision .ok { border-left-color: var(--good); }
#decision .what { margin-top: 8px; max-width: 60ch; font-size: clamp(1.15rem, 1rem + .8vw, 1.5rem); line-height: 1.4; font-weight: 550; letter-spacing: -.01em; overflow-wrap: anywhere; }
#decision .goto { margin-top: 12px; }

#figures dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: 14px; margin: 14px 0 0; }
#figures dt { font-size: .86rem; font-weight: 600; margin-bottom: 6px; }
#figures .note { margin-top: 6px; }

.rank { color: var(--muted); font-weight: 550; margin-right: 4px; }
.sides { display: grid; grid-template-columns: minmax(0, 300px) minmax(0, 1fr); gap: 12px 32px; margin-top: 12px; align-items: start; }
#peaked .bar { display: block; width: 100%; height: 8px; border-radius: 4px; margin: 8px 0 12px; }
#peaked dl { display: grid; gap: 7px; margin: 0; font-size: .9rem; }
#peaked dl div { display: grid; grid-template-columns: 104px minmax(0, 1fr); gap: 10px; }
#peaked dt { color: var(--muted); } #peaked dd { overflow-wrap: anywhere; }
#peaked .goto { margin-top: 10px; font-size: .9rem; }
figure { margin: 0; } figcaption { font-size: .86rem; font-weight: 600; margin-bottom: 8px; }
.sides .chart { width: 100%; }

.rows th, .rows td { vertical-align: top; white-space: normal; }
.rows td.number { white-space: nowrap; }
.rows thead th { position: static; padding: 6px 10px; vertical-align: bottom; box-shadow: none; }
.rows tbody th { font-weight: 500; overflow-wrap: anywhere; }
.rows th:first-child { padding-left: 0; } .rows td:last-child, .rows th:last-child { padding-right: 0; }
.widget > .scroll { border: 0; border-radius: 0; max-height: none; }
.pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 14px; margin-top: 14px; }
.move { display: block; margin: 4px 0 0 auto; } .move path { stroke-width: 3; } .move .moved { stroke: var(--accent); } .move.rose .moved { stroke: var(--warning); }
.move .track, .span .track { stroke: var(--track); stroke-width: 3; stroke-linecap: round; }
.move .then { fill: var(--ground); stroke: var(--muted); stroke-width: 1.5; } .move .now { fill: var(--accent); } .move.rose .now { fill: var(--warning); }

.axis { min-width: 240px; } .ends { display: flex; justify-content: space-between; gap: 8px; font-weight: 450; white-space: nowrap; }
.span { display: block; margin-top: 5px; max-width: 100%; } .span .likely { stroke: var(--accent); stroke-width: 5; stroke-opacity: .45; } .span.open .likely { stroke-dasharray: 5 3; } .span circle { fill: var(--accent); }
.reasons { list-style: none; columns: 2 320px; column-gap: 24px; margin-top: 8px; font-size: .92rem; } .reasons li { display: grid; grid-template-columns: 5ch minmax(0, 1fr); gap: 10px; break-inside: avoid; } .reasons strong { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
#incidents table { max-width: 640px; }
#seen h3 { margin-top: 14px; font-size: .92rem; } #seen p + p { margin-top: 6px; } #seen ul { padding-left: 20px; font-size: .92rem; overflow-wrap: anywhere; } #seen .names { font-size: .92rem; color: var(--muted); }

#plans h4 { font-size: .9rem; margin: 12px 0 4px; } #plans .summary { margin-top: 8px; max-width: 88ch; overflow-wrap: anywhere; }
#plans ol, #plans article ul { padding-left: 22px; max-width: 92ch; font-size: .94rem; display: grid; grid-template-columns: minmax(0, 1fr); gap: 5px; overflow-wrap: anywhere; }
#plans article .note + p, #plans ol + .note, #plans ul + .note { margin-top: 10px; }

#all .widget { padding: 0 0 4px; } #all .count { padding: 0 18px 8px; }
#all .scroll { max-height: 640px; } #all .scroll thead th { vertical-align: bottom; } #all .scroll thead button { padding: 8px; } #all td, #all tbody th { padding: 6px 8px; }
#all tbody th { font-weight: 500; min-width: 15ch; } #all td, #all tbody th { vertical-align: top; } #all .wrap { white-space: normal; min-width: 20ch; } #all .name { white-space: normal; overflow-wrap: anywhere; min-width: 16ch; }
#all td.warning::before { content: "▲ "; color: var(--warning); } #all td.critical::before { content: "■ "; color: var(--critical); }
#all td.warning { color: var(--warning); font-weight: 600; } #all td.critical { color: var(--critical); font-weight: 600; }
#reading dl { display: grid; gap: 10px; margin: 12px 0 0; max-width: 92ch; } #reading div { display: grid; grid-template-columns: 170px minmax(0, 1fr); gap: 16px; } #reading dt { font-weight: 600; } #reading dd { color: var(--muted); }

@media (max-width: 900px) {
  .sides, .pair { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 560px) {
  #figures dl { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 10px; } .figure { font-size: 1.6rem; }
  #reading div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .axis { display: none; } .scroll .rows tbody th { min-width: 20ch; } .scroll .rows td { min-width: 13ch; } .scroll .rows td.number { min-width: 0; }
}
@media (max-width: 420px) {
  .pair td:nth-child(2), .pair th:nth-child(2) { display: none; }
}
@page { size: A4; margin: 14mm 14mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #59616e; } }
@media print {
  html { font-size: 12px; }
  body { background: none; font-size: 9.5pt; }
  .page { padding: 0; max-width: none; }
  header { padding: 0 0 4px; } .brand { margin-bottom: 8px; } h1 { font-size: 20pt; } .lead { margin-top: 6px; } .facts { margin-top: 12px; gap: 8px 26px; }
  h2, h3, h4, .lead, figcaption, thead { break-after: avoid; } .part > h2, #reading div, li, footer { break-inside: avoid; }
  .part + .part { margin-top: 26px; }
  .widget, #decision .widget { padding: 10px 14px; } .figure { font-size: 17pt; } .goto { display: none; }
  .place, .note, .facts dt { font-size: 7.5pt; }
  #decision .what { font-size: 13.5pt; max-width: none; }
  #figures dl { grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 8px; }
  .sides { grid-template-columns: minmax(0, 1fr); gap: 8px; margin-top: 4px; } .sides > div { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 16px; align-items: center; }
  #peaked .bar { margin: 0; } #peaked dl { grid-column: 1 / -1; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 3px 20px; margin-top: 8px; font-size: 8.5pt; } #peaked dl div { grid-template-columns: 82px minmax(0, 1fr); }
  .pair { grid-template-columns: minmax(0, 1fr); gap: 8px; } .graph { grid-template-columns: minmax(0, 1fr); gap: 8px; }
  .scroll .rows, .rows { font-size: 8.5pt; } .scroll .rows thead th, .rows thead th, .scroll .rows .badge { font-size: 7.5pt; } .scroll .rows td { padding: 5px 8px; } .scroll .rows td:last-child { padding-right: 0; }
  .axis { min-width: 0; } .span { width: 150px; }
  /* Chromium leaves buttons out where it repeats a heading. */
  #all thead button { display: contents; } #all .scroll thead th { padding: 2px 4px; white-space: normal; }
  #all .widget { padding: 0; border: 0; break-inside: auto; } #all .scroll { max-height: none; } #all .scroll thead th { position: static; }
  #all table { font-size: 6.5pt; } #all td, #all tbody th { padding: 2px 4px; } #all td:not(.wrap, .name, :last-child) { white-space: nowrap; } #all td:last-child { white-space: normal; } #all .name { min-width: 17ch; } #all tbody th { min-width: 14ch; } #all .wrap { min-width: 19ch; } #all .count { padding: 0; }
  #reading dl { gap: 5px; font-size: 8.5pt; }
  #all { break-before: page; }
}
`;
