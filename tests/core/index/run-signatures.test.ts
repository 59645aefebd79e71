import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeRuns } from '../../../core/index/merge-runs.ts';
import { readPostings, SLOTS } from '../../../core/index/postings.ts';
import { RunFrequencies, signaturesOf } from '../../../core/index/run-signatures.ts';
import { runOf, termsBySlot, usualSlotsOfRuns, writeRun, type Run } from '../../../core/index/runs.ts';
import { likens, rarity, SignatureBuilder } from '../../../core/index/signature.ts';
import { termOf } from '../../../core/index/stored-term.ts';
import { noUsualSlots, usualSlotsFor } from '../../../core/index/usual-slots.ts';

const WORDS = ['kuril', 'nam', 'nam kuril', '=đảo', 'dao', 'g20', 'osaka', 'nhat ban', '22500', '東'];
/** Each article with a few words, each word in a slot. */
const article = fc.dictionary(fc.constantFrom(...WORDS), fc.nat({ max: SLOTS - 1 }));

function runOfArticles(articles: readonly Readonly<Record<string, number>>[]): Run {
  const usual = noUsualSlots(articles.length);
  const slotsOf = (term: string) =>
    Array.from({ length: SLOTS }, (_, slot) => articles.flatMap((words, doc) => (words[term] === slot ? [doc] : [])));
  const terms = termsBySlot(WORDS.map((term) => [term, slotsOf(term)]));
  return runOf([...writeRun(terms, usual)], usual);
}

test('run by run they are the same to the bit as of all articles at once, with other segments beside them or without', () => {
  const some = fc.array(fc.array(article, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(some, fc.nat({ max: 3 }), fc.constantFrom(...WORDS), (groups, elsewhere, leftOut) => {
      const runs = groups.map(runOfArticles);
      const usual = usualSlotsOfRuns(runs);
      const articles = usual.syllables.length + 10;
      const frequencies = new RunFrequencies(runs.length);
      const entries = [
        ...mergeRuns(runs, usual, ({ term, df, runs: holders }) => {
          frequencies.note(holders, term === leftOut ? 0 : df + elsewhere);
          return term !== leftOut;
        }),
      ];
      const builder = new SignatureBuilder(usual.syllables.length);
      for (const { term: name, postings: bytes } of entries) {
        const term = termOf(name);
        const postings = readPostings(bytes, usualSlotsFor(term, usual));
        const idf = rarity(postings.df + elsewhere, articles);
        if (idf > 0 && likens(term)) builder.add(term, idf, postings);
      }
      const made = runs.map((run, number) =>
        signaturesOf({ blocks: [...run.blocks()], usual: run.usual, frequencies: frequencies.of(number), articles }),
      );
      expect(Buffer.concat(made)).toEqual(Buffer.from(builder.take()));
    }),
  );
});
