import { describe, expect, test } from 'vitest';
import { latestTitles, suggestionsOf } from '../../indexer/phrases.ts';
import { words } from '../../core/text/words.ts';
import type { Read } from '../../indexer/passages.ts';
import { exampleArticles } from '../support/articles.ts';

const titled = (...titles: readonly string[]): Read[] => titles.map((title) => ({ title, body: '' }));
const phrasesOf = (articles: readonly Read[]): Map<string, number> =>
  new Map(suggestionsOf(articles).flatMap(({ text, count, whole }) => (whole ? [] : [[text, count] as const])));

test.each([
  { most: 2, found: ['Giá vàng', 'Mưa ở Huế'], why: 'the latest come last' },
  { most: 3, found: ['Tin cũ', 'Giá vàng', 'Mưa ở Huế'], why: 'as many as there are' },
  { most: 9, found: ['Tin cũ', 'Giá vàng', 'Mưa ở Huế'], why: 'fewer than may be' },
])('of very many titles the latest $most may be suggested: $why', ({ most, found }) =>
  expect(latestTitles(titled('Tin cũ', 'Giá vàng', 'Mưa ở Huế'), most).map(({ title }) => title)).toEqual(found),
);

describe('phrases', () => {
  test('stand in several articles, each counted once', () => {
    const found = phrasesOf(titled('Giá vàng và giá vàng', 'Tin giá vàng lên', 'Mưa ở Huế'));
    expect(found.get('giá vàng')).toBe(2);
    expect([...found.keys()].filter((text) => text.includes('Huế'))).toEqual([]);
  });

  test('give way to a longer one that they are nearly always part of', () => {
    const found = phrasesOf(titled('Gặp thủ tướng Nhật Bản', 'Lời thủ tướng Nhật Bản', 'Tân thủ tướng Anh'));
    expect(found.get('thủ tướng Nhật Bản')).toBe(2);
    expect(found.get('thủ tướng')).toBe(3);
    expect(found.has('thủ tướng Nhật')).toBe(false);
    expect(found.has('tướng Nhật Bản')).toBe(false);
  });

  test.each([
    { why: 'a full stop', between: '. ' },
    { why: 'a comma', between: ', ' },
    { why: 'a quote', between: ' “' },
    { why: 'a colon', between: ': ' },
  ])('do not go across $why', ({ between }) => {
    const found = phrasesOf(titled(`Ở Hà Nội${between}mưa lớn`, `Từ Hà Nội${between}mưa lớn`));
    expect([...found.keys()]).toEqual(expect.arrayContaining(['Hà Nội', 'mưa lớn']));
    expect([...found.keys()].filter((text) => /nội.*mưa/i.test(text))).toEqual([]);
  });

  test('with a word at the end that ends no sentence go on', () => {
    const names = Array.from({ length: 40 }, (_, i) => `Giá của vàng${i % 2 === 0 ? '' : ' mới'} loại x${i}a`);
    const found = [...phrasesOf(titled(...names, 'Giá của bạc', 'Giá của bạc cũ')).keys()];
    expect(found.filter((text) => text.endsWith('của'))).toEqual([]);
  });
});

describe('phrases that are cut off', () => {
  const ofNames = titled(
    'Bàn về quần đảo Nam Kuril',
    'Tin quần đảo Nam Kuril',
    'Ra quần đảo Nam Cu-rin',
    'Thăm quần đảo Nam Cu-rin',
    'Về đây thăm quần đảo này',
    'Hỏi xem quần đảo kia',
  );

  test('a name is not parted, however it goes on', () => {
    const found = phrasesOf(ofNames);
    expect([...found.keys()]).toEqual(expect.arrayContaining(['quần đảo', 'quần đảo Nam Kuril']));
    expect([...found.keys()].filter((text) => text.endsWith('Nam'))).toEqual([]);
    expect([...found.keys()].filter((text) => /^(Kuril|rin)\b/.test(text) && words(text).length > 1)).toEqual([]);
  });

  test('where every word has a capital, capitals tell no names', () => {
    const inCapitals = ofNames.map(({ title, body }) => ({ title: title.toUpperCase(), body }));
    expect([...phrasesOf(inCapitals).keys()]).toContain('QUẦN ĐẢO NAM');
  });

  test('what a name does is no phrase of one syllable', () => {
    const found = phrasesOf(titled('Nay Hà Nội chi 30 tỷ', 'Rồi Hà Nội chi 2 tỷ', 'Thăm Hà Nội', 'Yêu Hà Nội'));
    expect([...found.keys()]).toContain('Hà Nội');
    expect([...found.keys()].filter((text) => text.endsWith('chi'))).toEqual([]);
  });

  test('words of the language alone come behind all others', () => {
    const found = phrasesOf(titled('Mở từ ngày mai', 'Đóng từ ngày kia', 'Vì từ thiện mà đi', 'Họ làm từ thiện mãi'));
    expect(found.get('từ ngày')).toBe(1);
    expect(found.get('từ thiện')).toBe(2);
  });
});

describe('spelling', () => {
  test.each([
    {
      why: 'a capital that only opens titles is none',
      titles: ['Giá vàng lên', 'Giá vàng xuống', 'Vì sao giá nhà lên'],
      phrase: 'giá vàng',
    },
    { why: 'a name keeps its capitals', titles: ['Hà Nội mưa', 'Hà Nội nắng', 'Về Hà Nội'], phrase: 'Hà Nội' },
    { why: 'most articles are right', titles: ['Ở HÀ NỘI mưa', 'Ở Hà Nội nắng', 'Về Hà Nội'], phrase: 'Hà Nội' },
    {
      why: 'decomposed text is composed',
      titles: ['Về Hà Nội mưa'.normalize('NFD'), 'Ở Hà Nội nắng'.normalize('NFD')],
      phrase: 'Hà Nội',
    },
    {
      why: 'a name before a name, though the word is common elsewhere',
      titles: ['Hoa Sen lãi', 'Hoa Sen lỗ', 'Vốn Hoa Sen của Hoa Sen', 'Tặng hoa tươi'],
      phrase: 'Hoa Sen',
    },
    {
      why: 'a word of the sentence before a name',
      titles: ['Tại Nga mưa', 'Tại Nga nắng', 'Họ ở tại Huế'],
      phrase: 'tại Nga',
    },
  ])('$phrase: $why', ({ titles, phrase }) => {
    const found = [...phrasesOf(titled(...titles)).keys()];
    expect(found.filter((text) => text.toLowerCase() === phrase.toLowerCase())).toEqual([phrase]);
  });

  test('accents that differ are other phrases, but for slips', () => {
    const many = Array.from({ length: 50 }, (_, i) => `Ngày ${i}: giá vàng`);
    const others = ['Ai giả vàng', 'Ai: gia vàng', 'Nay gia vàng', 'Rồi giả vàng', 'Kia: gia vàng', 'Ấy gia vàng'];
    const found = phrasesOf(titled(...many, ...others));
    expect(found.get('giá vàng')).toBe(50);
    expect(found.get('gia vàng')).toBe(4);
    expect(found.has('giả vàng')).toBe(false);
  });
});

describe('titles', () => {
  test('are there whole, under their first eight words', () => {
    const title = 'Thủ tướng Nhật Bản chọn Hà Nội cho chuyến công du';
    expect(suggestionsOf(titled(title))).toEqual([
      { key: 'thu tuong nhat ban chon ha noi cho', text: title, count: 1, whole: true },
    ]);
  });

  test('are there once, also where they are phrases', () => {
    const texts = suggestionsOf(titled('Giá vàng', 'Giá vàng', 'Giá vàng lên')).map(({ text }) => text.toLowerCase());
    expect(texts.filter((text) => text === 'giá vàng')).toHaveLength(1);
  });

  test('without a word are none', () => expect(suggestionsOf(titled('?!', '')).length).toBe(0));
});

/** The phrases with coffee of so many articles that have it in their texts alone. */
function coffeeInTexts(articles: number): string[] {
  const all = Array.from({ length: articles }, (_, i) => ({ title: `Tin x${i}a`, body: 'Nay giá cà phê lên. Mưa.' }));
  return [...phrasesOf(all).keys()].filter((text) => text.includes('cà phê'));
}

test('texts count where there are few articles, and titles alone where there are many', () => {
  expect(coffeeInTexts(10)).toEqual(['Nay giá cà phê lên']);
  expect(coffeeInTexts(2_100)).toEqual([]);
});

const sortedSuggestions = (articles: readonly Read[]): string[] =>
  suggestionsOf(articles)
    .map((entry) => JSON.stringify(entry))
    .toSorted();

test('the order of articles does not matter', () => {
  const articles = exampleArticles();
  expect(sortedSuggestions(articles.toReversed())).toEqual(sortedSuggestions(articles));
});
