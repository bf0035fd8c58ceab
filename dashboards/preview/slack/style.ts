/** The look of Slack, in light and dark, for what is inside the section only. Links are underlined, as Slack's readers may choose: colour alone does not tell them apart. */
export const style = `
#slack {
  --s-ground: #ffffff; --s-text: #1d1c1d; --s-muted: #616061; --s-line: #dddddd; --s-soft: #f8f8f8; --s-link: #1264a3;
  --s-code: #c01343; --s-pages: #fbf0c4; --s-pages-text: #1264a3; --s-mention: #e8f5fa; --s-app: #e8e8e8; --s-avatar: #0f62a8;
}
@media screen and (prefers-color-scheme: dark) {
  #slack {
    --s-ground: #1a1d21; --s-text: #d1d2d3; --s-muted: #ababad; --s-line: #3a3d42; --s-soft: #222529; --s-link: #3aa8e0;
    --s-code: #e8912d; --s-pages: #4a3f18; --s-pages-text: #f5d76e; --s-mention: #17323f; --s-app: #35373b; --s-avatar: #2277c0;
  }
}
#slack .channel { max-width: 960px; margin-top: 16px; background: var(--s-ground); color: var(--s-text); border: 1px solid var(--s-line); border-radius: 10px; box-shadow: var(--shadow); font-family: Slack-Lato, Lato, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif; font-size: 15px; line-height: 1.46; overflow-wrap: anywhere; }
#slack h3 { font-size: 1.13rem; font-weight: 800; padding: 13px 20px; border-bottom: 1px solid var(--s-line); }
#slack .nothing { padding: 20px; color: var(--s-muted); }
#slack h4 { margin: 10px 0; text-align: center; font-size: .82rem; font-weight: 700; line-height: 28px; background: linear-gradient(var(--s-line), var(--s-line)) center / 100% 1px no-repeat; }
#slack h4 span { display: inline-block; padding: 0 16px; background: var(--s-ground); border: 1px solid var(--s-line); border-radius: 24px; }
#slack .messages, #slack .thread ol { list-style: none; }
#slack .messages > li { padding: 8px 20px; scroll-margin-top: 12px; }
#slack .messages > li:last-child { padding-bottom: 16px; }
#slack .messages > li:target { background: var(--s-soft); }
#slack .message { display: grid; grid-template-columns: 36px minmax(0, 1fr); gap: 8px; }
#slack .avatar { width: 36px; height: 36px; border-radius: 8px; fill: var(--s-avatar); margin-top: 3px; }
#slack .person { display: grid; place-items: center; background: #6b2f7a; color: #ffffff; font-weight: 700; }
#slack .by { display: flex; flex-wrap: wrap; align-items: center; gap: 0 6px; }
#slack .by strong { font-weight: 900; }
#slack .app { font-size: .66rem; font-weight: 700; line-height: 1; padding: 2px 4px; border-radius: 3px; background: var(--s-app); color: var(--s-muted); }
#slack .by time { font-size: .79rem; color: var(--s-muted); margin-left: 2px; }
#slack .said > .note { font-size: .85rem; color: var(--s-muted); display: -webkit-box; -webkit-line-clamp: 1; -webkit-box-orient: vertical; overflow: hidden; }
#slack .said > * + * { margin-top: 8px; }
#slack .said > .by + * { margin-top: 2px; }
#slack .words { white-space: pre-wrap; }
#slack a { color: var(--s-link); text-decoration: underline 1px; text-underline-offset: 3px; }
#slack h5 { margin-bottom: 0; font-size: 1.2rem; font-weight: 800; line-height: 1.3; }
#slack strong { font-weight: 700; }
#slack .mention { padding: 0 2px 1px; border-radius: 3px; color: var(--s-link); background: var(--s-mention); }
#slack .mention.pages { color: var(--s-pages-text); background: var(--s-pages); font-weight: 600; }
#slack code { font-size: .8em; color: var(--s-code); background: var(--s-soft); border: 1px solid var(--s-line); border-radius: 3px; padding: 2px 3px 1px; }
#slack pre { margin: 4px 0; padding: 8px; font: 12px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; white-space: pre-wrap; background: var(--s-soft); border: 1px solid var(--s-line); border-radius: 4px; }
#slack blockquote { margin: 4px 0; padding-left: 12px; border-left: 4px solid var(--s-line); }
#slack ul.list { padding-left: 26px; list-style: disc; } #slack ol.list { padding-left: 26px; list-style: decimal; }
#slack .fields { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px 16px; max-width: 700px; }
#slack .context { display: flex; flex-wrap: wrap; gap: 2px 8px; font-size: .82rem; color: var(--s-muted); }
#slack hr { border: 0; border-top: 1px solid var(--s-line); margin: 12px 0; }
#slack .button { display: inline-block; padding: 3px 12px; border: 1px solid var(--s-line); border-radius: 8px; font-weight: 700; color: var(--s-text); }
#slack .image { padding: 16px; border: 1px solid var(--s-line); border-radius: 8px; background: var(--s-soft); color: var(--s-muted); font-size: .87rem; }
#slack .unknown { padding: 8px 12px; border: 2px dashed var(--critical); border-radius: 8px; color: var(--critical); font-weight: 600; }
#slack .table { overflow-x: auto; border: 1px solid var(--s-line); border-radius: 8px; max-width: 100%; width: fit-content; }
#slack table { font-size: .87rem; width: max-content; min-width: 100%; }
#slack caption { padding: 10px 12px; font-weight: 700; text-align: left; border-bottom: 1px solid var(--s-line); }
#slack .table th, #slack .table td { padding: 8px 12px; color: var(--s-text); font-size: inherit; font-weight: 400; white-space: normal; overflow-wrap: normal; border-color: var(--s-line); min-width: 3.5em; max-width: 26em; }
#slack .table thead th { font-weight: 700; background: var(--s-soft); }
#slack .table th + th, #slack .table th + td, #slack .table td + td { border-left: 1px solid var(--s-line); }
#slack .left { text-align: left; } #slack .center { text-align: center; }
#slack .right { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
#slack .pages { margin-top: 4px; font-size: .82rem; color: var(--s-muted); }
#slack .plot { margin: 0; margin-top: 8px; padding: 12px 14px; border: 1px solid var(--s-line); border-radius: 8px; max-width: 640px; }
#slack .plot figcaption { font-weight: 700; }
#slack .axes { font-size: .8rem; color: var(--s-muted); }
#slack .series { display: flex; flex-wrap: wrap; gap: 2px 18px; list-style: none; font-size: .84rem; }
#slack .series li { display: flex; align-items: center; gap: 6px; }
#slack .file { max-width: 640px; border: 1px solid var(--s-line); border-radius: 10px; overflow: hidden; }
#slack .file-head { display: flex; gap: 10px; align-items: center; padding: 10px 12px; }
#slack .file-head svg { flex: none; width: 32px; height: 32px; color: var(--s-link); }
#slack .file-head strong, #slack .file-head span { display: block; }
#slack .file-head span, #slack .more { font-size: .82rem; color: var(--s-muted); }
#slack .file pre { margin: 0; border: 0; border-top: 1px solid var(--s-line); border-radius: 0; white-space: pre; overflow-x: auto; }
#slack .more { padding: 6px 12px; border-top: 1px solid var(--s-line); }
#slack .edited { margin-top: 2px; font-size: .82rem; color: var(--s-muted); }
#slack .deleted { color: var(--s-muted); font-style: italic; }
#slack .reactions { display: flex; flex-wrap: wrap; gap: 4px; list-style: none; }
#slack .reactions li { padding: 1px 8px; border-radius: 12px; font-size: .8rem; background: var(--s-app); }
#slack .thread { border-left: 2px solid var(--s-line); padding-left: 14px; }
#slack .replies { font-size: .85rem; font-weight: 700; color: var(--s-link); }
#slack .thread li { padding-top: 8px; }
#slack .thread .message { grid-template-columns: 24px minmax(0, 1fr); }
#slack .thread .avatar { width: 24px; height: 24px; border-radius: 6px; }
#slack .thread .person { font-size: .8rem; }
@media (max-width: 560px) {
  #slack h3 { padding: 12px; }
  #slack .messages > li { padding: 8px 12px; }
  #slack .fields { grid-template-columns: minmax(0, 1fr); }
  #slack .thread { padding-left: 8px; }
  #slack h5 { font-size: 1.1rem; }
  #slack .table th, #slack .table td { max-width: 13em; }
}
@media print {
  #slack .table { overflow: visible; } #slack .message { break-inside: avoid-page; }
}
`;
