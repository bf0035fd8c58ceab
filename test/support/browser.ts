/** A page in a real browser, as somebody opens the file: without a network. One browser for a test file. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
/** Where pages and their pictures are left for somebody to look at. */
export const screenshots = resolve(__dirname, '../../out/screenshots');

let browser: Browser | undefined;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  if (existsSync(CHROMIUM)) browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  else if (process.env['CI'] === 'true') throw new Error(`no browser at ${CHROMIUM}; set CHROMIUM_PATH`);
  else console.warn(`skipped: no browser at ${CHROMIUM}; set CHROMIUM_PATH to test the page in one`);
});

afterAll(async () => {
  await browser?.close();
});

export interface Opened {
  readonly page: Page;
  /** What the console said, and what was asked for beside the file itself. */
  readonly complaints: readonly string[];
}

/**
 * Hands the open page over; without a browser there is nothing to test, which was said.
 * @param name of the file that the page becomes
 */
export async function opened(
  name: string,
  html: string,
  options: BrowserContextOptions,
  check: (opened: Opened) => Promise<void>,
): Promise<void> {
  if (!browser) return;
  const file = resolve(screenshots, name);
  writeFileSync(file, html);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  const complaints: string[] = [];
  const address = pathToFileURL(file).href;
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (request.url() !== address && !request.url().startsWith('data:')) complaints.push(`asked for ${request.url()}`);
  });
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  await page.goto(address);
  await check({ page, complaints });
  await page.close();
}
