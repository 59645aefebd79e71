import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unsealed } from '../../../core/index/bytes.ts';
import type { BlockSource, WrittenPart } from '../../../core/index/part.ts';
import { compareSuggestions } from '../../../core/index/suggestion-bests.ts';
import { SuggestionsReader, writeSuggestions, type SuggestionEntry } from '../../../core/index/suggestions.ts';
import { words } from '../../../core/text/words.ts';
import { seededRandom } from '../../support/articles.ts';

const SYLLABLES = [
  'ma',
  'má',
  'mà',
  'máy',
  'mây',
  'thủ',
  'tướng',
  'Nhật',
  'Bản',
  'đà',
  'Nẵng',
  '𝒳a',
  'năm',
  'lý',
  'Huế',
];

function entryOf(text: string, count: number, whole = false): SuggestionEntry {
  const key = words(text)
    .map(({ folded }) => folded)
    .join(' ');
  return { key, text, count, whole };
}

/** So many different ones; the same seed gives the same. */
function someEntries(most: number, seed: number): SuggestionEntry[] {
  const random = seededRandom(seed);
  const entries = new Map<string, SuggestionEntry>();
  for (let i = 0; i < most; i += 1) {
    const size = 1 + Math.floor(random() * 4);
    const text = Array.from({ length: size }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join(' ');
    entries.set(text, entryOf(text, 1 + Math.floor(random() * 50), random() < 0.2));
  }
  return [...entries.values()];
}

const bytesOf = ({ bytes, top }: WrittenPart): Uint8Array[] => [bytes.take(), top];

type Seen = { blocks: number; calls: number };

function opened(entries: readonly SuggestionEntry[]): { reader: SuggestionsReader; seen: Seen } {
  const { bytes: written, top } = writeSuggestions(entries);
  const bytes = written.take();
  const seen = { blocks: 0, calls: 0 };
  const source: BlockSource = {
    async blocks(places) {
      seen.calls += 1;
      seen.blocks += places.length;
      return places.map(({ offset, length }) => unsealed(bytes.slice(offset, offset + length), `at ${offset}`));
    },
  };
  return { reader: new SuggestionsReader(top, source), seen };
}

const byText = (a: SuggestionEntry, b: SuggestionEntry): number => (a.text < b.text ? -1 : 1);
const beginning = (entries: readonly SuggestionEntry[], prefix: string): SuggestionEntry[] =>
  entries.filter(({ key }) => key.startsWith(prefix));

describe('what begins with a prefix', () => {
  const entries = someEntries(6_000, 1);
  const { reader, seen } = opened(entries);
  const prefixes = [
    ...new Set(entries.flatMap(({ key }) => [1, 2, 3, 4, 6, 9, 12].map((length) => key.slice(0, length)))),
  ].filter((prefix) => !/[\uD800-\uDBFF]$/.test(prefix));

  const isListed = (prefix: string): boolean => beginning(entries, prefix).length >= 256;
  const listed = prefixes.filter(isListed);
  const others = prefixes.filter((prefix) => !isListed(prefix));

  test('is all of it', async () => {
    expect(others.length).toBeGreaterThan(100);
    const found = await reader.find(others);
    for (const [i, prefix] of others.entries()) {
      expect(found[i]?.toSorted(byText)).toEqual(beginning(entries, prefix).toSorted(byText));
    }
  });

  test('is the best of it where it is very many', async () => {
    expect(listed.length).toBeGreaterThan(5);
    const found = await reader.find(listed);
    for (const [i, prefix] of listed.entries()) {
      const best = beginning(entries, prefix).toSorted(compareSuggestions);
      expect(found[i]?.slice(0, 20)).toEqual(best.slice(0, 20));
      expect(found[i]).toEqual(best.filter((entry) => found[i]?.some(({ text }) => text === entry.text)));
    }
  });

  test('has the best of each spelling among the very many', async () => {
    const [found = []] = await reader.find(['ma']);
    for (const spelled of ['má', 'mà', 'ma']) {
      const ofSpelling = beginning(entries, 'ma')
        .filter(({ text }) => text.startsWith(spelled))
        .toSorted(compareSuggestions);
      expect(ofSpelling.length).toBeGreaterThan(8);
      expect(found).toEqual(expect.arrayContaining(ofSpelling.slice(0, 8)));
    }
  });

  test('takes three blocks at most, asked for at once', async () => {
    for (const prefix of prefixes) {
      Object.assign(seen, { blocks: 0, calls: 0 });
      await reader.find([prefix]);
      expect(seen.calls).toBe(1);
      expect(seen.blocks).toBeLessThanOrEqual(3);
    }
    Object.assign(seen, { blocks: 0, calls: 0 });
    await reader.find(prefixes.slice(0, 8));
    expect(seen.calls).toBe(1);
  });

  test('is never more than a list holds', async () => {
    const found = await reader.find(prefixes);
    expect(Math.max(...found.map(({ length }) => length))).toBeLessThan(256);
  });

  test('is nothing where nothing begins so', async () =>
    expect(await reader.find(['a', 'zzz', 'mazz', 'thu tuong nhat x'])).toEqual([[], [], [], []]));
});

test('a thousand of one key: the best of them', async () => {
  const entries = Array.from({ length: 1_000 }, (_, i): SuggestionEntry => ({
    ...entryOf('tin trong ngày', i + 1),
    text: `Tin trong ngày, số ${i}`,
  }));
  const [found = []] = await opened(entries).reader.find(['tin trong']);
  expect(found.slice(0, 20)).toEqual(entries.toReversed().slice(0, 20));
});

test('nothing to suggest is a part of a header, and finds nothing', async () => {
  const { bytes: written, top } = writeSuggestions([]);
  const bytes = written.take();
  expect([bytes.length, top.length]).toEqual([8, 0]);
  expect(await opened([]).reader.find(['ma'])).toEqual([[]]);
});

test('the same in any order give the same bytes', () =>
  fc.assert(
    fc.property(fc.shuffledSubarray(someEntries(400, 2), { minLength: 200 }), (some) => {
      expect(bytesOf(writeSuggestions(some))).toEqual(bytesOf(writeSuggestions(some.toSorted(byText))));
    }),
    { numRuns: 20 },
  ));

test.each([
  { why: 'what more articles hold', better: entryOf('thủ tướng', 5), worse: entryOf('thủ đô', 4) },
  { why: 'the shorter of two', better: entryOf('thủ đô', 4), worse: entryOf('thủ tướng', 4) },
  {
    why: 'a phrase before one word that is some times as frequent',
    better: entryOf('thủ đô', 4),
    worse: entryOf('thủ', 39),
  },
  { why: 'the word if it is much more so', better: entryOf('thủ', 50), worse: entryOf('thủ đô', 4) },
])('better is $why', ({ better, worse }) => {
  expect(compareSuggestions(better, worse)).toBeLessThan(0);
  expect(compareSuggestions(worse, better)).toBeGreaterThan(0);
});
