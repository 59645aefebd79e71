import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings, chromiumPath, openBrowser } from '../support/browser.ts';
import { needs } from '../support/real.ts';
import type { RealServer } from './browser-real-server.ts';
import { startRealServer } from './browser-real-server.ts';
import { visit } from './browser-visit.ts';

const isHere = needs('Chromium', chromiumPath() !== undefined, 'npm run test:browser');

describe.skipIf(!isHere)('the page on the example articles', () => {
  let browser: Browser;
  let server: RealServer;
  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser(), startRealServer()]);
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  test.each([
    { query: 'Quần đảo Nam Kuril', first: 'quần đảo Nam Kuril', because: 'as it is written' },
    { query: 'quan dao nam kuril', first: 'quần đảo Nam Kuril', because: 'without accents' },
    { query: 'thu tuong nhat ban', first: 'Thủ tướng Nhật Bản', because: 'the page suggests it' },
    { query: 'G20', first: 'G20', because: 'the page suggests it' },
    { query: 'metro số 1', first: 'etro số 1', because: 'the page suggests it' },
    { query: 'gia ca phe dak lak', first: 'à phê', because: 'the page suggests it' },
  ])('“$query” finds “$first” first: $because', async ({ query, first }) => {
    const { page, faults } = await visit(browser, server.origin);
    await page.getByRole('combobox').pressSequentially(query);
    expect((await titles(page, query))[0]).toContain(first);
    expect(await page.locator('mark').count()).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  });

  test('“Xem thêm” goes through all hits of an answer, each once', async () => {
    const { page } = await visit(browser, server.origin, { path: '/?q=vi%E1%BB%87t+nam' });
    const shown = page.getByText(/^Đang xem \d+ trong \d+ bài$/u);
    await shown.waitFor();
    const total = Number(/(\d+) bài$/u.exec((await shown.textContent()) ?? '')?.[1]);
    expect(total).toBeGreaterThan(10);
    for (let pages = Math.ceil(total / 10); pages > 1; pages--) {
      const before = await page.getByRole('listitem').count();
      await page.getByRole('button', { name: 'Xem thêm' }).click();
      await expect.poll(() => page.getByRole('listitem').count()).toBeGreaterThan(before);
    }
    const hits = await page.getByRole('heading', { level: 3 }).allTextContents();
    expect(hits.length).toBe(total);
    expect(new Set(hits).size).toBe(total);
  });

  test.each([
    {
      typed: 'thu tuo',
      taken: 'Thủ tướng Nhật Bản',
      first: 'Thủ tướng Nhật Bản',
      because: 'without accents, half a word',
    },
    { typed: 'quần ', taken: 'quần đảo Nam Kuril', first: 'quần đảo Nam Kuril', because: 'after a whole word' },
  ])('“$typed” suggests “$taken”: $because', async ({ typed, taken, first }) => {
    const { page, faults } = await visit(browser, server.origin);
    await page.getByRole('combobox').pressSequentially(typed);
    await page.getByRole('option', { name: taken, exact: true }).click();
    expect((await titles(page, taken))[0]).toContain(first);
    expect(page.url()).toBe(`${server.origin}/?${new URLSearchParams({ q: taken }).toString()}`);
    expect(faults).toEqual([]);
  });

  test('the page offers itself to the browser as a search engine', async () => {
    const { page } = await visit(browser, server.origin);
    const href = await page.locator('link[rel="search"]').getAttribute('href');
    const description = await page.request.get(new URL(href ?? '', server.origin).href);
    const template = /type="text\/html"[^>]*template="([^"]+)"/u.exec(await description.text())?.[1] ?? '';
    await page.goto(template.replace('{searchTerms}', encodeURIComponent('nam kuril')));
    expect((await titles(page, 'nam kuril'))[0]).toContain('Nam Kuril');
  });

  test('a query that is too long is refused with a sentence', async () => {
    const { page } = await visit(browser, server.origin, { path: `/?q=${'kuril+'.repeat(60)}` });
    await page.getByText('Máy chủ không nhận câu tìm này').waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test('without JavaScript the form leads to the answer', async () => {
    const { page } = await visit(browser, server.origin, { javaScriptEnabled: false });
    await page.getByRole('searchbox').fill('quần đảo Nam Kuril');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${server.origin}/search?q=*`);
    expect(await page.textContent('body')).toContain('Nam Kuril');
  });
});

/** Titles of the hits, once the summary tells of this query. */
async function titles(page: Page, query: string): Promise<string[]> {
  await page.getByRole('status').getByText(`bài cho “${query}”`).waitFor();
  return page.getByRole('heading', { level: 3 }).allTextContents();
}
