/** What is shown of an article: through `search`, on an index of that article alone. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../../core/article.ts';
import type { Hit } from '../../../core/search/answer.ts';
import { openVersion } from '../../../core/search/open.ts';
import { words } from '../../../core/text/words.ts';
import { publishGroups } from '../../support/published.ts';
import { anything, vietnamese } from '../text/spellings.ts';
import { marked, wrongMarks } from './check-marks.ts';

/** About 200 characters; an ellipsis at either end, and what closes a quotation. */
const MOST_UNITS = 210;

const nfd = (text: string): string => text.normalize('NFD');

async function hitFor(article: Partial<Article>, query: string): Promise<Hit> {
  const { store, manifest } = await publishGroups([[{ id: 'bai', title: '', body: '', ...article }]]);
  const { hits } = await openVersion(store, manifest).search({ query });
  if (!hits[0]) throw new Error(`“${query}” does not find the article`);
  return hits[0];
}
const snippetFor = async (body: string, query: string, rest: Partial<Article> = {}): Promise<string> =>
  (await hitFor({ title: 'Tin vắn', ...rest, body }, query)).snippet;
const snippetMarks = async (body: string, query: string): Promise<string[]> => {
  const { snippet, marks } = await hitFor({ title: 'Tin vắn', body }, query);
  expect(wrongMarks(snippet, marks.snippet)).toEqual([]);
  return marked(snippet, marks.snippet);
};

const FILLER = 'Trời hôm ấy nắng nhẹ và gió thổi từ biển vào. ';

describe('the hit', () => {
  test('carries what is shown of the article, and nothing else of it', async () => {
    const article: Article = {
      id: 'nam-kuril',
      url: '/tin/nam-kuril',
      title: 'Quần đảo Nam Kuril',
      summary: 'Hai nước đàm phán.',
      body: 'Nga và Nhật Bản bàn ở Osaka.',
      section: 'Thế giới',
      tags: ['Nga', 'Nhật Bản'],
      authors: ['Hoài Thu'],
      publishedAt: '2019-06-28',
      updatedAt: '2019-06-29',
      image: '/anh.jpg',
    };
    const { summary: _, body: __, updatedAt: ___, ...shown } = article;
    const hit = await hitFor(article, 'osaka');
    expect(hit).toEqual({
      ...shown,
      snippet: 'Hai nước đàm phán. Nga và Nhật Bản bàn ở Osaka.',
      score: expect.any(Number) as number,
      marks: { title: [], snippet: [[41, 46]] },
    });
    expect(hit.score).toBe(Math.round(hit.score * 1e4) / 1e4);
  });

  test('of an article that is only a title has an empty snippet', async () =>
    expect(await hitFor({ title: 'Kuril' }, 'kuril')).toEqual({
      id: 'bai',
      title: 'Kuril',
      snippet: '',
      score: expect.any(Number) as number,
      marks: { title: [[0, 5]], snippet: [] },
    }));
});

describe('captions', () => {
  const ARTICLE: Partial<Article> = {
    title: 'Nga và Nhật Bản hội đàm',
    body: 'Hai bên bàn về quần đảo bên lề hội nghị.',
    captions: ['Ông Putin tới Osaka. (Ảnh: Reuters)', 'Đảo Iturup nhìn từ biển.'],
  };

  test.each([
    {
      why: 'what the text holds is shown of the text',
      query: 'quần đảo Osaka',
      shown: ARTICLE.body,
      are: ['quần đảo'],
    },
    { why: 'else the caption that holds it', query: 'iturup', shown: 'Đảo Iturup nhìn từ biển.', are: ['Iturup'] },
    { why: 'a phrase too', query: '"tới Osaka"', shown: 'Ông Putin tới Osaka. (Ảnh: Reuters)', are: ['tới Osaka'] },
    { why: 'also beside words of the title', query: 'Nhật Iturup', shown: 'Đảo Iturup nhìn từ biển.', are: ['Iturup'] },
    { why: 'not where the title says it all', query: 'Nga hội đàm', shown: ARTICLE.body, are: ['hội'] },
  ])('“$query” — $why', async ({ query, shown, are }) => {
    const { snippet, marks } = await hitFor(ARTICLE, query);
    expect({ snippet, marks: marked(snippet, marks.snippet) }).toEqual({ snippet: shown, marks: are });
  });
});

describe('marks', () => {
  test.each([
    { why: 'as typed', text: 'Quần đảo Nam Kuril.', query: 'Kuril', are: ['Kuril'] },
    { why: 'whatever the accents', text: 'Quần đảo Nam Kuril.', query: 'quan dao', are: ['Quần đảo'] },
    { why: 'neighbours are one mark', text: 'Quần đảo Nam Kuril.', query: 'nam kuril', are: ['Nam Kuril'] },
    { why: 'others are not', text: 'Nam và Kuril.', query: 'nam kuril', are: ['Nam', 'Kuril'] },
    { why: 'a hyphen within', text: 'Dịch Covid-19 lan.', query: 'covid19', are: ['Covid-19'] },
    {
      why: 'a code is one, however it is written',
      text: 'Nhóm G-20 và G 20 và G20.',
      query: 'g20',
      are: ['G-20', 'G 20', 'G20'],
    },
    {
      why: 'but not the letter and the number apart',
      text: 'Nhóm G20 gồm 20 nước, G là nhóm.',
      query: 'g20',
      are: ['G20'],
    },
    { why: 'a code and its number both asked for', text: 'Nhóm G20 gồm 20 nước.', query: 'g20 20', are: ['G20', '20'] },
    { why: 'a number by its value', text: 'Giá 22.500 đồng, 22500 đồng.', query: '22,500', are: ['22.500', '22500'] },
    { why: 'the other placement of a tone', text: 'Hoà bình và hòa giải.', query: 'hòa', are: ['Hoà', 'hòa'] },
    { why: 'the other spelling of i', text: 'Kỹ sư nước Mỹ.', query: 'kĩ sư mĩ', are: ['Kỹ sư', 'Mỹ'] },
    { why: 'in capitals', text: 'QUẦN ĐẢO KURIL', query: 'quần đảo', are: ['QUẦN ĐẢO'] },
    { why: 'in a decomposed text', text: nfd('Quần đảo Nam Kuril.'), query: 'quần đảo', are: [nfd('Quần đảo')] },
    { why: 'by a decomposed query', text: 'Quần đảo Nam Kuril.', query: nfd('quần đảo'), are: ['Quần đảo'] },
    { why: 'with a soft hyphen inside', text: 'Quần đảo Ku\u00ADril xa.', query: 'kuril', are: ['Ku\u00ADril'] },
    { why: 'a byte order mark at its end', text: 'Quần đảo Kuril\uFEFF', query: 'kuril', are: ['Kuril'] },
    { why: 'a byte order mark inside', text: 'Đảo Ku\uFEFFril xa.', query: 'kuril', are: ['Kuril'] },
    { why: 'behind an emoji', text: '👨‍👩‍👧 Kuril 🇻🇳', query: 'kuril', are: ['Kuril'] },
    { why: 'in an address', text: 'Xem baomoi.example.vn nhé.', query: 'baomoi', are: ['baomoi'] },
  ])('$why', async ({ text, query, are }) => {
    expect(await snippetMarks(text, query)).toEqual(are);
    const { title, marks } = await hitFor({ title: text.trim(), body: 'Không có gì.' }, query);
    expect(wrongMarks(title, marks.title)).toEqual([]);
    expect(marked(title, marks.title).map((mark) => mark.replaceAll('\uFEFF', ''))).toEqual(are);
  });

  test('white space that was folded moves them along', async () =>
    expect(await hitFor({ title: 'Tin vắn', body: 'Đảo  xa.\n\n\t Nam \u00A0 Kuril' }, 'nam kuril')).toMatchObject({
      snippet: 'Đảo xa. Nam Kuril',
      marks: { snippet: [[8, 17]] },
    }));
});

describe('the snippet', () => {
  const long = FILLER.repeat(10);

  test('a short text is shown whole', async () =>
    expect(await snippetFor('Nga rút. Nhật mừng.', 'nhật')).toBe('Nga rút. Nhật mừng.'));

  test('is the passage that holds most of the query, not the first word of it', async () => {
    const body = `${FILLER}Kuril ở xa. ${long}Quần đảo Nam Kuril là nơi hai nước tranh chấp. ${long}`;
    expect(await snippetFor(body, 'quần đảo nam kuril')).toMatch(/^Quần đảo Nam Kuril là nơi/);
  });

  test('where the accents are as they were typed, rather than where they are not', async () => {
    const body = `Mà thôi. ${long}Con ma ở trong nhà. ${long}Má về. ${long}`;
    expect(await snippetFor(body, 'má')).toContain('Má về.');
  });

  test('is cut before a sentence, or at a word with an ellipsis', async () => {
    const body = `${long}Kuril là tên một quần đảo. ${long}`;
    expect(await snippetFor(body, 'kuril')).toMatch(/^Kuril là tên/);
    const endless = `${'một hai ba bốn năm sáu bảy '.repeat(20)}kuril ${'tám chín mười '.repeat(30)}`;
    const snippet = await snippetFor(endless, 'kuril');
    expect(snippet).toMatch(/^…\p{L}+ .* \p{L}+…$/u);
    const cutAt = endless.indexOf(snippet.slice(1, -1));
    expect(endless.slice(cutAt - 1, cutAt)).toBe(' ');
    expect(endless.slice(cutAt + snippet.length - 2)).toMatch(/^ /);
  });

  test('ends with a sentence where one ends near', async () =>
    expect(await snippetFor(long, 'nắng')).toMatch(/[^…]\.$/));

  test('takes the quotation mark that opens it along', async () => {
    const body = `${long}“Kuril ở rất xa”, ông nói. ${long}`;
    expect(await snippetFor(body, 'kuril')).toMatch(/^“Kuril ở rất xa”/);
  });

  test('begins with the text where only the title matches', async () =>
    expect(await snippetFor(long, 'kuril', { title: 'Nam Kuril' })).toMatch(/^Trời hôm ấy nắng/));

  test('near the end of a text shows what is before it', async () => {
    const snippet = await snippetFor(`${long}Đó là Kuril.`, 'kuril');
    expect(snippet).toMatch(/Đó là Kuril\.$/);
    expect(snippet.length).toBeGreaterThan(100);
  });

  test.each([
    { why: 'one endless word', body: 'kuril'.repeat(300), query: 'kuril'.repeat(300) },
    { why: 'one endless word of accents', body: 'ệ'.repeat(2_000), query: 'ệ'.repeat(2_000) },
    { why: 'one endless word, decomposed', body: nfd('ệ'.repeat(2_000)), query: 'ệ'.repeat(2_000) },
    { why: 'a word far out', body: `${'a'.repeat(1_000)} kuril ${'b'.repeat(1_000)}`, query: 'kuril' },
    { why: 'emoji without end', body: `kuril ${'👨‍👩‍👧'.repeat(500)}`, query: 'kuril' },
    { why: 'emoji before it', body: `${'👍'.repeat(500)} kuril`, query: 'kuril' },
    { why: 'brackets before it', body: `${'("'.repeat(100_000)}kuril`, query: 'kuril' },
    { why: 'more brackets before it', body: `${'('.repeat(100_000)}, kuril`, query: 'kuril' },
    {
      why: 'white space before and behind it',
      body: `một${' '.repeat(100_000)}kuril${'\n'.repeat(100_000)}hai`,
      query: 'kuril',
    },
    { why: 'full stops behind it', body: `${FILLER.repeat(9)}kuril${'.'.repeat(100_000)} hai`, query: 'kuril' },
    { why: 'Chinese, which has no spaces', body: '東京大阪'.repeat(300), query: '大阪' },
  ])('is about 200 characters, whatever the text: $why', async ({ body, query }) => {
    const { snippet, marks } = await hitFor({ title: 'Tin vắn', body }, query);
    expect(snippet.length).toBeLessThanOrEqual(MOST_UNITS);
    expect(snippet.length).toBeGreaterThan(4);
    // A word that is longer than the snippet is not in it.
    expect(marks.snippet.length > 0).toBe(query.length < MOST_UNITS);
    expect(wrongMarks(snippet, marks.snippet)).toEqual([]);
  });
});

describe('the snippet is no repeat of the title', () => {
  const title = 'Nga và Nhật bàn về Nam Kuril';
  test.each([
    { why: 'on a line of its own', body: `${title}\nHai bên gặp nhau ở Osaka.` },
    { why: 'as the first sentence', body: `${title}. Hai bên gặp nhau ở Osaka.` },
    { why: 'before a dash', body: `${title} – Hai bên gặp nhau ở Osaka.` },
    { why: 'under white space', body: `\n  ${title}\n\nHai bên gặp nhau ở Osaka.` },
  ])('$why', async ({ body }) => expect(await snippetFor(body, 'kuril', { title })).toBe('Hai bên gặp nhau ở Osaka.'));

  test('nor the summary twice', async () =>
    expect(await snippetFor('Hai bên gặp nhau.\nỞ Osaka.', 'kuril', { title, summary: 'Hai bên gặp nhau.' })).toBe(
      'Hai bên gặp nhau. Ở Osaka.',
    ));

  test('nothing is left where the body is the title', async () =>
    expect(await snippetFor(title, 'kuril', { title })).toBe(''));

  test.each([
    { why: 'the title is the beginning of a word', title: 'Nga', body: 'Ngang dọc nước Nga.' },
    { why: 'the title is a letter without its accent', title: 'Ma', body: nfd('Má về. Ma quỷ.') },
    { why: 'the sentence goes on', title: 'Giá vàng', body: 'Giá vàng hôm nay tăng.' },
    { why: 'a number goes on', title: 'Top 5', body: 'Top 50 bài hát.' },
  ])('but all of it stays where $why', async ({ title: short, body }) =>
    expect(await snippetFor(body, short, { title: short })).toBe(body),
  );
});

const squeezed = (text: string): string => text.replace(/[\s\uFEFF]+/gu, '');

describe('laws', () => {
  const body = fc.oneof(
    vietnamese(),
    vietnamese().map(nfd),
    anything(),
    fc.tuple(vietnamese(), anything(), vietnamese()).map((texts) => texts.join(' ')),
  );

  test('whatever the text: right marks, one length, and text of the article', () =>
    fc.assert(
      fc.asyncProperty(
        body,
        body,
        fc.constantFrom('kuril', 'Quần đảo', 'G20', 'a', '2019 22500'),
        async (before, behind, query) => {
          const { title, snippet, marks } = await hitFor(
            { title: before, body: `${before} ${query} ${behind}` },
            query,
          );
          expect([...wrongMarks(title, marks.title), ...wrongMarks(snippet, marks.snippet)]).toEqual([]);
          expect(snippet.length).toBeLessThanOrEqual(MOST_UNITS);
          const shown = squeezed(snippet.replace(/^…/, '').replace(/…$/, ''));
          expect(squeezed(`${before} ${query} ${behind}`)).toContain(shown);
        },
      ),
      { numRuns: 150 },
    ));

  test('every mark is of a word of the query, and every one typed with accents is marked where it stands so', () =>
    fc.assert(
      fc.asyncProperty(vietnamese(), async (text) => {
        const all = words(text);
        const wanted = all.filter(({ folded }) => /^[a-z]+$/.test(folded)).slice(0, 3);
        fc.pre(wanted.length > 0 && wanted.every(({ folded }) => folded.length > 1));
        const query = wanted.map(({ start, end }) => text.slice(start, end)).join(' ');
        const { snippet, marks } = await hitFor({ title: 'Tin vắn 1', body: text }, query);
        const isMarked = (place: number): boolean =>
          marks.snippet.some(([start, end]) => start <= place && place < end);
        const folded = new Set(wanted.map((word) => word.folded));
        const accented = new Set(wanted.flatMap((word) => (word.exact === word.folded ? [] : [word.exact])));
        const wrong = words(snippet).filter((word) =>
          isMarked(word.start) ? !folded.has(word.folded) : accented.has(word.exact),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 150 },
    ));
});
