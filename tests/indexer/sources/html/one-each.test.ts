/** Pages of one article: what is kept of them, and that copies wait without taking memory. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Pages, type PageArticle } from '../../../../indexer/sources/html/pages.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'saola-pages-'));
  vi.stubEnv('TMPDIR', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** 20 kB. */
const BODY = 'Sáng 20/5, đội thoát nước bắt đầu nạo vét đoạn kênh dài gần ba cây số. '.repeat(200);

const copyOf = (number: number): PageArticle => ({
  article: { id: `/kenh-${number}/`, url: `/kenh-${number}/`, title: `Nạo vét kênh, đoạn ${number}`, body: BODY },
  origin: { file: `amp/kenh-${number}.html` },
  isVariant: true,
  fromPath: undefined,
});

test('copies whose article did not come are all there at the end, and waited on the disk', () => {
  const pages = new Pages();
  const copies = Array.from({ length: 400 }, (_, number) => copyOf(number));
  expect(copies.flatMap((copy) => [...pages.add(copy)])).toEqual([]);
  expect(readdirSync(folder)).toHaveLength(1);
  expect([...pages.end()]).toEqual(copies.map(({ article, origin }) => ({ article, origin })));
  expect(readdirSync(folder)).toEqual([]);
});

test('a run that is given up leaves nothing on the disk', () => {
  const pages = new Pages();
  for (let number = 0; number < 400; number += 1) expect([...pages.add(copyOf(number))]).toEqual([]);
  pages.close();
  pages.close();
  expect(readdirSync(folder)).toEqual([]);
  expect([...pages.end()]).toEqual([]);
});

const notice = (file: string, body: string): PageArticle => ({
  article: { id: '/tin/', url: '/tin/', title: body, body },
  origin: { file },
  isVariant: false,
  fromPath: `/${file}`,
});

test('two short pages of one address are told apart by their few words', () => {
  const pages = new Pages();
  const found = [
    ...pages.add(notice('a.html', 'Cúp nước')),
    ...pages.add(notice('b.html', 'Cúp nước')),
    ...pages.add(notice('c.html', 'Thi chạy')),
  ];
  expect(found.map((each) => ('article' in each ? each.article.id : each.problem.origin.file))).toEqual([
    '/tin/',
    'b.html',
    'c.html',
    '/c.html',
  ]);
});
