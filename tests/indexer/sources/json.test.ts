/** Lists of articles and single ones in JSON, whole and broken. */
import { expect, test } from 'vitest';
import { KINDS } from '../../../indexer/sources/kinds.ts';
import { BAO, inOwnFolder, KURIL, put, read, XANG } from './own-folder.ts';

inOwnFolder();

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
    content: '%PDF-1.7',
    found: [`tin.json skipped: starts with "%" and is nothing that Saola reads: ${KINDS}`],
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
