import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeText } from '../../../core/index/bytes.ts';
import { EntryWriter, findEntry, readEntries } from '../../../core/index/entries.ts';
import { syllable } from '../text/spellings.ts';
import { someTerms } from './some-terms.ts';
import { outcomeOf } from './refused.ts';

const written = (terms: readonly string[]): Uint8Array => {
  const out = new EntryWriter(1);
  for (const term of terms) out.add(term, encodeText(`của ${term}`));
  return out.take();
};

test('a term shares what it can with the one before, counted in bytes', () => {
  const out = new EntryWriter();
  out.add('nam', Uint8Array.from([1, 2]));
  out.add('nam kuril', Uint8Array.from([3]));
  out.add('nấm', new Uint8Array()); // ấ is e1 ba a5, of which `a` has nothing
  out.add('nậm', new Uint8Array()); // and ậ is e1 ba ad
  expect(Buffer.from(out.take()).toString('hex')).toBe(
    ['03 6e616d 02 0102', '36 206b7572696c 01 03', '14 e1baa56d 00', '32 ad6d 00'].join('').replaceAll(' ', ''),
  );
});

test.each([
  { why: 'one byte for both lengths up to 14', shared: 14, rest: 14, lengths: 'ee' },
  { why: 'what is 15 or more has the rest of it behind', shared: 15, rest: 15, lengths: 'ff 00 00' },
  { why: 'either of them alone, in as many bytes as it takes', shared: 3, rest: 145, lengths: '3f 82 01' },
  { why: 'and the other', shared: 20, rest: 1, lengths: 'f1 05' },
])('$why', ({ shared, rest, lengths }) => {
  const terms = ['a'.repeat(shared), `${'a'.repeat(shared)}${'b'.repeat(rest)}`];
  const out = new EntryWriter();
  out.add(terms[0] ?? '', new Uint8Array());
  const before = out.bytes;
  out.add(terms[1] ?? '', new Uint8Array());
  const bytes = out.take();
  expect(Buffer.from(bytes.subarray(before, -rest - 1)).toString('hex')).toBe(lengths.replaceAll(' ', ''));
  expect([...readEntries(bytes)].map(({ term }) => term)).toEqual(terms);
  expect(findEntry(bytes, terms[1] ?? '')).toHaveLength(0);
});

test('all of them come back in order, and each is found', () =>
  fc.assert(
    fc.property(someTerms(), (terms) => {
      const bytes = written(terms);
      const read = [...readEntries(bytes)].map(({ term, postings }) => [term, Buffer.from(postings).toString()]);
      expect(read).toEqual(terms.map((term) => [term, `của ${term}`]));
      for (const term of terms) expect(Buffer.from(findEntry(bytes, term) ?? []).toString()).toBe(`của ${term}`);
    }),
  ));

test('what is not there is not found, near or far', () =>
  fc.assert(
    fc.property(someTerms(), syllable(), (terms, other) => {
      const bytes = written(terms);
      const near = terms.flatMap((term) => [term.slice(0, -1), `${term}a`, `${term} ${other}`, `=${term}`]);
      const absent = [other, ...near].filter((term) => !terms.includes(term) && !/\p{Surrogate}/u.test(term));
      expect(absent.filter((term) => findEntry(bytes, term) !== null)).toEqual([]);
    }),
  ));

test('taking begins anew: the next term shares nothing with one that is gone', () => {
  const out = new EntryWriter();
  out.add('kuril', new Uint8Array());
  expect(out.firstTerm).toBe('kuril');
  out.take();
  expect([out.firstTerm, out.bytes]).toEqual([null, 0]);
  out.add('kurils', new Uint8Array());
  expect([out.firstTerm, [...readEntries(out.take())].map(({ term }) => term)]).toEqual(['kurils', ['kurils']]);
});

const BROKEN = [
  { why: 'it shares more than the term before has', bytes: [0x01, 0x61, 0, 0x21, 0x62, 0] },
  { why: 'it shares very much more', bytes: [0x01, 0x61, 0, 0xf1, 0x80, 0x01, 0x62, 0] },
  { why: 'the first shares with nothing', bytes: [0x11, 0x61, 0] },
  { why: 'postings that are not there', bytes: [0x01, 0x61, 9] },
  { why: 'a term that is not there', bytes: [0x09, 0x61] },
  { why: 'a length that is not there', bytes: [0x0f] },
  { why: 'a length that no block has', bytes: [0x0f, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x61] },
];

describe('refused', () => {
  test.each([...BROKEN, { why: 'half a letter', bytes: [0x01, 0xc4, 0] }])('read: $why', ({ bytes }) =>
    expect(outcomeOf(() => [...readEntries(Uint8Array.from(bytes))])).toBe('index-malformed'),
  );
  test.each(BROKEN)('searched: $why', ({ bytes }) =>
    expect(outcomeOf(() => findEntry(Uint8Array.from(bytes), 'kuril'))).toBe('index-malformed'),
  );
});
