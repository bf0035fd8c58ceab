/** Where what stands in Headroom's own bucket: the code and the permissions read it here. */
export const keys = {
  settings: 'config/headroom.yaml',
  /** A copy of its own, so that a bad edit cannot take it away. */
  lastGoodSettings: 'config/last-good.yaml',
  state: (accountId: string) => `state/${accountId}.json.gz`,
  /** All members of an incident that has many. */
  members: (fingerprint: string) => `incidents/${fingerprint}.json.gz`,
  /** What was computed for an incident at one time: a plan of yesterday must not lend its scripts to that of today. */
  planFile: (fingerprint: string, computed: string, name: string) => `plans/${fingerprint}/${computed}/${name}`,
  /** Below it, months: `history/<account>/2026-10.json.gz`. */
  history: 'history/',
  snapshot: (accountId: string) => `snapshots/${accountId}.json.gz`,
  /** Of an organization: who its accounts are, which of them are due in this round, what is known of all, and the summary of each. */
  organization: {
    directory: 'organization/directory.json.gz',
    due: 'organization/due.json',
    book: 'organization/book.json.gz',
    account: (accountId: string) => `organization/accounts/${accountId}.json.gz`,
  },
  /** @param month as in `2026-10` @param format `html`, `csv` or `json` */
  report: (month: string, format: string) => `reports/${month}/report.${format}`,
} as const;
