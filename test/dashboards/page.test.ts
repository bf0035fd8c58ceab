/** The page in a real browser, as a newcomer opens it: from a file, without a network. */
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { type PageInput, renderPage } from '../../dashboards/preview/page';
import type { Measurement } from '../../lambda/domain/measurement';
import { logLinesOf } from '../../dashboards/preview/data';
import { type Opened, opened as openedFile, screenshots as out } from '../support/browser';
import { demoPage } from './demo';

let demo: PageInput;

beforeAll(async () => {
  demo = await demoPage();
});

interface View {
  readonly input?: PageInput;
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
}

async function opened(view: View, check: (opened: Opened) => Promise<void>): Promise<void> {
  const { input = demo, width = 1280, colorScheme = 'light' } = view;
  await openedFile('page.html', renderPage(input), { viewport: { width, height: 900 }, colorScheme }, check);
}

const alphabetically = (a = '', b = ''): number => a.localeCompare(b);

const MEASUREMENTS = 'Every measurement, the fullest first (without a resource: the whole Region)';

/** The rows that are seen of the table of measurements, cell by cell. */
async function rowsOf(page: Page): Promise<string[][]> {
  const rows = page.getByRole('table', { name: MEASUREMENTS }).locator('tbody tr:visible');
  return (await rows.allInnerTexts()).map((row) => row.split('\t').map((cell) => cell.trim()));
}

test('it says what it is, whose it is and how things are', async () => {
  await opened({}, async ({ page, complaints }) => {
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(
      'What CloudWatch and Slack would show for the demonstration account',
    );
    expect(await page.locator('time').first().getAttribute('datetime')).toBe(demo.snapshot.finishedAt);
    expect(await page.locator('.singleValue .value').allInnerTexts()).toEqual([
      '4\nCritical',
      '2\nWarning',
      '97\n%',
      '7',
    ]);
    expect(await page.locator('.gauge .below').allInnerTexts()).toEqual(['Critical', 'Warning']);
    expect(await page.locator('.ranking tbody tr').first().innerText()).toContain('http-api-integrations content-prod');
    expect((await rowsOf(page))[0]?.slice(0, 9)).toEqual([
      'http-api-integrations',
      'content-prod',
      'us-east-1',
      '123456789012',
      expect.any(String),
      '95.7',
      '287',
      '300',
      'critical',
    ]);
    expect(complaints).toEqual([]);
  });
});

test.each([
  ['light', 1280, 'light'],
  ['dark', 1280, 'dark'],
  ['narrow-light', 360, 'light'],
  ['narrow-dark', 360, 'dark'],
] as const)(
  '%s: nothing is wider than the screen, and nothing is asked of anybody',
  async (name, width, colorScheme) => {
    await opened({ width, colorScheme }, async ({ page, complaints }) => {
      await page.screenshot({ path: resolve(out, `dashboard-${name}.png`), fullPage: true });
      const widths = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]');
      expect(widths).toEqual([width, width]);
      expect(complaints).toEqual([]);
    });
  },
);

test('the first key leads past everything to the dashboard', async () => {
  await opened({}, async ({ page }) => {
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the dashboard');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
  });
});

test('a table is sorted by its headings, with the keyboard', async () => {
  await opened({}, async ({ page, complaints }) => {
    const table = page.getByRole('table', { name: MEASUREMENTS });
    const heading = (name: string) => table.getByRole('columnheader', { name });
    expect(await heading('Percent').getAttribute('aria-sort')).toBe('descending');

    await heading('Region').getByRole('button').focus();
    await page.keyboard.press('Enter');
    const ascending = (await rowsOf(page)).map((row) => row[2]);
    await page.keyboard.press('Space');
    const descending = (await rowsOf(page)).map((row) => row[2]);

    expect(ascending).toEqual(ascending.toSorted(alphabetically));
    expect(descending).toEqual(ascending.toReversed());
    expect(await heading('Region').getAttribute('aria-sort')).toBe('descending');
    expect(await heading('Percent').getAttribute('aria-sort')).toBeNull();
    await heading('Used').getByRole('button').press('Enter');
    const used = (await rowsOf(page)).map((row) => Number(row[6]?.replaceAll(',', '')));
    expect(used).toEqual(used.toSorted((a, b) => b - a));
    expect(complaints).toEqual([]);
  });
});

test('Region and words narrow the tables, and one key brings all back', async () => {
  await opened({}, async ({ page, complaints }) => {
    const all = (await rowsOf(page)).length;
    // No word is typed: on a busy machine the browser forgets its beginning before its end.
    const choice = page.getByLabel('Region', { exact: true });
    await choice.press('e');
    await choice.press('ArrowDown');
    expect(new Set((await rowsOf(page)).map((row) => row[2]))).toEqual(new Set(['eu-west-1']));

    await page.getByLabel('Search the tables').fill('payments');
    const narrowed = await rowsOf(page);
    expect(narrowed.length).toBeGreaterThan(0);
    expect(narrowed.every((row) => row.join(' ').includes('payments'))).toBe(true);
    expect(await page.locator('.count').first().innerText()).toBe(`${narrowed.length} of ${all} rows`);

    await page.getByRole('button', { name: 'Show all' }).press('Enter');
    expect(await page.locator('.count').first().innerText()).toBe(`${all} rows`);
    expect(complaints).toEqual([]);
  });
});

test('a table scrolls by keyboard', async () => {
  await opened({}, async ({ page }) => {
    const region = page.getByRole('region', { name: MEASUREMENTS }).and(page.locator('.scroll'));
    const scrolled = () => region.evaluate((element) => element.scrollTop);
    // The browser glides there in its own time, and under load it misses a key.
    for (let attempt = 0; attempt < 50 && (await scrolled()) <= 100; attempt += 1) {
      await region.press('PageDown');
      await page.waitForTimeout(100);
    }
    expect(await scrolled()).toBeGreaterThan(100);
  });
});

function colourOf(page: Page, selector: string): Promise<unknown> {
  return page.evaluate(`getComputedStyle(document.querySelector('${selector}')).color`);
}

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  `'onmouseover='alert(1)`,
  '</style></table><h1>mine</h1>',
  '\u202eevil\u0007',
];

test('whatever somebody calls an API stays text', async () => {
  const [sample] = demo.snapshot.measurements.filter(({ status }) => status === 'measured');
  if (!sample) throw new Error('nothing was measured');
  const measurements = HOSTILE.map((name): Measurement => ({
    ...sample,
    resource: { type: 'http-api', id: name, name },
  }));
  const series = HOSTILE.map((name) => ({
    namespace: 'Headroom',
    name: 'Utilization',
    dimensions: { Account: '1', Region: name, Service: 'lambda', Quota: name, Resource: name },
    points: [{ time: demo.data.now - 60_000, value: 99 }],
  }));
  const snapshot = {
    ...demo.snapshot,
    measurements,
    regions: [{ region: HOSTILE[0] ?? '', status: 'scanned' as const }],
  };
  const data = { ...demo.data, metrics: series, logLines: logLinesOf(snapshot) };
  const alarms = demo.alarms.map((alarm, index) => ({ ...alarm, name: HOSTILE[index] ?? '' }));
  await opened({ input: { ...demo, snapshot, data, alarms } }, async ({ page, complaints }) => {
    const text = await page.locator('body').innerText();

    for (const name of HOSTILE.slice(0, 4)) expect(text).toContain(name);
    expect(text).not.toContain('\u202e');
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});

test('a section of others stands behind the dashboard, with a link to it and its own look', async () => {
  const slack = {
    id: 'slack',
    title: 'In Slack',
    html: '<p class="message">Hello</p>',
    css: '#slack .message{color:#123456}',
  };
  await opened({ input: { ...demo, sections: [slack] } }, async ({ page, complaints }) => {
    await page.getByRole('link', { name: 'In Slack' }).press('Enter');
    expect(await colourOf(page, '#slack .message')).toBe('rgb(18, 52, 86)');
    expect(complaints).toEqual([]);
  });
});

test('an account without any data says so, and a style that came in with a name does nothing', async () => {
  const data = { metrics: [], logLines: [], now: demo.data.now };
  const slack = { id: 'x', title: 'X', html: '<p id="p" style="color:#123456">x</p><script>alert(1)</script>' };
  await opened({ input: { ...demo, data, sections: [slack] } }, async ({ page, complaints }) => {
    expect(await page.locator('.singleValue .value').allInnerTexts()).toEqual(['–', '–', '–', '–']);
    expect(await page.getByText('Nothing to show in this range.').count()).toBe(6);
    expect(await colourOf(page, '#p')).not.toBe('rgb(18, 52, 86)');
    expect(complaints.filter((one) => one.includes('Content Security Policy'))).toHaveLength(2);
    expect(complaints.filter((one) => one.startsWith('dialog'))).toEqual([]);
  });
});
