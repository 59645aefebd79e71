/** What the query language does to answers, on the examples: phrases, exclusions, fields, alternatives, filters, order. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../../core/article.ts';
import type { SearchRequest } from '../../../core/search/answer.ts';
import { openVersion, type SearchIndex } from '../../../core/search/open.ts';
import { momentOf } from '../../../core/vietnam-time.ts';
import { exampleArticles } from '../../support/articles.ts';
import { publishGroups } from '../../support/published.ts';

const articles = exampleArticles();
const byId = new Map(articles.map((article) => [article.id, article]));
const textOf = ({ title, summary = '', body }: Article): string =>
  `${title}\n${summary}\n${body}`.normalize('NFC').toLowerCase();
let index: SearchIndex;
beforeAll(async () => {
  const { store, manifest } = await publishGroups([articles.slice(0, 30), articles.slice(30)]);
  index = openVersion(store, manifest);
});

async function found(request: SearchRequest): Promise<Article[]> {
  const { hits, total, totalRelation } = await index.search({ limit: 1_000, ...request });
  expect({ total, totalRelation }).toEqual({ total: hits.length, totalRelation: 'eq' });
  expect((await index.rank({ limit: 1_000, ...request })).map(({ id }) => id)).toEqual(hits.map(({ id }) => id));
  return hits.map(({ id }) => byId.get(id) as Article);
}

describe('a phrase', () => {
  test.each(['Nhật Bản', 'Nam Kuril', 'thủ tướng', 'bão số 6', 'Hà Nội'])(
    '“%s” stands in every hit, and in no other',
    async (phrase) => {
      const hits = await found({ query: `"${phrase}"` });
      const wanted = articles.filter((article) => textOf(article).includes(phrase.toLowerCase()));
      expect(wanted.length).toBeGreaterThan(0);
      expect(hits.map(({ id }) => id).toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
    },
  );

  test('has the accents that were typed; without any it has all readings', async () => {
    const accented = await found({ query: '"Nhật Bản"' });
    expect(await found({ query: '"Nhát Bạn"' })).toEqual([]);
    expect((await found({ query: '"nhat ban"' })).length).toBeGreaterThanOrEqual(accented.length);
  });

  test('is not its words elsewhere in the text', async () => {
    expect((await found({ query: 'bản nhật' })).length).toBeGreaterThan(0);
    expect((await found({ query: '"bản nhật"' })).length).toBe(0);
  });

  test('in the title stands there', async () => {
    const hits = await found({ query: 'title:"Nam Kuril"' });
    expect(hits.length).toBeGreaterThan(0);
    for (const { title } of hits) expect(title).toContain('Nam Kuril');
    expect(await found({ query: 'tiêuđề:"Nam Kuril"' })).toEqual(hits);
  });
});

describe('an exclusion', () => {
  test.each(['khẩu tang', 'phậ t đản', 'đảo kurin', 'nồng độ cồ n'])(
    'of what no article holds changes nothing, where a slip is read too: %s',
    async (query) => {
      const all = await found({ query });
      expect(all.length).toBeGreaterThan(0);
      expect(await found({ query: `${query} -"người đã không có trong"` })).toEqual(all);
    },
  );

  test('takes away what holds the word, and nothing else', async () => {
    const all = await found({ query: '"Nhật Bản"' });
    const without = await found({ query: '"Nhật Bản" -Kuril' });
    expect(new Set(without)).toEqual(new Set(all.filter((each) => !textOf(each).includes('kuril'))));
    expect(without.length).toBeGreaterThan(0);
    expect(without.length).toBeLessThan(all.length);
  });

  test('alone leaves all the others, the newest first', async () => {
    const hits = await found({ query: '-Kuril' });
    expect(hits.length).toBe(articles.filter((each) => !textOf(each).includes('kuril')).length);
  });

  test('of a title looks at titles alone', async () => {
    const hits = await found({ query: '"Nam Kuril" -title:Kuril' });
    for (const { title } of hits) expect(title).not.toContain('Kuril');
  });
});

describe('an exclusion of several things together', () => {
  test.each([
    {
      query: 'u23 -(mục:thể-thao Việt)',
      out: (each: Article) => each.section === 'Thể thao' && / việt /.test(textOf(each)),
      why: 'of a section and a word',
    },
    {
      query: 'messi -(title:messi argentina)',
      out: (each: Article) => /messi/i.test(each.title) && textOf(each).includes('argentina'),
      why: 'of a word in the title and one in the text',
    },
    {
      query: 'hà nội -(bão đà)',
      out: (each: Article) => / bão /.test(textOf(each)) && / đà /.test(textOf(each)),
      why: 'of words, wherever they stand',
    },
  ])('$query takes away what holds all of it: $why', async ({ query, out }) => {
    const all = await found({ query: query.replace(/ -.*/, '') });
    const left = await found({ query });
    expect(left.filter(out)).toEqual([]);
    expect(left).toEqual(expect.arrayContaining(all.filter((each) => !out(each))));
    expect(all.some(out)).toBe(true);
  });
});

const ids = async (query: string) => (await found({ query })).map(({ id }) => id).toSorted();

test('alternatives: what either finds, and nothing twice', async () => {
  const either = await ids('"Nam Kuril" | "bão số 6"');
  expect(either).toEqual([...new Set([...(await ids('"Nam Kuril"')), ...(await ids('"bão số 6"'))])].toSorted());
  expect(await ids('("Nam Kuril" | "bão số 6")')).toEqual(either);
});

describe('filters', () => {
  const section = articles.find((article) => article.section !== undefined)?.section as string;
  const ofSection = articles.filter((article) => article.section === section).map(({ id }) => id);

  test('of a section, as parameter and in the query', async () => {
    const hits = await found({ query: 'năm', section: [section] });
    expect(hits.length).toBeGreaterThan(0);
    for (const hit of hits) expect(hit.section).toBe(section);
    const alone = await found({ query: `mục:"${section}"` });
    expect(alone.map(({ id }) => id).toSorted()).toEqual(ofSection.toSorted());
  });

  test('any of several; all of different kinds', async () => {
    const sections = [...new Set(articles.flatMap((article) => article.section ?? []))].slice(0, 2);
    const hits = await found({ query: 'năm', section: sections });
    expect(new Set(hits.map((hit) => hit.section)).size).toBe(2);
    const author = hits.find(({ authors }) => authors)?.authors?.[0] as string;
    for (const hit of await found({ query: 'năm', section: sections, author: [author] })) {
      expect(hit.authors).toContain(author);
    }
  });

  test('of time hold both ends', async () => {
    const dated = articles.filter(({ publishedAt }) => publishedAt !== undefined);
    const [{ publishedAt: first = '' } = {}] = dated;
    const day = first.slice(0, 10);
    const [from, until] = [momentOf(day), momentOf(day) + 24 * 3_600_000];
    const wanted = dated.filter(
      ({ publishedAt = '' }) => momentOf(publishedAt) >= from && momentOf(publishedAt) < until,
    );
    const hits = await found({ query: 'title:không-có-từ-này | after:1900', from: day, to: day });
    expect(hits.map(({ id }) => id).toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
    await expect(index.search({ query: 'a', from: 'hôm qua' })).rejects.toMatchObject({ code: 'bad-request' });
  });
});

const timesOf = (hits: readonly Article[]): number[] =>
  hits
    .map(({ publishedAt }) => (publishedAt === undefined ? NaN : momentOf(publishedAt)))
    .filter((time) => !Number.isNaN(time));

describe('order by date', () => {
  test.each(['năm', 'Nhật Bản', 'quan dao nam kuril'])('%s', async (query) => {
    const newest = await found({ query, sort: 'newest' });
    const oldest = await found({ query, sort: 'oldest' });
    expect(newest.length).toBeGreaterThan(1);
    expect(timesOf(newest)).toEqual(timesOf(newest).toSorted((a, b) => b - a));
    expect(timesOf(oldest)).toEqual(timesOf(oldest).toSorted((a, b) => a - b));
    expect(new Set(oldest)).toEqual(new Set(newest));
  });

  test('holds only what holds every word, where anything does', async () => {
    for (const hit of await found({ query: 'quan dao nam kuril', sort: 'newest' }))
      expect(textOf(hit)).toContain('kuril');
  });
});

describe('while typing', () => {
  test.each([
    { typed: 'quan dao nam ku', why: 'a name half typed' },
    { typed: 'nam kuri', why: 'one letter missing' },
  ])('$typed finds Nam Kuril — $why', async ({ typed }) => {
    const [first] = await found({ query: typed, live: true });
    expect(textOf(first as Article)).toContain('kuril');
    expect(await index.search({ query: typed, live: true })).not.toHaveProperty('didYouMean');
  });

  test('a space says that the word is complete', async () => {
    const live = await index.search({ query: 'kuril ', live: true });
    expect(live).toEqual(await index.search({ query: 'kuril ' }));
  });
});

describe('other names', () => {
  test.each([
    { typed: 'nhatban', meant: 'Nhật Bản', why: 'run together' },
    { typed: 'hanoi', meant: 'Hà Nội', why: 'as an address has it' },
    { typed: 'thành phố hồ chí minh', meant: 'TP.HCM', why: 'written out for what articles shorten' },
    { typed: 'UBND', meant: 'UBND', why: 'what was typed comes first' },
  ])('$typed finds $meant — $why', async ({ typed, meant }) => {
    const [first] = await found({ query: typed });
    expect(textOf(first as Article)).toContain(meant.toLowerCase());
  });
});

describe('the score explained', () => {
  test.each(['quần đảo Nam Kuril', 'thu tuong nhatban', '"Nam Kuril" | bão', 'hanoi', 'csgt nồng độ cồn'])(
    '%s adds up',
    async (query) => {
      const { hits, explain } = await index.search({ query, explain: true });
      expect(hits.length).toBeGreaterThan(0);
      hits.forEach(({ id, score }, i) => {
        const told = explain?.hits[i];
        const terms = explain?.alternatives[told?.alternative ?? 0]?.terms ?? [];
        const sum = (told?.terms ?? []).reduce((all, { term, impact, less = 0, share }) => {
          const { idf = NaN, weight = NaN } = terms[term] ?? {};
          expect(impact * idf * weight - less).toBeCloseTo(share, 9);
          return all + share;
        }, 0);
        expect(told?.id).toBe(id);
        expect(sum).toBeCloseTo(told?.own ?? NaN, 9);
        expect((told?.own ?? NaN) + (told?.likeness?.added ?? 0)).toBeCloseTo(told?.score ?? NaN, 9);
        expect(told?.score).toBeCloseTo(score, 4);
      });
    },
  );

  test('and changes nothing else', async () => {
    const { explain: _, ...answer } = await index.search({ query: 'nam kuril', explain: true });
    expect(answer).toEqual(await index.search({ query: 'nam kuril' }));
  });
});

describe('a code in one word or in two, a number with its sign or without', () => {
  test.each([
    { one: 'title:tphcm', other: 'title:TP.HCM', why: 'a word of the title' },
    { one: '"TPHCM hết cảnh"', other: '"TP.HCM hết cảnh"', why: 'a phrase' },
    { one: 'title:G20', other: 'title:"G 20"', why: 'a letter and a number' },
    { one: '"Covid19"', other: '"Covid-19"', why: 'a name and a number' },
    { one: '"22.500 đồng"', other: '"22500 đồng"', why: 'a number with its separator' },
    { one: 'năm -tphcm', other: 'năm -TP.HCM', why: 'excluded' },
  ])('$one and $other are one query: $why', async ({ one, other }) => {
    const hits = await found({ query: one });
    expect(hits.length).toBeGreaterThan(0);
    expect(await found({ query: other })).toEqual(hits);
  });
});
