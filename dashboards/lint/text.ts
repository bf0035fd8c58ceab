import type { LintOptions } from '../lint-options';

/** Links of a text widget lead somewhere, and so do the pages of the repository that it names. */
export function lintText(markdown: string, { exists }: LintOptions): string[] {
  const links = [...markdown.matchAll(/\[[^\]]*\]\(([^)]*)\)/g)].map(([, target = '']) => target);
  const pages = [...markdown.matchAll(/(?<![\w/.-])docs\/[\w./-]+/g)].map(([page]) => page);
  return [
    ...links
      .filter((target) => !/^(https:\/\/|\/|#)/.test(target))
      .map((target) => `the link ${target} is neither https nor a page of the console`),
    ...pages.filter((page) => !exists(page)).map((page) => `there is no ${page}`),
  ];
}
