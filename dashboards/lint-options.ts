export interface LintOptions {
  /** Whether a file of the repository is there, by its path from the root. */
  readonly exists: (path: string) => boolean;
}
