import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldFrequency, FIELDS, impactOf, MIN_AVERAGE, slotOf } from '../../../core/index/impact.ts';
import { SLOTS } from '../../../core/index/postings.ts';
import type { TermKind } from '../../../core/text/analyze.ts';

const KINDS: readonly TermKind[] = ['exact', 'folded', 'pair'];
const frequency = (): fc.Arbitrary<number> => fc.double({ min: 0.01, max: 1e4, noNaN: true });
/** The least impact of the slot below, that of `frequency` without any rounding. */
const unrounded = (value: number): number => (value * 2.4) / (value + 1.4);

describe('slots', () => {
  test.each(KINDS)('%s: more is never told less of, and the rounding is half a step at most', (kind) => {
    const step = impactOf(kind, 0) - impactOf(kind, 1);
    fc.assert(
      fc.property(frequency(), frequency(), (a, b) => {
        const [less, more] = [slotOf(kind, Math.min(a, b)), slotOf(kind, Math.max(a, b))];
        expect(less).toBeGreaterThanOrEqual(more);
        expect(Math.abs(impactOf(kind, less) - unrounded(Math.min(a, b)))).toBeLessThanOrEqual(step / 2 + 1e-9);
      }),
    );
  });

  test.each(KINDS)('%s: whatever the frequency, a slot that FlexSearch keeps, worth something', (kind) => {
    for (const value of [1e-9, 0.2, 1, 2.5, 100, 1e9, Number.MAX_VALUE]) {
      const slot = slotOf(kind, value);
      expect(Number.isInteger(slot) && slot >= 0 && slot < SLOTS).toBe(true);
      expect(impactOf(kind, slot)).toBeGreaterThan(0);
    }
  });
});

describe('a field’s share (BM25F)', () => {
  test('an average field counts its occurrences, times its weight', () => {
    expect(fieldFrequency('title', 1, 10, 10)).toBeCloseTo(FIELDS.title.weight);
    expect(fieldFrequency('body', 3, 400, 400)).toBeCloseTo(3 * FIELDS.body.weight);
  });

  test.each(['title', 'body'] as const)('%s: a long one is held against it, a short one for it', (field) => {
    const average = MIN_AVERAGE[field] * 10;
    const share = (words: number): number => fieldFrequency(field, 1, words, average);
    expect(share(average * 2)).toBeLessThan(share(average));
    expect(share(average / 2)).toBeGreaterThan(share(average));
    // Only `b` of it: a field without an end would still count 1/(1 − b + b·∞), one of no length 1/(1 − b).
    expect(share(0)).toBeCloseTo(FIELDS[field].weight / (1 - FIELDS[field].b));
  });

  test('a word in the title tells more than one in the body', () =>
    expect(fieldFrequency('title', 1, 12, 12)).toBeGreaterThan(fieldFrequency('body', 2, 300, 300)));
});
