/** What does not fit into memory: the bytes come back as they were, and nothing is left behind. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Scratch } from '../../indexer/scratch.ts';

let parent = '';
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'saola-spill-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

test('whatever is written is read back, in memory and in a file', () =>
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), fc.integer({ min: 1, max: 200 }), (pieces, inMemory) => {
      const scratch = new Scratch({ inMemory, parent });
      const spill = scratch.spill();
      const places = pieces.map((piece) => {
        const offset = spill.length;
        spill.raw(piece);
        expect(spill.read(offset, piece.length)).toEqual(piece);
        return offset;
      });
      const all = Buffer.concat(pieces);
      expect(spill.length).toBe(all.length);
      expect(Buffer.from(spill.take()).equals(all)).toBe(true);
      expect(Buffer.concat(Array.from(spill.chunks(), (chunk) => chunk.slice())).equals(all)).toBe(true);
      pieces.forEach((piece, i) => expect(spill.read(places[i] as number, piece.length)).toEqual(piece));
      scratch.remove();
      expect(readdirSync(parent)).toEqual([]);
    }),
    { numRuns: 60 },
  ));

test('several spill side by side, and stay apart', () => {
  const scratch = new Scratch({ inMemory: 4, parent });
  const spills = [scratch.spill(), scratch.spill(), scratch.spill()];
  for (let round = 0; round < 5; round += 1) spills.forEach((spill, i) => spill.raw(new Uint8Array(3).fill(i)));
  expect(spills.map((spill) => [...new Set(spill.take())])).toEqual([[0], [1], [2]]);
  expect(spills.map(({ length }) => length)).toEqual([15, 15, 15]);
  scratch.remove();
  scratch.remove();
  expect(readdirSync(parent)).toEqual([]);
});

test('little is never written anywhere', () => {
  const scratch = new Scratch({ inMemory: 100, parent });
  scratch.spill().raw(new Uint8Array(99));
  expect(readdirSync(parent)).toEqual([]);
  scratch.remove();
});

test('where no folder can be made, it says which and what to set', () => {
  const file = join(parent, 'tep');
  writeFileSync(file, '');
  const spill = new Scratch({ inMemory: 1, parent: file }).spill();
  expect(() => spill.raw(new Uint8Array(9))).toThrow(/No folder for temporary files can be made in .*tep.*Set TMPDIR/s);
});
