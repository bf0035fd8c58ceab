/** Names in the Parameter Store by which what is deployed is found. */
export const parameters = {
  bucket: '/headroom/bucket',
  /** With an organization: what the template of the role in its accounts has to be told, as JSON. */
  memberRole: '/headroom/member-role',
  /** A SecureString that `npm run slack-token` puts there: no template ever holds it. */
  slackToken: '/headroom/slack-token',
} as const;
