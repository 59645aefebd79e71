/** The manifest: one live version of an index, whole. `current.json` and `versions/<version>.json` hold the same bytes.
 *  Bytes from outside become a `Manifest` only through `parseManifest`. */
import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { SaolaError } from '../errors.ts';
import { parseContentHash } from './hash.ts';
import type { LearnedLine } from './learned-line.ts';
import { decodeTombstones, encodeTombstones, type Tombstones } from './tombstones.ts';
import type { ContentHash } from './hash.ts';

/** Grows whenever bytes that are already stored would be read differently. */
export const FORMAT = 5;

/** `<sequence>-<12 hex digits of the content>`, the sequence with at least eight digits: sorts by age, and no two
 *  publishes share one. */
export type VersionId = string & { readonly __brand: 'VersionId' };

/** An immutable object below `segments/`, named by its own content. */
export type Part = { readonly sha256: ContentHash; readonly bytes: number };

/** A part together with the little table that says where in it a reader has to look, so that no read is spent on that. */
export type IndexedPart = Part & { readonly top: Uint8Array };

export type Segment = {
  readonly articles: number;
  readonly terms: IndexedPart;
  readonly columns: IndexedPart;
  readonly records: IndexedPart;
  readonly suggestions: IndexedPart;
  /** Of the articles that are no longer live. @default none */
  readonly removed?: Tombstones;
};

/** The parts of a segment; also the ending of their keys. */
export const PART_KINDS = ['terms', 'columns', 'records', 'suggestions'] as const;
export type PartKind = (typeof PART_KINDS)[number];

/** Frozen in a version: what length normalisation divides by, in syllables. */
export type Statistics = { readonly averageTitle: number; readonly averageBody: number };

/** Words in each field, as `Statistics` counts them. */
export type FieldWords = { readonly title: number; readonly body: number };

/** Forms that a query may take for one another. */
export type SynonymGroup = {
  /** Two or more, as the site's file has them. */
  readonly forms: readonly string[];
  /** The first stands for the others too, and no other for any. @default each stands for each */
  readonly oneWay?: true;
};

/** What one publish puts live; sequence, name and time are given to it as it goes live. */
export type VersionContent = {
  readonly analyzer: string;
  readonly articles: number;
  readonly statistics: Statistics;
  /** Of all live articles together: they tell when the averages in `statistics` are out of date. */
  readonly words: FieldWords;
  readonly segments: readonly Segment[];
  /** Those of the site's own file. @default none */
  readonly synonyms?: readonly SynonymGroup[];
  /** Lines that were taken out of bodies, for the articles of later updates. @default none */
  readonly boilerplate?: readonly LearnedLine[];
  /** The version whose content this is again, after a rollback. */
  readonly restores?: VersionId;
};

export type Manifest = VersionContent & {
  readonly format: typeof FORMAT;
  /** 1 for the first publish; only ever grows. */
  readonly sequence: number;
  readonly version: VersionId;
  /** ISO 8601, UTC. */
  readonly publishedAt: string;
  /** Drawn for each publish: tells it from another of the same content at the same moment. */
  readonly nonce: string;
};

/** The only key whose bytes ever change. */
export const CURRENT = 'current.json';
/** Stands there while a clean-up deletes parts. */
export const CLEANING = 'cleaning.json';
export const VERSIONS = 'versions/';
export const SEGMENTS = 'segments/';
/** What parts of a build leave until they are joined; no reader looks here. */
export const BUILDING = 'building/';

export function partKey(kind: PartKind, part: Part): string {
  return `${SEGMENTS}${part.sha256}.${kind}`;
}

/** Whether a key is one that `partKey` makes. */
export function isPartKey(key: string): boolean {
  const [, hash, kind] = /^segments\/([^./]+)\.([a-z]+)$/.exec(key) ?? [];
  return parseContentHash(hash) !== null && PART_KINDS.some((each) => each === kind);
}

export function versionKey(version: VersionId): string {
  return `${VERSIONS}${version}.json`;
}

/** `null` where `text` is not the name of a version. */
export function parseVersionId(text: unknown): VersionId | null {
  return typeof text === 'string' && /^\d{8,15}-[0-9a-f]{12}$/.test(text) ? (text as VersionId) : null;
}

export function sequenceOf(version: VersionId): number {
  return Number(version.slice(0, version.indexOf('-')));
}

/** Gives `content` its name, which is made of the bytes that say everything else, and returns both forms of it. */
export function sealManifest(
  content: VersionContent,
  { sequence, publishedAt, nonce }: Pick<Manifest, 'sequence' | 'publishedAt' | 'nonce'>,
): { readonly manifest: Manifest; readonly bytes: Uint8Array } {
  const { analyzer, articles, statistics, words, synonyms, boilerplate, segments, restores } = content;
  const unnamed: Manifest = {
    format: FORMAT,
    version: versionId(sequence, NO_DIGEST),
    sequence,
    publishedAt,
    nonce,
    analyzer,
    articles,
    statistics,
    words,
    ...(synonyms?.length && { synonyms }),
    ...(boilerplate?.length && { boilerplate }),
    segments,
    ...(restores !== undefined && { restores }),
  };
  const manifest = { ...unnamed, version: nameOf(toJson(unnamed), unnamed.version) };
  return { manifest, bytes: serializeManifest(manifest) };
}

/** The same manifest gives the same bytes. */
export function serializeManifest(manifest: Manifest): Uint8Array {
  return new Uint8Array(Buffer.from(toJson(manifest)));
}

/** Throws `index-format` for another format, `index-malformed` for bytes that are not a manifest or not as they were
 *  published. `where` names the object in the message. */
export function parseManifest(bytes: Uint8Array, where: string = CURRENT): Manifest {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const json = parseJson(text, where);
  if (json['format'] !== FORMAT) {
    throw new SaolaError(
      'index-format',
      `${where} has format ${show(json['format'])}; this version of Saola reads format ${FORMAT}. ` +
        `Use the Saola that published it, or rebuild with this one: saola index … --full.`,
    );
  }
  const version = parseVersionId(json['version']) ?? malformed(where, 'version', json['version'], 'a version name');
  if (nameOf(text, version) !== version) {
    throw new SaolaError(
      'index-malformed',
      `${where} is not as it was published: its bytes belong to version ${nameOf(text, version)}, its name says ` +
        `${version}. ${ADVICE}`,
    );
  }
  const at = new Fields(json, where);
  const sequence = at.count('sequence');
  if (sequence !== sequenceOf(version)) malformed(where, 'sequence', sequence, `that of version ${version}`);
  const restores = json['restores'];
  return {
    format: FORMAT,
    sequence,
    version,
    publishedAt: at.time('publishedAt'),
    nonce: at.text('nonce'),
    analyzer: at.text('analyzer'),
    articles: at.count('articles'),
    statistics: parseStatistics(at.object('statistics')),
    words: parseWords(at.object('words')),
    ...(at.has('synonyms') && { synonyms: at.list('synonyms').map(parseGroup) }),
    ...(at.has('boilerplate') && {
      boilerplate: at
        .list('boilerplate')
        .map((line) => ({ line: line.text('line'), articles: line.count('articles') })),
    }),
    segments: at.list('segments').map(parseSegment),
    ...(restores !== undefined && {
      restores: parseVersionId(restores) ?? malformed(where, 'restores', restores, 'a version name'),
    }),
  };
}

const ADVICE = 'Go back to a kept version (saola rollback) or publish again (saola index … --full).';
const NO_DIGEST = '0'.repeat(12);

function versionId(sequence: number, digest: string): VersionId {
  return `${String(sequence).padStart(8, '0')}-${digest}` as VersionId;
}

/** The name that belongs to the text of a manifest called `version`. The name stands in the text it is made of, so its
 *  own digits count as zeros. */
function nameOf(text: string, version: VersionId): VersionId {
  const sequence = sequenceOf(version);
  const unnamed = text.replace(version, versionId(sequence, NO_DIGEST));
  return versionId(sequence, createHash('sha256').update(unnamed).digest('hex').slice(0, NO_DIGEST.length));
}

/** Field by field, so that the order of an object's making never shows; `version` before anything that may hold it. */
function toJson(manifest: Manifest): string {
  const {
    format,
    version,
    sequence,
    publishedAt,
    nonce,
    analyzer,
    articles,
    statistics,
    words,
    synonyms,
    boilerplate,
    segments,
    restores,
  } = manifest;
  return JSON.stringify({
    format,
    version,
    sequence,
    publishedAt,
    nonce,
    ...(restores !== undefined && { restores }),
    analyzer,
    articles,
    statistics: { averageTitle: statistics.averageTitle, averageBody: statistics.averageBody },
    words: { title: words.title, body: words.body },
    synonyms: synonyms?.map(({ forms, oneWay }) => ({ forms, oneWay })), // JSON leaves out what is not there
    boilerplate: boilerplate?.map((each) => ({ line: each.line, articles: each.articles })),
    segments: segments.map((segment) => ({
      articles: segment.articles,
      terms: partToJson(segment.terms),
      columns: partToJson(segment.columns),
      records: partToJson(segment.records),
      suggestions: partToJson(segment.suggestions),
      removed: segment.removed?.docs.length ? tombstonesToJson(segment.removed) : undefined, // which JSON leaves out
    })),
  });
}

function partToJson({ sha256, bytes, top }: IndexedPart): { sha256: string; bytes: number; top: string } {
  return { sha256, bytes, top: base64(pack(top)) };
}

function tombstonesToJson(removed: Tombstones): Readonly<Record<keyof Tombstones, string>> {
  const { docs, words, titles } = encodeTombstones(removed);
  return { docs: base64(docs), words: base64(words), titles: base64(titles) };
}

/** Every cold start reads the manifest and every publish writes it twice: 9 makes the tables 40 % smaller, in some
 *  milliseconds. */
const pack = (bytes: Uint8Array): Uint8Array =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

type Json = Readonly<Record<string, unknown>>;

function parseJson(text: string, where: string): Json {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new SaolaError('index-malformed', `${where} is not JSON: ${String(cause)}. ${ADVICE}`, { cause });
  }
  return isObject(json) ? json : malformed(where, 'whole', json, 'an object');
}

function parseStatistics(at: Fields): Statistics {
  return { averageTitle: at.measure('averageTitle'), averageBody: at.measure('averageBody') };
}

function parseSegment(at: Fields): Segment {
  const articles = at.count('articles');
  return {
    articles,
    terms: parsePart(at.object('terms')),
    columns: parsePart(at.object('columns')),
    records: parsePart(at.object('records')),
    suggestions: parsePart(at.object('suggestions')),
    ...(at.has('removed') && { removed: parseTombstones(at.object('removed'), articles) }),
  };
}

function parseTombstones(at: Fields, articles: number): Tombstones {
  const encoded = { docs: at.base64('docs'), words: at.base64('words'), titles: at.base64('titles') };
  return decodeTombstones(encoded, articles);
}

function parseWords(at: Fields): FieldWords {
  return { title: at.count('title'), body: at.count('body') };
}

function parseGroup(at: Fields): SynonymGroup {
  return { forms: at.texts('forms', 2), ...(at.flag('oneWay') && { oneWay: true }) };
}

function parsePart(at: Fields): IndexedPart {
  return { sha256: at.hash('sha256'), bytes: at.count('bytes'), top: at.packed('top') };
}

/** Takes the fields of one JSON object, each as what it has to be. */
class Fields {
  readonly #json: Json;
  readonly #where: string;
  constructor(json: Json, where: string) {
    this.#json = json;
    this.#where = where;
  }

  text(name: string): string {
    const value = this.#json[name];
    return typeof value === 'string' && value !== '' ? value : this.#refuse(name, 'a text');
  }
  /** `least` of them or more. */
  texts(name: string, least: number): string[] {
    const value: unknown = this.#json[name];
    return Array.isArray(value) && value.length >= least && value.every(isText)
      ? (value as string[])
      : this.#refuse(name, `a list of ${least} texts or more`);
  }
  /** What is not there is false. */
  flag(name: string): boolean {
    return this.has(name) && (this.#json[name] === true || this.#refuse(name, 'true or nothing'));
  }
  count(name: string): number {
    const value = this.#json[name];
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
      ? value
      : this.#refuse(name, 'a whole number from 0 on');
  }
  has(name: string): boolean {
    return this.#json[name] !== undefined;
  }
  measure(name: string): number {
    const value = this.#json[name];
    return typeof value === 'number' && Number.isFinite(value) && value >= 0
      ? value
      : this.#refuse(name, 'a number from 0 on');
  }
  time(name: string): string {
    const value = this.#json[name];
    const time = typeof value === 'string' ? new Date(value) : undefined;
    return time && !Number.isNaN(time.getTime()) && time.toISOString() === value
      ? value
      : this.#refuse(name, 'a time in ISO 8601, UTC');
  }
  hash(name: string): ContentHash {
    return parseContentHash(this.#json[name]) ?? this.#refuse(name, 'a SHA-256 in lower-case hex');
  }
  base64(name: string): Uint8Array {
    const value = this.#json[name];
    // Node's decoder skips what is not base64; only text that comes back the same was.
    const bytes = Buffer.from(typeof value === 'string' ? value : '', 'base64');
    return bytes.toString('base64') === value ? new Uint8Array(bytes) : this.#refuse(name, 'base64');
  }
  packed(name: string): Uint8Array {
    try {
      return new Uint8Array(brotliDecompressSync(this.base64(name)));
    } catch (error) {
      if (error instanceof SaolaError) throw error;
      return this.#refuse(name, 'Brotli in base64');
    }
  }
  object(name: string): Fields {
    const value = this.#json[name];
    return isObject(value) ? new Fields(value, `${this.#where}: ${name}`) : this.#refuse(name, 'an object');
  }
  list(name: string): Fields[] {
    const value: unknown = this.#json[name];
    if (!Array.isArray(value)) return this.#refuse(name, 'a list');
    return value.map((item: unknown, place) =>
      isObject(item)
        ? new Fields(item, `${this.#where}: ${name}[${place}]`)
        : malformed(this.#where, `${name}[${place}]`, item, 'an object'),
    );
  }
  #refuse(name: string, wanted: string): never {
    return malformed(this.#where, name, this.#json[name], wanted);
  }
}

function malformed(where: string, name: string, found: unknown, wanted: string): never {
  throw new SaolaError('index-malformed', `${where}: ${name} is ${show(found)}; ${wanted} is wanted. ${ADVICE}`);
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
