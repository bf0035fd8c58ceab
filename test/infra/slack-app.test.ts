import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { methodsWith } from '../../sandbox/slack/methods';
import { Uploads } from '../../sandbox/slack/methods/files';

const ROOT = resolve(__dirname, '../..');
const text = readFileSync(join(ROOT, 'docs/slack-app.yaml'), 'utf8');

/** Strict: what is not meant to be there must not slip in. */
const Manifest = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(1) }),
  display_information: z.strictObject({ name: z.string().max(35), description: z.string().max(140) }),
  features: z.strictObject({ bot_user: z.strictObject({ display_name: z.string(), always_online: z.boolean() }) }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
  settings: z.strictObject({
    org_deploy_enabled: z.literal(false),
    socket_mode_enabled: z.literal(false),
    token_rotation_enabled: z.literal(false),
  }),
});

/** What the client's own methods call beside those of the same name. */
const BEHIND: Readonly<Record<string, readonly string[]>> = {
  filesUploadV2: ['files.getUploadURLExternal', 'files.completeUploadExternal'],
};
const ONLY_WITH_REACTIONS = 'reactions.get';

/** Every method of the Web API that the product calls. */
function called(): string[] {
  const files = [
    ...readdirSync(join(ROOT, 'lambda/slack')).map((file) => `lambda/slack/${file}`),
    'infra/commands/slack-token.ts',
  ];
  const names = files.flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/\b(?:client|slack)\.((?:[a-z]\w*\.)?[a-z]\w*)\(/g)].map(
      ([, name = '']) => name,
    ),
  );
  return [...new Set(names.flatMap((name) => BEHIND[name] ?? [name]))].toSorted();
}

function scopesOf(names: readonly string[]): string[] {
  const methods = methodsWith(new Uploads());
  const scopes = names.map((name) => {
    const method = methods.get(name);
    if (!method) throw new Error(`the sandbox has no ${name}`);
    return method.scope;
  });
  return [...new Set(scopes.filter((scope) => scope !== null))].toSorted();
}

test('the product calls these methods of Slack', () => {
  expect(called()).toEqual([
    'auth.test',
    'chat.postMessage',
    'chat.update',
    'files.completeUploadExternal',
    'files.getUploadURLExternal',
    ONLY_WITH_REACTIONS,
  ]);
});

test('the manifest asks for the scopes that they need, and for no other', () => {
  const manifest = Manifest.parse(parse(text));
  const always = called().filter((name) => name !== ONLY_WITH_REACTIONS);

  expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual(scopesOf(always));
});

test('the scope of the reactions is a line to uncomment', () => {
  const [scope] = scopesOf([ONLY_WITH_REACTIONS]);
  const manifest = Manifest.parse(parse(text.replace(`# - ${scope}`, `- ${scope}`)));

  expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual(scopesOf(called()));
});

test('the app has no way in: no events, no interactivity, no address', () => {
  expect(text.replaceAll(/^\s*#.*$/gm, '')).not.toMatch(/event_subscriptions|interactivity|request_url|https?:/);
});
