/** Rules for what is inside the section of plans. */
export const style = `
#plans .overview { margin-top: 16px; padding: 0; border-collapse: separate; border-spacing: 0; }
#plans .overview th, #plans .overview td { padding: 8px 18px; }
#plans .overview tbody th { font-weight: 450; overflow-wrap: anywhere; }
#plans .overview .critical { color: var(--critical); } #plans .overview .warning { color: var(--warning); } #plans .overview .ok { color: var(--good); }
#plans .overview .detail { display: inline-block; min-width: 15ch; color: var(--muted); }
#plans .plan { margin-top: 16px; padding: 20px 22px; }
#plans .plan > h3 { font-size: 1.08rem; line-height: 1.35; overflow-wrap: anywhere; scroll-margin-top: 20px; }
#plans .fillings { display: flex; flex-wrap: wrap; gap: 10px 28px; margin: 4px 0 12px; }
#plans .fillings div { flex: 1 1 240px; min-width: 0; max-width: 360px; }
#plans .fillings dt { font-size: .78rem; color: var(--muted); }
#plans .fillings dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
#plans .filling { display: block; width: 100%; height: 8px; border-radius: 4px; margin: 3px 0 4px; fill: var(--good); }
#plans .filling.warning { fill: var(--warning); } #plans .filling.critical { fill: var(--critical); } #plans .filling .track { fill: var(--track); }
#plans .summary { max-width: 88ch; font-size: 1.02rem; overflow-wrap: anywhere; }
#plans .summary + .note, #plans .stale + .note { margin-top: 6px; }
#plans .stale { color: var(--warning); margin-top: 8px; }
#plans .steps { margin: 18px 0 0; padding-left: 26px; display: grid; grid-template-columns: minmax(0, 1fr); gap: 20px; }
#plans .options { padding-left: 18px; }
#plans .steps > li::marker { font-weight: 650; color: var(--muted); }
#plans .title { font-weight: 600; max-width: 88ch; overflow-wrap: anywhere; }
#plans .change { font-variant-numeric: tabular-nums; color: var(--text); font-weight: 550; }
#plans .steps ul { margin-top: 5px; padding-left: 18px; max-width: 92ch; font-size: .92rem; list-style: disc; }
#plans .steps ul > li::marker { color: var(--muted); }
#plans .mind { margin-top: 8px; padding: 7px 12px; border-left: 3px solid var(--warning); background: var(--warning-soft); border-radius: 0 6px 6px 0; font-size: .92rem; max-width: 92ch; }
#plans .mind strong { color: var(--warning); } #plans .mind ul { margin-top: 2px; font-size: inherit; }
#plans .undo { margin-top: 7px; max-width: 100ch; }
#plans details { margin-top: 12px; }
#plans details > ul { margin-top: 8px; padding-left: 20px; max-width: 92ch; }
#plans summary { cursor: pointer; color: var(--accent); font-weight: 550; overflow-wrap: anywhere; }
#plans .artefact { margin-top: 7px; font-size: .9rem; } #plans .artefact summary { font-weight: 450; }
#plans pre { margin: 8px 0 0; padding: 12px 14px; background: var(--page); border: 1px solid var(--line); border-radius: 8px; overflow: auto; max-height: 420px; font: .84em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
#plans .heading { margin-top: 12px; font-weight: 600; font-size: .9rem; }
#plans .scroll { margin-top: 6px; max-height: 420px; } #plans .scroll thead th { padding: 6px 10px; vertical-align: bottom; }
#plans .scroll td { vertical-align: top; } #plans .scroll td bdi { display: inline; max-width: none; }
#plans .scroll td:first-child { white-space: normal; overflow-wrap: anywhere; min-width: 22ch; }
@media (max-width: 560px) {
  #plans .plan { padding: 14px; }
  #plans .steps { padding-left: 22px; } #plans .options { padding-left: 16px; }
  #plans .overview th, #plans .overview td { padding: 7px 12px; }
  #plans .overview .detail { display: none; }
  #plans .scroll td:first-child { min-width: 16ch; }
}
@media print { #plans details > :not(summary) { display: block; } #plans pre { max-height: none; white-space: pre-wrap; } }
`;
