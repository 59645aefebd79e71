import { brotliCompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { SLOTS } from '../../../core/index/postings.ts';
import {
  decodeUsualSlots,
  encodeUsualSlots,
  noteUsual,
  noUsualSlots,
  usualSlotsFor,
} from '../../../core/index/usual-slots.ts';
import { kindOf } from '../../../core/text/analyze.ts';
import { outcomeOf } from './refused.ts';

test('usual is what most terms of the article have, pairs and syllables apart; of equals the first', () => {
  const usual = { syllables: new Uint8Array(2), pairs: new Uint8Array(2) };
  const kinds = ['=đảo', 'dao', 'nam', 'kuril', 'nam kuril', 'dao nam'].map(kindOf);
  noteUsual(usual, 1, kinds, Uint8Array.from([9, 9, 2, 2, 5, 4]));
  expect(usual).toEqual({ syllables: Uint8Array.from([0, 2]), pairs: Uint8Array.from([0, 4]) });
  expect(['=đảo', '22500', 'nam kuril'].map((term) => usualSlotsFor(term, usual)[1])).toEqual([2, 2, 4]);
});

test('an article without terms has none that matters', () => {
  const usual = noUsualSlots(1);
  noteUsual(usual, 0, [], new Uint8Array());
  expect(usual).toEqual(noUsualSlots(1));
});

test('what is written comes back; nothing is none', () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: SLOTS - 1 }), fc.nat({ max: SLOTS - 1 }))), (slots) => {
      const usual = {
        syllables: Uint8Array.from(slots, ([slot]) => slot),
        pairs: Uint8Array.from(slots, ([, slot]) => slot),
      };
      expect(decodeUsualSlots(encodeUsualSlots(usual), slots.length)).toEqual(usual);
      expect(decodeUsualSlots(new Uint8Array(), slots.length)).toEqual(noUsualSlots(slots.length));
    }),
  ));

test.each([
  { why: 'not Brotli', bytes: Uint8Array.from([9, 9, 9, 9]) },
  { why: 'of fewer articles', bytes: brotliCompressSync(new Uint8Array(2)) },
  { why: 'of more', bytes: brotliCompressSync(new Uint8Array(4)) },
  { why: 'of so many that they fill the memory', bytes: brotliCompressSync(new Uint8Array(1e7)) },
])('refused: $why', ({ bytes }) => expect(outcomeOf(() => decodeUsualSlots(bytes, 3))).toBe('index-malformed'));
