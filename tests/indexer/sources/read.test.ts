/** Folders and paths: which files are read, in which order, and what is said of the rest. */
import { chmod, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { SaolaError } from '../../../core/errors.ts';
import { KINDS } from '../../../indexer/sources/kinds.ts';
import { readSources, type Ignored } from '../../../indexer/sources/read.ts';
import { BAO, inOwnFolder, KURIL, lines, put, read, XANG } from './own-folder.ts';

inOwnFolder();

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
    await put('tin/sau/LICENSE', 'x');
    const ignored: Ignored[] = [];
    for await (const _ of readSources(['tin'], { onIgnored: (each) => ignored.push(each) }));
    expect(ignored).toEqual([{ folder: 'tin', files: 3, example: 'tin/.git' }]);
  });

  test('without articles is told of, and the other sources are read', async () => {
    await put('trong/anh.jpg', 'x');
    await put('bao.txt', BAO.title);
    expect(await read('trong', 'bao.txt')).toEqual([
      `trong warning: there is no file of articles in it; Saola reads ${KINDS}`,
      'bao.txt bao.txt',
    ]);
  });

  test('follows links, but not in circles', async () => {
    await put('tin/nam/bao.txt', BAO.title);
    await put('kho/kuril.json', JSON.stringify(KURIL));
    await symlink(join(process.cwd(), 'tin'), 'tin/nam/vong');
    await symlink(join(process.cwd(), 'kho'), 'tin/kho');
    await symlink('da-xoa.json', 'tin/mat.json');
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
      await chmod('tin/bao.txt', 0);
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
    await put('trang.xml', '<?xml version="1.0"?><svg></svg>');
    await put('bao.txt', BAO.title);
    expect(await read('trang.xml', 'bao.txt')).toEqual([
      expect.stringMatching(/^trang\.xml skipped: starts with "<" and is nothing that Saola reads/),
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
