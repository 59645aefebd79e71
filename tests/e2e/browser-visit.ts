/** A reader's visit to the page for browser tests: a fresh browser profile, and a note of everything that went wrong in it. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export interface Visit {
  readonly page: Page;
  /** Questions that left the page, `?q=…`, also those given up before they arrived; oldest first. */
  readonly asked: string[];
  /** The same of what was asked for to suggest. */
  readonly wanted: string[];
  /** Exceptions, breaches of the page's own policy, and requests to anywhere but its own host. Wanted: none. */
  readonly faults: string[];
}

export type VisitOptions = BrowserContextOptions & {
  /** Path and query. @default '/' */
  readonly path?: string;
  /** Time stands still but for `page.clock.runFor`, so that what waits can be seen waiting. @default false */
  readonly stillClock?: boolean;
};

export async function visit(browser: Browser, origin: string, options: VisitOptions = {}): Promise<Visit> {
  const { path = '/', stillClock = false, ...context } = options;
  const page = await (await browser.newContext({ locale: 'vi-VN', ...context })).newPage();
  const asked: string[] = [];
  const wanted: string[] = [];
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    const sent = decodeURIComponent(url.search.replaceAll('+', ' '));
    if (url.pathname === '/search') asked.push(sent);
    if (url.pathname === '/suggest') wanted.push(sent);
    if (url.protocol !== 'data:' && url.origin !== origin) faults.push(`asked ${request.url()}`);
  });
  if (stillClock) await page.clock.install({ time: 0 });
  await page.goto(origin + path);
  if (stillClock) await page.clock.pauseAt(10_000);
  return { page, asked, wanted, faults };
}

/** What has the keyboard: the text of a link or button, or the id of the input. */
export function keyboardAt(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.id || (document.activeElement?.textContent ?? ''));
}
