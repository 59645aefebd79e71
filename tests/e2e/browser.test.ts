import { EventEmitter, once } from 'node:events';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { chromiumPath } from '../support/browser.ts';
import { needs } from '../support/real.ts';
import { answer, G20, hit, KURIL, pageOf } from './browser-answers.ts';
import { pageSuite } from './browser-suite.ts';
import type { Visit, VisitOptions } from './browser-visit.ts';
import { keyboardAt } from './browser-visit.ts';

/** Longer than typing must rest before it is asked about, in milliseconds. */
const REST = 200;

const isHere = needs('Chromium', chromiumPath() !== undefined, 'npm run test:browser');

describe.skipIf(!isHere)('the page in a browser', () => {
  const suite = pageSuite((server) => {
    server.answer((url) => ({ body: url.searchParams.get('q') === 'G20' ? pageOf(G20, url) : pageOf(KURIL, url) }));
  });
  const open = (options?: VisitOptions): Promise<Visit> => suite.open(options);

  describe('typing', () => {
    test('asks once it rests, and shows what came', async () => {
      const { page, asked } = await open({ stillClock: true });
      for (const key of 'kuril') {
        await page.keyboard.type(key);
        await page.clock.runFor(REST / 2);
      }
      await page.clock.runFor(REST);
      await says(page, 'Tìm thấy 4 bài cho “kuril”.');
      expect(asked).toEqual(['?q=kuril&live=1']);
      expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual(KURIL.map(({ title }) => title));
      expect(await page.locator('mark').allTextContents()).toContain('quần đảo Nam Kuril');
      expect(await page.getByText('27/6/2019').count()).toBe(1);
      expect(page.url()).toBe(`${suite.server.origin}/?q=kuril`);
      expect(await page.title()).toBe('kuril – Tìm kiếm – Saola');
    });

    test('Enter does not wait, and asks no second time', async () => {
      const { page, asked } = await open({ stillClock: true });
      await page.keyboard.type('kuril');
      await page.keyboard.press('Enter');
      await says(page, 'Tìm thấy 4 bài');
      await page.clock.runFor(REST);
      await page.keyboard.press('Enter');
      await page.clock.runFor(REST);
      expect(asked).toEqual(['?q=kuril']);
    });

    test('Enter asks again for the whole word where hits for a half one are shown', async () => {
      const { page, asked } = await open();
      await page.keyboard.type('G20');
      await says(page, 'Tìm thấy 24 bài cho “G20”.');
      await page.getByRole('button', { name: 'Xem thêm' }).press('Enter');
      await page.getByText('Đang xem 20 trong 24 bài').waitFor();
      await page.locator('#q').press('Enter');
      await page.getByText('Đang xem 10 trong 24 bài').waitFor();
      expect(asked).toEqual(['?q=G20&live=1', '?q=G20&offset=10&live=1', '?q=G20']);
      expect(page.url()).toBe(`${suite.server.origin}/?q=G20`);
    });

    test('the keyboard keeps its place in the list when other hits come into it', async () => {
      const { page } = await open({ path: '/?q=kuril' });
      await says(page, 'Tìm thấy 4 bài');
      const gate = new EventEmitter();
      suite.server.answer(async (url) => {
        await once(gate, 'open');
        return { body: pageOf(G20, url) };
      });
      await page.locator('#q').fill('G20');
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowDown');
      expect(await keyboardAt(page)).toBe(KURIL[0]?.title);
      await expect.poll(() => gate.emit('open')).toBe(true);
      await says(page, 'Tìm thấy 24 bài cho “G20”.');
      expect(await keyboardAt(page)).toBe(G20[0]?.title);
    });

    test('what is pasted is asked as what is typed', async () => {
      const { page, asked } = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
      await page.evaluate(() => navigator.clipboard.writeText('quần đảo Nam Kuril'));
      await page.keyboard.press('ControlOrMeta+V');
      await says(page, 'Tìm thấy 4 bài cho “quần đảo Nam Kuril”.');
      expect(asked).toEqual(['?q=quần đảo Nam Kuril&live=1']);
    });

    test('what is pasted from a Mac, letters and accents apart, is asked in one spelling', async () => {
      const { page, asked } = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
      await page.evaluate(() => navigator.clipboard.writeText('Quần đảo'.normalize('NFD')));
      await page.keyboard.press('ControlOrMeta+V');
      await says(page, 'Tìm thấy');
      expect(asked).toEqual([`?q=${'Quần đảo'.normalize('NFC')}&live=1`]);
    });

    test('while an input method composes nothing is asked, afterwards once', async () => {
      const { page, asked } = await open({ stillClock: true });
      await page.keyboard.type('tin ');
      const keyboard = await page.context().newCDPSession(page);
      for (const text of ['v', 'vi', 'viê', 'việ', 'việt']) {
        await keyboard.send('Input.imeSetComposition', {
          text,
          selectionStart: text.length,
          selectionEnd: text.length,
        });
        await page.clock.runFor(REST * 5);
      }
      expect(await query(page)).toBe('tin việt');
      expect(asked).toEqual([]);
      await keyboard.send('Input.insertText', { text: 'việt' });
      await page.clock.runFor(REST);
      await says(page, 'Tìm thấy 4 bài cho “tin việt”.');
      expect(asked).toEqual(['?q=tin việt&live=1']);
    });

    test('a key that the input method has is not ours, though Safari sends it after the composition', async () => {
      const { page } = await open({ path: '/?q=kuril' });
      await says(page, 'Tìm thấy');
      await page.getByRole('combobox').evaluate((input) => {
        input.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
        for (const key of ['Escape', 'ArrowDown']) {
          input.dispatchEvent(new KeyboardEvent('keydown', { key, keyCode: 229, bubbles: true, cancelable: true }));
        }
      });
      expect(await query(page)).toBe('kuril');
      expect(await keyboardAt(page)).not.toBe(KURIL[0]?.title);
    });

    test('Telex typed with the method off is asked like any other words', async () => {
      const { page, asked } = await open({ stillClock: true });
      await page.keyboard.type('ddaro xa');
      await page.clock.runFor(REST);
      await says(page, 'cho “ddaro xa”');
      expect(asked).toEqual(['?q=ddaro xa&live=1']);
    });
  });

  describe('the newest question wins', () => {
    test('an answer that comes late is not shown', async () => {
      const gate = new EventEmitter();
      suite.server.answer(async (url) => {
        if (url.searchParams.get('q') === 'kuril') return { body: pageOf(KURIL, url) };
        await once(gate, 'open');
        return { body: pageOf(G20, url) };
      });
      const { page, asked } = await open({ stillClock: true });
      const given = page.waitForEvent('requestfailed');
      await page.keyboard.type('kuri');
      await page.keyboard.press('Enter');
      await says(page, 'Đang tìm “kuri”…');
      await page.keyboard.type('l');
      await page.keyboard.press('Enter');
      await says(page, 'Tìm thấy 4 bài cho “kuril”.');
      gate.emit('open');
      expect((await given).failure()?.errorText).toBe('net::ERR_ABORTED');
      expect(asked).toEqual(['?q=kuri', '?q=kuril']);
      await says(page, 'Tìm thấy 4 bài cho “kuril”.');
    });

    test('hits stay until others replace them', async () => {
      const { page } = await open({ path: '/?q=kuril' });
      await firstHit(page).waitFor();
      suite.server.answer(never);
      await page.getByRole('combobox').fill('thủ tướng');
      await page.keyboard.press('Enter');
      expect(await firstHit(page).isVisible()).toBe(true);
      expect(await page.locator('form[data-busy]').count()).toBe(1);
    });

    test('an emptied box shows nothing, even if an answer is on its way', async () => {
      suite.server.answer(never);
      const { page } = await open();
      await page.keyboard.type('kuril');
      await page.keyboard.press('Enter');
      await says(page, 'Đang tìm');
      await page.getByRole('button', { name: 'Xóa từ cần tìm' }).click();
      await page.getByRole('heading', { name: 'Thử tìm' }).waitFor();
      expect(await page.getByRole('status').textContent()).toMatch(/^\s*$/u);
      expect(await keyboardAt(page)).toBe('q');
    });
  });

  describe('the keyboard', () => {
    test('arrows walk through the hits, Enter opens one, back leads to it again', async () => {
      const { page } = await open({ path: '/?q=kuril' });
      await says(page, 'Tìm thấy');
      await page.getByRole('combobox').focus();
      await page.keyboard.press('ArrowDown');
      expect(await keyboardAt(page)).toBe(KURIL[0]?.title);
      await page.keyboard.press('ArrowDown');
      expect(await keyboardAt(page)).toBe(KURIL[1]?.title);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/tin/tham-mo-to-tien.html');
      await page.goBack();
      await says(page, 'Tìm thấy 4 bài cho “kuril”.');
      await expect.poll(() => keyboardAt(page)).toBe(KURIL[1]?.title);
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowUp');
      expect(await keyboardAt(page)).toBe('q');
    });

    test('a hit without a link is reached too, and the list ends with it', async () => {
      const { page } = await open({ path: '/?q=kuril' });
      await says(page, 'Tìm thấy');
      await page.getByRole('combobox').focus();
      for (let press = 0; press < 9; press++) await page.keyboard.press('ArrowDown');
      expect(await keyboardAt(page)).toBe(KURIL[3]?.title);
    });

    test('Escape goes back to the box, then empties it', async () => {
      const { page } = await open({ path: '/?q=kuril' });
      await says(page, 'Tìm thấy');
      await page.getByRole('combobox').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Escape');
      expect([await keyboardAt(page), await query(page)]).toEqual(['q', 'kuril']);
      await page.keyboard.press('Escape');
      expect([await keyboardAt(page), await query(page)]).toEqual(['q', '']);
      expect(await page.getByRole('heading', { name: 'Thử tìm' }).isVisible()).toBe(true);
    });

    test('keys that move the keyboard do nothing else, all others stay the browser’s', async () => {
      const { page } = await open({ path: '/?q=kuril' });
      await says(page, 'Tìm thấy');
      const isTaken = (key: string, altKey = false) =>
        page.getByRole('combobox').evaluate(
          (input, init) => {
            input.focus();
            return !input.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
          },
          { key, altKey },
        );
      expect(await isTaken('ArrowDown')).toBe(true);
      expect(await isTaken('ArrowUp')).toBe(false);
      expect(await isTaken('ArrowLeft')).toBe(false);
      expect(await isTaken('ArrowDown', true)).toBe(false);
      expect(await isTaken('Escape')).toBe(true);
      expect(await isTaken('Escape')).toBe(false);
    });

    test('whatever has the keyboard can be seen to have it', async () => {
      const { page } = await open({ path: '/?q=G20' });
      await says(page, 'Tìm thấy');
      const rings: string[] = [];
      await page.getByRole('link', { name: 'Saola' }).focus();
      for (let press = 0; press < 14; press++) {
        await page.keyboard.press('Tab');
        rings.push(await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle));
      }
      expect(new Set(rings)).toEqual(new Set(['solid']));
      expect(await keyboardAt(page)).toBe('Xem thêm');
    });
  });

  describe('back and forward', () => {
    test('lead from query to query', async () => {
      const { page, asked } = await open();
      for (const text of ['kuril', 'G20']) {
        await page.getByRole('combobox').fill(text);
        await page.keyboard.press('Enter');
        await says(page, `cho “${text}”`);
      }
      await page.goBack();
      await says(page, 'Tìm thấy 4 bài cho “kuril”.');
      expect(await query(page)).toBe('kuril');
      await page.goBack();
      await page.getByRole('heading', { name: 'Thử tìm' }).waitFor();
      expect(await query(page)).toBe('');
      await page.goForward();
      await says(page, 'Tìm thấy 4 bài cho “kuril”.');
      expect(asked).toEqual(['?q=kuril', '?q=G20', '?q=kuril', '?q=kuril']);
    });

    test('a query typed slowly is one step', async () => {
      const { page } = await open({ stillClock: true });
      for (const part of ['ku', 'ri', 'l']) {
        await page.keyboard.type(part);
        await page.clock.runFor(REST);
        await says(page, 'Tìm thấy 4 bài');
      }
      expect(page.url()).toContain('?q=kuril');
      await page.goBack();
      expect(page.url()).toBe(`${suite.server.origin}/`);
    });

    test('the hits that “Xem thêm” had brought are there again', async () => {
      const { page, asked } = await open({ path: '/?q=G20' });
      await page.getByRole('button', { name: 'Xem thêm' }).click();
      await page.getByText('Đang xem 20 trong 24 bài').waitFor();
      await page.getByRole('link', { name: 'chuyện thứ 17' }).click();
      await page.waitForURL('**/tin/g20-17.html');
      await page.goBack();
      await page.getByText('Đang xem 20 trong 24 bài').waitFor();
      await expect.poll(() => keyboardAt(page)).toBe(G20[16]?.title);
      expect(asked.at(-1)).toMatch(/^\?q=G20(&limit=20|&offset=10)$/u);
    });

    test('an address with a query can be sent to a friend', async () => {
      const { page } = await open({ path: '/?q=nam+kuril' });
      await says(page, 'Tìm thấy 4 bài cho “nam kuril”.');
      expect(await query(page)).toBe('nam kuril');
    });
  });

  describe('more', () => {
    test('adds to the list, takes the keyboard to the first new hit, and ends', async () => {
      const { page, asked } = await open({ path: '/?q=G20' });
      await says(page, 'Tìm thấy 24 bài cho “G20”.');
      await page.getByText('Đang xem 10 trong 24 bài').waitFor();
      await page.getByRole('button', { name: 'Xem thêm' }).press('Enter');
      await page.getByText('Đang xem 20 trong 24 bài').waitFor();
      expect(await keyboardAt(page)).toBe(G20[10]?.title);
      await page.getByRole('button', { name: 'Xem thêm' }).press('Enter');
      await expect.poll(() => page.getByRole('listitem').count()).toBe(24);
      expect(await keyboardAt(page)).toBe(G20[20]?.title);
      expect(await page.getByRole('button', { name: 'Xem thêm' }).isVisible()).toBe(false);
      expect(asked).toEqual(['?q=G20', '?q=G20&offset=10', '?q=G20&offset=20']);
    });

    test('does not call the keyboard back from where it has gone meanwhile', async () => {
      const { page } = await open({ path: '/?q=G20' });
      await says(page, 'Tìm thấy');
      const gate = new EventEmitter();
      suite.server.answer(async (url) => {
        await once(gate, 'open');
        return { body: pageOf(G20, url) };
      });
      const sent = page.waitForRequest('**/search?q=G20&offset=10');
      await page.getByRole('button', { name: 'Xem thêm' }).press('Enter');
      await sent;
      await page.getByRole('combobox').focus();
      await expect.poll(() => gate.emit('open')).toBe(true);
      await page.getByText('Đang xem 20 trong 24 bài').waitFor();
      expect(await keyboardAt(page)).toBe('q');
    });

    test('that fails can be tried again, and loses nothing', async () => {
      const { page } = await open({ path: '/?q=G20' });
      await says(page, 'Tìm thấy');
      suite.server.answer(() => ({ status: 503, body: {} }));
      await page.getByRole('button', { name: 'Xem thêm' }).press('Enter');
      await page.getByRole('button', { name: 'Chưa tải được, thử lại' }).waitFor();
      expect(await page.getByRole('listitem').count()).toBe(10);
      suite.server.answer((url) => ({ body: pageOf(G20, url) }));
      await page.getByRole('button', { name: 'Chưa tải được, thử lại' }).press('Enter');
      await page.getByText('Đang xem 20 trong 24 bài').waitFor();
    });
  });

  describe('troubles', () => {
    test('a server that cannot answer is told, and asked again on demand', async () => {
      suite.server.answer(() => ({ status: 503, body: { title: 'Nothing has been published yet' } }));
      const { page } = await open({ path: '/?q=kuril' });
      await says(page, 'Chưa tìm được “kuril”.');
      await page.getByText('Máy chủ tìm kiếm đang bận').waitFor();
      suite.server.answer((url) => ({ body: pageOf(KURIL, url) }));
      await page.getByRole('button', { name: 'Thử lại' }).press('Enter');
      await says(page, 'Tìm thấy 4 bài cho “kuril”.');
      expect(await keyboardAt(page)).toBe('Tìm thấy 4 bài cho “kuril”.');
      await page.keyboard.press('ArrowDown');
      expect(await keyboardAt(page)).toBe(KURIL[0]?.title);
    });

    test('so is a network that is gone', async () => {
      const { page } = await open();
      await page.context().setOffline(true);
      await page.keyboard.type('kuril');
      await page.getByText('Không kết nối được với máy chủ').waitFor();
      await page.context().setOffline(false);
      await page.getByRole('button', { name: 'Thử lại' }).click();
      expect(await says(page, 'Tìm thấy 4 bài')).toBe(true);
    });

    test.each([
      { why: 'a question not taken', status: 400, body: {}, says: 'Máy chủ không nhận câu tìm này', again: false },
      { why: 'an answer that is none', status: 200, body: '<h1>Bảo trì</h1>', says: 'không đọc được', again: true },
    ])('and $why', async ({ status, body, says: text, again }) => {
      suite.server.answer(() => ({ status, body }));
      const { page } = await open({ path: '/?q=kuril' });
      expect(await shows(page.getByText(text))).toBe(true);
      expect(await page.getByRole('button', { name: 'Thử lại' }).isVisible()).toBe(again);
    });

    test('nothing found comes with advice', async () => {
      suite.server.answer(() => ({ body: answer('kurilll', []) }));
      const { page } = await open({ path: '/?q=kurilll' });
      expect(await says(page, 'Không tìm thấy bài nào cho “kurilll”.')).toBe(true);
      expect(await shows(page.getByText('Kiểm tra lại chính tả'))).toBe(true);
    });

    test('words let go are named', async () => {
      suite.server.answer(() => ({ body: answer('kuril xa', KURIL, { loosened: ['xa'] }) }));
      const { page } = await open({ path: '/?q=kuril+xa' });
      expect(await says(page, 'nên có cả những bài thiếu “xa”.')).toBe(true);
    });
  });

  test('suggestions are asked with a click, and the keyboard waits where the outcome is told', async () => {
    const { page, asked } = await open();
    await page.getByRole('link', { name: 'quần đảo Nam Kuril' }).click();
    await says(page, 'Tìm thấy 4 bài cho “quần đảo Nam Kuril”.');
    expect(asked).toEqual(['?q=quần đảo Nam Kuril']);
    expect(await keyboardAt(page)).toBe('Tìm thấy 4 bài cho “quần đảo Nam Kuril”.');
  });

  test('whatever a server sends is text', async () => {
    const trap = '<img src=x onerror="document.title=1">';
    const hostile = hit({
      id: '1',
      url: 'javascript:document.title=1',
      title: `[${trap}] Kuril`,
      snippet: trap,
      section: trap,
      publishedAt: trap,
    });
    suite.server.answer(() => ({ body: answer(trap, [hostile], { loosened: [trap] }) }));
    const { page } = await open({ path: `/?q=${encodeURIComponent(trap)}` });
    await says(page, 'Tìm thấy 1 bài');
    expect(await page.getByRole('heading', { level: 3 }).textContent()).toBe(`${trap} Kuril`);
    expect(await page.getByRole('listitem').locator('img, script, a').count()).toBe(0);
    await page.getByRole('heading', { level: 3 }).click();
    expect(await page.title()).toBe(`${trap} – Tìm kiếm – Saola`);
  });

  test('questions go where data-endpoint says', async () => {
    const { page, asked } = await open();
    await page.route(`${suite.server.origin}/`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({
        response,
        body: (await response.text()).replace('data-endpoint="/search"', 'data-endpoint="api/tim?site=bao"'),
      });
    });
    await page.reload();
    const sent = page.waitForRequest('**/api/tim?site=bao&q=kuril&live=1');
    await page.getByRole('searchbox').fill('kuril');
    await sent;
    expect(asked).toEqual([]);
  });

  test('without JavaScript the form leads to the answer itself, and the page says so', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    expect(await page.locator('noscript').innerText()).toContain('đang tắt JavaScript');
    expect(await page.getByRole('heading', { name: 'Thử tìm' }).isVisible()).toBe(false);
    await page.getByRole('searchbox').fill('quần đảo');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${suite.server.origin}/search?q=*`);
    expect(await page.textContent('body')).toContain(KURIL[0]?.title);
  });
});

/** Waits until the line that sums up, or the one below it, says so. */
const says = (page: Page, text: string) => shows(page.getByRole('status').getByText(text));
const query = (page: Page) => page.getByRole('combobox').inputValue();
const firstHit = (page: Page) => page.getByRole('link', { name: KURIL[0]?.title ?? '' });
/** A server that takes the question and says nothing. */
const never = () => new Promise<never>(() => {});

async function shows(what: Locator): Promise<boolean> {
  await what.waitFor();
  return true;
}
