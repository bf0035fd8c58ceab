/** What Slack's refusals mean for whoever wants to say something. Pure. */
import { slackError } from './client';

/**
 * - `later`: nobody knows whether it was taken, or Slack is busy or down; the same may work later
 * - `token`: the app may not speak
 * - `channel`: it may not speak there
 * - `gone`: the message that it is about is not there any more
 * - `fixed`: it is there, and cannot be edited
 * - `content`: Slack does not take just this
 */
export type Meaning = 'later' | 'token' | 'channel' | 'gone' | 'fixed' | 'content';

export interface Refused {
  readonly status: 'refused';
  readonly meaning: Meaning;
  /** Slack's word, or the client's. */
  readonly error: string;
}

/** By https://docs.slack.dev/reference/methods/chat.postMessage, …/chat.update and …/files.completeUploadExternal. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  internal_error: 'later',
  fatal_error: 'later',
  service_unavailable: 'later',
  request_timeout: 'later',
  ratelimited: 'later',
  rate_limited: 'later',
  message_limit_exceeded: 'later',
  invalid_auth: 'token',
  not_authed: 'token',
  token_revoked: 'token',
  token_expired: 'token',
  account_inactive: 'token',
  missing_scope: 'token',
  no_permission: 'token',
  not_allowed_token_type: 'token',
  ekm_access_denied: 'token',
  org_login_required: 'token',
  access_denied: 'token',
  channel_not_found: 'channel',
  is_archived: 'channel',
  is_inactive: 'channel',
  not_in_channel: 'channel',
  restricted_action: 'channel',
  restricted_action_read_only_channel: 'channel',
  restricted_action_non_threadable_channel: 'channel',
  restricted_action_thread_only_channel: 'channel',
  team_access_not_granted: 'channel',
  messages_tab_disabled: 'channel',
  cannot_reply_to_message: 'gone',
  channel_type_not_supported: 'channel',
  message_not_found: 'gone',
  cant_update_message: 'fixed',
  edit_window_closed: 'fixed',
  thread_not_found: 'gone',
  restricted_action_thread_locked: 'gone',
};

/** Slack's words are of this form; anything else is no answer of Slack's, such as a proxy's page. */
const WORD = /^[a-z][a-z0-9_]*$/;
const PLATFORM_ERROR = 'slack_webapi_platform_error';

export function refusalOf(error: unknown): Refused {
  const word = slackError(error);
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  const isAnswer = code === PLATFORM_ERROR && WORD.test(word);
  // A word that is not known is most likely about what was said: the next, plainer form may be taken.
  const meaning = isAnswer ? (MEANINGS[word] ?? 'content') : 'later';
  return { status: 'refused', meaning, error: word.slice(0, 200) };
}
