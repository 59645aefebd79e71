/** Lists of links in the shapes that sites give them (`danh-sach-…`), and articles that look a little like them (`bai-…`). */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FileText } from '../../../../indexer/sources/file-text.ts';
import { readPage } from '../../../../indexer/sources/html.ts';
import { bytesOf } from './support.ts';

const folder = join(import.meta.dirname, 'lists');
const pages = readdirSync(folder).map((file) => ({ file, is: file.startsWith('bai-') ? 'an article' : 'a list' }));

test.each(pages)('$file is $is', async ({ file, is }) => {
  const text = readFileSync(join(folder, file), 'utf8');
  const found = [];
  for await (const each of readPage({ file, path: file, fileText: new FileText() }, bytesOf(text))) found.push(each);
  const said = found.map((each) =>
    'aside' in each ? `a list: ${each.aside}` : 'article' in each ? 'an article' : each,
  );
  expect(said).toEqual([is === 'a list' ? 'a list: is a list of links' : 'an article']);
});

test('there are both', () => expect(new Set(pages.map(({ is }) => is)).size).toBe(2));
