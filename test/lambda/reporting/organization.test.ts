/** The page of an organization: all accounts at a glance, a chapter for each, and never more than a browser can show. */
import type { Report } from '../../../lambda/domain/report';
import { reportMessage } from '../../../lambda/messages/slack';
import { reportCsv } from '../../../lambda/reporting/csv';
import { reportHtml } from '../../../lambda/reporting/html';
import { opened, screenshots } from '../../support/browser';
import { EDGE, hostileNames, organizationReport, PAYMENTS, sampleReport, SANDBOX } from '../../support/report';

const links = { dashboard: null, runbook: 'docs/runbook.md' };

test('the summary says how many accounts are past which threshold, and leads to the chapter of each', async () => {
  await opened('report-organization.html', reportHtml(organizationReport, links), {}, async ({ page, complaints }) => {
    const accounts = page.locator('#accounts');
    expect(await accounts.locator('.lead').innerText()).toBe(
      '3 accounts: 2 had a quota past its warning threshold, 2 past the critical one; in 1 nothing was measured.',
    );
    const lines = await accounts.locator('tbody tr').allInnerTexts();
    expect(lines.map((line) => line.split('\t').map((cell) => cell.trim().replaceAll(/\s+/g, ' ')))).toEqual([
      [
        'prod-edge (111122223333)',
        'Workloads/Production',
        '98 % Integrations per HTTP API: content-prod (a1b2c3d4e5)',
        '3',
        '2',
        '8',
        '5',
        '100 %',
      ],
      [
        'prod-payments (444455556666)',
        'Workloads/Staging',
        '91.5 % Lambda concurrent executions',
        '2',
        '2',
        '5',
        '5',
        '99.6 %',
      ],
      [`${hostileNames.markup} (${SANDBOX})`, `Lab/${hostileNames.quotes}`, '–', '0', '0', '0', '0', '–'],
    ]);
    await accounts.getByRole('link', { name: 'prod-payments' }).click();
    expect(page.url()).toMatch(new RegExp(`#account-${PAYMENTS}$`));
    expect(complaints).toEqual([]);
    await page.locator('#accounts').scrollIntoViewIfNeeded();
    await page.screenshot({ path: `${screenshots}/report-organization.png`, fullPage: true });
  });
});

test('a chapter has its fullest rows, its incidents, and what the forecast says; what is not shown is counted', async () => {
  await opened('report-organization.html', reportHtml(organizationReport, links), {}, async ({ page }) => {
    const chapter = page.getByRole('article', { name: `prod-edge (${EDGE})` });
    const text = (await chapter.innerText()).replaceAll(/\s+/g, ' ');

    expect(text).toContain('3 of 8 past warning, 2 past critical.');
    expect(text).toContain('5 incidents opened, 4 resolved, 2 open at the end. 100 % seen in 2,976 scans.');
    expect(text).toContain('about 15 Nov 2026 (11–24 Nov)');
    expect(await page.getByRole('navigation', { name: 'Accounts' }).getByRole('link').count()).toBe(3);
    expect(await page.getByRole('article', { name: SANDBOX }).innerText()).toContain('Nothing was measured.');
  });
});

test('one account has neither a summary nor chapters', () => {
  const [account] = sampleReport.accounts;
  const html = reportHtml({ ...sampleReport, accounts: account ? [account] : [] }, links);

  expect(html).not.toContain('id="accounts"');
  expect(html).not.toContain('id="chapters"');
});

/** @param accounts each with a row of its own for every account's share of 20,000 */
function largeReport(accounts: number, rowsOfEach: number): Report {
  const [row] = sampleReport.rows;
  const [chapter] = organizationReport.chapters;
  if (!row || !chapter) throw new Error('the sample has no row');
  const ids = Array.from({ length: accounts }, (_, index) => `${100_000_000_000 + index}`);
  return {
    ...organizationReport,
    accounts: ids.map((accountId, index) => ({ accountId, name: `team-${index}-production` })),
    chapters: ids.map((accountId) => ({ ...chapter, accountId })),
    rows: ids.flatMap((accountId) => Array.from({ length: rowsOfEach }, () => ({ ...row, accountId }))),
  };
}

test('of a thousand accounts the page is below 5 MB, says what it leaves out, and the file has all rows', () => {
  const report = largeReport(1000, 20);
  const html = reportHtml(report, links);

  expect(html.length).toBeLessThan(5_000_000);
  expect(html).toContain('The 6,000 fullest of 20,000: report.csv has them all.');
  expect(html).toContain('1,204 more were measured and are in no file');
  expect(html).toContain('The 100 nearest to exhaustion; the other 900 are in the table of all accounts.');
  expect(reportCsv(report).trimEnd().split('\r\n')).toHaveLength(20_001);
});

test('the message counts the accounts', () => {
  const { variants } = reportMessage(organizationReport, { homeRegion: 'eu-west-1', bucket: 'b', htmlKey: 'k' });

  expect(JSON.stringify(variants)).toContain('*Accounts*\\n3 · 2 past warning · 2 past critical');
});
