/** Articles in a spool: what a `Map` by their ids would hold, in the same order, whatever was added, cut and skipped. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Article } from '../../core/article.ts';
import { wordsIn } from '../../core/index/article-terms.ts';
import { Scratch } from '../../indexer/scratch.ts';
import { digestOf, Spool } from '../../indexer/spool.ts';

const KURIL: Article = {
  id: 'nam-kuril',
  title: 'Nhật Bản và Nga đàm phán về quần đảo Nam Kuril',
  body: 'Hai bên gặp nhau bên lề hội nghị ở Osaka.\nTheo dõi Báo Làng trên Facebook',
  publishedAt: '2019-06-29',
  section: 'Thế giới',
  tags: ['Nhật Bản', 'Nga'],
  authors: ['Lan Anh'],
  captions: ['Đảo Iturup nhìn từ phía nam'],
};
const SAOLA: Article = { id: 'sao-la', title: 'Sao la tái xuất ở Quảng Nam', body: 'Máy ảnh ghi lại.' };

const called = (id: string): Article => ({ ...KURIL, id });

const article = fc.record({
  id: fc.constantFrom('kenh-1', 'kenh-2', 'Kênh 1', 'Đà Nẵng', '10', '9'),
  title: fc.constantFrom('Nạo vét kênh', 'Cúp nước ở Vinh'),
  body: fc.string({ unit: 'grapheme', maxLength: 30 }),
  publishedAt: fc.constantFrom('2019-06-29', '2019-06-29T08:00:00+07:00', '1968-01-30'),
});
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ is: fc.constant('add' as const), article }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('skip' as const), article }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('cut' as const), article }) },
);

test('is what a map of them would be', () =>
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 500 }), (steps, inMemory) => {
      const scratch = new Scratch({ inMemory });
      const spool = new Spool(scratch);
      const all = new Map<string, { article: Article; digest: Uint8Array }>();
      const met = new Set<string>();
      for (const { is, article: given } of steps) {
        const number = spool.numberOf(given.id);
        expect(number === null).toBe(!all.has(given.id));
        if (is === 'cut' && number === null) continue;
        met.add(given.id);
        if (is === 'add') {
          spool.add(given);
          all.set(given.id, { article: given, digest: digestOf(given) });
        } else if (is === 'skip') {
          spool.skip(given.id);
          all.delete(given.id);
        } else {
          spool.cut(number as number, given);
          all.set(given.id, { article: given, digest: (all.get(given.id) as { digest: Uint8Array }).digest });
        }
      }
      const held = [...all.values()];
      expect(Array.from(spool.numbers(), (number) => spool.read(number))).toEqual(held.map((each) => each.article));
      expect(Array.from(spool.facts(), ({ digest }) => digest)).toEqual(
        held.map(({ digest }) => new Uint8Array(digest)),
      );
      expect(spool.size).toBe(all.size);
      expect(spool.words).toEqual(wordsIn(held.map((each) => each.article)));
      expect(spool.met).toBe(met.size);
      for (const id of ['kenh-1', 'kenh-2', 'nam-kuril']) expect(spool.hasMet(id)).toBe(met.has(id));
      scratch.remove();
    }),
    { numRuns: 100 },
  ));

test('facts of an article are all that columns hold of it, and neither body nor captions', () => {
  const spool = new Spool(new Scratch());
  spool.add(KURIL);
  const { id, title, publishedAt, section, tags, authors } = KURIL;
  expect([...spool.facts()]).toEqual([
    { id, title, publishedAt, section, tags, authors, digest: new Uint8Array(digestOf(KURIL)) },
  ]);
});

test('what is left of an article has a digest of its own beside the one of its source', () => {
  const spool = new Spool(new Scratch());
  spool.add(KURIL);
  const left = { ...KURIL, body: 'Hai bên gặp nhau bên lề hội nghị ở Osaka.' };
  spool.cut(0, left);
  expect(spool.row(0)).toMatchObject({
    digest: new Uint8Array(digestOf(KURIL)),
    left: new Uint8Array(digestOf(left)),
  });
});

test.each([
  {
    why: 'by time',
    list: [
      { ...KURIL, id: 'a' },
      { ...KURIL, id: 'b', publishedAt: '1968-01-30' },
    ],
    order: 'b a',
  },
  { why: 'without a time first', list: [{ ...KURIL, publishedAt: '1968-01-30' }, SAOLA], order: 'sao-la nam-kuril' },
  {
    why: 'a date that is none is no time',
    list: [
      { ...KURIL, id: 'b', publishedAt: 'hôm qua' },
      { ...SAOLA, id: 'c' },
      { ...SAOLA, id: 'a' },
    ],
    order: 'a b c',
  },
  {
    why: 'of one time by id, in UTF-16 units',
    list: ['9', '10', 'Đ', 'Z', 'a'].map(called),
    order: '10 9 Z a Đ',
  },
])('stands in order: $why', ({ list, order }) => {
  const spool = new Spool(new Scratch());
  for (const each of list) spool.add(each);
  expect(Array.from(spool.inOrder(), (number) => spool.read(number).id).join(' ')).toBe(order);
});
