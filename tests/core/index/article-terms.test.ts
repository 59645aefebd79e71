import { describe, expect, test } from 'vitest';
import type { Article } from '../../../core/article.ts';
import { articleTerms, articleWords } from '../../../core/index/article-terms.ts';
import { statisticsOf } from '../../support/statistics.ts';
import { impactOf, MIN_AVERAGE } from '../../../core/index/impact.ts';
import { analyze, kindOf } from '../../../core/text/analyze.ts';

const KURIL: Article = {
  id: 'kuril',
  title: 'Quần đảo Nam Kuril',
  summary: 'Nhật Bản và Nga đàm phán.',
  body: 'Hai bên bàn về Nam Kuril bên lề hội nghị G20.\nNga không nhượng bộ.',
  section: 'Thế giới',
  tags: ['Osaka'],
  authors: ['Hoài Thu'],
};
const STATISTICS = { averageTitle: 4, averageBody: 200 };
/** Each term with its impact. */
const termsOf = (article: Article): Map<string, number> => {
  const { terms, slots } = articleTerms(article, STATISTICS);
  return new Map(terms.map((term, i) => [term, impactOf(kindOf(term), slots[i] as number)]));
};

describe('what an article is known by', () => {
  test('the terms of its title, summary and body, each once; not its section, tags, authors or address', () => {
    const terms = [...termsOf(KURIL).keys()];
    const wanted = [KURIL.title, KURIL.summary ?? '', KURIL.body].flatMap((text) => analyze(text));
    expect(terms.toSorted()).toEqual([...new Set<string>(wanted)].toSorted());
    expect(articleTerms(KURIL, STATISTICS).terms).toHaveLength(new Set(terms).size);
    expect(terms).not.toContain('osaka');
  });

  test('no pair crosses from the title into the summary, or from there into the body', () => {
    const terms = [...termsOf(KURIL).keys()];
    expect(terms).not.toContain('kuril nhat');
    expect(terms).not.toContain('phan hai');
  });

  test('what several fields hold tells more than one of them alone', () => {
    const both = termsOf({ id: 'a', title: 'Tin', summary: 'Osaka', body: 'Osaka và Kuril' });
    expect(both.get('osaka')).toBeGreaterThan(both.get('kuril') ?? Infinity);
  });

  test('a word of the title tells more than one of the body, and one of both most', () => {
    const terms = termsOf({ ...KURIL, body: 'Bên lề hội nghị Kuril.', summary: 'Osaka.' });
    const impact = (term: string): number => terms.get(term) ?? 0;
    expect(impact('quan')).toBeGreaterThan(impact('osaka'));
    expect(impact('kuril')).toBeGreaterThanOrEqual(impact('quan'));
  });

  test('the same word weighs less in a long body than in a short one', () => {
    const short = termsOf({ id: 'a', title: 'Tin', body: 'Kuril' }).get('kuril') ?? 0;
    const long = termsOf({ id: 'b', title: 'Tin', body: `Kuril ${'và rồi lại thế '.repeat(200)}` }).get('kuril') ?? 0;
    expect(long).toBeLessThan(short);
  });
});

describe('captions', () => {
  const CAPTIONED: Article = { ...KURIL, captions: ['Ông Putin ở Osaka.', 'Đảo Iturup nhìn từ Nga.'] };

  test('their words are known, and no pair crosses from one into the next', () => {
    const terms = termsOf(CAPTIONED);
    expect(terms.has('iturup')).toBe(true);
    expect(terms.has('o osaka')).toBe(true);
    expect(terms.has('osaka dao')).toBe(false);
    expect(articleWords(CAPTIONED).has('iturup')).toBe(true);
  });

  test('they tell less than the body, however short the body is', () => {
    const terms = termsOf({ id: 'a', title: 'Tin', body: 'Kuril', captions: ['Iturup'] });
    expect(terms.get('iturup')).toBeLessThan(terms.get('kuril') ?? 0);
  });

  test('what they say again tells more, and what they do not say as much as without them', () => {
    const [without, terms] = [termsOf(KURIL), termsOf(CAPTIONED)];
    expect(terms.get('nga')).toBeGreaterThanOrEqual(without.get('nga') ?? Infinity);
    for (const term of ['quan', 'hoi nghi', 'g20']) expect(terms.get(term)).toBe(without.get(term));
  });

  test('one in a long row of pictures tells less than one alone', () => {
    const row = Array.from({ length: 60 }, () => 'Thuyền cá neo ở bến cảng chờ giờ ra khơi buổi sớm');
    const alone = termsOf({ ...KURIL, captions: ['Iturup'] }).get('iturup') ?? 0;
    expect(termsOf({ ...KURIL, captions: ['Iturup', ...row] }).get('iturup')).toBeLessThan(alone);
  });

  test('count in no average', () => expect(statisticsOf([CAPTIONED])).toEqual(statisticsOf([KURIL])));
});

describe('statistics', () => {
  test('are the average words of the fields, in steps of a fiftieth', () => {
    const long: Article = { id: 'b', title: 'Một hai ba bốn năm sáu', body: 'dài '.repeat(500) };
    const short: Article = { id: 'a', title: 'Một hai', summary: 'thêm '.repeat(100), body: 'dài '.repeat(200) };
    const { averageTitle, averageBody } = statisticsOf([long, short]);
    expect(Math.abs(averageTitle / 4 - 1)).toBeLessThan(0.0101);
    expect(Math.abs(averageBody / 400 - 1)).toBeLessThan(0.0101);
    expect(statisticsOf([long, { ...short, body: `${short.body}dài` }])).toEqual({ averageTitle, averageBody });
    expect(statisticsOf([long])).not.toEqual({ averageTitle, averageBody });
  });

  test('never fall below what lengths are compared with on a site of short notices', () => {
    expect(statisticsOf([{ id: 'a', title: '', body: 'ngắn' }])).toEqual({
      averageTitle: MIN_AVERAGE.title,
      averageBody: MIN_AVERAGE.body,
    });
    expect(statisticsOf([])).toEqual({ averageTitle: MIN_AVERAGE.title, averageBody: MIN_AVERAGE.body });
  });
});
