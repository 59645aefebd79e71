import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coveredBy, coverageOf } from '../../../core/search/coverage.ts';

describe('what the words that an article holds weigh', () => {
  it.each([
    [0b000, 0, 'none'],
    [0b001, 2.5, 'the first'],
    [0b101, 9.5, 'the first and the third'],
    [0b111, 10.5, 'all'],
  ])('words %i of thủ tướng Kuril: %d, %s', (held, wanted) => {
    expect(coveredBy(held, coverageOf({ words: [2.5, 1, 7] }))).toBe(wanted);
  });

  it('is the sum of their weights, of the first 32 words', () => {
    const words = fc.array(fc.double({ min: 0, max: 12, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(words, fc.nat({ max: 0xffffffff }), (weights, bits) => {
        const counted = weights.slice(0, 32);
        const held = counted.length === 32 ? bits : bits % 2 ** counted.length;
        const sum = counted.reduce((all, weight, i) => (Math.floor(held / 2 ** i) % 2 === 1 ? all + weight : all), 0);
        expect(coveredBy(held, coverageOf({ words: weights }))).toBeCloseTo(sum, 9);
      }),
    );
  });
});
