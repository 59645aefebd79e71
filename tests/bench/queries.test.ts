import { describe, expect, test } from 'vitest';
import { makeQueries } from '../../bench/queries.ts';

const TITLES = [
  'Bão số 6 đổ bộ Quảng Nam, hàng nghìn hộ dân mất điện trong đêm mưa lớn',
  'Giá cà phê Đắk Lắk lập kỷ lục',
  '“Metro số 1”: người Sài Gòn đi tàu, tiểu thương chợ Bến Thành mừng',
  'Thủ tướng Nhật Bản và Tổng thống Nga bàn về quần đảo Nam Kuril bên lề G20',
  'Đội tuyển U23 trở về',
];

const words = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];
const unaccented = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');

/** As many as asked for, with these titles in turn. */
const articles = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `bai-${i}`, title: TITLES[i % TITLES.length] ?? '' }));

describe('makeQueries', () => {
  const queries = makeQueries(articles(240), 200);

  test('makes as many as asked for, each from the title of its article', () => {
    expect(queries).toHaveLength(200);
    for (const [i, { text, article }] of queries.entries()) {
      expect(article).toBe(`bai-${i}`);
      const title = words(TITLES[i % TITLES.length] ?? '');
      const among = [title, title.map(unaccented)].map((list) => ` ${list.join(' ')} `);
      expect(among.some((list) => list.includes(` ${words(text).join(' ')} `))).toBe(true);
    }
  });

  test('has every length from one to twelve words, with accents and without', () => {
    const kinds = new Set(
      queries.map(({ text }) => `${text.split(' ').length} ${text === unaccented(text) ? 'bare' : 'accented'}`),
    );
    for (let length = 1; length <= 12; length += 1) {
      expect(kinds).toContain(`${length} accented`);
      expect(kinds).toContain(`${length} bare`);
    }
  });

  test('is the same for the same articles and seed, and another for another seed', () => {
    expect(makeQueries(articles(240), 200)).toEqual(queries);
    expect(makeQueries(articles(240), 200, 2)).not.toEqual(queries);
  });

  test('gives the first queries of a larger collection, so that sizes are asked the same', () => {
    expect(makeQueries(articles(1_000), 200)).toEqual(queries);
  });

  test.each([
    { why: 'quotes and colons are not typed', title: '“Metro:”', typed: 'Metro' },
    { why: 'a title from a Mac is NFD', title: 'Huế'.normalize('NFD'), typed: 'Huế' },
    { why: 'a dash alone is no word', title: '– Huế –', typed: 'Huế' },
  ])('$typed — $why', ({ title, typed }) => {
    expect(makeQueries([{ id: 'hue', title }], 1)).toEqual([{ text: typed, article: 'hue' }]);
  });

  test('passes over titles without words', () => {
    const titles = [
      { id: 'trong', title: ' … ' },
      { id: 'hue', title: 'Huế' },
    ];
    expect(makeQueries(titles, 5)).toEqual([{ text: 'Huế', article: 'hue' }]);
  });
});
