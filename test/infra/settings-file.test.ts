import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSettings } from '../../lambda/config/parse';
import { knownIds } from '../../lambda/quotas';

const text = readFileSync(join(resolve(__dirname, '../..'), 'headroom.yaml'), 'utf8');

/** A line of settings behind its #, and no sentence. */
const SETTING = /^# (?=[a-zA-Z]+:(\s|$)|\s|- )/;

/** The file with all that it shows switched on; an ellipsis stands for what only the reader knows. */
const everything = text
  .split('\n')
  .map((line) => line.replace(SETTING, '').replace('…', 'example.com'))
  .join('\n');

test('the file as it comes is all defaults', () => {
  expect(parseSettings(text, knownIds)).toEqual(parseSettings('', knownIds));
});

test('every setting that it shows is one, as it stands there', () => {
  const parsed = parseSettings(everything, knownIds);

  expect(parsed).toEqual(expect.objectContaining({ ok: true }));
  expect(parsed.ok && parsed.settings.slack).toEqual({
    channel: 'C0123456789',
    reactions: false,
    routes: [{ match: { region: 'eu-west-1' }, channel: 'C0987654321', mention: '@here' }],
  });
});
