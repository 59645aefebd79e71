/** A query that is still being typed finds what is on the way. */
import { beforeAll, describe, expect, test } from 'vitest';
import { endsBeside, endsOf, readLive, standingShare } from '../../../core/search/live-word.ts';
import { openVersion, type SearchIndex } from '../../../core/search/open.ts';
import { foldedTerm } from '../../../core/text/analyze.ts';
import { exampleArticles } from '../../support/articles.ts';
import { publishGroups } from '../../support/published.ts';
import { marked } from './check-marks.ts';

describe('what was typed is read', () => {
  const KNOWN = new Map(
    Object.entries({
      thu: 50,
      tuong: 40,
      nhat: 30,
      me: 20,
      messi: 5,
      tuoi: 9,
      tp: 9,
      hcm: 9,
      tphcm: 9,
      g20: 4,
      covid: 7,
    }),
  );
  test.each([
    { typed: 'thu tuo', read: 'thu tuo', why: 'as it stands where it begins something' },
    { typed: 'mes', read: 'mes', why: 'a name, though keys might write another word' },
    { typed: 'thur tuwow', read: 'thủ tuo', why: 'keys of half a syllable' },
    { typed: 'thu3 tu7o', read: 'thủ tuo', why: 'the same in VNI' },
    { typed: 'thur tuwowng', read: 'thủ tương', why: 'keys of a whole one' },
    { typed: 'g2', read: 'g2', why: 'half a code' },
    { typed: 'tp.h', read: 'tp.h', why: 'half a code of letters' },
    { typed: 'covid1', read: 'covid1', why: 'a name with half a number' },
    { typed: 'nhat 2', read: 'nhat 2', why: 'a number' },
    { typed: 'zzq', read: null, why: 'nothing begins so' },
    { typed: '“', read: null, why: 'no word' },
  ])('$typed → $read: $why', ({ typed, read }) => expect(readLive(typed, KNOWN)).toBe(read));
});

const reading = (term: string) => ({ term: foldedTerm({ folded: term }), share: 0.6, unless: [] });
describe('a begun word is meant as it stands', () => {
  test.each([
    { begun: 'nh', held: 100, ends: { nhat: 900, nha: 400 }, share: 1 / 3, why: 'hardly, where few articles have it' },
    { begun: 'nhat', held: 900, ends: { nhatrang: 4 }, share: 1, why: 'surely, where most have it' },
    { begun: 'mes', held: 0, ends: { messi: 5 }, share: 1, why: 'as it is, where none have it: it finds nothing' },
    { begun: 'kuril', held: 7, ends: {}, share: 1, why: 'surely, where nothing begins so' },
  ])('$begun: $share, $why', ({ begun, held, ends, share }) => {
    const known = new Map(Object.entries({ [begun]: held, ...ends }));
    expect(standingShare(begun, Object.keys(ends).map(reading), known)).toBeCloseTo(share, 9);
  });
});

test('the last two words may become what is rare elsewhere', () => {
  const common = Array.from('abcdeghi', (letter, i): [string, number] => [`tr${letter}n`, 900 - i]);
  const known = new Map<string, number>([...common, ['trump', 9], ['donald', 9]]);
  const ends = endsBeside(foldedTerm({ folded: 'donald' }), 'donald tr', known);
  expect(ends).toHaveLength(9);
  expect(ends.at(-1)).toMatchObject({ term: 'donald trump', begun: true });
});

let index: SearchIndex;
beforeAll(async () => {
  const { store, manifest } = await publishGroups([exampleArticles()]);
  index = openVersion(store, manifest);
});

describe('the first hit', () => {
  test.each([
    { typed: 'mes', holds: 'Messi', why: 'a name, not the syllable that its keys would write' },
    { typed: 'g2', holds: 'G20', why: 'a code with half its number' },
    { typed: 'hội nghị g2', holds: 'G20', why: 'the same behind words' },
    { typed: 'u2', holds: 'U23', why: 'another' },
    { typed: 'tp.h', holds: 'TP.HCM', why: 'a code with half its letters' },
    { typed: 'tphc', holds: 'TP.HCM', why: 'the same in one' },
    { typed: 'thủ tướng nh', holds: 'tướng Nhật', why: 'half a word, by the one before it' },
    { typed: '22.5', holds: '22.500', why: 'a number with half a group' },
    { typed: '22.50', holds: '22.500', why: 'with most of it' },
    { typed: 'thur tuwow', holds: 'Thủ tướng', why: 'keys, the last word half typed' },
    { typed: 'thu3 tu7o', holds: 'Thủ tướng', why: 'VNI' },
  ])('of $typed holds $holds: $why', async ({ typed, holds }) => {
    const answer = await index.search({ query: typed, live: true });
    const [first] = answer.hits;
    expect(answer).not.toHaveProperty('loosened');
    const marks = first
      ? [...marked(first.title, first.marks.title), ...marked(first.snippet, first.marks.snippet)]
      : [];
    expect(marks.join(' ').toLowerCase()).toContain(holds.toLowerCase());
  });

  test('of a decimal that articles have is still that', async () => {
    const { hits } = await index.search({ query: 'nhà 1,5', live: true });
    expect(marked(hits[0]?.title ?? '', hits[0]?.marks.title ?? []).join()).toContain('1,5');
  });

  test.each(['g2 ', 'mes ', 'tp.h '])('“%s” ends with a space, and so is complete', async (query) => {
    const { didYouMean: _, ...answer } = await index.search({ query });
    expect(await index.search({ query, live: true })).toEqual(answer);
  });
});

test('a word that is spelled otherwise alone begins both', () => {
  const ends = endsOf(
    'đi ky',
    new Map([
      ['kyoto', 2],
      ['kien', 5],
      ['tokyo', 9],
    ]),
  );
  expect(ends.map(({ term }) => term).toSorted()).toEqual(['kien', 'kyoto']);
});
