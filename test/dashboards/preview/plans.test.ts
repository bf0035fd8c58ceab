/** The section of plans, and in a real browser within its page. */
import { resolve } from 'node:path';
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { type PageInput, renderPage } from '../../../dashboards/preview/page';
import { plansSection } from '../../../dashboards/preview/plans';
import type { Plan } from '../../../lambda/domain/plan';
import { code, words } from '../../../lambda/domain/words';
import { hostilePlan } from '../../lambda/messages/plan/hostile';
import { opened as openedFile, screenshots as out } from '../../support/browser';
import { deletion, plan } from '../../support/plans';

const at = '2026-11-20T12:00:00.000Z';
/** A page with nothing else on it. */
const page = (plans: readonly Plan[]): PageInput => ({
  snapshot: {
    schemaVersion: 1,
    accountId: '123456789012',
    startedAt: at,
    finishedAt: at,
    regions: [],
    measurements: [],
    observations: [],
    calls: { total: 0, throttled: 0, byOperation: {} },
  },
  body: { start: '-PT6H', periodOverride: 'auto', variables: [], widgets: [] },
  data: { metrics: [], logLines: [], now: Date.parse(at) },
  alarms: [],
  sections: [plansSection(plans)],
});

const LONG = 'nameWithoutAnyPlaceToBreakIt'.repeat(20);
const EVIL = '<img src=x onerror=alert(1)>"\'><script>alert(1)</script>\u202e`](javascript:alert(1))';
const long: Plan = {
  ...plan,
  resource: { type: 'http-api', id: 'a', name: LONG },
  adjustable: 'yes',
  after: { usage: 287, limit: 600 },
  summary: [words`${code(LONG)} and ${code(EVIL)}`],
  stale: null,
  why: [
    {
      title: EVIL,
      columns: ['Name', 'One more', 'Another', 'Last'].map((name) => ({ name, align: 'left' }) as const),
      rows: [[LONG, EVIL, EVIL, 1]],
    },
  ],
  steps: [
    {
      ...deletion,
      title: words`Delete ${code(LONG)}`,
      details: [words`${code(EVIL)}`],
      artefacts: [{ name: EVIL, language: 'sh', title: LONG, text: `${LONG}${LONG} ${EVIL}\n`.repeat(99) }],
    },
  ],
};
const nothing: Plan = { ...plan, steps: [], options: [], why: [], unchecked: [], after: plan.before };

/** @returns what the console said and was asked for */
async function complaintsOf(
  plans: readonly Plan[],
  { width, colorScheme }: { readonly width: number; readonly colorScheme: 'light' | 'dark' },
  check: (page: Page) => Promise<void>,
): Promise<readonly string[]> {
  let all: readonly string[] = [];
  const view = { viewport: { width, height: 900 }, colorScheme };
  await openedFile('plans.html', renderPage(page(plans)), view, async ({ page: open, complaints }) => {
    all = complaints;
    await check(open);
  });
  return all;
}

test.each([
  ['light', 1280, 'light'],
  ['dark', 1280, 'dark'],
  ['narrow-light', 390, 'light'],
  ['narrow-dark', 390, 'dark'],
] as const)(
  '%s: with everything unfolded nothing is wider than the screen, and nothing is asked of anybody',
  async (name, width, colorScheme) => {
    const complaints = await complaintsOf([plan, long, nothing], { width, colorScheme }, async (opened) => {
      await opened.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
      await opened.screenshot({ path: resolve(out, `plans-${name}.png`), fullPage: true });

      expect(await opened.evaluate('[document.documentElement.scrollWidth, innerWidth]')).toEqual([width, width]);
      expect(await opened.locator('#plans img, #plans script, #plans [style]').count()).toBe(0);
    });

    expect(complaints).toEqual([]);
  },
);

test('it begins with what each plan brings, and leads to it', async () => {
  await complaintsOf([plan, nothing], { width: 1280, colorScheme: 'light' }, async (opened) => {
    const overview = opened.getByRole('table', { name: 'The plans, the fullest quota first' });

    expect((await overview.locator('tr').allInnerTexts()).map((row) => row.split('\t'))).toEqual([
      ['Plan for', 'Now', 'After'],
      ['Integrations per HTTP API: content-prod in us-east-1', '95.7\u00a0% 287 of 300', '70\u00a0% 210 of 300'],
      ['Integrations per HTTP API: content-prod in us-east-1', '95.7\u00a0% 287 of 300', '95.7\u00a0% 287 of 300'],
    ]);
    await overview.getByRole('link').nth(1).click();
    expect(await opened.evaluate('location.hash')).toBe('#plan-2');
    const second = opened.getByRole('article', { name: 'Integrations per HTTP API' }).nth(1);
    expect(await second.innerText()).toContain('There is no step that Headroom can be sure of.');
  });
});

test('a plan says what to do, what it brings, what to mind and how to take it back', async () => {
  await complaintsOf([plan], { width: 1280, colorScheme: 'light' }, async (opened) => {
    const step = opened.locator('ol.steps > li').nth(1);

    expect(await opened.locator('.overview').count()).toBe(0);
    expect((await step.innerText()).split(/\n+/)).toEqual([
      'Split it into 2 APIs: move 68 routes below /files and /folders to 1 new one',
      '278 of 300 (92.7\u00a0%) → 210 of 300 (70\u00a0%) · new infrastructure',
      'Afterwards API 1 (today’s) has 210 of 300 integrations (70\u00a0%), API 2 has 68 of 300 (22.7\u00a0%)',
      'Front door: CloudFront in front, with 4 behaviours: the path stays as it is, and no code runs',
      'Changes http-api-routes of content-prod: 278 → 210 of 300',
      'Changes CloudFront distributions: 3 → 4',
      'Mind',
      'If there is a distribution already, its own behaviours count too',
      'Each new API needs its own authorizers, CORS, stage settings and throttles, access logs, web ACL and alarms',
      'Undo: Until the moved routes are deleted from today’s API, let the front door send everything there again',
      'The routes of each API apis.json',
      'The behaviours as CDK front-door.ts',
    ]);
    await step.getByText('The routes of each API').click();
    expect(await step.locator('pre').first().innerText()).toBe('{ "apis": [] }');
  });
});

test('of a long file the beginning is shown', () => {
  const text = Array.from({ length: 100 }, (_, index) => `line ${index + 1}`).join('\n');
  const artefacts = [{ name: 'a.sh', language: 'sh', title: 'A', text }] as const;
  const { html } = plansSection([{ ...plan, steps: [{ ...deletion, artefacts }] }]);

  expect(html).toContain('line 60</pre>\n<p class="note">40 more lines in the file.</p>');
});

test('without a plan it says why', () => {
  expect(plansSection([]).html).toContain('<p class="empty">Nothing is past its warning threshold.</p>');
});

test('whatever others name, it is text: the section has no elements but its own', () => {
  const OURS =
    /<\/?(?:article|h3|dl|div|dt|dd|svg|rect|p|details|summary|table|caption|thead|tbody|tr|th|td|ol|ul|li|code|bdi|span|strong|pre)(?: [a-z-]+="[\w .:-]*"| viewBox="[\d ]*"| preserveAspectRatio="none")*\/?>/g;
  fc.assert(
    fc.property(hostilePlan, (one) => {
      const { html } = plansSection([{ ...one, why: one.why.map((table) => ({ ...table, title: 'Table' })) }]);

      expect(html.replaceAll(OURS, '')).not.toMatch(/[<>]/);
      expect(html).not.toMatch(/(?!\n)[\p{C}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: 60, seed: 6 },
  );
});
