/** Where what stands in Headroom's own bucket: the code and the permissions read it here. */
export const keys = {
  settings: 'config/headroom.yaml',
  /** A copy of its own, so that a bad edit cannot take it away. */
  lastGoodSettings: 'config/last-good.yaml',
  state: (accountId: string) => `state/${accountId}.json.gz`,
  /** All members of an incident that has many. */
  members: (fingerprint: string) => `incidents/${fingerprint}.json.gz`,
  /** The plan of an incident: for people, and for programs. */
  plan: (fingerprint: string) => `plans/${fingerprint}.md`,
  planData: (fingerprint: string) => `plans/${fingerprint}.json.gz`,
  snapshot: (accountId: string) => `snapshots/${accountId}.json.gz`,
} as const;
