/** Rules for what is inside the section of plans. */
export const style = `
#plans .plan { margin-top: 16px; padding: 20px 22px; }
#plans .plan > h3 { font-size: 1.08rem; line-height: 1.35; }
#plans .fillings { display: flex; flex-wrap: wrap; gap: 10px 28px; margin: 4px 0 12px; }
#plans .fillings div { flex: 1 1 240px; min-width: 0; max-width: 360px; }
#plans .fillings dt { font-size: .78rem; color: var(--muted); }
#plans .fillings dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
#plans .filling { display: block; width: 100%; height: 8px; border-radius: 4px; margin: 3px 0 4px; fill: var(--good); }
#plans .filling.warning { fill: var(--warning); } #plans .filling.critical { fill: var(--critical); } #plans .filling .track { fill: var(--track); }
#plans .summary { max-width: 88ch; font-size: 1.02rem; }
#plans .summary + .note, #plans .stale + .note { margin-top: 6px; }
#plans .stale { color: var(--warning); margin-top: 8px; }
#plans .steps { margin: 16px 0 0; padding-left: 26px; display: grid; gap: 18px; }
#plans .options { padding-left: 18px; }
#plans .steps > li::marker { font-weight: 650; color: var(--muted); }
#plans .title { font-weight: 600; max-width: 88ch; }
#plans .change { font-variant-numeric: tabular-nums; color: var(--text); }
#plans .steps ul { margin-top: 5px; padding-left: 18px; max-width: 92ch; font-size: .92rem; }
#plans .mind { margin-top: 6px; padding: 7px 12px; border-left: 3px solid var(--warning); background: var(--warning-soft); border-radius: 0 6px 6px 0; font-size: .92rem; max-width: 92ch; }
#plans .mind strong { color: var(--warning); } #plans .mind ul { margin-top: 2px; font-size: inherit; }
#plans details { margin-top: 12px; }
#plans details > ul { margin-top: 8px; padding-left: 20px; }
#plans summary { cursor: pointer; color: var(--accent); font-weight: 550; overflow-wrap: anywhere; }
#plans .artefact { margin-top: 8px; font-size: .9rem; } #plans .artefact summary { font-weight: 450; }
#plans pre { margin: 8px 0 0; padding: 12px 14px; background: var(--page); border: 1px solid var(--line); border-radius: 8px; overflow: auto; max-height: 420px; font: .84em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
#plans .scroll { margin-top: 10px; max-height: 360px; } #plans caption { text-align: left; font-weight: 600; padding: 8px 10px; }
#plans .scroll thead th { padding: 6px 10px; }
@media (max-width: 560px) { #plans .plan { padding: 14px; } #plans td { white-space: normal; overflow-wrap: anywhere; } }
@media print { #plans details > :not(summary) { display: block; } #plans pre { max-height: none; white-space: pre-wrap; } }
`;
