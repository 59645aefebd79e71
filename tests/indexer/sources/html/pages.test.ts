/** Pages made by hand in the shapes of real sites, each with what is to be read from it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FileText } from '../../../../indexer/sources/file-text.ts';
import { readPage } from '../../../../indexer/sources/html.ts';
import { bytesOf, likenessOfWords } from './support.ts';

type Expected = {
  readonly title: string;
  readonly publishedAt?: string;
  readonly authors?: readonly string[];
  readonly section?: string;
  readonly url: string;
  readonly summary?: string;
  /** Absent where they are not looked at. */
  readonly tags?: readonly string[];
  readonly body: readonly string[];
  readonly captions?: readonly string[];
};

const MIN_BODY = 0.97;
const folder = join(import.meta.dirname, 'pages');
const pages = readdirSync(folder).filter((name) => name.endsWith('.html'));
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe.each(pages)('%s', (name) => {
  test('title, date, authors, section, address, summary and captions are right, the body nearly to the word', async () => {
    const expected: Expected = JSON.parse(textOf(name.replace('.html', '.json')));
    const read = [];
    for await (const each of readPage({ file: name, path: name, fileText: new FileText() }, bytesOf(textOf(name))))
      read.push(each);
    expect(read).toHaveLength(1);
    const [only] = read;
    if (!only || !('article' in only)) throw new Error(`no article: ${JSON.stringify(only)}`);
    const { title, publishedAt, authors, section, url, summary, captions, body, tags } = only.article;
    const { body: wanted, ...fields } = expected;
    const asked = 'tags' in fields ? { tags } : {};
    const found = { title, publishedAt, authors, section, url, summary, captions, ...asked };
    expect(found).toEqual({ ...NOTHING, ...fields });
    expect(likenessOfWords(body, wanted.join('\n'))).toBeGreaterThanOrEqual(MIN_BODY);
  });
});

const NOTHING = {
  publishedAt: undefined,
  authors: undefined,
  section: undefined,
  summary: undefined,
  captions: undefined,
};

test('there are thirty of them, a third without JSON-LD', () => {
  expect(pages.length).toBeGreaterThanOrEqual(30);
  const without = pages.filter((name) => !textOf(name).includes('ld+json'));
  expect(without.length).toBeGreaterThanOrEqual(pages.length / 3);
});
