/** The section in a real browser, in the page that it is for, with everything that it can show. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import * as z from 'zod';
import { type PageInput, renderPage } from '../../../../dashboards/preview/page';
import { renderSlack, type SlackMessageView } from '../../../../dashboards/preview/slack';
import { opened, screenshots as out } from '../../../support/browser';
import { demoPage } from '../../demo';
import { message } from './support';

const EXAMPLES = resolve(__dirname, '../../../sandbox/slack/fixtures');

const example = z.object({ text: z.string(), blocks: z.array(z.looseObject({ type: z.string() })) });
const examples = readdirSync(EXAMPLES).map((file, index): SlackMessageView => {
  const content: unknown = JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8'));
  return message({ ...example.parse(content), ts: `${1795166100 + index * 40_000}.000100` });
});

const LONG = 'nameWithoutAnyPlaceToBreakIt'.repeat(20);
const EVIL = '<img src=x onerror=alert(1)>"\'><script>alert(1)</script>';

function all(): SlackMessageView[] {
  const reply = message({ ts: '1795208000.000100', text: `${LONG} \`${LONG}\` <!here>`, broadcast: true });
  const files = [{ name: 'findings.csv', title: EVIL, content: Buffer.from(`${LONG},1\n`.repeat(9)) }];
  const rows = [LONG, EVIL].map((text) => Array.from({ length: 12 }, () => ({ type: 'raw_text', text })));
  const blocks = [
    { type: EVIL },
    { type: 'header', text: { type: 'plain_text', text: LONG } },
    { type: 'section', text: { type: 'mrkdwn', text: `\`\`\`${LONG}\`\`\` ${EVIL} <https://example.com/${LONG}>` } },
    { type: 'data_table', caption: EVIL, rows },
  ];
  return [
    ...examples,
    message({
      text: `${EVIL} parent`,
      replies: [reply, message({ files })],
      reactions: [{ name: EVIL, users: ['U1'] }],
    }),
    reply,
    message({ blocks, edited: {} }),
  ];
}

let input: PageInput;

beforeAll(async () => {
  const channels = [
    { name: 'aws-quotas', messages: all() },
    { name: EVIL, messages: [] },
  ];
  input = { ...(await demoPage()), sections: [renderSlack(channels)] };
});

/** @returns what the console said and was asked for */
async function complaintsOf(
  { width, colorScheme }: { readonly width: number; readonly colorScheme: 'light' | 'dark' },
  check: (page: Page) => Promise<void>,
): Promise<readonly string[]> {
  let found: readonly string[] = [];
  const view = { viewport: { width, height: 900 }, colorScheme };
  await opened('slack.html', renderPage(input), view, async ({ page, complaints }) => {
    found = complaints;
    await check(page);
  });
  return found;
}

test.each([
  ['light', 1280, 'light'],
  ['dark', 1280, 'dark'],
  ['narrow-light', 390, 'light'],
  ['narrow-dark', 390, 'dark'],
] as const)(
  '%s: nothing is wider than the screen, nothing is asked of anybody, and no name becomes markup',
  async (name, width, colorScheme) => {
    const complaints = await complaintsOf({ width, colorScheme }, async (page) => {
      await page.locator('#slack').screenshot({ path: resolve(out, `slack-${name}.png`) });
      const widths = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]');
      expect(widths).toEqual([width, width]);
      expect(await page.locator('#slack').innerText()).toContain(EVIL);
      expect(await page.locator('#slack :is(img, script, style, [style])').count()).toBe(0);
    });

    expect(complaints).toEqual([]);
  },
);

test('it is read as a list of articles under headings in order, and the link of a broadcast reply leads to its thread', async () => {
  await complaintsOf({ width: 1280, colorScheme: 'light' }, async (page) => {
    const slack = page.getByRole('region', { name: 'What Slack would show' });
    expect(await slack.getByRole('article').count()).toBe(all().length + 2);
    expect(await slack.getByRole('article').first().getAttribute('aria-label')).toBe(
      'Headroom, Friday, November 20th, 09:15',
    );

    const tags = await slack.locator('h2, h3, h4, h5').evaluateAll((found) => found.map(({ tagName }) => tagName));
    const levels = tags.map((tag) => Number(tag.slice(1)));
    expect(levels[0]).toBe(2);
    expect(levels.filter((level, index) => level - (levels[index - 1] ?? 2) > 1)).toEqual([]);

    await slack.getByRole('link', { name: 'a thread' }).click();
    expect(await page.locator(':target > article > .said > .words').innerText()).toContain('parent');
  });
});
