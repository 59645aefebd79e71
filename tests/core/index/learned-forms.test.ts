import { describe, expect, test } from 'vitest';
import { EntryWriter } from '../../../core/index/entries.ts';
import { SaolaError } from '../../../core/errors.ts';
import { LearnedFormsWriter, readLearned } from '../../../core/index/learned-forms.ts';
import { definitionsIn } from '../../../core/text/definitions.ts';

function written(articles: number, texts: readonly string[]): Uint8Array {
  const writer = new LearnedFormsWriter();
  for (const text of texts) writer.add(definitionsIn(text));
  return writer.take(articles);
}
const UBND = { short: ['ubnd'], long: ['uy', 'ban', 'nhan', 'dan'] };
const HDND = { short: ['hdnd'], long: ['hoi', 'dong', 'nhan', 'dan'] };

const district = (i: number) => ({ short: [`tp${i}`], long: ['thanh', 'pho', String(i)] });

const TEXTS = [
  'Ủy ban nhân dân (UBND), lại Ủy ban nhân dân (UBND)',
  'UBND (Ủy ban nhân dân)',
  'hội đồng nhân dân (HĐND)',
];

test('an article counts once, however often it says so', () =>
  expect(readLearned([written(100, TEXTS)])).toEqual([
    { ...HDND, articles: 1 },
    { ...UBND, articles: 2 },
  ]));

test('in a large index, what one article defines is left out', () =>
  expect(readLearned([written(5_000, TEXTS)])).toEqual([{ ...UBND, articles: 2 }]));

test('articles in any order give the same bytes', () =>
  expect(written(100, TEXTS.toReversed())).toEqual(written(100, TEXTS)));

test('segments add up', () =>
  expect(readLearned([written(100, TEXTS), new Uint8Array(), written(100, TEXTS.slice(1))])).toEqual([
    { ...HDND, articles: 2 },
    { ...UBND, articles: 3 },
  ]));

test('of very many those are kept that most articles define', () => {
  const writer = new LearnedFormsWriter();
  for (let i = 0; i < 2_100; i += 1) writer.add([district(i)]);
  for (let i = 2_050; i < 2_100; i += 1) writer.add([district(i)]);
  const learned = readLearned([writer.take(100)]);
  expect(learned).toHaveLength(2_000);
  expect(learned.filter(({ articles }) => articles === 2)).toHaveLength(50);
});

describe('what is no table of abbreviations is refused', () => {
  test.each(['ubnd', '=uy ban', 'ubnd='])('%s', (term) => {
    const entries = new EntryWriter();
    entries.add(term, Uint8Array.of(1));
    expect(() => readLearned([entries.take()])).toThrow(SaolaError);
  });
});
