/** The methods of the Web API that the sandbox has, with what each needs. */
import { BOT } from '../workspace';
import { postMessage, update } from './chat';
import { history, reactions, replies } from './conversations';
import { fileMethods, type Uploads } from './files';
import type { Method } from './method';

/** https://docs.slack.dev/reference/methods/auth.test: "hundreds of requests per minute". */
const authTest: Method = {
  scope: null,
  rate: null,
  channel: null,
  handle: () => ({
    url: 'https://sandbox.slack.com/',
    team: BOT.teamName,
    user: BOT.name,
    team_id: BOT.team,
    user_id: BOT.user,
    bot_id: BOT.id,
    is_enterprise_install: false,
  }),
};

export function methodsWith(uploads: Uploads): ReadonlyMap<string, Method> {
  return new Map(
    Object.entries({
      'auth.test': authTest,
      'chat.postMessage': postMessage,
      'chat.update': update,
      'conversations.history': history,
      'conversations.replies': replies,
      'reactions.get': reactions,
      ...fileMethods(uploads),
    }),
  );
}
