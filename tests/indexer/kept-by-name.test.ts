/** What is kept by name, in memory and on the disk: it is what a `Map` would hold. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashOf } from '../../indexer/boilerplate/text-set.ts';
import { KeptByName } from '../../indexer/kept-by-name.ts';
import { Scratch } from '../../indexer/scratch.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'saola-kept-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

const name = fc.oneof(
  fc.constantFrom('/tin/kenh-1/', 'Đà Nẵng', 'Đà Nẵng'.normalize('NFD'), '', '__proto__'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

test('of a name all that was added under it, in its order, and nothing of another', () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(name, fc.nat())),
      fc.array(name),
      fc.integer({ min: 1, max: 400 }),
      (added, others, inMemory) => {
        const scratch = new Scratch({ inMemory, parent });
        const kept = new KeptByName<number>(scratch.spill());
        const all = new Map<string, number[]>();
        for (const [each, value] of added) {
          kept.add(each, value);
          all.set(each, [...(all.get(each) ?? []), value]);
          expect(kept.of(each)).toEqual(all.get(each));
        }
        for (const each of [...all.keys(), ...others]) expect(kept.of(each)).toEqual(all.get(each) ?? []);
        expect(kept.size).toBe(all.size);
        scratch.remove();
      },
    ),
    { numRuns: 60 },
  ));

/** Found by a search: of real ids no two of one hash are known. */
const SAME_HASH = [
  'ddbabvjzab9ejx-0bbz-9ejx-0bbz-dfbab0bbz-dfbabvjzab9ejx-0bbz-',
  'ddbab0bbz-9ejx-0bbz-9ejx-vjzab9ejx-0bbz-9ejx-vjzabdfbab0bbz-',
] as const;

test('names of one hash are told apart', () => {
  const [one, other] = SAME_HASH;
  expect(hashOf(one)).toBe(hashOf(other));
  const kept = new KeptByName<string>(new Scratch().spill());
  kept.add(one, 'Nạo vét kênh');
  expect(kept.of(other)).toEqual([]);
  kept.add(other, 'Cúp nước');
  kept.add(one, 'Thi chạy');
  expect(SAME_HASH.map((each) => kept.of(each))).toEqual([['Nạo vét kênh', 'Thi chạy'], ['Cúp nước']]);
});

const idOf = (number: number): string => `/thoi-su/bai-${number}.html`;

test('very many are all there, most of them on the disk', () => {
  const scratch = new Scratch({ inMemory: 1_000, parent });
  const kept = new KeptByName<number>(scratch.spill());
  for (let number = 0; number < 20_000; number += 1) kept.add(idOf(number), number);
  expect(readdirSync(parent)).toHaveLength(1);
  for (let number = 0; number < 20_000; number += 1) expect(kept.of(idOf(number))).toEqual([number]);
  expect(kept.of(idOf(20_000))).toEqual([]);
  scratch.remove();
});
