/** Names in the Parameter Store by which what is deployed is found. */
export const parameters = {
  bucket: '/headroom/bucket',
  /** A SecureString that `npm run slack-token` puts there: no template ever holds it. */
  slackToken: '/headroom/slack-token',
} as const;
