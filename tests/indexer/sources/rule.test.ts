/** Which rule counts for a file, where fields stand in a record, and what address it has. */
import { expect, test } from 'vitest';
import { globOf } from '../../../indexer/sources/glob.ts';
import { allAt, firstAt } from '../../../indexer/sources/paths.ts';
import { isLeftOut, ruleFor } from '../../../indexer/sources/rule.ts';
import { slugOf } from '../../../indexer/sources/slug.ts';
import { makeUrl } from '../../../indexer/sources/url-template.ts';

test.each([
  { pattern: '*.csv', path: 'tin.csv', fits: true },
  { pattern: '*.csv', path: 'a/tin.csv', fits: false },
  { pattern: '**/*.csv', path: 'tin.csv', fits: true },
  { pattern: '**/*.csv', path: 'a/b/tin.csv', fits: true },
  { pattern: 'a/**', path: 'a/b/tin.csv', fits: true },
  { pattern: 'a/', path: 'a/b/tin.csv', fits: true },
  { pattern: './a/?.md', path: 'a/b.md', fits: true },
  { pattern: 'bài.{md,mdx}', path: 'bài.mdx', fits: true },
  { pattern: 'a+(b).md', path: 'a+(b).md', fits: true },
  { pattern: 'a.md', path: 'aXmd', fits: false },
  { pattern: 'a{', path: 'a{', fits: true },
])('$pattern and $path: $fits', ({ pattern, path, fits }) => expect(globOf(pattern).test(path)).toBe(fits));

test('a pattern without / is one of names, any other of the path below the folder or as given', () => {
  const path = { file: '/srv/site/nhap/bai.md', below: 'nhap/bai.md' };
  expect(isLeftOut(path, { leaveOutFiles: ['bai.*'] })).toBe(true);
  expect(isLeftOut(path, { leaveOutFiles: ['nhap/**'] })).toBe(true);
  expect(isLeftOut(path, { leaveOutFiles: ['/srv/**/bai.md'] })).toBe(true);
  expect(isLeftOut(path, { leaveOutFiles: ['site/**', 'nhap'] })).toBe(false);
});

test('the first rule that fits counts, and what it does not say is as above it', () => {
  const rules = {
    url: '/{id}',
    fields: { title: ['a'], body: ['b'] },
    files: [
      { match: '*.csv', fields: { title: ['c'] } },
      { match: 'tin.csv', url: '/x' },
    ],
  };
  expect(ruleFor({ file: 'tin.csv', below: undefined }, rules)).toEqual({
    url: '/{id}',
    fields: { title: ['c'], body: ['b'] },
  });
  expect(ruleFor({ file: 'tin.json', below: undefined }, rules)).toEqual({ url: '/{id}', fields: rules.fields });
});

const RECORD = {
  data: { attributes: { title: 'Bão số 3', tags: { data: [{ name: 'bão' }, { name: 'mưa' }] } } },
  images: [{ url: 'a.jpg' }, { url: 'b.jpg' }],
  'có.chấm': 'x',
  rong: '',
};
test.each([
  { why: 'into objects', paths: ['data.attributes.title'], all: 'Bão số 3', first: 'Bão số 3' },
  { why: 'into each of a list', paths: ['data.attributes.tags.data.name'], all: ['bão', 'mưa'], first: 'bão' },
  { why: 'one of a list', paths: ['images.1.url'], all: 'b.jpg', first: 'b.jpg' },
  {
    why: 'the first that says something',
    paths: ['mat', 'rong', 'data.attributes.title'],
    all: 'Bão số 3',
    first: 'Bão số 3',
  },
  { why: 'a column with a point in its name', paths: ['có.chấm'], all: 'x', first: 'x' },
  {
    why: 'nothing',
    paths: ['mat.mat', 'rong.length', 'constructor.name', '__proto__'],
    all: undefined,
    first: undefined,
  },
])('a path goes $why', ({ paths, all, first }) => {
  expect(allAt(RECORD, paths)).toEqual(all);
  expect(firstAt(RECORD, paths)).toEqual(first);
});

const FILE = { file: 'xuat/tin/bai.csv', below: 'tin/bai.csv', rule: {} };
test.each([
  {
    why: 'sections as slugs',
    template: 'https://bao.vn/{section}/{id}.html',
    url: 'https://bao.vn/the-gioi/bao%203.html',
  },
  { why: 'the day', template: '/{year}/{month}/{day}/{slug}', url: '/2019/06/28/bao-so-3' },
  { why: 'of the record', template: '/{data.slug}', url: '/a/b' },
  { why: 'of the file', template: '/{path}/', url: '/tin/bai/' },
])('an address has $why', ({ template, url }) => {
  const article = { id: 'bao 3', title: 'Bão số 3', section: 'Thế giới', publishedAt: '2019-06-28T08:30' };
  expect(makeUrl(template, article, { data: { slug: 'a/b' } }, FILE)).toEqual({ url });
});

test.each([
  { publishedAt: '2024-11-11T18:15:00Z', day: '2024/11/12', why: 'the next morning in Việt Nam' },
  { publishedAt: '2024-11-11T16:59:59Z', day: '2024/11/11', why: 'the same evening' },
  { publishedAt: '2024-12-31T23:00:00-05:00', day: '2025/01/01', why: 'the next year' },
  { publishedAt: '2024-11-11T18:15:00+07:00', day: '2024/11/11', why: 'Vietnamese already' },
  { publishedAt: '2024-11-11T23:15', day: '2024/11/11', why: 'no zone, so it is Vietnamese' },
  { publishedAt: '2024-11-11', day: '2024/11/11', why: 'a day alone' },
  { publishedAt: '2024-11-11T18:15:00Z', zone: 'Asia/Tokyo', day: '2024/11/12', why: 'the zone of the site' },
  {
    publishedAt: '2024-07-12T03:30:00Z',
    zone: 'America/New_York',
    day: '2024/07/11',
    why: 'behind Greenwich, in summer',
  },
  { publishedAt: '2024-11-11T18:15:00Z', zone: 'UTC', day: '2024/11/11', why: 'Greenwich itself' },
])('an address has the day on which the site published: $why', ({ publishedAt, zone, day }) => {
  const file = { ...FILE, rule: zone === undefined ? {} : { zone } };
  expect(makeUrl('/{year}/{month}/{day}/', { publishedAt }, {}, file)).toEqual({ url: `/${day}/` });
});

test('an address of which a part is missing is none', () => {
  expect(makeUrl('/{section}/{id}', { id: '1' }, {}, FILE)).toEqual({ missing: 'section' });
});

test.each([
  { name: 'Thế giới', slug: 'the-gioi' },
  { name: ' Đắk Lắk – Đời sống! ', slug: 'dak-lak-doi-song' },
  { name: '…', slug: '' },
])('$name is $slug', ({ name, slug }) => expect(slugOf(name)).toBe(slug));
