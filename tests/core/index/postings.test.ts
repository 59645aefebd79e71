import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteWriter } from '../../../core/index/bytes.ts';
import { readPostings, slotIn, SLOTS, writePostings, type Postings } from '../../../core/index/postings.ts';
import { outcomeOf } from './refused.ts';

const bytesOf = (postings: Postings, usual: Uint8Array): Uint8Array => {
  const out = new ByteWriter();
  writePostings(out, postings, usual);
  return out.take();
};

/** Each article with its slot. */
const postingsOf = (slotOf: readonly (readonly [doc: number, slot: number])[]): Postings => ({
  df: slotOf.length,
  docs: Uint32Array.from(slotOf, ([doc]) => doc),
  slots: Uint8Array.from(slotOf, ([, slot]) => slot),
});
const pairsOf = ({ docs, slots }: Postings): number[][] =>
  Array.from(docs, (doc, i) => [doc, slots[i] as number]).toSorted((a, b) => (a[0] as number) - (b[0] as number));

/** Bits, written with what they say between blanks. */
const bitsOf = (text: string): Uint8Array => {
  const bits = text.replace(/[^01]/g, '');
  return Uint8Array.from(bits.padEnd(Math.ceil(bits.length / 8) * 8, '0').match(/.{8}/g) ?? [], (byte) =>
    Number.parseInt(byte, 2),
  );
};
const usually = (slot: number, articles: number): Uint8Array => new Uint8Array(articles).fill(slot);

describe('bit by bit', () => {
  test('one article in its usual slot: that it is one, no group passed over, its number', () =>
    // of 8 articles one has the low bits 3
    expect(bytesOf(postingsOf([[5, 9]]), usually(9, 8))).toEqual(bitsOf('1 1 1·101')));

  test('two groups: how many are not in the first, then the gaps of each', () => {
    const usual = usually(3, 16);
    const list = postingsOf([
      [0, 3],
      [1, 3],
      [15, 3],
      [4, 1],
    ]);
    // four; first group, 1 of 4 is not in it; 3 of 16 have the low bits 2; one group passed over; the last one has the low bits 4
    expect(bytesOf(list, usual)).toEqual(bitsOf('00100 1 01 1·00 1·00 0001·01 01 1·0100'));
    expect(pairsOf(readPostings(bytesOf(list, usual), usual))).toEqual(pairsOf(list));
  });

  test('a slot that tells less than the usual one is a group far behind', () =>
    // 1 less is 15 more, of 16
    expect(bytesOf(postingsOf([[0, 4]]), usually(3, 1))).toEqual(bitsOf('1 0000000000000001 1')));

  test('without usual slots the groups are slots all the same', () =>
    expect(bytesOf(postingsOf([[1, 13]]), usually(0, 2))).toEqual(bitsOf('1 0001 1·1')));
});

const anyUsual = (articles: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: articles, maxLength: articles, max: SLOTS - 1 });

describe('what is written comes back', () => {
  const sizes = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 300 }), fc.constant(70_000));

  test('any articles in any slots, in any order', () =>
    fc.assert(
      fc.property(
        sizes.chain((articles) =>
          fc.tuple(
            articles > 300 ? fc.constant(usually(6, articles)) : anyUsual(articles),
            fc.uniqueArray(fc.tuple(fc.nat({ max: articles - 1 }), fc.nat({ max: SLOTS - 1 })), {
              minLength: 1,
              maxLength: 400,
              selector: ([doc]) => doc,
            }),
          ),
        ),
        ([usual, slotOf]) => {
          const read = readPostings(bytesOf(postingsOf(slotOf), usual), usual);
          expect(read.df).toBe(slotOf.length);
          expect(pairsOf(read)).toEqual(pairsOf(postingsOf(slotOf)));
        },
      ),
    ));

  test.each([
    { why: 'one article of one', articles: 1, docs: () => [0] },
    { why: 'all articles', articles: 30_000, docs: (all: number[]) => all },
    { why: 'all but one', articles: 1_000, docs: (all: number[]) => all.slice(1) },
    { why: 'the last', articles: 30_000, docs: (all: number[]) => all.slice(-1) },
    { why: 'the first and the last', articles: 65_536, docs: (all: number[]) => [0, all.length - 1] },
    { why: 'every second', articles: 65_537, docs: (all: number[]) => all.filter((doc) => doc % 2 === 1) },
    { why: 'the last of very many', articles: 40_000_000, docs: () => [39_999_999] },
    { why: 'a long run, then a leap', articles: 1_000_000, docs: () => [...Array(500).keys(), 999_999] },
  ])('$why, in one slot and in all of them', ({ articles, docs }) => {
    const usual = usually(7, articles);
    const numbers = docs(articles > 1_000_000 ? [] : [...Array(articles).keys()]);
    for (const slot of [() => 0, () => 7, () => 15, (i: number) => i % SLOTS]) {
      const list = postingsOf(numbers.map((doc, i) => [doc, slot(i)]));
      expect(pairsOf(readPostings(bytesOf(list, usual), usual))).toEqual(pairsOf(list));
    }
  });

  test('a list behind a longer one has nothing of it', () => {
    const usual = usually(0, 100);
    const long = bytesOf(postingsOf([...Array(100).keys()].map((doc) => [doc, doc % SLOTS])), usual);
    readPostings(long, usual);
    expect(outcomeOf(() => readPostings(long.subarray(0, 3), usual))).toBe('index-malformed');
    const short = postingsOf([[99, 3]]);
    expect(readPostings(bytesOf(short, usual), usual)).toEqual(short);
  });
});

test('the slot of one article is found, and none where it is not held', () => {
  const list = postingsOf([
    [5, 2],
    [1, 7],
  ]);
  expect([slotIn(list, 1), slotIn(list, 5), slotIn(list, 2)]).toEqual([7, 2, undefined]);
});

describe('refused', () => {
  test.each([
    { why: 'nothing at all', bits: '' },
    { why: 'more articles than the segment has', bits: '0001000 1 1 1 1 1 1 1 1 1' },
    { why: 'more articles than there are bits', bits: '00111 1' },
    { why: 'a number of articles that never ends', bits: '0'.repeat(400) },
    { why: 'a number of articles longer than any', bits: `${'0'.repeat(40)}1${'1'.repeat(40)}` },
    { why: 'an article that the segment does not have', bits: '1 1 1·11 000', articles: 3 },
    { why: 'the last of several is beyond the end', bits: '011 1 1 1·1 1·1 0001·1' },
    { why: 'so is one far beyond', bits: `1 1 ${'0'.repeat(300)}1·11` },
    { why: 'a slot that is none', bits: `1 ${'0'.repeat(16)}1 1·11` },
    { why: 'more in a group than are left', bits: '011 01 0001 1·1 1·1 1·1' },
    { why: 'fewer than none in the first group', bits: '011 1 00001 1·1' },
    { why: 'groups that end before all articles have one', bits: '011 1 01 1·11' },
    { why: 'no article behind its group', bits: '1 1' },
    { why: 'an article cut short', bits: '1 1 1·0', articles: 2 ** 20 },
    { why: 'bits behind the list', bits: '1 1 1·00 001' },
    { why: 'a byte behind the list', bits: '1 1 1·00 000 00000000' },
  ])('$why', ({ bits, articles = 7 }) =>
    expect(outcomeOf(() => readPostings(bitsOf(bits), usually(2, articles)))).toBe('index-malformed'),
  );

  test('a list cut anywhere', () => {
    const usual = usually(2, 1_001);
    const bytes = bytesOf(
      postingsOf([
        [5, 2],
        [6, 2],
        [300, 0],
        [1_000, 15],
      ]),
      usual,
    );
    for (let length = 0; length < bytes.length; length += 1)
      expect(outcomeOf(() => readPostings(bytes.subarray(0, length), usual))).toBe('index-malformed');
  });

  test('any bytes are refused, or are articles of the segment, each with a slot', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 1, max: 3_000 }), (bytes, articles) => {
        const read = outcomeOf(() => readPostings(bytes, usually(5, articles)));
        if (read === 'index-malformed') return;
        expect(Math.max(...read.docs)).toBeLessThan(articles);
        expect(Math.max(...read.slots)).toBeLessThan(SLOTS);
        expect([read.docs.length, read.slots.length]).toEqual([read.df, read.df]);
      }),
      { numRuns: 5_000 },
    ));
});
