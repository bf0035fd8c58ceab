/** Emoji by Slack's names for them, as far as Headroom and those who answer it use them. */
const EMOJI: ReadonlyMap<string, string> = new Map([
  ['+1', '👍'],
  ['-1', '👎'],
  ['bar_chart', '📊'],
  ['bell', '🔔'],
  ['chart_with_upwards_trend', '📈'],
  ['eyes', '👀'],
  ['hourglass_flowing_sand', '⏳'],
  ['large_green_circle', '🟢'],
  ['large_orange_circle', '🟠'],
  ['large_yellow_circle', '🟡'],
  ['mute', '🔇'],
  ['no_bell', '🔕'],
  ['octagonal_sign', '🛑'],
  ['red_circle', '🔴'],
  ['rotating_light', '🚨'],
  ['tada', '🎉'],
  ['thumbsup', '👍'],
  ['warning', '⚠️'],
  ['white_check_mark', '✅'],
  ['wrench', '🔧'],
]);

/** @param name without colons; what follows it, as in `+1::skin-tone-2`, is not shown */
export function emojiOf(name: string): string {
  return EMOJI.get(name.replace(/::.*$/, '')) ?? `:${name}:`;
}

export function withEmoji(text: string): string {
  return text.replaceAll(/:([\w+-]+):/g, (whole, name: string) => EMOJI.get(name) ?? whole);
}
