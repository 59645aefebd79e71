/** `verify`: what is as it was published is whole, and everything else is named, wherever it differs. */
import { brotliCompressSync } from 'node:zlib';
import { Index } from 'flexsearch';
import { beforeAll, describe, expect, test } from 'vitest';
import { ByteWriter, encodeText, sealed } from '../../core/index/bytes.ts';
import { writeColumns } from '../../core/index/columns.ts';
import { EntryWriter } from '../../core/index/entries.ts';
import { CURRENT, partKey, PART_KINDS, versionKey } from '../../core/index/manifest.ts';
import { PartWriter, type WrittenPart } from '../../core/index/part.ts';
import { writePostings } from '../../core/index/postings.ts';
import { readCurrent } from '../../core/index/published.ts';
import { writeRecords } from '../../core/index/records.ts';
import { writeSuggestions } from '../../core/index/suggestions.ts';
import { writeTerms } from '../../core/index/terms.ts';
import { NO_TOMBSTONES } from '../../core/index/tombstones.ts';
import { memoryStore } from '../../core/store/memory.ts';
import { FlexSearchStorage } from '../../indexer/flexsearch-storage.ts';
import { publish, writePart } from '../../indexer/publish.ts';
import { verify, type Fault } from '../../indexer/verify.ts';
import { exampleArticles } from '../support/articles.ts';
import { publishGroups, withTombstones } from '../support/published.ts';
import { watchedStore } from '../support/watched-store.ts';
import type { Article } from '../../core/article.ts';
import type { Manifest, PartKind, Segment, VersionContent } from '../../core/index/manifest.ts';
import type { Store } from '../../core/store/store.ts';

const NEWS: readonly Article[] = [
  { id: 'bao', title: 'Bão số 6 vào Osaka', body: 'Osaka có mưa, UBND (Ủy ban nhân dân) họp.' },
  { id: 'kuril', title: 'Quần đảo Nam Kuril', body: 'Nga và Nhật bàn ở Osaka.', publishedAt: '2019-06-28' },
];
const MORE: readonly Article[] = [{ id: 'xang', title: 'Giá xăng 22.500 đồng', body: 'Nga cắt dầu.', tags: ['Giá'] }];

let store: Store;
let manifest: Manifest;
beforeAll(async () => {
  ({ store, manifest } = await publishGroups([NEWS, MORE]));
});

const segmentOf = ({ segments }: VersionContent, number = 0): Segment => segments[number] as Segment;
const keyOf = (kind: PartKind): string => partKey(kind, segmentOf(manifest)[kind]);
const linesOf = (faults: readonly Fault[]): string[] =>
  faults.map(
    ({ key, offset, what }) =>
      `${key.replace(/^segments\/.*\./, '')}${offset === undefined ? '' : `@${offset}`}: ${what}`,
  );
const faultsIn = async (place: Store): Promise<string[]> => linesOf((await verify(place)).faults);

/** The same objects, one of them with other bytes, or gone. */
async function withObject(key: string, bytes: Uint8Array | null): Promise<Store> {
  const copy = memoryStore();
  for await (const { key: each } of store.list('')) {
    const stored = await store.get(each);
    if (stored) await copy.put(each, stored.bytes);
  }
  if (bytes) await copy.put(key, bytes);
  else await copy.delete(key);
  return copy;
}

const bytesAt = async (key: string): Promise<Uint8Array> => (await store.get(key))?.bytes ?? new Uint8Array();

describe('whole', () => {
  test('is what was published, in several segments and with tombstones', async () => {
    expect(await verify(store)).toEqual({
      versions: [{ key: CURRENT, version: manifest.version, current: true, whole: true }],
      parts: 8,
      bytes: manifest.segments
        .flatMap((segment) => PART_KINDS.map((kind) => segment[kind].bytes))
        .reduce((a, b) => a + b),
      faults: [],
      more: 0,
    });
    const { articles, segments } = withTombstones(manifest, [NEWS, MORE], ['bao']);
    const place = await withObject('versions/none', null);
    await publish(place, await readCurrent(place), { ...manifest, articles, segments });
    expect(await faultsIn(place)).toEqual([]);
  });

  test('are the examples, with and without signatures', async () => {
    const groups = [exampleArticles().slice(0, 40), exampleArticles().slice(40)];
    for (const signatures of [true, false]) {
      expect(await faultsIn((await publishGroups(groups, { signatures })).store)).toEqual([]);
    }
  });

  test('is what users of FlexSearch keep, with what they removed', async () => {
    const db = memoryStore();
    const index = new Index({ tokenize: 'forward', commit: false });
    await index.mount(new FlexSearchStorage('tin', { db }) as never);
    index.add(1, 'Quần đảo Nam Kuril');
    index.add(2, 'Nam Kuril và Osaka');
    await index.commit();
    index.add(3, 'Giá xăng');
    index.remove(2);
    await index.commit();
    expect(await verify(db, { all: true })).toMatchObject({ versions: { length: 2 }, faults: [] });
  });

  test('is a version that holds nothing', async () => {
    expect(await faultsIn((await publishGroups([])).store)).toEqual([]);
  });

  test('nothing published is no version at all', async () => {
    await expect(verify(memoryStore())).rejects.toMatchObject({ code: 'index-missing' });
  });

  test('progress comes to the end of what there is to read', async () => {
    const seen: [number, number | undefined][] = [];
    const { bytes } = await verify(store, { onProgress: (done, total) => seen.push([done, total]) });
    expect(seen).toHaveLength(8);
    expect(seen.at(-1)).toEqual([bytes, bytes]);
  });
});

describe.each(PART_KINDS)('of %s', (kind) => {
  test('any byte that is another is found, with its block where it is in one', async () => {
    const whole = await bytesAt(keyOf(kind));
    for (let at = 0; at < whole.length; at += 1) {
      const bytes = whole.slice();
      (bytes[at] as number) ^= 1 << (at % 8);
      const lines = await faultsIn(await withObject(keyOf(kind), bytes));
      expect(lines).toHaveLength(2);
      expect(lines[0]).toMatch(at < 8 ? /@0: begins with .* is wanted/ : /@\d+: the block has checksum/);
      expect(lines[1]).toContain(`${kind}: has the SHA-256 `);
    }
  });

  test('what is gone, cut or longer is named with what is wanted', async () => {
    const whole = await bytesAt(keyOf(kind));
    const { length } = whole;
    expect(await faultsIn(await withObject(keyOf(kind), null))).toEqual([
      `${kind}: is not there; ${length} bytes are wanted`,
    ]);
    for (const found of [0, 7, 8, length - 1]) {
      const lines = await faultsIn(await withObject(keyOf(kind), whole.subarray(0, found)));
      expect(lines).toEqual([`${kind}: has ${found} bytes; ${length} are wanted`]);
    }
    const longer = await withObject(keyOf(kind), Uint8Array.from([...whole, 1]));
    expect(await faultsIn(longer)).toEqual([`${kind}: has ${length + 1} bytes; ${length} are wanted`]);
  });
});

test('several faults are all named', async () => {
  const broken = await withObject(keyOf('terms'), null);
  await broken.delete(partKey('records', segmentOf(manifest, 1).records));
  const columns = (await bytesAt(keyOf('columns'))).fill(0, 8);
  await broken.put(keyOf('columns'), columns);
  const lines = await faultsIn(broken);
  expect(lines.filter((line) => line.startsWith('columns@'))).toHaveLength(4);
  expect(lines.filter((line) => line.includes('is not there'))).toHaveLength(2);
});

describe('manifests', () => {
  test('that cannot be read are faults, and the kept ones are looked at all the same', async () => {
    const broken = await withObject(CURRENT, new TextEncoder().encode('{"format":2'));
    const { versions, faults } = await verify(broken, { all: true });
    expect(linesOf(faults)).toEqual([expect.stringMatching(/^current\.json: cannot be read: .*is not JSON/)]);
    expect(versions).toEqual([
      { key: CURRENT, current: true, whole: false },
      { key: versionKey(manifest.version), version: manifest.version, current: false, whole: true },
    ]);
    expect(await verify(await withObject(CURRENT, null), { all: true })).toMatchObject({
      versions: [{ current: false, whole: true }],
      faults: [{ key: CURRENT, what: expect.stringContaining('is not there') }],
    });
  });

  test('whose bytes give another name, and copies that are none', async () => {
    const text = Buffer.from(await bytesAt(CURRENT)).toString();
    const changed = await withObject(CURRENT, Buffer.from(text.replace('"articles":3', '"articles":4')));
    expect(await faultsIn(changed)).toEqual([expect.stringMatching(/^current\.json: .*not as it was published/)]);
    const copy = await withObject(versionKey(manifest.version), Buffer.from('{}'));
    expect(await faultsIn(copy)).toEqual([expect.stringMatching(/^versions\/.*cannot be read/)]);
  });

  test('a live version that is not kept yet is whole', async () => {
    expect(await faultsIn(await withObject(versionKey(manifest.version), null))).toEqual([]);
  });
});

describe('with all versions', () => {
  test('each part is read once, and each version is judged by its own', async () => {
    const place = watchedStore(await withObject('versions/none', null));
    const { manifest: second } = await publishGroups([NEWS], { store: place });
    const { manifest: third } = await publishGroups([MORE], { store: place });
    await place.delete(keyOf('records')); // of the first and the second version
    place.forget();
    const report = await verify(place, { all: true });
    expect(report.versions.map(({ version, whole }) => [version, whole])).toEqual([
      [third.version, true],
      [second.version, false],
      [manifest.version, false],
    ]);
    expect(report.faults).toHaveLength(1);
    const read = place.reads
      .map(({ key, range }) => `${key} ${range?.offset}`)
      .filter((key) => key.startsWith('segments/'));
    expect(new Set(read).size).toBe(read.length);
  });

  test('names that are none are told', async () => {
    const place = await withObject('versions/ghi-chu.json', new Uint8Array());
    expect(linesOf((await verify(place, { all: true })).faults)).toEqual([
      'versions/ghi-chu.json: is not named like a version; Saola did not write it',
    ]);
    expect(await faultsIn(place)).toEqual([]);
  });
});

/** The first segment with another part in it. */
async function withPart(
  kind: PartKind,
  { bytes, top }: WrittenPart | { readonly bytes: Uint8Array; readonly top: Uint8Array },
  more: Partial<Segment> = {},
): Promise<string[]> {
  const place = await withObject('versions/none', null);
  const part = await writePart(place, kind, bytes);
  const segment = { ...segmentOf(manifest), [kind]: { sha256: part.sha256, bytes: part.bytes, top }, ...more };
  const segments = [segment, segmentOf(manifest, 1)];
  await publish(place, await readCurrent(place), { ...manifest, segments });
  return faultsIn(place);
}
const termsPart = (terms: Readonly<Record<string, readonly InSlot[]>>, words: Readonly<Record<string, number>> = {}) =>
  writeTerms(
    Object.entries(terms).map(([term, slots]) => {
      const out = new ByteWriter();
      const all = slots.flatMap(({ slot: number, docs }) => docs.map((doc) => ({ doc, number })));
      const postings = {
        df: all.length,
        docs: Uint32Array.from(all, ({ doc }) => doc),
        slots: Uint8Array.from(all, ({ number }) => number),
      };
      writePostings(out, postings, new Uint8Array(Math.max(2, ...all.map(({ doc }) => doc + 1))));
      return { term, postings: out.take() };
    }),
    100,
    {
      vocabulary() {
        const out = new EntryWriter();
        for (const [word, df] of Object.entries(words)) out.add(word, Uint8Array.of(df));
        return out.take();
      },
    },
  );
type InSlot = { readonly slot: number; readonly docs: readonly number[] };
const slot = (number: number, ...docs: number[]): InSlot => ({ slot: number, docs });

/** What a program with a defect might write: its hashes and checksums are right. */
describe('what was published wrongly', () => {
  test.each([
    {
      why: 'an article beyond the last',
      terms: { nga: [slot(0, 2)] },
      says: /the postings of "nga": a list goes beyond 2/,
    },
    { why: 'in two slots', terms: { nga: [slot(0, 1), slot(3, 1)] }, says: /"nga" has article 1 in two slots/ },
    { why: 'a slot that pairs do not have', terms: { 'nam kuril': [slot(8, 1)] }, says: /"nam kuril" has slot 8/ },
    {
      why: 'terms in disorder',
      terms: { nga: [slot(0, 1)], mai: [slot(0, 1)] },
      says: /@8: "mai" stands behind "nga"/,
    },
  ])('terms: $why', async ({ terms, says }) => {
    expect(await withPart('terms', termsPart(terms))).toEqual([expect.stringMatching(says)]);
  });

  test('usual slots of other articles', async () => {
    const three = new Uint8Array(3);
    const part = writeTerms([], 100, { usual: { syllables: three, pairs: three } });
    expect(await withPart('terms', part)).toEqual([
      expect.stringMatching(/the usual slots cannot be read: .* not Brotli of so few bytes/),
    ]);
  });

  test.each([
    {
      why: 'another number',
      words: { kuril: 1, nga: 1 },
      says: /@8: "nga" stands in 2 articles; the vocabulary says that 1 hold it/,
    },
    {
      why: 'a word that is missing',
      words: { kuril: 1 },
      says: /@8: "nga" stands in 2 articles; the vocabulary does not have it/,
    },
    {
      why: 'a word too many',
      words: { kuril: 1, nga: 2, osaka: 1 },
      says: /1 articles hold "osaka"; the terms do not have it/,
    },
    { why: 'disorder', words: { nga: 2, kuril: 1 }, says: /the vocabulary has "kuril" behind "nga"/ },
  ])('vocabulary: $why', async ({ words, says }) => {
    const part = termsPart({ kuril: [slot(0, 1)], nga: [slot(1, 0, 1)] }, words);
    expect(await withPart('terms', part)).toEqual([expect.stringMatching(says)]);
  });

  test('terms: a damaged block makes no fault of the words that stood in it', async () => {
    const { bytes: written, top } = termsPart({ kuril: [slot(0, 1)] }, { kuril: 1 });
    const bytes = written.take();
    (bytes[9] as number) ^= 1;
    expect(await withPart('terms', { bytes, top })).toEqual([expect.stringMatching(/@8: the block has checksum/)]);
  });

  test('terms: a block that begins with another term than the table says', async () => {
    const { bytes } = termsPart({ kuril: [slot(0, 1)] });
    const { top } = termsPart({ kurin: [slot(0, 1)] });
    expect(await withPart('terms', { bytes, top })).toEqual([
      'terms@8: the block begins with "kuril"; the table names "kurin"',
    ]);
  });

  const columns = { ids: ['bao', 'kuril'], digests: new Uint8Array(32), signatures: new Uint8Array(128), fields: null };
  test.each([
    { why: 'too few ids', wrong: { ids: ['bao'] }, says: /column ids: the column of ids does not fit its segment/ },
    {
      why: 'an id that is none',
      wrong: { ids: ['bao', ''] },
      says: /article 1 has the id ""; a text or a number is wanted/,
    },
    {
      why: 'digests too short',
      wrong: { digests: new Uint8Array(16) },
      says: /column digests: .*16 bytes for 2 articles/,
    },
    {
      why: 'signatures too long',
      wrong: { signatures: new Uint8Array(192) },
      says: /column signatures: .*192 bytes for 2/,
    },
    {
      why: 'another id than in the records',
      wrong: { ids: ['bao', 'krul'] },
      says: /^records: record 1 is not of the article/,
    },
    {
      why: 'an id of another segment',
      wrong: { ids: ['bao', 'xang'] },
      says: /article 1 of segment 0 and article 0 of segment 1 are both called "xang"/,
    },
  ])('columns: $why', async ({ wrong, says }) => {
    expect(await withPart('columns', writeColumns({ ...columns, ...wrong }))).toContainEqual(
      expect.stringMatching(says),
    );
  });

  test('columns: an id that a tombstone has too is no fault, one that is missing is', async () => {
    const part = writeColumns({ ...columns, ids: ['xang', 'kuril'] });
    const lines = await withPart('columns', part, { removed: { ...NO_TOMBSTONES, docs: [0] } });
    expect(lines).toEqual([
      expect.stringContaining('record 0 is not of'),
      'current.json: it says that it has 3 articles; its segments have 2 live ones',
    ]);
    const none = new PartWriter('columns').written(new Uint8Array());
    expect(await withPart('columns', none)).toEqual(
      ['ids', 'digests', 'signatures', 'fields'].map((name) => `columns: there is no column ${name}`),
    );
  });

  test.each([
    { why: 'too few', records: [{ id: 'bao', doc: {} }], says: /the table counts 1 records; 2 articles are wanted/ },
    {
      why: 'in another order',
      records: [
        { id: 'kuril', doc: {} },
        { id: 'bao', doc: {} },
      ],
      says: /record [01] is not of the article/,
    },
    {
      why: 'without an id',
      records: [{ id: 'bao', doc: {} }, { doc: {} }],
      says: /@8: record 1 is \{"doc":\{\}\}; an object with an id/,
    },
  ])('records: $why', async ({ records, says }) => {
    const lines = await withPart('records', writeRecords(records as never));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(says);
  });

  test('tombstones that take more off the counts than they are', async () => {
    const place = await withObject('versions/none', null);
    const removed = {
      docs: [1],
      words: new Map([
        ['kuril', 2],
        ['nga', 1],
      ]),
      titles: new Map([
        [7, 1],
        [8, 1],
      ]),
    };
    const segments = [{ ...segmentOf(manifest), removed }, segmentOf(manifest, 1)];
    await publish(place, await readCurrent(place), { ...manifest, articles: 2, segments });
    expect(await faultsIn(place)).toEqual([
      expect.stringMatching(/^current\.json: of 1 tombstones in the segment of .* 2 are said to hold "kuril"$/),
      expect.stringMatching(/^current\.json: of 1 tombstones in the segment of .* 2 are said to have titles$/),
    ]);
  });

  test('suggestions: counts, and an order that is not that of the keys', async () => {
    const entry = { key: 'nam kuril', text: 'Nam Kuril', count: 3, whole: false };
    expect(await withPart('suggestions', writeSuggestions([entry]))).toEqual([
      'suggestions@8: "Nam Kuril" is said to stand in 3 articles of 2',
    ]);
    const part = new PartWriter('suggestions');
    const table = new EntryWriter();
    const items = new EntryWriter();
    for (const [key, text] of [
      ['nam', 'Nấm'],
      ['nam', 'Nam'],
      ['kuril', 'Kuril'],
    ] as const) {
      items.add(key, Uint8Array.from([2, ...encodeText(text)]));
    }
    const { length } = part.add(sealed(brotliCompressSync(items.take())));
    table.add('kuril', Uint8Array.of(length));
    expect(await withPart('suggestions', part.written(table.take()))).toEqual([
      'suggestions@8: the block begins with "nam"; the table names "kuril"',
      'suggestions@8: {"key":"nam","text":"Nam"} stands behind {"key":"nam","text":"Nấm"}',
      'suggestions@8: {"key":"kuril","text":"Kuril"} stands behind {"key":"nam","text":"Nam"}',
    ]);
  });

  test('places: bytes between blocks, bytes behind them, blocks on each other, a block beyond the end', async () => {
    const part = new PartWriter('columns');
    const top = new ByteWriter();
    const place = (name: string, offset: number, length: number): void => {
      top.text(name);
      top.varint(offset);
      top.varint(length);
    };
    const block = part.add(sealed(new Uint8Array(60)));
    place('a', block.offset + 1, 10);
    place('b', block.offset + 5, 10);
    place('c', block.offset + 40, 100);
    const lines = await withPart('columns', part.written(top.take()));
    expect(lines).toEqual(
      expect.arrayContaining([
        'columns@9: the block leaves 1 bytes out: the one before it ends at 8',
        'columns@13: the block begins before 19, where the one before it ends',
        'columns@48: the block leaves 29 bytes out: the one before it ends at 19',
        'columns@48: the block ends at 148, and the part at 72',
      ]),
    );
    const behind = new PartWriter('suggestions');
    behind.add(Uint8Array.of(1, 2, 3));
    expect(await withPart('suggestions', behind.written(new Uint8Array()))).toEqual([
      'suggestions@8: 3 bytes behind the last block belong to none',
    ]);
  });

  test.each(PART_KINDS)('a table of contents of %s that is none', async (kind) => {
    const bytes = await bytesAt(keyOf(kind));
    const lines = await withPart(kind, { bytes, top: Uint8Array.of(200) });
    expect(lines).toEqual([
      expect.stringMatching(`^${kind}: its table of contents cannot be read: a block ends too early`),
    ]);
  });

  test('of very many faults the first hundred are named, the others counted', async () => {
    const terms = Object.fromEntries(Array.from({ length: 130 }, (_, i) => [`t${String(i).padStart(3, '0')}`, []]));
    const place = await withObject('versions/none', null);
    const { bytes, top } = termsPart(terms);
    const part = await writePart(place, 'terms', bytes);
    const segments = [{ ...segmentOf(manifest), terms: { ...part, top } }, segmentOf(manifest, 1)];
    await publish(place, await readCurrent(place), { ...manifest, segments });
    const { faults, more } = await verify(place);
    expect([faults.length, more]).toEqual([100, 30]);
  });
});
