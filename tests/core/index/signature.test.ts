import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { impactOf } from '../../../core/index/impact.ts';
import type { Postings } from '../../../core/index/postings.ts';
import {
  likeness,
  likens,
  rarity,
  SIGNATURE_BITS,
  SIGNATURE_WORDS,
  SignatureBuilder,
} from '../../../core/index/signature.ts';
import { kindOf } from '../../../core/text/analyze.ts';

const ARTICLES = 40;
/** A term in these articles, as telling as can be. */
const inArticles = (...docs: number[]): Postings => ({
  df: docs.length,
  docs: Uint32Array.from(docs),
  slots: new Uint8Array(docs.length),
});
const EVENT = ['kuril', 'nam kuril', 'quan dao', 'tokyo', 'moskva', 'dam phan', 'bien gioi', 'ngu truong'];
const OTHER = ['gia xang', 'ron', 'petrolimex', 'dieu hanh', 'lit', 'dau hoa', 'quy binh on', 'ky dieu'];

/** As the terms of an index that has these articles alone. */
function put(builder: SignatureBuilder, term: string, postings: Postings): void {
  const idf = rarity(postings.df, ARTICLES);
  if (idf > 0 && likens(term)) builder.add(term, idf, postings);
}

function signaturesOf(add: (builder: SignatureBuilder) => void): Uint32Array {
  const builder = new SignatureBuilder(ARTICLES);
  add(builder);
  const bytes = builder.take();
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}

const NEWS = signaturesOf((builder) => {
  for (const term of EVENT) put(builder, term, inArticles(0, 1));
  for (const term of OTHER) put(builder, term, inArticles(2, 3));
  for (const term of [...EVENT.slice(0, 4), ...OTHER.slice(0, 4)]) put(builder, `${term} x`, inArticles(4, 5));
  for (const term of EVENT.slice(0, 4)) put(builder, `${term} y`, inArticles(0, 4));
});
const like = (a: number, b: number): number => likeness(NEWS, a, NEWS, b);

describe('likeness', () => {
  test('an article is like itself', () => expect(like(0, 0)).toBe(1));
  test('two of one event are alike, two of two events are not', () => {
    expect(like(0, 1)).toBeGreaterThan(0.7);
    expect(Math.abs(like(0, 2))).toBeLessThan(0.25);
  });
  test('those that share a part are in between', () => {
    expect(like(0, 4)).toBeGreaterThan(Math.abs(like(0, 2)));
    expect(like(0, 4)).toBeLessThan(like(0, 1));
  });
  test('it is the same from either side', () => expect(like(0, 4)).toBe(like(4, 0)));
  test('an article without a telling term is like none, least of all like another of the kind', () => {
    expect(likeness(NEWS, 20, NEWS, 21)).toBe(0);
    expect(likeness(NEWS, 20, NEWS, 20)).toBe(0);
    expect(Math.abs(like(0, 20))).toBeLessThan(0.25);
  });
  test('in an index made without signatures nothing is like anything', () =>
    expect(likeness(new Uint32Array(), 0, new Uint32Array(), 1)).toBe(0));
});

const wordsOf = (add: (builder: SignatureBuilder) => void): string =>
  signaturesOf(add).subarray(0, SIGNATURE_WORDS).join('');
const ones = (words: Uint32Array): number =>
  [...words.subarray(0, SIGNATURE_WORDS)].reduce((sum, word) => sum + word.toString(2).replaceAll('0', '').length, 0);

const addAll = (terms: readonly { term: string; idf: number }[]) => (builder: SignatureBuilder) =>
  terms.forEach(({ term, idf }) => builder.add(term, idf, inArticles(0)));
const has = (words: Uint32Array, bit: number): boolean => (((words[bit >> 5] as number) >>> (bit & 31)) & 1) === 1;
/** Nearly as much as an article can hold. */
const heavy = (builder: SignatureBuilder, term: string, ...docs: number[]): void =>
  builder.add(term, 2 ** 26 / 256 / impactOf('folded', 0) - 1, inArticles(...docs));

describe('what a signature is made of', () => {
  const empty = '0'.repeat(SIGNATURE_WORDS);
  test.each([
    { why: 'a term of one article likens it to none', term: 'kuril', docs: [0] },
    {
      why: 'a term that a fifth has likens everything',
      term: 'viet nam',
      docs: Array.from({ length: 9 }, (_, i) => i),
    },
    { why: 'accents are in the folded term already', term: '=đảo', docs: [0, 1] },
  ])('not: $why', ({ term, docs }) =>
    expect(wordsOf((builder) => put(builder, term, inArticles(...docs)))).toBe(empty),
  );

  const weighed = fc.uniqueArray(
    fc.record({ term: fc.constantFrom(...EVENT, ...OTHER), idf: fc.double({ min: 0.1, max: 15, noNaN: true }) }),
    { minLength: 1, selector: ({ term }) => term },
  );
  test('the order in which terms come makes no difference', () =>
    fc.assert(
      fc.property(weighed, (terms) => {
        expect(wordsOf(addAll(terms.toReversed()))).toBe(wordsOf(addAll(terms)));
      }),
    ));

  test('a bit is set where the terms that have it outweigh all others', () =>
    fc.assert(
      fc.property(weighed, (terms) => {
        const [own, each] = [signaturesOf(addAll(terms)), terms.map((term) => signaturesOf(addAll([term])))];
        // folded words and pairs in the first slot, in steps of a 256th
        const weights = terms.map(({ term, idf }) => Math.round(256 * idf * impactOf(kindOf(term), 0)));
        for (let bit = 0; bit < SIGNATURE_BITS; bit += 1) {
          const sum = each.reduce((so, one, at) => so + (has(one, bit) ? 1 : -1) * (weights[at] as number), 0);
          expect(has(own, bit)).toBe(sum > 0);
        }
      }),
      { numRuns: 20 },
    ));

  test('an article that holds more than can be added up is what its first terms say, and its neighbours are what they are', () => {
    const [first, both] = [
      signaturesOf((builder) => heavy(builder, 'kuril', 0)),
      signaturesOf((builder) => {
        heavy(builder, 'kuril', 0);
        heavy(builder, 'tokyo', 0, 1);
      }),
    ];
    const tokyo = signaturesOf((builder) => heavy(builder, 'tokyo', 1));
    expect(likeness(both, 0, first, 0)).toBe(1);
    expect(likeness(both, 1, tokyo, 1)).toBe(1);
  });

  test('about half of the bits are set, for any term', () => {
    for (const term of ['a', 'b', 'kuril', 'nam kuril', '2019', 'đ']) {
      const share = ones(signaturesOf((builder) => put(builder, term, inArticles(0, 1)))) / SIGNATURE_BITS;
      expect(share).toBeGreaterThan(0.4);
      expect(share).toBeLessThan(0.6);
    }
  });

  test('the signs of two terms have nothing to do with each other, however alike the terms', () => {
    const terms = ['kuril', 'kurils', 'luril', 'nam kuril', 'g20', 'g21', '2018', '2019', '2020'];
    const all = terms.map((term) => signaturesOf((builder) => put(builder, term, inArticles(0, 1))));
    const likenesses = all.flatMap((one, i) => all.slice(i + 1).map((other) => Math.abs(likeness(one, 0, other, 0))));
    expect(Math.max(...likenesses)).toBeLessThan(0.35); // five standard deviations
  });
});
