/** What is learned from a corpus: lines of the site, and none of its articles. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../../core/article.ts';
import { Learner } from '../../../indexer/boilerplate/learner.ts';

const story = (number: number): string[] =>
  Array.from(
    { length: 8 },
    (_, at) => `Ở xóm ${number}, chuyện thứ ${at} kể rằng mùa nước năm ${1900 + number} lên sớm hơn mọi năm`,
  );

/** Told one a week. */
const articleOf = (number: number, lines: readonly string[]): Article => ({
  id: `bai-${number}`,
  title: `Chuyện xóm ${number}`,
  body: lines.join('\n'),
  publishedAt: new Date(Date.UTC(2015, 0, 1) + number * 7 * 86_400_000).toISOString(),
});

function learnedOf(count: number, linesOf: (number: number) => readonly string[]): string[] {
  const learner = new Learner();
  for (let number = 0; number < count; number += 1) learner.see(articleOf(number, linesOf(number)));
  return learner.learned().map(({ line, articles }) => `${line} (${articles})`);
}

const FOOTER = 'Bản quyền thuộc về Trang tin quận Bình An';
const SENTENCE = 'Vui lòng ghi rõ nguồn khi dùng lại bài này.';
const CASE = 'Vụ việc đang được cơ quan chức năng làm rõ.';

describe('learned', () => {
  test.each([
    {
      why: 'at the end of all',
      count: 8,
      lines: (n: number) => [...story(n), FOOTER],
      learned: ['bản quyền thuộc về trang tin quận bình an (8)'],
    },
    {
      why: 'in one of ten, of very many',
      count: 400,
      lines: (n: number) => [...story(n), ...(n % 10 ? [] : [FOOTER])],
      learned: ['bản quyền thuộc về trang tin quận bình an (40)'],
    },
    {
      why: 'a sentence in every other',
      count: 200,
      lines: (n: number) => [...story(n), ...(n % 2 ? [] : [SENTENCE])],
      learned: ['vui lòng ghi rõ nguồn khi dùng lại bài này (100)'],
    },
    {
      why: 'credits by their shape, wherever they stand',
      count: 5,
      lines: (n: number) => [...story(n), `Ảnh: Thợ ${n}`, ...story(n + 9)],
      learned: ['Ảnh: … (5)'],
    },
    {
      why: 'a box of three',
      count: 3,
      lines: (n: number) => [...story(n), 'TIN LIÊN QUAN'],
      learned: ['tin liên quan (3)'],
    },
  ])('$why', ({ count, lines, learned }) => expect(learnedOf(count, lines)).toEqual(learned));
});

describe('not learned', () => {
  test.each([
    { why: 'few articles', count: 7, lines: (n: number) => [...story(n), FOOTER] },
    { why: 'few of them', count: 400, lines: (n: number) => [...story(n), ...(n % 25 ? [] : [FOOTER])] },
    {
      why: 'a sentence that reporters like',
      count: 400,
      lines: (n: number) => [...story(n), ...(n % 8 ? [] : [CASE])],
    },
    {
      why: 'in the middle',
      count: 100,
      lines: (n: number) => [...story(n), 'Cách làm món này', ...story(n), ...story(n)],
    },
    {
      why: 'now at the end, now in the middle',
      count: 100,
      lines: (n: number) => (n % 3 ? [...story(n), FOOTER] : [...story(n), FOOTER, ...story(n), ...story(n)]),
    },
    {
      why: 'a refrain',
      count: 100,
      lines: (n: number) =>
        story(n)
          .flatMap((each) => ['Quê hương là gì hở mẹ', each])
          .toReversed(),
    },
    {
      why: 'a place, a dateline, an answer, a formula',
      count: 100,
      lines: (n: number) => [
        'Hà Nội',
        '(Dân trí) -',
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        ...story(n),
        'Trả lời:',
        'Nơi nhận:',
        'TM. ỦY BAN NHÂN DÂN',
      ],
    },
    {
      why: 'twice in one of two articles is no more than once',
      count: 2,
      lines: (n: number) => [...story(n), 'Xem thêm', 'Xem thêm', 'Xem thêm'],
    },
  ])('$why', ({ count, lines }) => expect(learnedOf(count, lines)).toEqual([]));

  test('what is told of one event, however often: the line spans a month of ten years', () => {
    const learner = new Learner();
    for (let number = 0; number < 500; number += 1) {
      const isEvent = number >= 200 && number < 260;
      const article = articleOf(number, [...story(number), ...(isEvent ? ['Diễn biến trận lũ ở Đồng Nước Nổi'] : [])]);
      const day = new Date(Date.UTC(2018, 9, 1) + (number % 30) * 86_400_000).toISOString();
      learner.see(isEvent ? { ...article, publishedAt: day } : article);
    }
    expect(learner.learned()).toEqual([]);
  });
});

test('what is rare is forgotten, so that no count is ever too high, and what is frequent stays', () => {
  const learner = new Learner();
  for (let number = 0; number < 16_000; number += 1) {
    const rare = Array.from({ length: 10 }, (_, at) => `chuyện lạ ${number} lần ${at}`);
    learner.see(articleOf(number % 500, [...rare, FOOTER, 'Quảng cáo']));
  }
  const learned = learner.learned();
  expect(learned.map(({ line }) => line).toSorted()).toEqual([
    'bản quyền thuộc về trang tin quận bình an',
    'quảng cáo',
  ]);
  for (const { articles } of learned) {
    expect(articles).toBeLessThanOrEqual(16_000);
    expect(articles).toBeGreaterThan(15_900);
  }
});

const learn = (list: readonly Article[]) => {
  const learner = new Learner();
  for (const article of list) learner.see(article);
  return learner.learned();
};

test('the order of the articles says nothing', () => {
  const articles = Array.from({ length: 30 }, (_, n) =>
    articleOf(n, [...story(n), ...(n % 3 ? [FOOTER] : []), 'Xem thêm']),
  );
  fc.assert(
    fc.property(
      fc.shuffledSubarray(
        articles.map((_, at) => at),
        { minLength: articles.length },
      ),
      (order) => {
        expect(learn(order.map((at) => articles[at] as Article))).toEqual(learn(articles));
      },
    ),
    { numRuns: 20 },
  );
  expect(learn(articles)).toHaveLength(2);
});
