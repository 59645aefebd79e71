import { describe, expect, test } from 'vitest';
import type { Postings } from '../../../core/index/postings.ts';
import {
  likeness,
  likens,
  rarity,
  SIGNATURE_BITS,
  SIGNATURE_WORDS,
  SignatureBuilder,
} from '../../../core/index/signature.ts';

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
