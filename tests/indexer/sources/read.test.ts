/** Every kind of source, whole, broken and mixed: what comes out of it, and what is said about the rest. */
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Article } from '../../../core/article.ts';
import { SaolaError } from '../../../core/errors.ts';
import { MAX_ARTICLE_BYTES } from '../../../indexer/sources/bytes.ts';
import { placeOf, readSources, type Ignored } from '../../../indexer/sources/read.ts';

const KURIL = { id: 'kuril', title: 'Nga, Nhật Bản bàn về quần đảo Nam Kuril', body: 'Cuộc gặp bên lề G20.' };
const BAO = { id: 'bao-so-3', title: 'Bão số 3 đổ bộ Quảng Ninh', body: 'Hàng nghìn hộ mất điện.' };
const XANG = { id: 'gia-xang', title: 'Giá xăng RON 95 lên 22.500 đồng', body: 'Tăng từ 15h chiều nay.' };

let folder = '';
let cwd = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saola-nguồn-'));
  cwd = process.cwd();
  process.chdir(folder);
});
afterEach(async () => {
  process.chdir(cwd);
  await rm(folder, { recursive: true });
});

async function put(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), content);
}

/** Articles as `place id`, problems as `place kind: what`. */
async function read(...paths: string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const each of readSources(paths)) {
    if ('article' in each) found.push(`${placeOf(each.origin)} ${each.article.id}`);
    else found.push(`${placeOf(each.problem.origin)} ${each.problem.kind}: ${each.problem.what}`);
  }
  return found;
}

async function only(file: string): Promise<Article> {
  for await (const found of readSources([file])) if ('article' in found) return found.article;
  throw new Error(`no article in ${file}`);
}

const lines = (...articles: readonly unknown[]): string => articles.map((each) => `${JSON.stringify(each)}\n`).join('');

describe('JSON Lines', () => {
  test.each([
    { why: 'one article per line', content: lines(KURIL, BAO), found: ['tin.jsonl:1 kuril', 'tin.jsonl:2 bao-so-3'] },
    { why: 'no line end at the end', content: lines(KURIL).trim(), found: ['tin.jsonl:1 kuril'] },
    { why: 'a byte order mark of Windows', content: `\uFEFF${lines(KURIL)}`, found: ['tin.jsonl:1 kuril'] },
    {
      why: 'line ends of Windows, and blank lines that count',
      content: `\r\n${JSON.stringify(KURIL)}\r\n  \r\n${JSON.stringify(BAO)}\r\n`,
      found: ['tin.jsonl:2 kuril', 'tin.jsonl:4 bao-so-3'],
    },
    {
      why: 'a line separator inside a text is no line end',
      content: lines({ ...KURIL, body: 'Dòng\u2028dòng' }, BAO),
      found: ['tin.jsonl:1 kuril', 'tin.jsonl:2 bao-so-3'],
    },
    {
      why: 'an article without a name is called by its place',
      content: `\n${lines({ title: BAO.title })}`,
      found: ['tin.jsonl:2 tin.jsonl#2'],
    },
    {
      why: 'a broken line costs that line only',
      content: `${lines(KURIL)}{"id": "bão", "title": \n${lines(XANG)}`,
      found: [
        'tin.jsonl:1 kuril',
        expect.stringMatching(/^tin\.jsonl:2 skipped: broken JSON: /),
        'tin.jsonl:3 gia-xang',
      ],
    },
    {
      why: 'so does an article without text, one with a bad date, and what is no article',
      content: lines({ id: 'trống' }, { ...BAO, publishedAt: '2019-02-30' }, 'bão', XANG),
      found: [
        'tin.jsonl:1 skipped: no text in "title" or "body"; found only "id"',
        'tin.jsonl:2 skipped: "publishedAt" must be a date as 2019-06-28 or 2019-06-28T08:30:00+07:00; found "2019-02-30"',
        'tin.jsonl:3 skipped: an article is an object with a "title" or a "body"; found "bão"',
        'tin.jsonl:4 gia-xang',
      ],
    },
    {
      why: 'a dropped link is warned of, and the article kept',
      content: lines({ ...KURIL, url: 'javascript:alert(1)' }),
      found: [
        'tin.jsonl:1 warning: "url" was dropped: it must be an http(s) or a relative address; found "javascript:alert(1)"',
        'tin.jsonl:1 kuril',
      ],
    },
    {
      why: 'an id names one article, and both places are told',
      content: lines(KURIL, BAO, { ...XANG, id: 'kuril' }),
      found: [
        'tin.jsonl:1 kuril',
        'tin.jsonl:2 bao-so-3',
        'tin.jsonl:3 skipped: the id "kuril" was read before, at tin.jsonl:1; an id names one article',
      ],
    },
    {
      why: 'a list under this name is a list',
      content: JSON.stringify([KURIL, BAO], null, 1),
      found: ['tin.jsonl:2 kuril', 'tin.jsonl:7 bao-so-3'],
    },
    { why: 'an empty file is told of', content: '', found: ['tin.jsonl warning: is empty'] },
    { why: 'and so is one of white space', content: ' \n\n', found: ['tin.jsonl warning: is empty'] },
  ])('$why', async ({ content, found }) => {
    await put('tin.jsonl', content);
    expect(await read('tin.jsonl')).toEqual(found);
  });

  test.each(['tin.jsonl.gz', 'tin.ndjson', 'TIN.NDJSON.GZ', 'tin.json', 'tin.json.gz', 'tin'])(
    'packed or under another name: %s',
    async (file) => {
      const plain = lines(KURIL, BAO);
      await put(file, /gz$/i.test(file) ? gzipSync(plain) : plain);
      expect(await read(file)).toEqual([`${file}:1 kuril`, `${file}:2 bao-so-3`]);
    },
  );

  test('what is packed is known by its bytes, whatever it is called; several packs in one are one', async () => {
    await put('tin.jsonl', Buffer.concat([gzipSync(lines(KURIL)), gzipSync(lines(BAO))]));
    expect(await read('tin.jsonl')).toEqual(['tin.jsonl:1 kuril', 'tin.jsonl:2 bao-so-3']);
  });

  test('bytes that are not UTF-8 cost their line only', async () => {
    const windows1258 = Buffer.from('{"id":"b\xE3o","title":"B\xE3o s\xF4\xED 3"}\n', 'latin1');
    await put('tin.jsonl', Buffer.concat([Buffer.from(lines(KURIL)), windows1258, Buffer.from(lines(XANG))]));
    expect(await read('tin.jsonl')).toEqual([
      'tin.jsonl:1 kuril',
      'tin.jsonl:2 skipped: not UTF-8 text; save the file as UTF-8',
      'tin.jsonl:3 gia-xang',
    ]);
  });

  test('UTF-16 is named for what it is', async () => {
    await put('tin.jsonl', Buffer.from(`\uFEFF${lines(KURIL)}`, 'utf16le'));
    expect(await read('tin.jsonl')).toEqual(['tin.jsonl skipped: is UTF-16 text; save it as UTF-8']);
  });

  test('a pack that is cut off gives what it still holds, and the other sources are read', async () => {
    const body = Array.from({ length: 20_000 }, (_, n) => ((n * 2_654_435_761) >>> 0).toString(36)).join(' ');
    const packed = gzipSync(lines(KURIL, { ...BAO, body }, XANG));
    await put('a.jsonl.gz', packed.subarray(0, packed.length - 200));
    await put('b.jsonl', lines({ ...XANG, id: 'gia-dien' }));
    const found = await read('a.jsonl.gz', 'b.jsonl');
    expect(found[0]).toBe('a.jsonl.gz:1 kuril');
    expect(found.slice(-2)).toEqual([
      expect.stringMatching(
        /^a\.jsonl\.gz:\d skipped: after this article: the gzip data ends early: the file is cut off, fetch it again$/,
      ),
      'b.jsonl:1 gia-dien',
    ]);
  });

  test('a pack that is damaged from the start is named, and the rest is read', async () => {
    await put('a.jsonl.gz', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0xff, 0xff, 0xff]));
    await put('b.jsonl', lines(KURIL));
    expect(await read('a.jsonl.gz', 'b.jsonl')).toEqual([
      expect.stringMatching(/^a\.jsonl\.gz skipped: the gzip data is damaged \(.+\): fetch the file again$/),
      'b.jsonl:1 kuril',
    ]);
  });

  test('a line without end is no article and is not held in memory', async () => {
    const endless = 'bão '.repeat(MAX_ARTICLE_BYTES / 4);
    await put('tin.jsonl.gz', gzipSync(`${lines(KURIL)}{"body": "${endless}"}\n${lines(XANG)}`, { level: 1 }));
    expect(await read('tin.jsonl.gz')).toEqual([
      'tin.jsonl.gz:1 kuril',
      'tin.jsonl.gz:2 skipped: longer than 16 MiB, which is no article; is the file damaged?',
      'tin.jsonl.gz:3 gia-xang',
    ]);
  });
});

describe('a JSON file', () => {
  const kuril = JSON.stringify(KURIL);
  const bao = JSON.stringify(BAO);
  test.each([
    { why: 'a list', content: `[${kuril},\n${bao}]`, found: ['tin.json:1 kuril', 'tin.json:2 bao-so-3'] },
    {
      why: 'a list as programs print it, with signs of JSON inside the texts',
      content: JSON.stringify([{ ...KURIL, title: 'Ngoặc ] } , " \\ trong tin' }, BAO], null, 2),
      found: ['tin.json:2 kuril', 'tin.json:7 bao-so-3'],
    },
    { why: 'a byte order mark', content: `\uFEFF[${kuril}]`, found: ['tin.json:1 kuril'] },
    { why: 'an empty list', content: ' [ ] ', found: [] },
    {
      why: 'articles without names are called by their number in the list',
      content: `[{"title": "${BAO.title}"},\n\n{"title": "${XANG.title}"}]`,
      found: ['tin.json:1 tin.json#1', 'tin.json:3 tin.json#2'],
    },
    {
      why: 'a comma too many, one too few',
      content: `[${kuril}\n${bao},\n]`,
      found: ['tin.json:1 kuril', 'tin.json:2 bao-so-3'],
    },
    {
      why: 'a broken item costs that item only',
      content: `[${kuril},\n{"id": "mua-lu",},\n${bao}]`,
      found: ['tin.json:1 kuril', expect.stringMatching(/^tin\.json:2 skipped: broken JSON: /), 'tin.json:3 bao-so-3'],
    },
    {
      why: 'so does a quote that is missing',
      content: `[${kuril},\n{"id": "mua-lu, "title": "Mưa lũ"},\n${bao}]`,
      found: ['tin.json:1 kuril', expect.stringMatching(/^tin\.json:2 skipped: broken JSON: /), 'tin.json:3 bao-so-3'],
    },
    {
      why: 'and a bracket of the wrong kind',
      content: `[${kuril},\n{"id": "mua-lu", "tags": ["lũ"}},\n${bao}]`,
      found: ['tin.json:1 kuril', expect.stringMatching(/^tin\.json:2 skipped: broken JSON: /), 'tin.json:3 bao-so-3'],
    },
    {
      why: 'what is no article',
      content: `[${kuril}, 3, "bão"]`,
      found: [
        'tin.json:1 kuril',
        'tin.json:1 skipped: an article is an object with a "title" or a "body"; found 3',
        'tin.json:1 skipped: an article is an object with a "title" or a "body"; found "bão"',
      ],
    },
    {
      why: 'a list that is cut off inside an article',
      content: `[${kuril},\n{"id": "bao`,
      found: [
        'tin.json:1 kuril',
        expect.stringMatching(/^tin\.json:2 skipped: broken JSON: /),
        'tin.json:2 warning: the list ends without its "]"; the file may be cut off, or a bracket above be missing',
      ],
    },
    {
      why: 'a list that is cut off between articles',
      content: `[${kuril}`,
      found: [
        'tin.json:1 kuril',
        'tin.json:1 warning: the list ends without its "]"; the file may be cut off, or a bracket above be missing',
      ],
    },
    {
      why: 'two lists, one behind the other',
      content: `[${kuril}]\n[${bao}]`,
      found: [
        'tin.json:1 kuril',
        'tin.json:2 skipped: the list has ended before this; what follows was not read, since a file is one list',
      ],
    },
    { why: 'one article', content: kuril, found: ['tin.json kuril'] },
    { why: 'one article as programs print it', content: JSON.stringify(KURIL, null, 2), found: ['tin.json kuril'] },
    { why: 'one article without a name', content: `{"title":\n"${BAO.title}"}`, found: ['tin.json tin.json'] },
    {
      why: 'one article that is broken, with the line of the fault',
      content: `{\n  "id": "bao-so-3",\n  "title": "Bão" "body": ""\n}`,
      found: [expect.stringMatching(/^tin\.json:3 skipped: broken JSON: /)],
    },
    {
      why: 'an article per line, the first of them broken',
      content: `{"id": "mua-lu",}\n${kuril}\n`,
      found: [expect.stringMatching(/^tin\.json:1 skipped: broken JSON: /), 'tin.json:2 kuril'],
    },
    {
      why: 'something else',
      content: '<rss></rss>',
      found: [
        'tin.json skipped: starts with "<" and is nothing that Saola reads: .json, .jsonl, .ndjson (each may be packed as .gz) and .txt',
      ],
    },
  ])('$why', async ({ content, found }) => {
    await put('tin.json', content);
    expect(await read('tin.json')).toEqual(found);
  });

  test('a list is read the same wherever the pieces in which it arrives are cut', async () => {
    // Larger than the 64 KiB that are read at once, and the articles of uneven length.
    const articles = Array.from({ length: 900 }, (_, n) => ({
      ...KURIL,
      id: `tin-${n}`,
      body: 'Đảo "Iturup" '.repeat(n % 97),
    }));
    await put('tin.json', JSON.stringify(articles, null, 1));
    expect(await read('tin.json')).toEqual(articles.map(({ id }, n) => `tin.json:${2 + n * 5} ${id}`));
  });
});

describe('a text file', () => {
  test('as a scraper left it: all of it can be found, and the box on top is not its title', async () => {
    const text = [
      'TIN LIÊN QUAN | |',
      'Hai nước hẹn gặp lại ở Vladivostok | |',
      'Bộ trưởng hai nước bắt tay tại Tokyo. (Ảnh: Báo Sông Hồng) |',
      'Sau hai ngày họp, đôi bên chưa thống nhất về quần đảo Nam Kuril.',
      'Cuộc gặp cấp cao sẽ diễn ra bên lề G20 ngày 28-29/6.',
      'Xem thêm: ngư dân Hokkaido ... |',
    ].join('\n');
    await put('tin/kuril.txt', text);
    expect(await only('tin/kuril.txt')).toEqual({
      id: 'tin/kuril.txt',
      title: 'Sau hai ngày họp, đôi bên chưa thống nhất về quần đảo Nam Kuril.',
      body: text,
    });
  });

  test('a headline on the first line does not stand twice', async () => {
    await put('bao.txt', '\uFEFFBão số 3  đổ bộ Quảng Ninh\r\n\r\nHàng nghìn hộ mất điện.\r\n');
    expect(await only('bao.txt')).toEqual({ id: 'bao.txt', title: BAO.title, body: BAO.body });
  });

  test('a text that begins with a bracket is a text', async () => {
    await put('anh.txt', '[Ảnh] Đảo Iturup nhìn từ biển');
    expect((await only('anh.txt')).title).toBe('[Ảnh] Đảo Iturup nhìn từ biển');
  });

  test.each([
    { why: 'nothing in it', content: '', what: 'there is no text in it' },
    { why: 'only signs', content: '| |\n—', what: 'there is no text in it' },
    { why: 'not UTF-8', content: Buffer.from([0x42, 0xe3, 0x6f]), what: 'not UTF-8 text; save the file as UTF-8' },
    {
      why: 'far too long',
      content: Buffer.alloc(MAX_ARTICLE_BYTES + 1, 'bao '),
      what: 'longer than 16 MiB, which is no article; is the file damaged?',
    },
  ])('skipped: $why', async ({ content, what }) => {
    await put('bao.txt', content);
    expect(await read('bao.txt')).toEqual([`bao.txt skipped: ${what}`]);
  });
});

describe('a folder', () => {
  test('is read with its subfolders, in the order of the names', async () => {
    await put('tin/b.jsonl', lines(BAO));
    await put('tin/a/2.txt', 'Mưa lớn ở Huế');
    await put('tin/a/10.txt', 'Mưa lớn ở Vinh');
    await put('tin/Z.json', `[${JSON.stringify(KURIL)}]`);
    const found = [
      'tin/Z.json:1 kuril',
      'tin/a/10.txt tin/a/10.txt',
      'tin/a/2.txt tin/a/2.txt',
      'tin/b.jsonl:1 bao-so-3',
    ];
    expect(await read('tin')).toEqual(found);
    expect(await read('./tin/')).toEqual(found);
  });

  test('says how many files it passed over', async () => {
    await put('tin/kuril.json', JSON.stringify(KURIL));
    await put('tin/.git/config', 'x');
    await put('tin/anh.jpg', 'x');
    await put('tin/sau/README.md', 'x');
    const ignored: Ignored[] = [];
    for await (const _ of readSources(['tin'], { onIgnored: (each) => ignored.push(each) }));
    expect(ignored).toEqual([{ folder: 'tin', files: 3, example: 'tin/.git' }]);
  });

  test('without articles is told of, and the other sources are read', async () => {
    await put('trong/anh.jpg', 'x');
    await put('bao.txt', BAO.title);
    expect(await read('trong', 'bao.txt')).toEqual([
      'trong warning: there is no file of articles in it; Saola reads .json, .jsonl, .ndjson (each may be packed as .gz) and .txt',
      'bao.txt bao.txt',
    ]);
  });

  test('follows links, but not in circles', async () => {
    await put('tin/nam/bao.txt', BAO.title);
    await put('kho/kuril.json', JSON.stringify(KURIL));
    await symlink(join(folder, 'tin'), join(folder, 'tin/nam/vong'));
    await symlink(join(folder, 'kho'), join(folder, 'tin/kho'));
    await symlink(join(folder, 'da-xoa.json'), join(folder, 'tin/mat.json'));
    expect(await read('tin')).toEqual([
      'tin/kho/kuril.json kuril',
      'tin/mat.json skipped: does not exist, or is a link to what does not',
      'tin/nam/bao.txt tin/nam/bao.txt',
    ]);
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'names what may not be read (not as root, who may read everything)',
    async () => {
      await put('tin/kuril.json', JSON.stringify(KURIL));
      await put('tin/bao.txt', BAO.title);
      await chmod(join(folder, 'tin/bao.txt'), 0);
      expect(await read('tin')).toEqual([
        'tin/bao.txt skipped: may not be read; check its permissions',
        'tin/kuril.json kuril',
      ]);
    },
  );
});

describe('a path', () => {
  test('that is not there stops everything before anything is read', async () => {
    await put('bao.txt', BAO.title);
    const found: unknown[] = [];
    const reading = (async () => {
      for await (const each of readSources(['bao.txt', 'tin-tuc'])) found.push(each);
    })();
    await expect(reading).rejects.toThrow(SaolaError);
    await expect(reading).rejects.toMatchObject({
      code: 'bad-source',
      message: `The source "tin-tuc" does not exist, or is a link to what does not. Paths count from the folder you are in, ${process.cwd()}.`,
    });
    expect(found).toEqual([]);
  });

  test('to a file of another kind is named, and the rest is read', async () => {
    await put('trang.html', '<!doctype html>');
    await put('bao.txt', BAO.title);
    expect(await read('trang.html', 'bao.txt')).toEqual([
      expect.stringMatching(/^trang\.html skipped: starts with "<" and is nothing that Saola reads/),
      'bao.txt bao.txt',
    ]);
  });

  test('given twice reads every article once', async () => {
    await put('bao.txt', BAO.title);
    expect(await read('bao.txt', './bao.txt')).toEqual([
      'bao.txt bao.txt',
      'bao.txt skipped: the id "bao.txt" was read before, at bao.txt; an id names one article',
    ]);
  });
});

test('ends at once when told to', async () => {
  await put('tin.jsonl', lines(KURIL, BAO, XANG));
  const stop = new AbortController();
  const ids: string[] = [];
  const reading = (async () => {
    for await (const found of readSources(['tin.jsonl'], { signal: stop.signal })) {
      if ('article' in found) ids.push(found.article.id);
      stop.abort();
    }
  })();
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  expect(ids).toEqual(['kuril']);
});

test('whoever stops listening early leaves no file open and no error behind', async () => {
  await put('tin.jsonl.gz', gzipSync(lines(KURIL, BAO)));
  for await (const found of readSources(['tin.jsonl.gz'])) {
    expect(found).toMatchObject({ article: { id: 'kuril' } });
    break;
  }
});
