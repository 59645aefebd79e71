import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Growing } from '../../indexer/growing.ts';

test.each([
  { kind: Uint8Array, most: 2 ** 8 - 1 },
  { kind: Uint32Array, most: 2 ** 32 - 1 },
])('what was put there comes back in order, however much it is: $kind.name', ({ kind, most }) =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: most }), { maxLength: 3_000, size: 'max' }), (numbers) => {
      const growing = new Growing<Uint8Array | Uint32Array>(kind);
      for (const [before, number] of numbers.entries()) {
        expect(growing.length).toBe(before);
        growing.push(number);
      }
      expect(growing.take()).toEqual(kind.from(numbers));
    }),
    { numRuns: 20 },
  ),
);
