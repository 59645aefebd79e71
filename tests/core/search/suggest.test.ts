import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { workClock } from '../../../bench/work-clock.ts';
import type { Article } from '../../../core/article.ts';
import type { Suggestion } from '../../../core/search/answer.ts';
import type { Manifest } from '../../../core/index/manifest.ts';
import { openVersion, type SearchIndex } from '../../../core/search/open.ts';
import { readingsOf } from '../../../core/search/typed-readings.ts';
import { readVocabulary, type Vocabulary } from '../../../core/index/vocabulary.ts';
import { BlockCache } from '../../../core/index/block-cache.ts';
import { openSegments } from '../../../core/index/segment.ts';
import { readingsApart } from '../../../core/search/typed-apart.ts';
import { hasSigns, openQuoteIn } from '../../../core/search/typed-signs.ts';
import { tidied, withoutAccents } from '../../../core/text/fold.ts';
import { words } from '../../../core/text/words.ts';
import { exampleArticles } from '../../support/articles.ts';
import { publishGroups, withTombstones } from '../../support/published.ts';
import { stepsOf, watchedStore } from '../../support/watched-store.ts';
import { anything, vietnamese } from '../text/spellings.ts';

const examples = exampleArticles();
let index: SearchIndex;
let vocabulary: Vocabulary;
beforeAll(async () => {
  const { store, manifest } = await publishGroups([examples]);
  index = openVersion(store, manifest);
  const segments = openSegments(manifest, new BlockCache(store, 0));
  vocabulary = readVocabulary(
    segments.map(({ terms }) => terms.vocabulary),
    manifest.articles,
  );
});

const suggested = async (query: string, limit?: number): Promise<readonly Suggestion[]> =>
  (await index.suggest({ query, ...(limit !== undefined && { limit }) })).suggestions;
const textsFor = async (query: string): Promise<string[]> => (await suggested(query)).map(({ text }) => text);

describe('“Thủ tướng Nhật Bản”, however it is typed', () => {
  test.each([
    { why: 'without accents', typed: 'thu tuong nh' },
    { why: 'with all of them', typed: 'thủ tướng nhậ' },
    { why: 'with half of them', typed: 'thủ tuong nh' },
    { why: 'half of the marks of a word', typed: 'thu tuơng nh' },
    { why: 'with the input method off, Telex', typed: 'thur tuwowngs nh' },
    { why: 'the same in VNI', typed: 'thu3 tu7o7ng1 nh' },
    { why: 'the last word half typed with it off', typed: 'thur tuwowngs nhaa' },
    { why: 'the same in VNI', typed: 'thu3 tu7o7ng1 nha6' },
    { why: 'decomposed, as macOS has it', typed: 'thủ tướng nh'.normalize('NFD') },
    { why: 'in capitals', typed: 'THU TUONG NH' },
    { why: 'with more space than needed', typed: '  thu   tuong\tnh' },
    { why: 'completely', typed: 'thu tuong nhat ban' },
    { why: 'a wrong accent, which nothing has', typed: 'thũ tướng nh' },
  ])('$typed — $why', async ({ typed }) => expect((await textsFor(typed))[0]).toBe('Thủ tướng Nhật Bản'));
});

test.each([
  { why: 'accents and capitals of a name', typed: 'ha n', first: 'Hà Nội' },
  { why: 'no capital that only opens titles', typed: 'metro s', first: 'metro số 1' },
  {
    why: 'a title, where no phrase begins so',
    typed: 'oa-sinh-t',
    first: 'Oa-sinh-tơn và Mát-xcơ-va nối lại đối thoại sau cuộc gặp ở Hen-xin-ki',
  },
  { why: 'y and i are one vowel where a word ends; the capital only opened a title', typed: 'ky su', first: 'kỹ sư' },
  {
    why: 'a beginning that would be the keys of “mé”',
    typed: 'mes',
    first: 'Messi nâng cúp vàng, Argentina vô địch World Cup sau loạt luân lưu',
  },
  {
    why: 'a number that is half typed',
    typed: 'giá xăng ron 95 giảm về 22.5',
    first: 'Giá xăng RON 95 giảm về 22.500 đồng mỗi lít',
  },
  { why: 'y is no i where the word goes on', typed: 'ly', first: 'ly cà phê' },
  { why: 'two words of one piece', typed: 'g2', first: 'G20' },
  { why: 'a space was left out', typed: 'hanoi', first: 'Hà Nội' },
  { why: 'several were, and the last word is half typed', typed: 'thutuongnha', first: 'Thủ tướng Nhật Bản' },
  { why: 'a name made short', typed: 'tphc', first: 'TP.HCM' },
  { why: 'no island is cut off from its name', typed: 'quan dao n', first: 'quần đảo Nam Kuril' },
])('$typed → $first: $why', async ({ typed, first }) => expect((await textsFor(typed))[0]).toBe(first));

describe('what stands in no article is never suggested', () => {
  test.each([
    { why: 'each of its words begins something', typed: 'tin thu tuong nh' },
    { why: 'of “đội tuyển” nothing goes on with n', typed: 'đội tuyển n' },
    { why: '“thống” begins “thống kê” elsewhere', typed: 'tổng thống k' },
    { why: 'the piece of a number begins a longer one elsewhere', typed: '45/20' },
  ])('$typed: $why', async ({ typed }) => expect(await textsFor(typed)).toEqual([]));

  test('whatever is typed, the words of a suggestion stand side by side in some article', () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(beginning(), wordsOfBodies(), vietnamese()), async (query) => {
        fc.pre(!hasSigns(query));
        // what stands before a quote that is open is the reader's own
        const front = openQuoteIn(tidied(query))?.front ?? '';
        const texts = (await suggested(query, 20)).map(({ text }) =>
          text.startsWith(front) ? text.slice(front.length) : text,
        );
        expect(texts.filter((text) => !allPassages.includes(spacedWords(text)))).toEqual([]);
      }),
      { numRuns: 500 },
    ));
});

describe('signs of the query language', () => {
  test.each([
    { why: 'a quote that is open is completed and closed', typed: '"thu tuong nhat b', first: '"Thủ tướng Nhật Bản"' },
    { why: 'a curly one by its partner', typed: '“thu tuong nhat b', first: '“Thủ tướng Nhật Bản”' },
    { why: 'what stands before it stays', typed: 'bão -"thu tuong nhat b', first: 'bão -"Thủ tướng Nhật Bản"' },
    { why: 'so does the field', typed: 'title:"thu tuong nhat b', first: 'title:"Thủ tướng Nhật Bản"' },
    {
      why: 'a title may have quotes of its own',
      typed: 'hai chi em e de dua "daklak coffee" l',
      first: 'Hai chị em Ê Đê đưa “Daklak Coffee” lên sàn thương mại điện tử',
    },
  ])('$typed → $first: $why', async ({ typed, first }) => expect((await textsFor(typed))[0]).toBe(first));

  test.each([
    { why: 'sections are no phrases', typed: 'mục:th' },
    { why: 'nor is what may become a time', typed: 'sau:2' },
    { why: 'nothing is typed of the value yet', typed: 'mục:' },
    { why: 'a phrase is more than the word that a dash excludes', typed: '-thu' },
    { why: 'the same behind other words', typed: 'bão -y' },
    { why: 'of what is in parentheses', typed: '(thủ tướng) nh' },
    { why: 'of alternatives', typed: 'giá vàng | thủ tướng nh' },
  ])('$typed: nothing, as $why', async ({ typed }) => expect(await textsFor(typed)).toEqual([]));

  test('what was typed is marked behind a quote too', async () => {
    const [first] = await suggested('bão "thu tuong nh');
    expect(first?.marks.map(([start, end]) => first.text.slice(start, end))).toEqual(['Thủ tướng Nh']);
  });
});

const firstWords = async (typed: string): Promise<Set<string | undefined>> =>
  new Set((await textsFor(typed)).map((text) => words(text)[0]?.folded));

test('a space ends the word', async () => {
  expect([...(await firstWords('ma'))]).toEqual(expect.arrayContaining(['ma', 'may', 'man']));
  expect(await firstWords('ma ')).toEqual(new Set(['ma']));
});

describe('an accent that was typed is respected', () => {
  test.each([
    { typed: 'má', begins: /^má/i, why: 'máy and má, neither mà nor mất' },
    { typed: 'mã', begins: /^mã/i, why: 'the best of all that begins with ma is not looked at first' },
    { typed: 'đ', begins: /^đ/i, why: 'đ is no d' },
    { typed: 'hà nộ', begins: /^hà nội/i, why: 'within a word, and before it' },
    { typed: 'tiê', begins: /^ti[êếềệễể]/i, why: 'a tone may be still to come' },
  ])('$typed: $why', async ({ typed, begins }) => {
    const texts = await textsFor(typed);
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.filter((text) => !begins.test(text))).toEqual([]);
  });

  test('typed without any, all of them may be meant', async () => {
    const spelled = new Set((await suggested('ma', 20)).map(({ text }) => text.slice(0, 2).toLowerCase()));
    expect([...spelled]).toEqual(expect.arrayContaining(['mà', 'má', 'mã', 'mặ']));
  });
});

test('what was typed is marked, whole letters of it', async () => {
  for (const typed of ['thu tuong nh', 'THỦ TƯỚNG NH'.normalize('NFD')]) {
    const [first] = await suggested(typed);
    const marked = first?.marks.map(([start, end]) => withoutAccents(first.text.slice(start, end)).toLowerCase());
    expect(marked).toEqual([withoutAccents(typed).toLowerCase()]);
  }
});

describe('how many', () => {
  test('eight where nothing is said, and as many as are wanted', async () => {
    expect(await suggested('n')).toHaveLength(8);
    expect(await suggested('n', 20)).toHaveLength(20);
    expect(await suggested('n', 3)).toEqual((await suggested('n', 20)).slice(0, 3));
  });

  test.each([0, -1, 1.5, 21, NaN])('%d is refused', (limit) =>
    expect(index.suggest({ query: 'n', limit })).rejects.toMatchObject({ code: 'bad-request' }),
  );

  test.each(['', '   ', '?!', '🦌'])('none for “%s”, which has no word', async (query) =>
    expect(await index.suggest({ query })).toEqual({ query: query.trim(), suggestions: [], version: index.version }),
  );
});

const about = (id: string, title: string): Article => ({ id, title, body: 'Một bài.' });

describe('segments', () => {
  const groups = [
    [
      about('a', 'Giá vàng lên'),
      about('b', 'Giá vàng xuống'),
      about('c', 'Giá xăng lên'),
      about('d', 'Giá xăng xuống'),
      about('e', 'Giá xăng mới'),
    ],
    [about('f', 'Hôm nay giá vàng'), about('g', 'Bao giờ giá vàng rẻ')],
  ];

  test('count together', async () => {
    const first = await publishGroups(groups.slice(0, 1));
    const both = await publishGroups(groups);
    const texts = async ({ store, manifest }: typeof both): Promise<string[]> =>
      (await openVersion(store, manifest).suggest({ query: 'gia' })).suggestions
        .map(({ text }) => text)
        .filter((text) => words(text).length === 2);
    expect(await texts(first)).toEqual(['Giá xăng', 'Giá vàng']);
    expect(await texts(both)).toEqual(['Giá vàng', 'Giá xăng']);
  });

  test('titles of removed articles are gone at once', async () => {
    const { store, manifest } = await publishGroups(groups);
    const textsOf = async (version: Manifest) =>
      (await openVersion(store, version).suggest({ query: 'gia xang l' })).suggestions.map(({ text }) => text);
    expect(await textsOf(manifest)).toEqual(['Giá xăng lên']);
    expect(await textsOf(withTombstones(manifest, groups, ['c']))).not.toContain('Giá xăng lên');
  });
});

/** What is wrong with suggestions for `query`, in words. Each has to begin with some way to read it. */
function wrongWith(query: string, suggestions: readonly Suggestion[]): string[] {
  const typed = tidied(query);
  const inside = openQuoteIn(typed)?.inside;
  const wholes = [typed, ...(inside === undefined ? [] : [inside])].flatMap((text) => readingsOf(text, vocabulary));
  const readings = [...wholes, ...readingsApart(typed, vocabulary)].map((reading) =>
    words(reading).map(({ folded }) => folded),
  );
  return suggestions.flatMap(({ text, marks }) => {
    const front = openQuoteIn(typed)?.front ?? '';
    const behind = text.startsWith(front) ? text.slice(front.length) : text;
    const found = words(behind).map(({ folded }) => folded);
    const wrong: string[] = [];
    if (!readings.some((reading) => beginsWith(found, reading))) wrong.push(`“${text}” does not begin with “${query}”`);
    for (const [start, end] of marks) {
      if (start < 0 || end <= start || end > text.length) wrong.push(`mark ${start}–${end} is not in “${text}”`);
      if (/^\p{M}/u.test(text.slice(end))) wrong.push(`mark ${start}–${end} parts a letter of “${text}”`);
    }
    if (marks.length !== 1) wrong.push(`“${text}” has ${marks.length} marks`);
    return wrong;
  });
}

/** `ky` is `ki` alone, and the beginning of `kyoto`. */
const beginsWith = (found: readonly string[], typed: readonly string[]): boolean =>
  typed.every((word, i) =>
    i < typed.length - 1
      ? found[i] === word
      : found[i]?.startsWith(word) || found[i]?.startsWith(word.replace(/i$/, 'y')),
  );

const spacedWords = (text: string): string =>
  ` ${words(text.normalize('NFC'))
    .map(({ exact }) => exact)
    .join(' ')} `;
const allPassages = examples
  .flatMap(({ title, summary = '', body }) => [title, summary, body].map(spacedWords))
  .join('|');

/** One to three words of a body and up to three letters of the next, with accents or without: what is seldom in a title. */
const wordsOfBodies = (): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...examples), fc.nat(), fc.integer({ min: 1, max: 3 }), fc.nat({ max: 3 }), fc.boolean())
    .map(([{ body }, place, count, letters, bare]) => {
      const text = body.normalize('NFC');
      const list = words(text);
      const from = place % Math.max(1, list.length - count);
      const last = list[Math.min(from + count, list.length - 1)];
      const typed = text.slice(list[from]?.start, (last?.start ?? 0) + letters);
      return bare ? withoutAccents(typed) : typed;
    });

/** As much of a title as has been typed, with accents or without. */
const beginning = (): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...examples.map(({ title }) => title.normalize('NFC'))), fc.nat({ max: 40 }), fc.boolean())
    .map(([title, length, bare]) => (bare ? withoutAccents(title.slice(0, length)) : title.slice(0, length)));

describe('anything typed', () => {
  test('is answered, and each suggestion begins with it', () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(beginning(), vietnamese(), anything()), async (query) => {
        const { suggestions } = await index.suggest({ query, limit: 20 });
        expect(suggestions.length).toBeLessThanOrEqual(20);
        expect(wrongWith(query, suggestions)).toEqual([]);
      }),
      { numRuns: 300 },
    ));

  test('the beginning of a title finds something that begins so', () =>
    fc.assert(
      fc.asyncProperty(beginning(), async (query) => {
        fc.pre(words(query).length > 0);
        const { suggestions } = await index.suggest({ query });
        expect(suggestions).not.toEqual([]);
        expect(wrongWith(query, suggestions)).toEqual([]);
      }),
      { numRuns: 300 },
    ));

  test('is the same in NFD and in capitals', () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(beginning(), vietnamese()), async (query) => {
        const texts = await textsFor(query);
        expect(await textsFor(query.normalize('NFD'))).toEqual(texts);
        // what is kept as it was typed keeps its capitals too
        const inCapitals = await textsFor(query.toUpperCase());
        expect(inCapitals.map((text) => text.toLowerCase())).toEqual(texts.map((text) => text.toLowerCase()));
      }),
      { numRuns: 200 },
    ));
});

test.each([
  { why: '10 kB of one letter', query: 'a'.repeat(10_000) },
  { why: '10 kB of letters that end in none', query: `${'s'.repeat(10_000)}!` },
  { why: '10 kB of digits and commas', query: '1,2.'.repeat(2_500) },
  { why: '10 kB of words', query: 'quần đảo nam kuril '.repeat(530) },
])('$why takes no longer than it is', async ({ query }) => {
  const passed = workClock();
  expect((await index.suggest({ query })).suggestions.length).toBeLessThanOrEqual(8);
  expect(passed()).toBeLessThan(1_000);
});

test('reads little, in one step; in two where spaces may have been left out', async () => {
  const store = watchedStore();
  const { manifest } = await publishGroups([examples], { store });
  for (const [typed, steps] of [
    ['thu tuong nh', 1],
    ['t', 1],
    ['tin thu tuong nh', 1],
    ['hanoi', 2],
    ['xin chao cac ban toi den tu mot noi rat xa', 1],
  ] as const) {
    store.forget();
    await openVersion(store, manifest).suggest({ query: typed });
    expect(stepsOf(store.reads)).toBeLessThanOrEqual(steps);
    expect(store.reads.every(({ key, range }) => key.endsWith('.suggestions') && range !== null)).toBe(true);
    expect(store.reads.length).toBeGreaterThan(0);
  }
});
