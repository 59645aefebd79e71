/** docs/format.md says what the product writes: its examples are made anew, and a reader that knows only the document reads
 *  what the product wrote. */
import { describe, expect, test } from 'vitest';
import type { Article } from '../../../core/article.ts';
import { articleTerms } from '../../../core/index/article-terms.ts';
import { impactOf } from '../../../core/index/impact.ts';
import { LearnedFormsWriter } from '../../../core/index/learned-forms.ts';
import { FORMAT, sealManifest } from '../../../core/index/manifest.ts';
import { HEADER_BYTES } from '../../../core/index/part.ts';
import { mergeRuns, writeRun } from '../../../core/index/runs.ts';
import { writeTerms } from '../../../core/index/terms.ts';
import { VocabularyWriter } from '../../../core/index/vocabulary.ts';
import { kindOf } from '../../../core/text/analyze.ts';
import { buildSegment, digestOf } from '../../../indexer/build.ts';
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
  readVocabulary,
  type Note,
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
    const run = writeRun([
      { term: '=kuril', slots: [[0, 1]], cf: 2 },
      { term: '=nấm', slots: [undefined, [1]], cf: 1 },
      { term: 'kuril', slots: [[0, 1]], cf: 2 },
      { term: 'nam', slots: [undefined, [1], [0]], cf: 5 },
      { term: 'nam kuril', slots: [undefined, undefined, undefined, [0]], cf: 1 },
    ]);
    const vocabulary = new VocabularyWriter(2);
    const learned = new LearnedFormsWriter();
    learned.add([{ short: ['nk'], long: ['nam', 'kuril'] }]);
    const { bytes, top: table } = writeTerms(
      mergeRuns(
        [run],
        2,
        () => true,
        (term, { df }) => vocabulary.add(term, df),
      ),
      run.length,
      () => vocabulary.take(),
      learned.take(2),
    );
    const part = new Cursor(bytes);
    readHeader(part, 'T');
    readDictionaryBlock(part, bytes.length - HEADER_BYTES);
    const top = new Cursor(table);
    readPlaces(top, 'blocks');
    readPlaces(top, 'common terms');
    readVocabulary(top);
    readAbbreviations(top);
    expect([part.done, top.done]).toEqual([true, true]);
    const example = `terms, ${bytes.length} bytes\n${dump(part.notes)}\ntop, ${table.length} bytes\n${dump(top.notes)}`;
    expect(exampleOf('segment')).toBe(example);
  });
});

/** One line for each thing that was read: where, which bytes, what they say. */
function dump(notes: readonly Note[]): string {
  const width = Math.max(...notes.map(({ hex }) => hex.length));
  return notes.map(({ at, hex, what }) => `${String(at).padStart(4)}  ${hex.padEnd(width)}  ${what}\n`).join('');
}

const byKey = (a: SuggestionContent, b: SuggestionContent): number =>
  a.key < b.key || (a.key === b.key && a.text < b.text) ? -1 : 1;

describe('the second reader', () => {
  const articles = exampleArticles();
  const byId = new Map(articles.map((article) => [article.id, article]));
  const inOrder = orderOf(articles).map((id) => byId.get(id) as Article);

  test('reads every article back: its terms and slots, its id, its digest and its record', async () => {
    const statistics = statisticsOf(articles);
    const built = await buildSegment(articles, { statistics });
    const content = readSegment(built);
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

    const wanted = new Map<string, { cf: number; holders: string[] }>();
    inOrder.forEach((article, number) => {
      const { terms, slots, counts } = articleTerms(article, statistics);
      terms.forEach((term, i) => {
        const known = wanted.get(term) ?? { cf: 0, holders: [] };
        wanted.set(term, known);
        known.cf += counts[i] as number;
        known.holders.push(`${number} in ${slots[i]}`);
      });
    });
    const found = [...content.terms].map(([term, { cf, df, slots }]) => {
      const holders = slots.flatMap(({ slot, articles: numbers }) => numbers.map((number) => ({ number, slot })));
      expect(df).toBe(holders.length);
      const named = holders.toSorted((a, b) => a.number - b.number).map(({ number, slot }) => `${number} in ${slot}`);
      return [term, { cf, holders: named }] as const;
    });
    expect(new Map(found)).toEqual(wanted);
    const words = found.filter(([term]) => /^[^ =]{1,20}$/.test(term) && /\p{L}/u.test(term));
    expect([...content.vocabulary]).toEqual(words.map(([term, { holders }]) => [term, holders.length]));
    expect(found.map(([term]) => term)).toEqual(found.map(([term]) => term).toSorted());
  });

  test('reads the abbreviations that articles define', async () => {
    const defining = ['Ủy ban nhân dân (UBND) họp', 'UBND (Ủy ban nhân dân) thông báo, Hội đồng nhân dân (HĐND) bàn'];
    const built = await buildSegment(
      defining.map((body, i): Article => ({ id: `bai-${i}`, title: 'Tin', body })),
      { statistics: { averageTitle: 1, averageBody: 9 } },
    );
    expect([...readSegment(built).abbreviations]).toEqual([
      ['hdnd=hoi dong nhan dan', 1],
      ['ubnd=uy ban nhan dan', 2],
    ]);
  });

  test('reads a segment with common terms and several blocks', async () => {
    const many = Array.from({ length: 3_000 }, (_, i): Article => ({
      id: `bai-${i}`,
      title: `Tin ${i}`,
      body: `Kuril x${i}`,
    }));
    const built = await buildSegment(many, { statistics: { averageTitle: 2, averageBody: 200 } });
    const top = new Cursor(built.terms.top);
    expect(readPlaces(top, 'blocks').length).toBeGreaterThan(3);
    expect(readPlaces(top, 'common terms').map(({ term }) => term)).toContain('kuril');
    const { terms, records } = readSegment(built);
    expect(terms.get('kuril')?.df).toBe(3_000);
    expect(records).toHaveLength(3_000);
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
