/** The bytes of articles’ fields give them back, and nothing else is taken for them. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteWriter } from '../../../core/index/bytes.ts';
import { decodeFields, encodeFields, fieldsOf, noFields, type Fields } from '../../../core/index/fields.ts';
import type { Labels } from '../../../core/index/labels.ts';
import { outcomeOf } from './refused.ts';

/** The names of each article. */
const listsOf = ({ names, starts, values }: Labels): string[][] =>
  Array.from({ length: starts.length - 1 }, (_, doc) =>
    [...values.subarray(starts[doc], starts[doc + 1])].map((value) => names[value] as string),
  );

const ARTICLES = [
  { publishedAt: '2019-06-28T08:30:00+07:00', section: 'Thế giới', tags: ['G20', 'Osaka'], authors: ['Đỗ Khánh Linh'] },
  { section: 'Thể thao', tags: ['U23'] },
  { publishedAt: '2018-01-27', section: 'Thế giới', tags: ['Osaka', 'U23', 'G20'] },
];

test('what articles say is what is in the fields', () => {
  const fields = fieldsOf(ARTICLES);
  expect([...fields.times]).toEqual([Date.parse('2019-06-28T01:30:00Z'), NaN, Date.parse('2018-01-26T17:00:00Z')]);
  expect(fields.sections.names).toEqual(['Thế giới', 'Thể thao']);
  expect(fields.tags.names).toEqual(['G20', 'Osaka', 'U23']);
  expect([fields.sections, fields.tags, fields.authors].map(listsOf)).toEqual([
    [['Thế giới'], ['Thể thao'], ['Thế giới']],
    [['G20', 'Osaka'], ['U23'], ['Osaka', 'U23', 'G20']],
    [['Đỗ Khánh Linh'], [], []],
  ]);
});

test.each([
  { why: 'the same name twice is once', tags: ['G20', 'Osaka', 'G20'], wanted: ['G20', 'Osaka'] },
  { why: 'a name is kept as it is spelt', tags: ['Huế', 'HUẾ'], wanted: ['Huế', 'HUẾ'] },
  { why: 'half an emoji is no character', tags: ['nửa \uD83D', 'nửa \uDE00'], wanted: ['nửa \uFFFD', 'nửa \uFFFD'] },
])('$why', ({ tags, wanted }) => {
  const fields = fieldsOf([{ tags }]);
  expect(decodeFields(encodeFields(fields), 1)).toEqual(fields);
  expect(listsOf(fields.tags)).toEqual([[...new Set(wanted)]]);
});

test('a date that is none is no time', () => expect([...fieldsOf([{ publishedAt: 'hôm qua' }]).times]).toEqual([NaN]));

test('articles that say nothing have no time and no names', () => {
  const fields = noFields(3);
  expect([...fields.times]).toEqual([NaN, NaN, NaN]);
  expect(fields.tags).toEqual({ names: [], starts: new Uint32Array(4), values: new Uint32Array() });
  expect(fieldsOf([{}, {}, {}])).toEqual(fields);
});

const name = fc.oneof(fc.constantFrom('Thể thao', 'Thế giới', 'G20', ''), fc.string({ unit: 'grapheme' }));
const article = fc.record(
  {
    publishedAt: fc
      .date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })
      .chain((date) => fc.constantFrom(date.toISOString(), date.toISOString().slice(0, 10))),
    section: name,
    tags: fc.array(name, { maxLength: 4 }),
    authors: fc.array(name, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

test('any fields come back, in any order of articles', () =>
  fc.assert(
    fc.property(fc.array(article), (articles) => {
      const fields = fieldsOf(articles);
      expect(decodeFields(encodeFields(fields), articles.length)).toEqual(fields);
      expect(listsOf(fields.tags)).toEqual(articles.map(({ tags = [] }) => [...new Set(tags)]));
    }),
  ));

describe('refused', () => {
  const whole = encodeFields(fieldsOf(ARTICLES));
  const read = (body: Uint8Array, articles = ARTICLES.length): Fields | 'index-malformed' =>
    outcomeOf(() => decodeFields(body, articles));

  test('what is refused below is taken whole', () => expect(read(whole)).toEqual(fieldsOf(ARTICLES)));

  test('any length that is shorter, and any that is longer', () => {
    const taken = Array.from({ length: whole.length }, (_, length) => length).filter(
      (length) => read(whole.subarray(0, length)) !== 'index-malformed',
    );
    expect(taken).toEqual([]);
    expect(read(Uint8Array.from([...whole, 0]))).toBe('index-malformed');
  });

  test.each([0, 1, 2, 4, 5, 1_000])('fields of three articles for %i', (articles) =>
    expect(read(whole, articles)).toBe('index-malformed'),
  );

  test('any byte that is another is refused, or gives fields that stand by themselves', () =>
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, bits) => {
        const bytes = Uint8Array.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ bits;
        const fields = read(bytes);
        if (fields === 'index-malformed') return;
        expect(fields.times).toHaveLength(ARTICLES.length);
        for (const { names, starts, values } of [fields.sections, fields.tags, fields.authors]) {
          expect(starts.at(-1)).toBe(values.length);
          expect([...new Set(values)]).toEqual(names.map((_, number) => number)); // all used, in order of first use
        }
      }),
      { numRuns: 1_000 },
    ));

  const NO_LABELS = [0, 0];
  /** One article: its time, then its sections as these numbers and texts, no tags and no authors. */
  const bodyOf = (times: readonly number[], sections: readonly (number | string)[]): Uint8Array => {
    const out = new ByteWriter();
    for (const each of [...times, ...sections, ...NO_LABELS, ...NO_LABELS]) {
      if (typeof each === 'string') out.text(each);
      else out.varint(each);
    }
    return out.take();
  };

  test.each([
    { why: 'a name twice', times: [1, 0], sections: [2, 'Huế', 'Huế', 2, 0, 1] },
    { why: 'a name that nobody uses', times: [1, 0], sections: [2, 'Huế', 'Vinh', 1, 0] },
    { why: 'names out of order', times: [1, 0], sections: [2, 'Huế', 'Vinh', 2, 1, 0] },
    { why: 'a name that there is not', times: [1, 0], sections: [1, 'Huế', 2, 0, 1] },
    { why: 'more values than bytes', times: [1, 0], sections: [1, 'Huế', 2 ** 40, 0] },
    { why: 'more names than bytes', times: [1, 0], sections: [2 ** 40, 'Huế', 1, 0] },
    { why: 'a time that no calendar has', times: [2 ** 50, 2 ** 50], sections: NO_LABELS },
  ])('$why', ({ times, sections }) => {
    expect(read(bodyOf([1, 0], [1, 'Huế', 1, 0]), 1)).toEqual(fieldsOf([{ section: 'Huế' }]));
    expect(read(bodyOf(times, sections), 1)).toBe('index-malformed');
  });
});
