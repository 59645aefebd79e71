import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings, chromiumPath, openBrowser } from '../support/browser.ts';
import { needs } from '../support/real.ts';
import { answer, G20, hit, KURIL, pageOf } from './browser-answers.ts';
import type { Answerer, PageServer } from './browser-page-server.ts';
import { startPageServer } from './browser-page-server.ts';
import { visit } from './browser-visit.ts';

/** The narrowest that a page must bear: WCAG 2.2, 1.4.10 Reflow. Phones are 360 wide and more. */
const NARROWEST_PX = 320;

const LONG = 'quầnđảoNamKuril'.repeat(20);
const never: Answerer = () => new Promise(() => {});

/** Everything that the page can look like: what the server says, and what is on the page once it does. */
const STATES: readonly { name: string; path: string; answer: Answerer; seen: string }[] = [
  { name: 'start', path: '/', answer: never, seen: 'Thử tìm' },
  { name: 'waiting', path: '/?q=kuril', answer: never, seen: 'Đang tìm “kuril”…' },
  { name: 'hits', path: '/?q=G20', answer: (url) => ({ body: pageOf(G20, url) }), seen: 'Đang xem 10 trong 24 bài' },
  {
    name: 'hits with words let go, without link, day or text',
    path: '/?q=kuril+xa',
    answer: () => ({ body: answer('kuril xa', KURIL, { loosened: ['xa', 'lắm'] }) }),
    seen: 'những bài thiếu “xa”, “lắm”.',
  },
  {
    name: 'nothing',
    path: '/?q=kurilll',
    answer: () => ({ body: answer('kurilll', []) }),
    seen: 'Kiểm tra lại chính tả',
  },
  { name: 'failure', path: '/?q=kuril', answer: () => ({ status: 503, body: '' }), seen: 'Thử lại' },
  {
    name: 'words that never end',
    path: `/?q=${LONG}`,
    answer: () => ({
      body: answer(LONG, [hit({ id: '1', url: '/1', title: LONG, snippet: `[${LONG}]`, section: LONG })], {
        loosened: [LONG],
      }),
    }),
    seen: 'Tìm thấy 1 bài',
  },
];

const isHere = needs('Chromium', chromiumPath() !== undefined, 'npm run test:browser');

describe.skipIf(!isHere)('the look of the page', () => {
  let browser: Browser;
  let server: PageServer;
  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser(), startPageServer()]);
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const schemes = ['light', 'dark'] as const;
  describe.each(schemes)('%s', (colorScheme) => {
    test.each(STATES)('axe finds nothing: $name', async ({ path, answer: answerer, seen }) => {
      server.answer(answerer);
      // Without motion, so that what appears slowly is judged as it will be.
      const { page } = await visit(browser, server.origin, { path, colorScheme, reducedMotion: 'reduce' });
      await page.getByText(seen).first().waitFor();
      expect(await axeFindings(page)).toEqual([]);
    });
  });

  test.each(STATES)(
    'nothing is cut off or scrolls sideways on a phone: $name',
    async ({ path, answer: answerer, seen }) => {
      server.answer(answerer);
      const viewport = { width: NARROWEST_PX, height: 640 };
      const { page } = await visit(browser, server.origin, { path, viewport, isMobile: true, hasTouch: true });
      await page.getByText(seen).first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(NARROWEST_PX);
      expect(await beyondTheEdge(page)).toEqual([]);
    },
  );

  test('what a finger must hit is large enough', async () => {
    server.answer((url) => ({ body: pageOf(G20, url) }));
    const viewport = { width: 360, height: 740 };
    const { page } = await visit(browser, server.origin, { path: '/?q=G20', viewport, isMobile: true, hasTouch: true });
    await page.getByText('Đang xem').waitFor();
    const heights = await page
      .locator('input, button:visible')
      .evaluateAll((all) => all.map((one) => one.clientHeight));
    expect(heights.length).toBeGreaterThan(3);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(42);
  });

  test('a phone’s keyboard goes away when the search key is pressed', async () => {
    server.answer((url) => ({ body: pageOf(KURIL, url) }));
    const { page } = await visit(browser, server.origin, {
      viewport: { width: 360, height: 740 },
      isMobile: true,
      hasTouch: true,
    });
    const input = page.getByRole('combobox');
    expect(await input.evaluate((element) => element === document.activeElement)).toBe(false);
    await input.tap();
    await page.keyboard.type('kuril');
    await page.keyboard.press('Enter');
    await page.getByText('Tìm thấy 4 bài').waitFor();
    expect(await input.evaluate((element) => element === document.activeElement)).toBe(false);
    expect(await input.getAttribute('enterkeyhint')).toBe('search');
  });

  test('dark is dark and light is light', async () => {
    const grounds: string[] = [];
    for (const colorScheme of schemes) {
      const { page } = await visit(browser, server.origin, { colorScheme });
      grounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
    }
    expect(grounds.map((rgb) => Number(/\d+/u.exec(rgb)?.[0]) > 128)).toEqual([true, false]);
  });

  test('nothing moves for those who asked for that', async () => {
    server.answer(never);
    const moving = [];
    for (const reducedMotion of ['no-preference', 'reduce'] as const) {
      const { page } = await visit(browser, server.origin, { path: '/?q=kuril', reducedMotion });
      await page.getByText('Đang tìm').waitFor();
      moving.push(
        await page.evaluate(() => document.getAnimations().some((one) => Number(one.effect?.getTiming().duration) > 0)),
      );
    }
    expect(moving).toEqual([true, false]);
  });
});

/** Elements that can be seen and stand out over the right edge, by their class. */
function beyondTheEdge(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('body *:not(.visually-hidden, .label)')]
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
      .map((element) => element.className),
  );
}
