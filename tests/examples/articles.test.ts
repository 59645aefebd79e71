/** The example articles: each is whole, together they hold what makes searching them instructive, and the queries that
 *  `examples/README.md` and the demo page offer find what they promise. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../core/article.ts';
import { parseIsoDate } from '../../core/iso-date.ts';
import { openIndex, type SearchIndex } from '../../core/search/open.ts';
import { memoryStore } from '../../core/store/memory.ts';
import { indexArticles } from '../../indexer/index-articles.ts';
import { readSources } from '../../indexer/sources/read.ts';
import type { Found } from '../../indexer/sources/source.ts';

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));
const FOLDER = `${EXAMPLES}articles`;
const DEMO_PAGE = fileURLToPath(new URL('../../web/demo/index.html', import.meta.url));

const SECTIONS = new Set(
  'Thế giới|Thời sự|Kinh tế|Thể thao|Văn hóa|Giáo dục|Sức khỏe|Công nghệ|Du lịch|Pháp luật|Môi trường|Đời sống'.split(
    '|',
  ),
);
const FIELDS = 'id url title summary body section tags authors publishedAt updatedAt'.split(' ');

/** Syllables of a body: short enough to read on the page, long enough for length to matter in ranking. */
const SHORTEST_BODY = 130;
const LONGEST_BODY = 260;

const files = readdirSync(FOLDER);
const read = (file: string): Article => JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as Article;
const articles = files.map(read);

/** As written: neither composed nor lowered, so that a spelling is found only where it truly stands. */
const textOf = ({ title, summary, body }: Article): string => [title, summary, body].join('\n');
const holding = (words: string): Article[] => articles.filter((article) => textOf(article).includes(words));
const idsHolding = (words: string): string[] => holding(words).map(({ id }) => id);
const wholeWord = (word: string): RegExp => new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'iu');

test('there are enough of them, and nothing else beside them', () => {
  expect(files.length).toBeGreaterThanOrEqual(72);
  expect(files.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*\.json$/.test(file))).toEqual([]);
});

describe.each(files)('%s', (file) => {
  const article = read(file);

  test('has the fields of an article and no other, none of them empty', () => {
    expect(Object.keys(article).filter((field) => !FIELDS.includes(field))).toEqual([]);
    for (const text of [article.title, article.body, article.summary ?? 'không có']) expect(text.trim()).not.toBe('');
    for (const list of [article.tags, article.authors]) expect(list).toEqual([expect.any(String), ...list!.slice(1)]);
  });

  test('is named as its file is', () => {
    expect(article).toMatchObject({ id: file.replace('.json', ''), url: `/tin/${file.replace('.json', '.html')}` });
  });

  test('stands in a known section, at a date of Việt Nam between 2018 and 2026', () => {
    expect(SECTIONS).toContain(article.section);
    for (const date of [article.publishedAt, article.updatedAt ?? article.publishedAt]) {
      expect(date).toBe(parseIsoDate(date!));
      expect(date).toMatch(/^20(1[89]|2[0-6])-.*\+07:00$/);
    }
    expect(Date.parse(article.updatedAt ?? article.publishedAt!)).toBeGreaterThanOrEqual(
      Date.parse(article.publishedAt!),
    );
  });

  test('is short, in four to eight paragraphs that end as sentences do', () => {
    const syllables = article.body.split(/\s+/);
    expect(syllables.length).toBeGreaterThanOrEqual(SHORTEST_BODY);
    expect(syllables.length).toBeLessThanOrEqual(LONGEST_BODY);
    const paragraphs = article.body.split('\n');
    expect(paragraphs.length).toBeGreaterThanOrEqual(4);
    expect(paragraphs.length).toBeLessThanOrEqual(8);
    expect(paragraphs.filter((paragraph) => !/^\S.*[.?!”"]$/.test(paragraph))).toEqual([]);
  });
});

test('no two share an id, an address or a title', () => {
  for (const field of ['id', 'url', 'title'] as const) {
    expect(new Set(articles.map((article) => article[field])).size).toBe(articles.length);
  }
});

test('every section and every year from 2018 to 2026 has some', () => {
  expect(new Set(articles.map(({ section }) => section))).toEqual(SECTIONS);
  const years = new Set(articles.map(({ publishedAt }) => publishedAt?.slice(0, 4)));
  expect(years).toEqual(new Set(['2018', '2019', '2020', '2021', '2022', '2023', '2024', '2025', '2026']));
});

test('some leave out the summary, some were updated: both are optional', () => {
  expect(articles.filter(({ summary }) => summary === undefined).length).toBeGreaterThan(2);
  expect(articles.filter(({ updatedAt }) => updatedAt !== undefined).length).toBeGreaterThan(2);
});

test('the indexer has nothing to say against them', async () => {
  const found: Found[] = [];
  for await (const one of readSources([FOLDER])) found.push(one);
  expect(found.filter((one) => 'problem' in one)).toEqual([]);
  expect(found).toHaveLength(files.length);
});

describe('stories told from several sides', () => {
  test.each([
    { story: 'the storm', words: 'bão số 6' },
    { story: 'the metro line', words: 'metro' },
    { story: 'the final in the snow', words: 'U23' },
    { story: 'the southern Kurils and the summits', words: 'G20' },
  ])('$story', ({ words }) => expect(holding(words).length).toBeGreaterThanOrEqual(3));
});

describe('one thing written in two ways, each in an article that lacks the other', () => {
  test.each([
    { why: 'a province in three spellings', spellings: ['Đắk Lắk', 'Đắc Lắc', 'Daklak'] },
    { why: 'tone placement', spellings: ['Khánh Hòa', 'Khánh Hoà'] },
    { why: 'tone placement', spellings: ['thủy', 'thuỷ'] },
    { why: 'tone placement', spellings: ['khỏe', 'khoẻ'] },
    { why: 'i and y', spellings: ['kỹ sư', 'kĩ sư'] },
    { why: 'i and y', spellings: ['quản lý', 'quản lí'] },
    { why: 'i and y', spellings: ['Quý', 'Quí'] },
    { why: 'i and y', spellings: ['tỷ', 'tỉ đồng'] },
    { why: 'i and y', spellings: ['Mỹ', 'Mĩ'] },
    { why: 'a foreign name, transcribed', spellings: ['Moscow', 'Mát-xcơ-va'] },
    { why: 'a foreign name, transcribed', spellings: ['Washington', 'Oa-sinh-tơn'] },
    { why: 'a foreign name, transcribed', spellings: ['Putin', 'Pu-tin'] },
    { why: 'a foreign name, transcribed', spellings: ['Nam Kuril', 'Nam Cu-rin'] },
    { why: 'the names of one city', spellings: ['TP.HCM', 'Thành phố Hồ Chí Minh', 'TP Hồ Chí Minh'] },
    { why: 'look-alike letters', spellings: ['Đông', 'Ðông'] },
  ])('$spellings — $why', ({ spellings }) => {
    for (const spelling of spellings) {
      const others = spellings.filter((other) => other !== spelling);
      expect(
        holding(spelling).filter((article) => !others.some((other) => textOf(article).includes(other))),
      ).not.toEqual([]);
    }
  });

  test('Sài Gòn and Saigon stand together where the article is about the name', () => {
    expect(idsHolding('Saigon')).toEqual(['ten-goi-saigon-tren-bien-hieu']);
    expect(holding('Sài Gòn').length).toBeGreaterThan(4);
  });
});

test.each([
  'ma má mà mả mã mạ',
  'bán bạn bàn bản',
  'cá ca cà cả',
  'đường dương Đương',
  'trường trưởng',
  'tay tai',
  'muối muỗi',
])('only accents or a letter tell them apart: %s', (words) => {
  for (const word of words.split(' ')) {
    expect(articles.filter((article) => wholeWord(word).test(textOf(article).normalize('NFC'))).length).toBeGreaterThan(
      0,
    );
  }
});

test.each([
  { short: 'UBND', defined: 'Ủy ban nhân dân (UBND)' },
  { short: 'HĐND', defined: 'Hội đồng nhân dân (HĐND)' },
  { short: 'THPT', defined: 'trung học phổ thông (THPT)' },
  { short: 'CSGT', defined: 'Cảnh sát giao thông (CSGT)' },
  { short: 'ĐBSCL', defined: 'Đồng bằng sông Cửu Long (ĐBSCL)' },
  { short: 'LHQ', defined: 'Liên hợp quốc (LHQ)' },
  { short: 'NHNN', defined: 'Ngân hàng Nhà nước (NHNN)' },
  { short: 'HLV', defined: 'Huấn luyện viên (HLV)' },
  { short: 'CLB', defined: 'câu lạc bộ (CLB)' },
  { short: 'BHYT', defined: 'Bảo hiểm y tế (BHYT)' },
  { short: 'ĐTBĐN', defined: 'Đội tuyển bóng đá nữ (ĐTBĐN)' },
])('$short is explained in one article and used alone in another', ({ short, defined }) => {
  const explaining = idsHolding(defined);
  expect(explaining).not.toEqual([]);
  expect(idsHolding(short).filter((id) => !explaining.includes(id))).not.toEqual([]);
});

test.each(
  [
    'Shikotan|Habomai|Quần đảo Nam Kuril|Thủ tướng Nhật Bản|Messi|Phú Quốc|Đà Nẵng|Hà Nội',
    '28-29/6|22.500 đồng|22.500\u00A0đồng|1,5 tỷ|4,5%|45/2024/QH15|ISO 9001|A/H5N1|QL1A|SH 150i|A320neo|5G',
    'Covid-19|Covid 19|iPhone|wifi|Boeing 787|Tax|Moon|AS Roma|Man\u00ADches\u00ADter|9.200 m³/s',
    '+84 |1900 00|lienhe@example.vn|https://|“|"| – | — ',
  ].flatMap((line) => line.split('|')),
)('%s stands in at least one article', (words) => expect(idsHolding(words)).not.toEqual([]));

test('one article is decomposed throughout, all others are composed', () => {
  const decomposed = articles.filter((article) => textOf(article) !== textOf(article).normalize('NFC'));
  expect(decomposed.map(({ id }) => id)).toEqual(['hieu-sach-cu-duong-lang']);
  expect(textOf(decomposed[0]!)).toBe(textOf(decomposed[0]!).normalize('NFD'));
});

test('one article has eth wherever Đ begins a word', () => {
  const [article, ...others] = holding('\u00D0');
  expect([article?.id, others]).toEqual(['dai-noi-hue-trung-tu-dien-kien-trung', []]);
  expect(textOf(article!)).not.toContain('Đ');
});

describe('the queries that are offered', () => {
  let index: SearchIndex;
  beforeAll(async () => {
    const store = memoryStore();
    await indexArticles(store, readSources([FOLDER]));
    index = await openIndex(store);
  });

  const readme = readFileSync(`${EXAMPLES}README.md`, 'utf8');
  const rows = [...readme.matchAll(/^\| `(?<query>[^`]+)` \| \[(?<first>[^\]]+)\]\(articles\/\k<first>\.json\) \|/gm)];

  test('the README counts the articles right', () => {
    expect(readme).toContain(`${files.length} short Vietnamese news articles`);
  });

  test('the table of the README has been read whole', () => {
    expect(rows.length).toBeGreaterThanOrEqual(15);
    expect(rows).toHaveLength(readme.split('\n').filter((line) => line.startsWith('| `')).length);
  });

  test.each(rows.map(({ groups }) => ({ query: groups!.query!, first: groups!.first! })))(
    '$query finds $first first',
    async ({ query, first }) => {
      const { hits } = await index.search({ query });
      expect(hits[0]?.id).toBe(first);
    },
  );

  const suggested = [...readFileSync(DEMO_PAGE, 'utf8').matchAll(/data-suggest>(?<query>[^<]+)</g)];

  test('the demo page suggests some', () => expect(suggested.length).toBeGreaterThan(2));

  test.each(suggested.map(({ groups }) => groups!.query!))(
    '%s, on the demo page, has hits with all its words',
    async (query) => {
      const { hits, loosened } = await index.search({ query, limit: 1 });
      expect({ hits: hits.length, loosened }).toEqual({ hits: 1, loosened: undefined });
    },
  );
});
