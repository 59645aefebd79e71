import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPostings, SLOTS } from '../../../core/index/postings.ts';
import { mergeRuns } from '../../../core/index/merge-runs.ts';
import { runOf, usualSlotsOfRuns, writeRun, termsBySlot, type Run, type RunTerms } from '../../../core/index/runs.ts';
import { termOf } from '../../../core/index/stored-term.ts';
import { noteUsual, noUsualSlots, usualSlotsFor, type UsualSlots } from '../../../core/index/usual-slots.ts';
import { kindOf } from '../../../core/text/analyze.ts';

const WORDS = ['kuril', 'nam', 'nam kuril', '=đảo', 'dao', 'g20', 'osaka', 'nhat ban', '22500', '東'];

const IN_ORDER = ['22500', 'dao', '=đảo', 'g20', 'kuril', 'nam', 'nam kuril', 'nhat ban', 'osaka', '東'];

/** One run: each of its articles with a few words, each word in a slot. */
type Article = ReadonlyMap<string, number>;
const article = (): fc.Arbitrary<Article> =>
  fc.array(fc.tuple(fc.constantFrom(...WORDS), fc.nat({ max: SLOTS - 1 }))).map((words) => new Map(words));

function termsOf(articles: readonly Article[]): RunTerms {
  const terms = new Map<string, (number[] | undefined)[]>();
  articles.forEach((words, i) => {
    for (const [term, slot] of words) {
      const known = terms.get(term) ?? [];
      terms.set(term, known);
      (known[slot] ??= []).push(i);
    }
  });
  return termsBySlot([...terms].toReversed());
}

function usualOf(articles: readonly Article[]): UsualSlots {
  const usual = { syllables: new Uint8Array(articles.length), pairs: new Uint8Array(articles.length) };
  articles.forEach((words, doc) =>
    noteUsual(usual, doc, Array.from(words.keys(), kindOf), Uint8Array.from(words.values())),
  );
  return usual;
}

const inMemory = (terms: RunTerms, usual: UsualSlots): Run => runOf([...writeRun(terms, usual)], usual);

test('runs put together are what one map of all articles holds', () =>
  fc.assert(
    fc.property(
      fc.array(fc.array(article(), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 3 }),
      (groups, leastDf) => {
        const all = groups.flat();
        const runs = groups.map((group) => inMemory(termsOf(group), usualOf(group)));
        const usual = usualSlotsOfRuns(runs);
        const merged = [...mergeRuns(runs, usual, ({ term, df }) => df >= leastDf || term === 'kuril')];

        const wanted = IN_ORDER.flatMap((term) => {
          const holders = all.flatMap((words, doc) => (words.has(term) ? [{ doc, slot: words.get(term) }] : []));
          return holders.length === 0 || (holders.length < leastDf && term !== 'kuril') ? [] : [{ term, holders }];
        });
        const found = merged.map(({ term: name, postings }) => {
          const term = termOf(name);
          const { df, docs, slots } = readPostings(postings, usualSlotsFor(term, usual));
          expect([docs.length, slots.length]).toEqual([df, df]);
          const holders = Array.from(docs, (doc, i) => ({ doc, slot: slots[i] }));
          return { term, holders: holders.toSorted((a, b) => a.doc - b.doc) };
        });
        expect(found).toEqual(wanted);
      },
    ),
  ));

test('no runs are no terms, and an empty run takes nothing away', () => {
  expect([...mergeRuns([], noUsualSlots(0), () => true)]).toEqual([]);
  const run = inMemory(termsBySlot([['kuril', [[0]]]]), noUsualSlots(1));
  const empty = inMemory(termsBySlot([]), noUsualSlots(1));
  const runs = [empty, run, empty];
  const [entry, ...others] = mergeRuns(runs, usualSlotsOfRuns(runs), () => true);
  expect(others).toEqual([]);
  expect(entry?.term).toBe('kuril');
  expect(readPostings(entry?.postings ?? new Uint8Array(), new Uint8Array(3)).docs).toEqual(Uint32Array.of(1));
});

test('holes in the slots are empty slots', () => {
  const slots: (number[] | undefined)[] = [];
  slots[5] = [1];
  const usual = noUsualSlots(2);
  const [entry] = mergeRuns([inMemory(termsBySlot([['kuril', slots]]), usual)], usual, () => true);
  expect(readPostings(entry?.postings ?? new Uint8Array(), usual.syllables)).toEqual({
    df: 1,
    docs: Uint32Array.from([1]),
    slots: Uint8Array.from([5]),
  });
});

test('a term whose slots are all empty is none', () =>
  expect([...writeRun(termsBySlot([['kuril', [[], undefined]]]), noUsualSlots(2))]).toEqual([]));
