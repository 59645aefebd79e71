/** Manifests: the same bytes for the same version, and nothing taken from bytes that is not in order. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentHash } from '../../../core/index/hash.ts';
import {
  FORMAT,
  parseManifest,
  parseVersionId,
  partKey,
  sealManifest,
  sequenceOf,
  serializeManifest,
  versionKey,
} from '../../../core/index/manifest.ts';
import { versionOf } from '../../support/some-version.ts';
import type { Tombstones } from '../../../core/index/tombstones.ts';
import type { IndexedPart, Segment, SynonymGroup, VersionContent } from '../../../core/index/manifest.ts';

const naming = { sequence: 12, publishedAt: '2024-06-28T03:04:05.678Z', nonce: 'một lần' };
const content = versionOf('Quần đảo Nam Kuril', 'G20 họp tại Osaka');
const sealed = sealManifest(content, naming);

/** The manifest with something about its JSON changed, under the name that is right for it unless `name` says otherwise. */
function changed(change: (json: Record<string, unknown>) => void, name: 'right' | 'old' = 'right'): Uint8Array {
  const json = JSON.parse(Buffer.from(sealed.bytes).toString());
  change(json);
  const text = JSON.stringify(json);
  if (name === 'old') return Buffer.from(text);
  // What the refusal says the name would have to be.
  const wanted = /belong to version (\S+),/.exec(messageOf(Buffer.from(text)))?.[1];
  return Buffer.from(text.replace(sealed.manifest.version, wanted ?? sealed.manifest.version));
}

function messageOf(bytes: Uint8Array): string {
  try {
    parseManifest(bytes);
    return '';
  } catch (error) {
    return String(error);
  }
}

describe('a sealed manifest', () => {
  test('says what was put in, and how it is called', () => {
    expect(sealed.manifest).toEqual({
      ...content,
      ...naming,
      format: FORMAT,
      version: expect.stringMatching(/^00000012-[0-9a-f]{12}$/),
    });
    expect(sequenceOf(sealed.manifest.version)).toBe(12);
    expect(versionKey(sealed.manifest.version)).toBe(`versions/${sealed.manifest.version}.json`);
  });

  test('comes back from its bytes, and gives them again', () => {
    const parsed = parseManifest(sealed.bytes);
    expect(parsed).toEqual(sealed.manifest);
    expect(Buffer.from(serializeManifest(parsed))).toEqual(Buffer.from(sealed.bytes));
  });

  test('has the same bytes in whatever order it was made', () => {
    const reversed = <T extends object>(value: T): T => {
      const entries = Object.entries(value)
        .toReversed()
        .map(([name, field]): [string, unknown] => [name, tidy(field)]);
      return Object.assign(Object.create(null), Object.fromEntries(entries));
    };
    const tidy = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(tidy);
      return typeof value === 'object' && value !== null && !(value instanceof Uint8Array) ? reversed(value) : value;
    };
    expect(Buffer.from(sealManifest(reversed(content), naming).bytes)).toEqual(Buffer.from(sealed.bytes));
  });

  test.each([
    { what: 'sequence', other: sealManifest(content, { ...naming, sequence: 13 }) },
    { what: 'time', other: sealManifest(content, { ...naming, publishedAt: '2024-06-28T03:04:05.679Z' }) },
    { what: 'nonce', other: sealManifest(content, { ...naming, nonce: 'lần khác' }) },
    { what: 'analyzer', other: sealManifest({ ...content, analyzer: 'khác' }, naming) },
    { what: 'articles', other: sealManifest({ ...content, articles: 7 }, naming) },
    { what: 'segments', other: sealManifest({ ...content, segments: content.segments.slice(1) }, naming) },
    {
      what: 'learned lines',
      other: sealManifest({ ...content, boilerplate: [{ line: 'tin liên quan', articles: 3 }] }, naming),
    },
    { what: 'synonyms', other: sealManifest({ ...content, synonyms: [{ forms: ['xe hơi', 'ô tô'] }] }, naming) },
    { what: 'restored version', other: sealManifest({ ...content, restores: sealed.manifest.version }, naming) },
  ])('has another name with another $what', ({ other }) => {
    expect(other.manifest.version).not.toBe(sealed.manifest.version);
    expect(parseManifest(other.bytes)).toEqual(other.manifest);
  });

  test('sorts by age as a name, up to eight digits, and stays one beyond', () => {
    const names = [1, 9, 10, 99_999_999].map(
      (sequence) => sealManifest(content, { ...naming, sequence }).manifest.version,
    );
    expect(names.toSorted()).toEqual(names);
    const later = sealManifest(content, { ...naming, sequence: 100_000_000 });
    expect(parseManifest(later.bytes)).toEqual(later.manifest);
  });

  test('of any content comes back from its bytes', () => {
    const count = fc.integer({ min: 0, max: 2 ** 40 });
    const part: fc.Arbitrary<IndexedPart> = fc.record({
      sha256: fc.uint8Array().map(contentHash),
      bytes: count,
      top: fc.uint8Array(),
    });
    const counts = fc.integer({ min: 1, max: 1e6 });
    const tombstones: fc.Arbitrary<Tombstones> = fc.record({
      docs: fc.uniqueArray(fc.nat(999), { minLength: 1 }).map((docs) => docs.toSorted((a, b) => a - b)),
      words: fc.array(fc.tuple(fc.string({ minLength: 1, unit: 'grapheme' }), counts)).map((list) => new Map(list)),
      titles: fc.array(fc.tuple(fc.integer({ min: 0, max: 0xffffffff }), counts)).map((list) => new Map(list)),
    });
    const segment: fc.Arbitrary<Segment> = fc.record(
      {
        articles: fc.integer({ min: 1_000, max: 1e9 }),
        terms: part,
        columns: part,
        records: part,
        suggestions: part,
        removed: tombstones,
      },
      { requiredKeys: ['articles', 'terms', 'columns', 'records', 'suggestions'] },
    );
    const average = fc.double({ min: 0, max: 1e9, noNaN: true }).map((value) => value + 0); // not -0
    const forms = fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { minLength: 2, maxLength: 3 });
    const group: fc.Arbitrary<SynonymGroup> = fc.record(
      { forms, oneWay: fc.constant<true>(true) },
      { requiredKeys: ['forms'] },
    );
    const any: fc.Arbitrary<VersionContent> = fc.record(
      {
        analyzer: fc.string({ minLength: 1, unit: 'grapheme' }),
        articles: count,
        statistics: fc.record({ averageTitle: average, averageBody: average }),
        words: fc.record({ title: count, body: count }),
        synonyms: fc.array(group, { minLength: 1, maxLength: 3 }),
        boilerplate: fc.array(fc.record({ line: fc.string({ minLength: 1 }), articles: fc.nat() }), {
          minLength: 1,
          maxLength: 3,
        }),
        segments: fc.array(segment, { maxLength: 3 }),
      },
      { requiredKeys: ['analyzer', 'articles', 'statistics', 'words', 'segments'] },
    );
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 2 ** 40 }), (value, sequence) => {
        const { manifest, bytes } = sealManifest(value, { ...naming, sequence });
        expect(parseManifest(bytes)).toEqual(manifest);
      }),
    );
  });
});

describe('bytes that are not a manifest', () => {
  const long = 'x'.repeat(100);
  test.each([
    { why: 'nothing', bytes: Buffer.from(''), says: /^current\.json is not JSON/ },
    { why: 'half of one', bytes: sealed.bytes.subarray(0, sealed.bytes.length / 2), says: /is not JSON/ },
    { why: 'an error page', bytes: Buffer.from('<html>'), says: /is not JSON/ },
    { why: 'a list', bytes: Buffer.from('[]'), says: /whole is \[\]; an object is wanted/ },
    { why: 'null', bytes: Buffer.from('null'), says: /whole is null; an object is wanted/ },
    {
      why: 'no version',
      bytes: changed((json) => delete json['version'], 'old'),
      says: /version is missing; a version name is wanted/,
    },
    {
      why: 'another version’s name',
      bytes: changed((json) => (json['version'] = '00000012-000000000000'), 'old'),
      says: /is not as it was published: its bytes belong to version 00000012-[0-9a-f]{12}, its name says 00000012-000000000000/,
    },
    {
      why: 'one figure other',
      bytes: changed((json) => (json['articles'] = 7), 'old'),
      says: /not as it was published/,
    },
    {
      why: 'a sequence that is not its name’s',
      bytes: changed((json) => (json['sequence'] = 13)),
      says: /sequence is 13; that of version 00000012/,
    },
    {
      why: 'a time in another zone',
      bytes: changed((json) => (json['publishedAt'] = '2024-06-28T10:04:05+07:00')),
      says: /publishedAt is "2024-06-28T10:04:05\+07:00"; a time in ISO 8601, UTC/,
    },
    { why: 'no nonce', bytes: changed((json) => delete json['nonce']), says: /nonce is missing; a text is wanted/ },
    {
      why: 'an analyzer of nothing',
      bytes: changed((json) => (json['analyzer'] = '')),
      says: /analyzer is ""; a text/,
    },
    {
      why: 'half an article',
      bytes: changed((json) => (json['articles'] = 1.5)),
      says: /articles is 1\.5; a whole number/,
    },
    {
      why: 'less than no articles',
      bytes: changed((json) => (json['articles'] = -1)),
      says: /articles is -1; a whole number/,
    },
    {
      why: 'no statistics',
      bytes: changed((json) => (json['statistics'] = [1, 2])),
      says: /statistics is \[1,2\]; an object/,
    },
    {
      why: 'an average that is none',
      bytes: changed((json) => (json['statistics'] = { averageTitle: '9', averageBody: 1 })),
      says: /statistics: averageTitle is "9"; a number from 0 on/,
    },
    { why: 'no segments', bytes: changed((json) => (json['segments'] = {})), says: /segments is \{\}; a list/ },
    {
      why: 'a segment that is none',
      bytes: changed((json) => (json['segments'] = [long])),
      says: /segments\[0\] is "x{59}…; an object/,
    },
    {
      why: 'a part without a hash',
      bytes: changed((json) => put(json, 'sha256', 'ABC')),
      says: /segments\[1\]: terms: sha256 is "ABC"; a SHA-256/,
    },
    {
      why: 'a part without a length',
      bytes: changed((json) => put(json, 'bytes', null)),
      says: /segments\[1\]: terms: bytes is null; a whole number/,
    },
    {
      why: 'a top that is not base64',
      bytes: changed((json) => put(json, 'top', 'đ')),
      says: /segments\[1\]: terms: top is "đ"; base64/,
    },
    {
      why: 'no top',
      bytes: changed((json) => put(json, 'top', undefined)),
      says: /segments\[1\]: terms: top is missing; base64/,
    },
    {
      why: 'a learned line that is none',
      bytes: changed((json) => (json['boilerplate'] = [{ line: '', articles: 3 }])),
      says: /boilerplate\[0\]: line is ""; a text/,
    },
    {
      why: 'synonyms that are none',
      bytes: changed((json) => (json['synonyms'] = [['xe hơi', 'ô tô']])),
      says: /synonyms\[0\] is \["xe hơi","ô tô"\]; an object/,
    },
    {
      why: 'a synonym of nothing',
      bytes: changed((json) => (json['synonyms'] = [{ forms: ['xe hơi'] }])),
      says: /synonyms\[0\]: forms is \["xe hơi"\]; a list of 2 texts or more/,
    },
    {
      why: 'an empty form',
      bytes: changed((json) => (json['synonyms'] = [{ forms: ['xe hơi', ''] }])),
      says: /synonyms\[0\]: forms is \["xe hơi",""\]; a list of 2 texts or more/,
    },
    {
      why: 'a direction that is none',
      bytes: changed((json) => (json['synonyms'] = [{ forms: ['xe hơi', 'ô tô'], oneWay: false }])),
      says: /synonyms\[0\]: oneWay is false; true or nothing/,
    },
    {
      why: 'a restored version that is none',
      bytes: changed((json) => (json['restores'] = '12')),
      says: /restores is "12"; a version name/,
    },
  ])('$why is refused, with what is wanted and what to do', ({ bytes, says }) => {
    const refusal = { code: 'index-malformed', message: expect.stringMatching(says) };
    expect(() => parseManifest(bytes)).toThrow(expect.objectContaining(refusal));
    expect(messageOf(bytes)).toMatch(/saola rollback.*saola index … --full/);
  });

  test('no change of a single byte is taken', () => {
    fc.assert(
      fc.property(fc.nat(sealed.bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, bits) => {
        const bytes = Uint8Array.from(sealed.bytes);
        bytes[place] = (bytes[place] ?? 0) ^ bits;
        expect(() => parseManifest(bytes)).toThrow(expect.objectContaining({ name: 'SaolaError' }));
      }),
      { numRuns: 500 },
    );
  });

  test.each([1, 2, 3, 4, 6, 0, '5', null, undefined])(
    'format %j is refused, with both formats and what to do',
    (format) => {
      const bytes = changed((json) => (json['format'] = format), 'old');
      expect(() => parseManifest(bytes, 'báo: current.json')).toThrow(
        expect.objectContaining({
          code: 'index-format',
          message: expect.stringMatching(
            /^báo: current\.json has format (1|2|3|4|6|0|"5"|null|missing); .*reads format 5\. .*--full/,
          ),
        }),
      );
    },
  );

  test('what it does not know does not disturb it', () => {
    const bytes = changed((json) => (json['sauNay'] = { màu: 'đỏ' }));
    expect(parseManifest(bytes).articles).toBe(content.articles);
  });
});

test.each([
  '',
  '12',
  '00000012',
  '00000012-0123456789AB',
  '0000012-0123456789ab',
  '00000012-0123456789ab/../x',
  '../current',
])('%j is not the name of a version', (text) => expect(parseVersionId(text)).toBeNull());

test('a part is called by its hash and its kind', () => {
  const [segment] = content.segments;
  expect(segment && partKey('terms', segment.terms)).toMatch(/^segments\/[0-9a-f]{64}\.terms$/);
});

function put(json: Record<string, unknown>, name: string, value: unknown): void {
  const terms: unknown = Object(Array.isArray(json['segments']) ? json['segments'][1] : null).terms;
  Object.assign(Object(terms), { [name]: value });
}
