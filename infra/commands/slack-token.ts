/** `npm run slack-token`: takes the bot's token, tries it, says hello in every channel of the settings, and keeps it safe. */
import { loadSettings } from '../../lambda/config/load';
import { channelsOf } from '../../lambda/domain/route';
import { knownIds } from '../../lambda/quotas';
import { openSlack, slackError } from '../../lambda/slack/client';
import { parameters } from '../parameters';
import { parameter, putSecret } from './parameter-store';
import { whereWeAre } from './place';

export interface SlackTokenParts {
  /** Asks for the token without showing what is typed. */
  readonly ask: () => Promise<string>;
  /** Where the Web API is, if not at Slack. */
  readonly apiUrl?: string | undefined;
  readonly write: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** @returns the exit status: 0 all is well, 1 Slack or AWS refused, 2 something is to be mended first */
export async function slackToken({ ask, apiUrl, write, complain }: SlackTokenParts): Promise<number> {
  const say = (error: string, status: number): number => {
    complain(`headroom: ${error}\n`);
    return status;
  };
  const loaded = await loadSettings(undefined, knownIds);
  if (!loaded.ok) return say(loaded.error, 2);
  const channels = channelsOf(loaded.settings.slack);
  if (channels.length === 0)
    return say(
      "headroom.yaml names no slack.channel, so there is nobody to say hello to; put the channel's id there (such as C0123456789), then npm run deploy",
      2,
    );
  const place = await whereWeAre();
  if (!place.ok) return say(place.error, 2);
  if ((await parameter(place.value.region, parameters.bucket)) === null) {
    return say(
      `found no Headroom in ${place.value.region}; npm run deploy first, or set AWS_REGION to its home Region`,
      2,
    );
  }

  const token = (await ask()).trim();
  // What was typed is never repeated: it may be half of a secret.
  if (!BOT_TOKEN.test(token))
    return say('found something else, expected the Bot User OAuth Token of your app: xoxb-…', 2);
  const slack = openSlack(token, apiUrl);
  let bot: { readonly name: string; readonly team: string };
  try {
    const { user, team } = await slack.auth.test();
    bot = { name: user ?? 'your app', team: team ?? 'your workspace' };
  } catch (error) {
    return say(
      `Slack does not take the token (${slackError(error)}); nothing was stored. Copy it anew from OAuth & Permissions`,
      1,
    );
  }
  await putSecret(place.value.region, parameters.slackToken, token);
  write(`Stored for ${bot.name} of ${bot.team} as ${parameters.slackToken} in ${place.value.region}, encrypted.\n`);

  const failures: string[] = [];
  for (const channel of channels) {
    try {
      await slack.chat.postMessage({ channel, text: HELLO });
      write(`Said hello in ${channel}.\n`);
    } catch (error) {
      failures.push(`${channel}: ${HINTS[slackError(error)] ?? slackError(error)}`);
    }
  }
  return failures.length === 0 ? 0 : say(`no hello in ${failures.join('; ')}`, 1);
}

/** https://docs.slack.dev/authentication/tokens: the tokens of bots begin with xoxb-. */
const BOT_TOKEN = /^xoxb-[\w-]{10,}$/;

const HELLO =
  'Hello from Headroom. This is where it will say how close the account is to its API Gateway and Lambda quotas.';

const HINTS: Readonly<Record<string, string>> = {
  not_in_channel: 'the app is not a member (in the channel: /invite and its name)',
  channel_not_found: 'no such channel, or a private one without the app (in the channel: /invite and its name)',
  is_archived: 'the channel is archived',
  missing_scope: 'the app lacks the scope chat:write (docs/slack-app.yaml has all it needs)',
};
