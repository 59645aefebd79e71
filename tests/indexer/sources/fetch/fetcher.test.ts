/** How servers are asked: in which order, how often, and what is said of each way in which one does not answer well. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Fetcher, type Fetched, type FetcherOptions } from '../../../../indexer/sources/fetch/fetcher.ts';
import { startSite, type Page, type Site } from '../../../support/site.ts';

const MIB = 1024 * 1024;
let site: Site;
let fetchers: Fetcher[];
let slept: number[];

beforeEach(async () => {
  site = await startSite();
  fetchers = [];
  slept = [];
});
afterEach(async () => {
  for (const each of fetchers) each.close();
  await site.close();
});

/** Time passes when it is slept through, and in no other way. */
function fetcher(options: FetcherOptions = {}): Fetcher {
  let now = 0;
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      slept.push(ms);
      now += ms;
    },
  };
  const made = new Fetcher({ allowPrivate: true, clock, ...options });
  fetchers.push(made);
  return made;
}

const get = async (path: string, by = fetcher(), mostBytes = MIB): Promise<Fetched> =>
  await by.get(`${site.origin}${path}`, { mostBytes });
const textOf = (fetched: Fetched): string =>
  fetched.is === 'found'
    ? new TextDecoder().decode(fetched.bytes)
    : `${fetched.is}: ${'what' in fetched ? fetched.what : ''}`;

const to = (location: string): Page => ({ status: 301, headers: { location } });

const drip =
  (piece: string, everyMs: number): Page =>
  (_, response) => {
    const timer = setInterval(() => response.write(piece), everyMs);
    response.on('close', () => clearInterval(timer));
  };

describe('what comes', () => {
  test.each([
    { packed: 'gzip', body: gzipSync('Bão số 3 đổ bộ') },
    { packed: 'br', body: brotliCompressSync('Bão số 3 đổ bộ') },
    { packed: 'deflate', body: deflateSync('Bão số 3 đổ bộ') },
    { packed: 'gzip, br', body: brotliCompressSync(gzipSync('Bão số 3 đổ bộ')) },
    { packed: 'gzip', body: gzipSync(gzipSync('Bão số 3 đổ bộ')), why: 'a packed file, packed once more on the way' },
    { packed: 'identity', body: gzipSync('Bão số 3 đổ bộ'), why: 'a packed file' },
  ])('is unpacked: $packed $why', async ({ packed, body }) => {
    site.pages['/tin'] = { headers: { 'content-encoding': packed }, body };
    expect(textOf(await get('/tin'))).toBe('Bão số 3 đổ bộ');
  });

  test('is asked for by name, and with what the server said of it before', async () => {
    site.pages['/tin'] = { headers: { etag: '"a1"', 'last-modified': 'Mon, 20 May 2019 01:30:00 GMT' }, body: 'tin' };
    const first = await get('/tin');
    expect(first).toMatchObject({ is: 'found', tags: { etag: '"a1"', modified: 'Mon, 20 May 2019 01:30:00 GMT' } });
    site.pages['/tin'] = { status: 304 };
    const again = fetcher();
    expect(
      await again.get(`${site.origin}/tin`, { mostBytes: MIB, tags: first.is === 'found' ? first.tags : {} }),
    ).toEqual({ is: 'same' });
    expect(site.requests.at(-1)?.headers).toMatchObject({
      'user-agent': 'saola',
      'accept-encoding': 'gzip, br',
      'if-none-match': '"a1"',
      'if-modified-since': 'Mon, 20 May 2019 01:30:00 GMT',
    });
  });
});

describe('redirects', () => {
  test('are followed, five of them', async () => {
    for (let at = 0; at < 5; at++) site.pages[`/${at}`] = to(`/${at + 1}`);
    site.pages['/5'] = 'đến nơi';
    expect(await get('/0')).toMatchObject({ is: 'found', address: `${site.origin}/5` });
    site.pages['/5'] = to('/6');
    site.pages['/6'] = 'quá xa';
    expect(textOf(await get('/0'))).toBe(`failed: it leads on more than 5 times, at last to ${site.origin}/6`);
  });

  test('in a circle are named', async () => {
    site.pages['/a'] = to('/b');
    site.pages['/b'] = to('/a');
    const { origin } = site;
    expect(textOf(await get('/a'))).toBe(`failed: it leads in a circle: ${origin}/a → ${origin}/b → ${origin}/a`);
  });

  test.each([
    {
      location: 'http://169.254.169.254/latest',
      what: 'it leads to where 169.254.169.254 is an address of this machine',
    },
    { location: 'http://localhost/', what: 'localhost (' },
    { location: 'file:///etc/passwd', what: 'it leads to where "file:///etc/passwd" is no http or https address' },
    {
      location: 'http://an:bimat@127.0.0.1/',
      what: 'it leads to where the address of 127.0.0.1 has a name or password in it',
    },
  ])('to $location are not followed', async ({ location, what }) => {
    site.pages['/a'] = to(location);
    // The site stands for one of the internet when page and robots.txt are asked for, and never after.
    let asked = 0;
    const isOpen = (ip: string): boolean => ip === '127.0.0.1' && (asked += 1) <= 2;
    expect(textOf(await get('/a', fetcher({ isOpen })))).toContain(`failed: ${what}`);
  });
});

test('an address of this machine is refused before anything is asked', async () => {
  site.pages['/tin'] = 'tin';
  const got = await fetcher({ allowPrivate: false }).get(`${site.origin}/tin`, { mostBytes: MIB });
  expect(textOf(got)).toContain('127.0.0.1 is an address of this machine');
  const named = await fetcher({ allowPrivate: false }).get(site.origin.replace('127.0.0.1', 'localhost'), {
    mostBytes: MIB,
  });
  expect(textOf(named)).toMatch(/^failed: localhost \((?:127\.0\.0\.1|::1)\) is an address of this machine/);
  expect(site.asked).toEqual([]);
});

describe('robots.txt', () => {
  test('is asked once for each host, before anything else', async () => {
    site.pages['/robots.txt'] = 'User-agent: *\nDisallow: /an';
    site.pages['/tin'] = 'tin';
    const by = fetcher();
    expect(await Promise.all([get('/tin', by), get('/an/1', by), get('/tin', by)])).toMatchObject([
      { is: 'found' },
      { is: 'closed' },
      { is: 'found' },
    ]);
    expect(site.asked).toEqual(['/robots.txt', '/tin', '/tin']);
  });

  test.each([
    { status: 404, is: 'found' },
    { status: 403, is: 'found' },
    { status: 500, is: 'failed' },
    { status: 503, is: 'failed' },
    { status: 429, is: 'failed' },
  ])('that answers $status: $is', async ({ status, is }) => {
    site.pages['/robots.txt'] = { status };
    site.pages['/tin'] = 'tin';
    expect(await get('/tin')).toMatchObject({ is });
  });

  test('may ask for longer pauses, up to half a minute, and then for one request at a time', async () => {
    site.pages['/tin'] = 'tin';
    for (const [delay, ms] of [
      [5, 5000],
      [3600, 30_000],
    ]) {
      site.pages['/robots.txt'] = `User-agent: *\nCrawl-delay: ${delay}`;
      slept = [];
      const by = fetcher();
      await get('/tin', by);
      site.forget();
      await Promise.all([get('/tin', by), get('/tin', by)]);
      expect(slept.slice(-2)).toEqual([ms, ms]);
      expect(site.most()).toBe(1);
    }
  });
});

describe('politeness', () => {
  test.each([1, 2, 5])('at most %d requests at once', async (atOnce) => {
    const waiting: (() => void)[] = [];
    site.pages['/tin'] = (_, response) => {
      waiting.push(() => response.end('tin'));
      // All that may come at once have come, or the last ones: answer them.
      setTimeout(() => waiting.splice(0).forEach((answer) => answer()), 30);
    };
    const by = fetcher({ atOnce, delayMs: 0 });
    await Promise.all(Array.from({ length: 10 }, () => get('/tin', by)));
    expect(site.most()).toBe(atOnce);
  });

  test('a pause between two starts', async () => {
    site.pages['/tin'] = 'tin';
    const by = fetcher({ atOnce: 1, delayMs: 250 });
    for (let at = 0; at < 3; at++) await get('/tin', by);
    expect(slept).toEqual([250, 250, 250]);
  });

  test.each([429, 503])('%d is asked again when the server says', async (status) => {
    const answers: Page[] = [{ status, headers: { 'retry-after': '7' } }, { status }, 'tin'];
    site.pages['/tin'] = (_, response) => {
      const next = answers.shift();
      if (typeof next === 'object' && next !== null && 'status' in next)
        response.writeHead(next.status ?? 200, next.headers);
      response.end(typeof next === 'string' ? next : '');
    };
    expect(textOf(await get('/tin', fetcher({ delayMs: 0 })))).toBe('tin');
    expect(slept).toEqual([7000, 2000]);
  });

  test('a server that asks for an hour is left alone', async () => {
    site.pages['/tin'] = { status: 503, headers: { 'retry-after': '3600' } };
    expect(textOf(await get('/tin'))).toBe(
      'failed: the server answered 503, and asks to come back in 3600 s; run again then',
    );
    expect(site.asked).toEqual(['/robots.txt', '/tin']);
  });

  test('three tries are enough', async () => {
    site.pages['/tin'] = { status: 500 };
    expect(textOf(await get('/tin'))).toBe('failed: the server answered 500, 3 times');
    expect(site.asked).toEqual(['/robots.txt', '/tin', '/tin', '/tin']);
  });
});

describe('a server that does not answer well', () => {
  // long enough for the quick answer to robots.txt on a busy machine
  const hasty = { connectMs: 2_000, headersMs: 500, idleMs: 500, wholeMs: 2_000, leastSpeed: 512 };
  test.each<{ why: string; page: Page; what: string; tries: number; slow?: true }>([
    { why: 'never begins', page: null, what: 'no answer within 0.5 s, 3 times', tries: 3, slow: true },
    {
      why: 'stops in the middle',
      page: (_, response) => void response.write('a'),
      what: 'nothing more came for 0.5 s, 3 times',
      tries: 3,
      slow: true,
    },
    {
      why: 'goes on for ever, slowly',
      page: drip('a', 20),
      what: 'it comes at less than 512 bytes a second',
      tries: 1,
      slow: true,
    },
    {
      why: 'goes on for ever',
      page: drip('a'.repeat(1000), 20),
      what: 'it has not ended within 2 s',
      tries: 1,
      slow: true,
    },
    { why: 'has too much', page: 'a'.repeat(MIB + 1), what: 'it is longer than 1 MiB when unpacked', tries: 1 },
    {
      why: 'is a bomb',
      page: { headers: { 'content-encoding': 'gzip' }, body: gzipSync(new Uint8Array(64 * MIB)) },
      what: 'it is longer than 1 MiB when unpacked',
      tries: 1,
    },
    {
      why: 'is a bomb in a bomb',
      page: { headers: { 'content-encoding': 'gzip' }, body: gzipSync(gzipSync(new Uint8Array(64 * MIB))) },
      what: 'it is longer than 1 MiB when unpacked',
      tries: 1,
    },
    {
      why: 'cuts gzip off',
      page: { headers: { 'content-encoding': 'gzip' }, body: gzipSync('Bão số 3').subarray(0, 12) },
      what: 'the packed data ends early, 3 times',
      tries: 3,
    },
    {
      why: 'damages gzip',
      page: { headers: { 'content-encoding': 'gzip' }, body: 'Bão số 3' },
      what: 'what the server packed is damaged (incorrect header check)',
      tries: 1,
    },
    {
      why: 'packs in its own way',
      page: { headers: { 'content-encoding': 'rar' }, body: 'a' },
      what: 'it is packed as "rar", which was not asked for',
      tries: 1,
    },
    {
      why: 'breaks off',
      page: (_, response) => void response.write('a', () => response.destroy()),
      what: 'the connection broke off, 3 times',
      tries: 3,
    },
    { why: 'refuses', page: { status: 403 }, what: 'the server answered 403', tries: 1 },
    {
      why: 'speaks something else',
      page: (_, response) => void response.socket?.end('+OK pop3\r\n'),
      what: 'the server does not speak HTTP',
      tries: 1,
    },
  ])('$why', async ({ page, what, tries, slow }) => {
    site.pages['/tin'] = page;
    const got = await get('/tin', fetcher({ ...(slow && { limits: hasty }), delayMs: 0 }));
    expect(textOf(got)).toContain(`failed: ${what}`);
    expect(site.asked).toEqual(['/robots.txt', ...Array.from({ length: tries }, () => '/tin')]);
  });

  test('is not there', async () => {
    const gone = site.origin;
    await site.close();
    expect(textOf(await fetcher().get(`${gone}/tin`, { mostBytes: MIB }))).toBe(
      'failed: nothing listens there, 3 times (asked for its robots.txt, without which nothing else is asked for)',
    );
    site = await startSite();
  });
});

test('ends at once when told to, with the reason', async () => {
  site.pages['/robots.txt'] = null;
  const stop = new AbortController();
  const got = get('/tin', fetcher({ signal: stop.signal }));
  setTimeout(() => stop.abort(new Error('đủ rồi')), 50);
  await expect(got).rejects.toThrow('đủ rồi');
});
