import { EventEmitter, once } from 'node:events';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axeFindings, chromiumPath } from '../support/browser.ts';
import { needs } from '../support/real.ts';
import { answer, KURIL, pageOf, suggest, SUGGESTED } from './browser-answers.ts';
import { pageSuite } from './browser-suite.ts';
import type { Visit, VisitOptions } from './browser-visit.ts';
import { keyboardAt } from './browser-visit.ts';

/** As long as typing pauses before suggestions are asked for, in milliseconds; shorter than the search rests. */
const PAUSE = 110;

const TEXTS = SUGGESTED.map(({ text }) => text);
const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true } as const;

const isHere = needs('Chromium', chromiumPath() !== undefined, 'npm run test:browser');

describe.skipIf(!isHere)('suggestions in a browser', () => {
  const suite = pageSuite((server) => {
    server.answer((url) => ({ body: pageOf(KURIL, url) }));
    server.suggest((url) => ({ body: suggest(url, SUGGESTED) }));
  });
  const open = (options?: VisitOptions): Promise<Visit> => suite.open(options);

  /** The page with the list open for “qu”. */
  async function openList(options: VisitOptions = {}): Promise<Visit> {
    const opened = await open(options);
    await input(opened.page).focus();
    await opened.page.keyboard.type('qu');
    await opened.page.getByRole('option').first().waitFor();
    return opened;
  }

  describe('are asked for', () => {
    test('once typing pauses, with the space that ends a word, and shown with what is new in bold', async () => {
      const { page, wanted, asked } = await open({ stillClock: true });
      for (const key of 'quần ') {
        await page.keyboard.type(key);
        await page.clock.runFor(PAUSE / 2);
      }
      await page.clock.runFor(PAUSE);
      await page.getByRole('listbox', { name: 'Gợi ý' }).waitFor();
      expect(await page.getByRole('option').allTextContents()).toEqual(TEXTS);
      expect(await page.getByRole('option').first().locator('b').allTextContents()).toEqual(['ần đảo Nam Kuril']);
      expect(wanted).toEqual(['?q=quần ']);
      expect(asked).toEqual([]);
      expect(await input(page).getAttribute('aria-expanded')).toBe('true');
      expect(await page.locator('[aria-live]').textContent()).toBe('Có 8 gợi ý.');
    });

    test('not while an input method composes, which keeps its keys', async () => {
      const { page, wanted } = await openList();
      const keyboard = await page.context().newCDPSession(page);
      await page.keyboard.type(' ');
      for (const text of ['đ', 'đa', 'đả']) {
        await keyboard.send('Input.imeSetComposition', {
          text,
          selectionStart: text.length,
          selectionEnd: text.length,
        });
      }
      await input(page).evaluate((element) => {
        for (const key of ['ArrowDown', 'Enter', 'Escape'])
          element.dispatchEvent(new KeyboardEvent('keydown', { key, keyCode: 229, bubbles: true, cancelable: true }));
      });
      await page.waitForTimeout(PAUSE * 3);
      expect(await input(page).inputValue()).toBe('qu đả');
      expect(await page.getByRole('option', { selected: true }).count()).toBe(0);
      expect(await page.getByRole('option').count()).toBe(8);
      await keyboard.send('Input.insertText', { text: 'đảo' });
      await expect.poll(() => wanted).toContain('?q=qu đảo');
      expect(wanted.filter((sent) => sent.includes('đ'))).toEqual(['?q=qu đảo']);
    });

    test('newest first: those that come late are not shown', async () => {
      const gate = new EventEmitter();
      const { page } = await open();
      suite.server.suggest(async (url) => {
        if (url.searchParams.get('q') === 'q') await once(gate, 'open');
        return { body: suggest(url, url.searchParams.get('q') === 'q' ? SUGGESTED : SUGGESTED.slice(0, 2)) };
      });
      const first = page.waitForRequest('**/suggest?q=q');
      await page.keyboard.type('q');
      await first;
      await page.keyboard.type('u');
      await page.getByRole('option').first().waitFor();
      gate.emit('open');
      await page.waitForTimeout(PAUSE);
      expect(await page.getByRole('option').count()).toBe(2);
    });

    test.each([
      { why: 'where the page says', given: '/suggest?site=bao', role: 'combobox', sent: ['?site=bao&q=quần'] },
      { why: 'nowhere, where it says nothing', given: '', role: null, sent: [] },
    ])('$why', async ({ given, role, sent }) => {
      const { page, wanted } = await open();
      await page.route(`${suite.server.origin}/`, async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace('data-part="form"', `$& data-suggest-endpoint="${given}"`);
        await route.fulfill({ response, body });
      });
      await page.reload();
      await page.locator('#q').fill('quần');
      await page.getByText('Tìm thấy').waitFor();
      expect(await page.locator('#q').getAttribute('role')).toBe(role);
      expect(wanted).toEqual(sent);
    });

    test.each([
      { why: 'an older server', status: 404, body: 'Not found', times: 1 },
      { why: 'one in trouble', status: 503, body: {}, times: 2 },
      { why: 'one that answers something else', status: 200, body: '<h1>Bảo trì</h1>', times: 2 },
    ])('$why has none, and the search goes on', async ({ status, body, times }) => {
      suite.server.suggest(() => ({ status, body }));
      const { page, wanted } = await open();
      for (const part of ['ku', 'ril']) {
        await page.keyboard.type(part);
        await page.getByText(/^Tìm thấy 4 bài cho “ku(ril)?”\.$/u).waitFor();
        await page.waitForTimeout(PAUSE * 2);
      }
      await page.getByText('Tìm thấy 4 bài cho “kuril”.').waitFor();
      expect(await page.getByRole('listbox').count()).toBe(0);
      expect(wanted.length).toBe(times);
    });
  });

  describe('the keyboard', () => {
    test('arrows go round the list while it stays in the input, Enter takes one', async () => {
      const { page, asked } = await openList();
      const walked: (string | null)[] = [];
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowUp']) {
        await page.keyboard.press(key);
        walked.push(await activeText(page));
      }
      expect(walked).toEqual([TEXTS[0], TEXTS[1], TEXTS[0], null, TEXTS[7]]);
      expect([await keyboardAt(page), await input(page).inputValue()]).toEqual(['q', 'qu']);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByText('Tìm thấy 4 bài cho “quần đảo Nam Kuril”.').waitFor();
      expect(await input(page).inputValue()).toBe('quần đảo Nam Kuril');
      expect(await page.getByRole('listbox').count()).toBe(0);
      expect(asked.at(-1)).toBe('?q=quần đảo Nam Kuril');
      await page.keyboard.press('ArrowDown');
      expect(await keyboardAt(page)).toBe(KURIL[0]?.title);
    });

    test('Enter takes what is typed where none is active, and no late list opens after it', async () => {
      const gate = new EventEmitter();
      const { page, asked } = await openList();
      suite.server.suggest(async (url) => {
        await once(gate, 'open');
        return { body: suggest(url, SUGGESTED) };
      });
      const sent = page.waitForRequest('**/suggest?q=qua');
      await page.keyboard.type('a');
      await sent;
      await page.keyboard.press('Enter');
      await page.getByText('Tìm thấy 4 bài cho “qua”.').waitFor();
      gate.emit('open');
      await page.waitForTimeout(PAUSE * 2);
      expect(await page.getByRole('listbox').count()).toBe(0);
      expect(asked.at(-1)).toBe('?q=qua');
      expect(await input(page).getAttribute('aria-expanded')).toBe('false');
    });

    test('Escape closes the list, then empties the box', async () => {
      const { page } = await openList();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Escape');
      expect(await page.getByRole('listbox').count()).toBe(0);
      expect(await input(page).getAttribute('aria-activedescendant')).toBeNull();
      expect(await input(page).inputValue()).toBe('qu');
      await page.keyboard.press('Escape');
      expect(await input(page).inputValue()).toBe('');
    });

    test('Tab leaves it behind', async () => {
      const { page } = await openList();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Tab');
      expect(await page.getByRole('listbox').count()).toBe(0);
      expect(await keyboardAt(page)).not.toBe('q');
      expect(await input(page).inputValue()).toBe('qu');
    });
  });

  test('a click takes one, and the keyboard stays in the input', async () => {
    const { page, asked } = await openList();
    await page.getByRole('option', { name: TEXTS[1] ?? '' }).click();
    await page.getByText(`Tìm thấy 4 bài cho “${TEXTS[1]}”.`).waitFor();
    expect(asked.at(-1)).toBe(`?q=${TEXTS[1]}`);
    expect(await keyboardAt(page)).toBe('q');
    expect(await page.getByRole('listbox').count()).toBe(0);
    await page.goBack();
    expect(new URL(page.url()).searchParams.has('live')).toBe(false);
  });

  test('the cross empties the box though the list is open', async () => {
    const { page } = await openList();
    await page.getByRole('button', { name: 'Xóa từ cần tìm' }).click();
    await page.getByRole('heading', { name: 'Thử tìm' }).waitFor();
    expect([await keyboardAt(page), await input(page).inputValue()]).toEqual(['q', '']);
    expect(await page.getByRole('listbox').count()).toBe(0);
  });

  test('on a phone a tap takes one, each is large enough, and the keyboard goes away', async () => {
    const { page } = await openList(PHONE);
    const heights = await page.getByRole('option').evaluateAll((all) => all.map((one) => one.clientHeight));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    await page.getByRole('option', { name: TEXTS[2] ?? '' }).tap();
    await page.getByText(`cho “${TEXTS[2]}”.`).waitFor();
    expect(await keyboardAt(page)).not.toBe('q');
    expect(await page.getByRole('listbox').count()).toBe(0);
  });

  describe('the look', () => {
    const LONG = [{ text: 'quầnđảoNamKuril'.repeat(20), marks: [] }, ...SUGGESTED];

    test.each(['light', 'dark'] as const)('axe finds nothing: %s', async (colorScheme) => {
      const { page } = await openList({ colorScheme, reducedMotion: 'reduce' });
      await page.getByText('Tìm thấy').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('ArrowDown');
      expect(await axeFindings(page)).toEqual([]);
    });

    test('nothing moves when it comes, and nothing is cut off at the narrowest', async () => {
      suite.server.suggest((url) => ({ body: suggest(url, LONG) }));
      const { page } = await open({ ...PHONE, viewport: { width: 320, height: 640 }, path: '/?q=kuril' });
      const place = () => page.locator('.summary').evaluate((summary) => summary.getBoundingClientRect().top);
      await page.getByText('Tìm thấy').waitFor();
      const before = await place();
      await input(page).focus();
      await page.keyboard.type(' q');
      await page.getByRole('option').first().waitFor();
      expect(await place()).toBe(before);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
      expect(await page.getByRole('listbox').evaluate((list) => list.scrollWidth <= list.clientWidth)).toBe(true);
    });

    test('the active one can be seen: in forced colours, and where the list scrolls', async () => {
      const { page } = await openList({ ...PHONE, forcedColors: 'active' });
      await page.keyboard.press('ArrowUp');
      const [ground, other, isInside] = await page.getByRole('listbox').evaluate((list) => {
        const [first, last] = [list.firstElementChild ?? list, list.lastElementChild ?? list];
        const isIn = last.getBoundingClientRect().bottom <= list.getBoundingClientRect().bottom;
        return [getComputedStyle(last).backgroundColor, getComputedStyle(first).backgroundColor, isIn];
      });
      expect(ground).not.toBe(other);
      expect(isInside).toBe(true);
    });
  });

  test('whatever a server suggests is text', async () => {
    const trap = '<img src=x onerror="document.title=1">';
    suite.server.answer(() => ({ body: answer(trap, []) }));
    suite.server.suggest((url) => ({ body: suggest(url, [{ text: trap, marks: [[0, 4]] }]) }));
    const { page } = await openList();
    expect(await page.getByRole('option').textContent()).toBe(trap);
    expect(await page.getByRole('listbox').locator('img, script').count()).toBe(0);
    await page.getByRole('option').click();
    await page.getByText('Không tìm thấy').waitFor();
    expect(await input(page).inputValue()).toBe(trap);
    expect(await page.title()).toBe(`${trap} – Tìm kiếm – Saola`);
  });
});

const input = (page: Page) => page.getByRole('combobox');

/** The text of the option that the input says is active. */
function activeText(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const id = document.activeElement?.getAttribute('aria-activedescendant');
    const option = id ? document.getElementById(id) : null;
    return option?.getAttribute('aria-selected') === 'true' ? option.textContent : null;
  });
}
