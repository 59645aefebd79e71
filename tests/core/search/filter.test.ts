import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../../core/article.ts';
import { fieldsOf, noFields } from '../../../core/index/fields.ts';
import { passing, type Condition } from '../../../core/search/filter.ts';
import { timeRange } from '../../../core/search/time-range.ts';

/** Which of the articles pass. */
const numbersOf = (conditions: readonly Condition[], articles: readonly Partial<Article>[]): number[] =>
  [...passing(conditions, fieldsOf(articles))].flatMap((passes, doc) => (passes ? [doc] : []));

const inSection = (value: string, wish: Partial<Extract<Condition, { of: 'section' | 'tag' | 'author' }>> = {}) =>
  ({ of: 'section', anyOf: [value], whole: true, not: false, ...wish }) satisfies Condition;

describe('names', () => {
  test.each([
    { value: 'Thể thao', name: 'Thể thao', passes: true, why: 'the very name' },
    { value: 'the thao', name: 'Thể thao', passes: true, why: 'no accents: any accents' },
    { value: 'THỂ THAO', name: 'Thể thao', passes: true, why: 'capitals' },
    { value: 'Thể thao'.normalize('NFD'), name: 'Thể thao', passes: true, why: 'NFD, as macOS gives it' },
    { value: 'Thể thao', name: 'THỂ  THAO'.normalize('NFD'), passes: true, why: 'the name in NFD and capitals' },
    { value: 'Văn hóa', name: 'Văn hoà', passes: false, why: 'another tone' },
    { value: 'Văn hóa', name: 'Văn hoá', passes: true, why: 'either placement of the tone' },
    { value: 'Thế thao', name: 'Thể thao', passes: false, why: 'accents that are others' },
    { value: 'Thể thao', name: 'The thao', passes: false, why: 'accents that the name does not have' },
    { value: 'Nguyễn Du', name: 'Nguyễn Dư', passes: false, why: 'in a value with accents a bare word is meant bare' },
    { value: 'doi song', name: 'Đời sống', passes: true, why: 'd for đ' },
    { value: 'Đời sống', name: 'Đời-sống', passes: true, why: 'signs between words are no words' },
    { value: 'Thể', name: 'Thể thao', passes: false, why: 'half of a name' },
    { value: 'Thể thao', name: 'Thể thao quốc tế', passes: false, why: 'a longer name' },
    { value: '★', name: '★', passes: true, why: 'a name without words is itself' },
    { value: '★', name: '☆', passes: false, why: 'and no other' },
    { value: '', name: '★', passes: false, why: 'nothing is no name' },
  ])('the whole of “$value” for “$name”: $passes — $why', ({ value, name, passes }) =>
    expect(numbersOf([inSection(value)], [{ section: name }])).toEqual(passes ? [0] : []),
  );

  test.each([
    { value: 'Nguyễn', name: 'Nguyễn Minh Đức', passes: true, why: 'the first word' },
    { value: 'minh duc', name: 'Nguyễn Minh Đức', passes: true, why: 'the last two' },
    { value: 'Nguyễn Minh Đức', name: 'Nguyễn Minh Đức', passes: true, why: 'all of them' },
    { value: 'Nguyễn Đức', name: 'Nguyễn Minh Đức', passes: false, why: 'no neighbours' },
    { value: 'Nguy', name: 'Nguyễn Minh Đức', passes: false, why: 'half a word' },
    { value: 'Nguyên', name: 'Nguyễn Minh Đức', passes: false, why: 'another name' },
    { value: 'Minh Đức Nguyễn', name: 'Nguyễn Minh Đức', passes: false, why: 'another order' },
    { value: '', name: 'Nguyễn Minh Đức', passes: false, why: 'no words are no run of words' },
    { value: '!', name: 'Nguyễn Minh Đức', passes: false, why: 'nor are signs' },
  ])('a run “$value” of “$name”: $passes — $why', ({ value, name, passes }) =>
    expect(numbersOf([inSection(value, { of: 'author', whole: false })], [{ authors: ['PV', name] }])).toEqual(
      passes ? [0] : [],
    ),
  );
});

const ARTICLES: Partial<Article>[] = [
  { section: 'Thể thao', tags: ['U23', 'bóng đá'], publishedAt: '2019-06-28T00:30:00+07:00' },
  { section: 'Thể thao', tags: ['World Cup'], publishedAt: '2018-01-27' },
  { section: 'Thế giới', tags: ['G20'], publishedAt: '2019-06-27T18:00:00Z' },
  { tags: ['bóng đá'] },
];

describe('conditions', () => {
  test.each<{ why: string; conditions: Condition[]; passing: number[] }>([
    { why: 'none: all', conditions: [], passing: [0, 1, 2, 3] },
    { why: 'a section', conditions: [inSection('the thao')], passing: [0, 1] },
    {
      why: 'one of two tags',
      conditions: [inSection('', { of: 'tag', anyOf: ['bong da', 'G20'] })],
      passing: [0, 2, 3],
    },
    { why: 'one of none', conditions: [inSection('', { anyOf: [] })], passing: [] },
    {
      why: 'not a section; one without any passes',
      conditions: [inSection('the thao', { not: true })],
      passing: [2, 3],
    },
    {
      why: 'two that both have to hold',
      conditions: [inSection('Thể thao'), inSection('bóng đá', { of: 'tag' })],
      passing: [0],
    },
    {
      why: 'one column does not answer for another',
      conditions: [inSection('Thể thao', { of: 'tag' })],
      passing: [],
    },
  ])('$why', ({ conditions, passing: wanted }) => expect(numbersOf(conditions, ARTICLES)).toEqual(wanted));

  test('an index without fields: nothing has a name, nothing a time', () => {
    expect([...passing([], noFields(2))]).toEqual([1, 1]);
    expect([...passing([inSection('Thể thao')], noFields(2))]).toEqual([0, 0]);
    expect([...passing([inSection('Thể thao', { not: true })], noFields(2))]).toEqual([1, 1]);
    expect([...passing([{ of: 'time', not: true }], noFields(2))]).toEqual([0, 0]);
  });
});

const within = (text: string, not = false): Condition => ({ of: 'time', ...timeRange(text), not });

describe('times', () => {
  test.each<{ why: string; condition: Condition; passing: number[] }>([
    { why: 'the day in Vietnam, of whatever zone the time is', condition: within('28/6/2019'), passing: [0, 2] },
    { why: 'the day before has none of them', condition: within('27/6/2019'), passing: [] },
    { why: 'a day alone is on its day', condition: within('27/1/2018'), passing: [1] },
    { why: 'not that day, and known when', condition: within('28/6/2019', true), passing: [1] },
    {
      why: 'from a day on',
      condition: { of: 'time', from: timeRange('2019')?.from ?? 0, not: false },
      passing: [0, 2],
    },
    { why: 'before a day', condition: { of: 'time', before: timeRange('2019')?.from ?? 0, not: false }, passing: [1] },
    { why: 'at any time: not without one', condition: { of: 'time', not: false }, passing: [0, 1, 2] },
  ])('$why', ({ condition, passing: wanted }) => expect(numbersOf([condition], ARTICLES)).toEqual(wanted));

  test('the first moment is in, the one behind the last is not', () => {
    const { from, before } = timeRange('28/6/2019') ?? { from: 0, before: 0 };
    const times = Float64Array.from([from - 1, from, before - 1, before]);
    expect([...passing([within('28/6/2019')], { ...noFields(4), times })]).toEqual([0, 1, 1, 0]);
  });
});

test('of any articles those pass that pass each condition alone, and `not` is what is left', () => {
  const name = fc.constantFrom('Thể thao', 'the thao', 'Thế giới', 'Nguyễn Minh Đức', 'Nguyễn');
  const article = fc.record({ section: name, tags: fc.array(name, { maxLength: 3 }) }, { requiredKeys: [] });
  const condition = fc.record({
    of: fc.constantFrom('section' as const, 'tag' as const),
    anyOf: fc.array(name, { maxLength: 2 }),
    whole: fc.boolean(),
    not: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(article), fc.array(condition, { maxLength: 3 }), (articles, conditions) => {
      const fields = fieldsOf(articles);
      const alone = conditions.map((each) => passing([each], fields));
      const wanted = articles.map((_, doc) => Number(alone.every((passes) => passes[doc] === 1)));
      expect([...passing(conditions, fields)]).toEqual(wanted);
      conditions.forEach((each, i) => {
        const turned = passing([{ ...each, not: !each.not }], fields);
        expect([...turned]).toEqual(Array.from(alone[i] ?? [], (passes) => 1 - passes));
      });
    }),
  );
});
