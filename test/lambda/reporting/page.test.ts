/** The report in a real browser, as somebody opens the file: without a network, on a wide and a narrow screen, and on paper. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Report } from '../../../lambda/domain/report';
import { code, words } from '../../../lambda/domain/words';
import { reportHtml, type ReportLinks } from '../../../lambda/reporting/html';
import { type Opened, opened as openedFile, screenshots as out } from '../../support/browser';
import { bareReport, hostileNames, sampleReport } from '../../support/report';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const links: ReportLinks = {
  dashboard: 'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1&x="#dashboards',
  runbook: 'docs/runbook.md',
};

async function opened(
  report: Report,
  options: BrowserContextOptions,
  check: (opened: Opened) => Promise<void>,
): Promise<void> {
  await openedFile('report.html', reportHtml(report, links), options, check);
}

const table = (page: Page) => page.getByRole('table', { name: /^Everything that was measured/ });

/** The rows that are seen of the table of everything, cell by cell. */
async function rowsOf(page: Page): Promise<string[][]> {
  const rows = await table(page).locator('tbody tr:visible').allInnerTexts();
  return rows.map((row) => row.split('\t').map((cell) => cell.trim()));
}

test('it says what to decide first, then everything else in its order', async () => {
  await opened(sampleReport, {}, async ({ page, complaints }) => {
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Quota report for October 2026');
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
      'One thing to decide',
      'The month in figures',
      'What peaked',
      'Better or worse than September',
      'What runs out when',
      'Incidents',
      'Increases',
      'How much could be seen',
      'What to do about what peaked',
      'Everything that was measured',
      'How to read this',
    ]);
    expect(await page.locator('#decision .what').innerText()).toContain('fills up about 15 Nov 2026');
    expect(await page.locator('#figures dl > div').allInnerTexts()).toEqual([
      'Peaked above warning\n5\nup from 3 in September',
      'Peaked above critical\n3\nup from 1 in September',
      'Reached the limit\n0\ndown from 1 in September',
      'Measured\n13\nup from 12 in September',
      'Incidents opened\n7\n6 resolved, 2 open at the end; up from 4 in September',
      'Median time open\n9 h\ndown from 31 h in September',
      'Increases asked for\n3\n1 granted, 1 pending, 1 refused',
      'Seen of everything\n99.8\u00a0%\nin 5,770 scans',
    ]);
    expect((await rowsOf(page))[0]).toEqual([
      'Integrations per HTTP API',
      'content-prod (a1b2c3d4e5)',
      'prod-edge (111122223333)',
      'us-east-1',
      '98.0',
      '294',
      '300',
      'critical',
      '+4.3',
      'about 15 Nov 2026 (11–24 Nov)',
      'no',
    ]);
    expect(await page.locator('#forecast tbody tr td:nth-child(2)').allInnerTexts()).toEqual([
      '15 Nov 2026\n11–24 Nov',
      '9 Dec 2026\n2–20 Dec',
      '22 Jan 2027\nnot before 14 Dec 2026',
    ]);
    expect(complaints).toEqual([]);
  });
});

test('a chart tells those who do not see it what it shows', async () => {
  await opened(sampleReport, {}, async ({ page }) => {
    const charts = page.locator('#peaked svg[role="img"]:visible');
    expect(await charts.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).toEqual([
      'Daily peaks from 281 on 1 Oct to 294 on 31 Oct; fullest with 294 on 30 Oct; the limit is 300',
      'Daily peaks from 535 on 1 Oct to 561 on 31 Oct; fullest with 561 on 31 Oct; the limit is 600',
      'Daily peaks from 836 on 1 Oct to 638 on 31 Oct; fullest with 915 on 16 Oct; the limit is 1,500, first 1,000; 2 days not measured',
      'Daily peaks from 57.8 on 1 Oct to 62.3 on 31 Oct; fullest with 62.3 on 31 Oct; the limit is 75; 2 days not measured',
      'Daily peaks from 214 on 15 Oct to 244 on 31 Oct; fullest with 244 on 29 Oct; the limit is 300; 14 days not measured',
      expect.stringMatching(
        /^Peak utilization by month: Integrations per HTTP API: content-prod \(a1b2c3d4e5\) from 61 % \(December 2025\) to 98 % \(October 2026\); /,
      ),
    ]);
  });
});

test('nobody is kept out: in light and dark, on a wide and a narrow screen', async () => {
  // The page lets no script in but its own; what looks at it is let in for this.
  await opened(sampleReport, { bypassCSP: true }, async ({ page }) => {
    await page.addScriptTag({ content: axe });
    for (const [width, colorScheme] of [
      [1280, 'light'],
      [1280, 'dark'],
      [320, 'light'],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      const violations = await page.evaluate(
        `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] }).then(({ violations }) =>
          violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ target }) => target).join(' | ')))`,
      );
      expect([width, colorScheme, violations]).toEqual([width, colorScheme, []]);
      await page.screenshot({ path: resolve(out, `report-${width}-${colorScheme}.png`), fullPage: true });
      const widths = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]');
      expect(widths).toEqual([width, width]);
    }
  });
});

const order = (a = '', b = ''): number => a.localeCompare(b);

test('the table is sorted by every heading, with the keyboard', async () => {
  await opened(sampleReport, {}, async ({ page, complaints }) => {
    const heading = (name: string) => table(page).getByRole('columnheader', { name });
    const columnOf = async (column: number): Promise<string[]> => (await rowsOf(page)).map((row) => row[column] ?? '');
    const sortBy = (name: string) => heading(name).getByRole('button').press('Enter');
    expect(await heading('Peak').getAttribute('aria-sort')).toBe('descending');

    await sortBy('Quota');
    const names = await columnOf(0);
    await sortBy('Quota');
    expect(names).toEqual(names.toSorted(order));
    expect(await columnOf(0)).toEqual(names.toReversed());
    expect(await heading('Quota').getAttribute('aria-sort')).toBe('descending');
    expect(await heading('Peak').getAttribute('aria-sort')).toBeNull();

    await sortBy('Used');
    expect((await columnOf(5)).slice(0, 5)).toEqual(['7,412', '915', '561', '542', '294']);
    await sortBy('Points');
    // What has none stands behind.
    expect((await columnOf(8)).join(' ')).toBe('+17.3 +12.1 +6.4 +4.5 +4.3 +1 +0.5 ±0 ±0 −3 −4.8 new –');
    await sortBy('Severity');
    expect((await columnOf(7)).slice(0, 6)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'ok']);
    await sortBy('Full');
    expect((await columnOf(9)).slice(0, 4)).toEqual([
      'about 15 Nov 2026 (11–24 Nov)',
      'about 9 Dec 2026 (2–20 Dec)',
      'about 22 Jan 2027 (not before 14 Dec 2026)',
      expect.stringContaining('no forecast'),
    ]);
    expect(complaints).toEqual([]);
  });
});

test('words narrow the table, and one key brings all back', async () => {
  await opened(sampleReport, {}, async ({ page, complaints }) => {
    await page.getByLabel('Search the table').fill('payments critical');
    expect((await rowsOf(page)).map(([quota]) => quota)).toEqual(['Lambda concurrent executions']);
    expect(await page.locator('.count').innerText()).toBe('1 of 13 rows');

    await page.getByRole('button', { name: 'Show all' }).press('Enter');
    expect(await page.locator('.count').innerText()).toBe('13 rows');
    expect(complaints).toEqual([]);
  });
});

test('of many rows a screen shows the first, by whatever they are sorted, and all to who wants them; paper has all', async () => {
  const [row] = sampleReport.rows;
  if (!row) throw new Error('the sample has no row');
  const rows = Array.from({ length: 600 }, (_, index) => ({ ...row, peak: { ...row.peak, usage: 300 - index / 10 } }));
  await opened({ ...sampleReport, rows }, {}, async ({ page, complaints }) => {
    const shown = table(page).locator('tbody tr:visible');
    expect(await shown.count()).toBe(500);
    expect(await page.locator('.count').innerText()).toContain('600 rows, the first 500 are shown.');

    const used = table(page).getByRole('columnheader', { name: 'Used' }).getByRole('button');
    await used.press('Enter');
    await used.press('Enter');
    expect(await shown.first().innerText()).toContain('240.1');
    expect(await shown.count()).toBe(500);
    await page.emulateMedia({ media: 'print' });
    expect(await shown.count()).toBe(600);

    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'Show the others' }).press('Enter');
    expect(await shown.count()).toBe(600);
    expect(await page.locator('.count').innerText()).toBe('600 rows');
    expect(complaints).toEqual([]);
  });
});

const HOSTILE = [
  ...Object.values(hostileNames),
  '"><img src=x onerror=alert(1)>',
  `'onmouseover='alert(1)`,
  '</style></table><h1>mine</h1>',
  'nameWithoutAnyPlaceToBreakIt'.repeat(30),
  '`](javascript:alert(1))',
];

/** Each of the names in every place in which a report has words of others. */
function hostileReport(): Report {
  const nameAt = (index: number): string => HOSTILE[index % HOSTILE.length] ?? '';
  return {
    ...sampleReport,
    accounts: HOSTILE.map((name, index) => ({ accountId: `99990000000${index}`, name })),
    decision: { kind: 'near', text: HOSTILE.flatMap((name) => words`Look at ${code(name)}. `), row: 1 },
    rows: sampleReport.rows.map((row, index) => ({
      ...row,
      accountId: `99990000000${index % HOSTILE.length}`,
      resource: { type: 'function', id: nameAt(index), name: nameAt(index) },
    })),
    top: sampleReport.top.map((one, index) => {
      const name = nameAt(index + 3);
      const steps = [words`Delete ${code(name)} and ${name}`];
      return {
        ...one,
        plan: { kind: 'computed', at: sampleReport.madeAt, key: name, summary: steps, steps, choices: steps },
      };
    }),
    increases: HOSTILE.flatMap((name) =>
      sampleReport.increases.map((one) => ({ ...one, title: name, resource: name, status: name })),
    ),
    seen: { ...sampleReport.seen, unreadable: HOSTILE.map((name) => ({ name, problem: name })) },
  };
}

test('whatever somebody calls what they own stays text, and in its place', async () => {
  await opened(hostileReport(), { viewport: { width: 320, height: 900 } }, async ({ page, complaints }) => {
    const decision = await page.locator('#decision').innerText();
    for (const name of HOSTILE) expect(decision).toContain(`Look at ${name.replaceAll(/\p{C}/gu, '\ufffd')}.`);
    expect(await page.locator('body').innerText()).not.toMatch(/\u202e/);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('[onmouseover], [onerror]').count()).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    expect(complaints).toEqual([]);
  });
});

test('without scripts nothing is missing, and nothing stands there that would do nothing', async () => {
  await opened(sampleReport, { javaScriptEnabled: false }, async ({ page }) => {
    expect(await page.locator('#rows tbody tr').count()).toBe(sampleReport.rows.length);
    expect(await page.locator('.filters').isVisible()).toBe(false);
    expect(await page.locator('#plan-1').isVisible()).toBe(true);
  });
});

test('on paper it is a few pages, light, with a heading on every page of the table and no cut column', async () => {
  const [row] = sampleReport.rows;
  if (!row) throw new Error('the sample has no row');
  const rows = [...sampleReport.rows, ...Array.from({ length: 120 }, () => row)];
  await opened({ ...sampleReport, rows }, { colorScheme: 'dark' }, async ({ page, complaints }) => {
    const pdf = await page.pdf({ path: resolve(out, 'report.pdf'), preferCSSPageSize: true });
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
    expect(pages.length).toBeGreaterThanOrEqual(9);
    expect(pages.length).toBeLessThanOrEqual(16);

    await page.emulateMedia({ media: 'print' });
    // A4 without the page's margins, in CSS pixels.
    await page.setViewportSize({ width: 688, height: 1000 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(688);
    expect(await page.evaluate(`getComputedStyle(document.querySelector('h1')).color`)).toBe('rgb(20, 24, 31)');
    expect(await page.evaluate(`getComputedStyle(document.querySelector('#rows thead')).display`)).toBe(
      'table-header-group',
    );
    // Chromium repeats a heading without the buttons in it.
    expect(await page.evaluate(`getComputedStyle(document.querySelector('#rows thead button')).display`)).toBe(
      'contents',
    );
    expect(await page.locator('.filters').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });
});

test('a month without any data says so, and has no empty table', async () => {
  await opened(bareReport, {}, async ({ page, complaints }) => {
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
      'One thing to decide',
      'The month in figures',
      'Incidents',
      'Increases',
      'How much could be seen',
      'How to read this',
    ]);
    expect(await page.locator('#decision .what').innerText()).toContain('Nothing was measured');
    expect(await page.locator('#seen').innerText()).toContain('111122223333: the whole month');
    expect(await page.locator('#increases').innerText()).toContain('No limit was asked to be raised');
    expect(complaints).toEqual([]);
  });
});
