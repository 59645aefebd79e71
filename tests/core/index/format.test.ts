/** docs/format.md says what the product writes: its examples are made anew, and a reader that knows only the document reads
 *  what the product wrote. */
import { describe, expect, test } from 'vitest';
import type { Article } from '../../../core/article.ts';
import { articleTerms } from '../../../core/index/article-terms.ts';
import { impactOf } from '../../../core/index/impact.ts';
import { LearnedFormsWriter } from '../../../core/index/learned-forms.ts';
import { FORMAT, sealManifest } from '../../../core/index/manifest.ts';
import { HEADER_BYTES, type WrittenPart } from '../../../core/index/part.ts';
import { mergeRuns } from '../../../core/index/merge-runs.ts';
import { runOf, termsBySlot, writeRun, type BySlot } from '../../../core/index/runs.ts';
import { storedTerm } from '../../../core/index/stored-term.ts';
import { writeTerms } from '../../../core/index/terms.ts';
import { VocabularyWriter } from '../../../core/index/vocabulary.ts';
import { kindOf } from '../../../core/text/analyze.ts';
import { buildSegment } from '../../../indexer/build.ts';
import type { BuiltSegment } from '../../../indexer/finish-segment.ts';
import { digestOf } from '../../../indexer/spool.ts';
import { suggestionsOf } from '../../../indexer/phrases.ts';
import { exampleArticles } from '../../support/articles.ts';
import { orderOf, publishGroups } from '../../support/published.ts';
import { textOf } from '../../support/sources.ts';
import { statisticsOf } from '../../support/statistics.ts';
import {
  Cursor,
  digestOfManifest,
  impactOfSlot,
  readAbbreviations,
  readDictionaryBlock,
  readHeader,
  readPlaces,
  readSegment,
  readUsual,
  readVocabulary,
  type Note,
  type SegmentBytes,
  type SuggestionContent,
} from './second-reader.ts';

const DOCUMENT = textOf('docs/format.md');

/** The block of the document that begins with ```<kind> example: <name>. */
const exampleOf = (name: string): string | undefined =>
  new RegExp('```\\w+ example: ' + name + '\\n([^]*?)```').exec(DOCUMENT)?.[1];

describe('the examples', () => {
  test('the manifest of nothing', () => {
    const { bytes } = sealManifest(
      {
        analyzer: 'vi-1',
        articles: 0,
        statistics: { averageTitle: 1, averageBody: 200 },
        words: { title: 0, body: 0 },
        segments: [],
      },
      { sequence: 1, publishedAt: '2026-01-02T03:04:05.678Z', nonce: '3f0c' },
    );
    const json = new TextDecoder().decode(bytes);
    expect(exampleOf('manifest')).toBe(`${json}\n`);
    expect(json).toContain(`"version":"00000001-${digestOfManifest(json)}"`);
  });

  test('the terms of two articles', () => {
    // Slots are given, not made: figures of the ranking may change without the format.
    const usual = { syllables: Uint8Array.from([2, 3]), pairs: Uint8Array.from([3, 4]) };
    const terms: [string, BySlot][] = [
      ['=kuril', [undefined, undefined, [0], [1]]],
      ['=nấm', [undefined, [1]]],
      ['kuril', [undefined, undefined, [0], [1]]],
      ['nam', [undefined, [1], [0]]],
      ['nam kuril', [undefined, undefined, undefined, [0]]],
    ];
    const run = runOf([...writeRun(termsBySlot(terms), usual)], usual);
    const vocabulary = new VocabularyWriter(2);
    const learned = new LearnedFormsWriter();
    learned.add([{ short: ['nk'], long: ['nam', 'kuril'] }]);
    const { bytes: written, top: table } = writeTerms(
      mergeRuns([run], usual, ({ term, df }) => {
        vocabulary.add(term, df);
        return true;
      }),
      run.length,
      { vocabulary: () => vocabulary.take(), learned: learned.take(2), usual },
    );
    const bytes = written.take();
    const part = new Cursor(bytes);
    readHeader(part, 'T');
    readDictionaryBlock(
      part,
      bytes.length - HEADER_BYTES,
      Array.from(usual.syllables, (slot, i) => [slot, usual.pairs[i] ?? 0]),
    );
    const top = new Cursor(table);
    readPlaces(top, 'blocks');
    readPlaces(top, 'common terms');
    readVocabulary(top);
    readAbbreviations(top);
    expect(readUsual(top, 2)).toEqual([
      [2, 3],
      [3, 4],
    ]);
    expect([part.done, top.done]).toEqual([true, true]);
    const example = `terms, ${bytes.length} bytes\n${dump(part.notes)}\ntop, ${table.length} bytes\n${dump(top.notes)}`;
    expect(exampleOf('segment')).toBe(example);
  });
});

const taken = ({ bytes, top }: WrittenPart) => ({ bytes: bytes.take(), top });

function inMemory({ terms, columns, records, suggestions }: BuiltSegment): SegmentBytes {
  return {
    terms: taken(terms),
    columns: taken(columns),
    records: taken(records),
    suggestions: taken(suggestions),
  };
}

/** One line for each thing that was read: where, which bytes, what they say. */
function dump(notes: readonly Note[]): string {
  const width = Math.max(...notes.map(({ hex }) => hex.length));
  return notes.map(({ at, hex, what }) => `${String(at).padStart(4)}  ${hex.padEnd(width)}  ${what}\n`).join('');
}

/** A length without a rule, so that the slots of what all articles hold have none. */
const someTimes = (i: number): number => ((Math.imul(i, 0x9e3779b1) >>> 8) % 14) - 6;

const byKey = (a: SuggestionContent, b: SuggestionContent): number =>
  a.key < b.key || (a.key === b.key && a.text < b.text) ? -1 : 1;

describe('the second reader', () => {
  const articles = exampleArticles();
  const byId = new Map(articles.map((article) => [article.id, article]));
  const inOrder = orderOf(articles).map((id) => byId.get(id) as Article);

  test('reads every article back: its terms and slots, its id, its digest and its record', async () => {
    const statistics = statisticsOf(articles);
    const built = await buildSegment(articles, { statistics });
    const content = readSegment(inMemory(built));
    expect(content.ids).toEqual(inOrder.map(({ id }) => id));
    expect(content.records).toEqual(inOrder.map(({ id, ...doc }) => ({ id, doc })));
    expect(content.digests.equals(Buffer.concat(inOrder.map(digestOf)))).toBe(true);
    expect(content.signatures).toHaveLength(64 * articles.length);
    expect(content.fields).toEqual({
      times: inOrder.map(({ publishedAt }) => (publishedAt === undefined ? undefined : Date.parse(publishedAt))),
      sections: inOrder.map(({ section }) => (section === undefined ? [] : [section])),
      tags: inOrder.map(({ tags }) => tags ?? []),
      authors: inOrder.map(({ authors }) => authors ?? []),
    });

    const suggested = suggestionsOf(inOrder).map(({ key, text, count, whole }) => ({
      key,
      text,
      articles: count,
      isTitle: whole,
    }));
    expect(content.suggestions.entries).toEqual(suggested.toSorted(byKey));
    const lists = [...content.suggestions.lists];
    expect(lists.map(([prefix]) => prefix)).toContain('t');
    for (const [prefix, list] of lists) {
      const all = suggested.filter(({ key }) => key.startsWith(prefix));
      expect(all.length).toBeGreaterThanOrEqual(256);
      expect(all).toEqual(expect.arrayContaining([...list]));
      expect(list.length).toBeGreaterThanOrEqual(20);
    }

    const wanted = new Map<string, string[]>();
    inOrder.forEach((article, number) => {
      const { terms, slots } = articleTerms(article, statistics);
      terms.forEach((term, i) => wanted.set(term, [...(wanted.get(term) ?? []), `${number} in ${slots[i]}`]));
    });
    const found = [...content.terms].map(
      ([term, { slots }]) => [term, slots.map(({ article, slot }) => `${article} in ${slot}`)] as const,
    );
    expect(new Map(found)).toEqual(wanted);
    const words = found.filter(([term]) => /^[^ =]{1,20}$/.test(term) && /\p{L}/u.test(term));
    expect([...content.vocabulary]).toEqual(words.map(([term, holders]) => [term, holders.length]));
    const names = found.map(([term]) => storedTerm(term));
    expect(names).toEqual(names.toSorted());
  });

  test('reads the abbreviations that articles define', async () => {
    const defining = ['Ủy ban nhân dân (UBND) họp', 'UBND (Ủy ban nhân dân) thông báo, Hội đồng nhân dân (HĐND) bàn'];
    const built = await buildSegment(
      defining.map((body, i): Article => ({ id: `bai-${i}`, title: 'Tin', body })),
      { statistics: { averageTitle: 1, averageBody: 9 } },
    );
    expect([...readSegment(inMemory(built)).abbreviations]).toEqual([
      ['hdnd=hoi dong nhan dan', 1],
      ['ubnd=uy ban nhan dan', 2],
    ]);
  });

  test('reads a segment with common terms and several blocks', async () => {
    const many = Array.from({ length: 9_000 }, (_, i): Article => ({
      id: `bai-${i}`,
      title: `Tin ${i}`,
      body: `${'Kuril '.repeat(Math.max(0, someTimes(i)))} x${i}`,
    }));
    const built = await buildSegment(many, { statistics: { averageTitle: 2, averageBody: 200 } });
    const top = new Cursor(built.terms.top);
    expect(readPlaces(top, 'blocks').length).toBeGreaterThan(3);
    expect(readPlaces(top, 'common terms').map(({ term }) => term)).toContain('tin');
    const { terms, records } = readSegment(inMemory(built));
    expect(terms.get('tin')?.df).toBe(9_000);
    expect(records).toHaveLength(9_000);
  });

  test('makes the same name of the manifest, and the same impact of a slot', async () => {
    const { store, manifest } = await publishGroups([articles]);
    const json = new TextDecoder().decode((await store.get('current.json'))?.bytes);
    expect(manifest.version.slice(9)).toBe(digestOfManifest(json));
    for (const term of ['=kuril', 'kuril', 'nam kuril']) {
      for (const slot of [0, 3, 7]) expect(impactOfSlot(term, slot)).toBeCloseTo(impactOf(kindOf(term), slot));
    }
  });
});

test('the document is about the format that is written', () =>
  expect(DOCUMENT).toContain(`This is format **${FORMAT}**.`));
