import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteWriter } from '../../../core/index/bytes.ts';
import { readPostings, SLOTS, writePostings, type Postings } from '../../../core/index/postings.ts';
import { outcomeOf } from './refused.ts';

const bytesOf = (postings: Postings): Uint8Array => {
  const out = new ByteWriter();
  writePostings(out, postings);
  return out.take();
};

/** Articles by number, each in a slot, as postings: what an index would hold of a term. */
export function postingsOf(slotOf: ReadonlyMap<number, number>, more = 0): Postings {
  const slots = Array.from({ length: SLOTS }, (_, slot) => ({
    slot,
    docs: Uint32Array.from([...slotOf].filter(([, is]) => is === slot).map(([doc]) => doc)).toSorted(),
  })).filter(({ docs }) => docs.length > 0);
  return { df: slotOf.size, cf: slotOf.size + more, slots };
}

test('a term of one article takes two or three bytes', () => {
  const one = { df: 1, cf: 1, slots: [{ slot: 3, docs: Uint32Array.from([5]) }] };
  // no more occurrences than one; 1 article · 16 + slot 3; article 5
  expect([...bytesOf(one)]).toEqual([0, 0x13, 5]);
});

test('gaps are counted from the article before, less one', () => {
  const three = {
    df: 4,
    cf: 9,
    slots: [
      { slot: 0, docs: Uint32Array.from([0, 1, 300]) },
      { slot: 15, docs: Uint32Array.from([2]) },
    ],
  };
  expect([...bytesOf(three)]).toEqual([5, 0x30, 0, 0, 0xaa, 0x02, 0x1f, 2]);
});

test('what is written comes back', () =>
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat({ max: 2 ** 32 - 2 })),
      fc.infiniteStream(fc.nat({ max: SLOTS - 1 })),
      fc.nat(),
      (docs, slot, more) => {
        const postings = postingsOf(new Map(docs.map((doc) => [doc, slot.next().value])), more);
        expect(readPostings(bytesOf(postings), 2 ** 32 - 1)).toEqual(postings);
      },
    ),
  ));

describe('refused', () => {
  test.each([
    { why: 'an article that the segment does not have', bytes: [0, 0x10, 7] },
    { why: 'the last of several is beyond the end', bytes: [0, 0x20, 5, 1] },
    { why: 'more articles than there are', bytes: [0, 0x80, 0x01, 0, 0, 0, 0, 0, 0, 0, 0] },
    { why: 'a slot without articles', bytes: [0, 0x03] },
    { why: 'a slot twice', bytes: [0, 0x13, 0, 0x13, 1] },
    { why: 'slots in the wrong order', bytes: [0, 0x13, 0, 0x12, 1] },
    { why: 'numbers that a wrong length made huge', bytes: [0, 0x10, 0xff, 0xff, 0xff, 0xff, 0x0f] },
    { why: 'nothing at all', bytes: [] },
    { why: 'no article behind its slot', bytes: [0, 0x13] },
  ])('$why', ({ bytes }) => expect(outcomeOf(() => readPostings(Uint8Array.from(bytes), 7))).toBe('index-malformed'));

  test('a list cut anywhere but between two slots', () => {
    const bytes = bytesOf(
      postingsOf(
        new Map([
          [300, 0],
          [5, 2],
          [6, 2],
          [1000, 15],
        ]),
        200,
      ),
    );
    const cuts = Array.from({ length: bytes.length }, (_, length) =>
      outcomeOf(() => readPostings(bytes.subarray(0, length), 1001)),
    );
    // Between two slots nothing tells: that is what the length and the checksum around it are for.
    expect(cuts.flatMap((cut, length) => (cut === 'index-malformed' ? [] : [length]))).toEqual([2, 5, 8]);
  });
});
