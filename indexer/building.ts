/** What parts of a build leave in a store until they are joined: below `building/<job>/` the chunks that they made, and of each
 *  part a description. No reader looks here. */
import { SaolaError } from '../core/errors.ts';
import { parseContentHash, type ContentHash } from '../core/index/hash.ts';
import type { LearnedLine } from '../core/index/learned-line.ts';
import { BUILDING, FORMAT, type FieldWords } from '../core/index/manifest.ts';
import type { CallOptions, Key, Store } from '../core/store/store.ts';
import { ANALYZER } from '../core/text/analyze.ts';
import { KeptChunks } from './kept-chunks.ts';

/** Which part of how many: 1 to `of`. */
export type PartNumber = { readonly number: number; readonly of: number };

/** Each reads all sources, so that more of them than this cost more than they save. */
export const MOST_PARTS = 1_000;

export type Description = PartNumber & {
  readonly format: number;
  readonly analyzer: string;
  /** SHA-256 over the digests of all articles of the sources in their order: parts of the same sources have the same. */
  readonly sources: ContentHash;
  /** Of all the sources. */
  readonly articles: number;
  readonly skipped: number;
  readonly words: FieldWords;
  /** Of this part alone, in their order. */
  readonly chunks: readonly ContentHash[];
  /** What was learned of all the sources, for later updates. */
  readonly boilerplate: readonly LearnedLine[];
};

export const DEFAULT_JOB = 'default';

/** Throws `bad-request` for what cannot be a step of a key. */
export function checkJob(job: string): void {
  if (/^[a-z0-9][a-z0-9_-]{0,79}$/.test(job)) return;
  throw new SaolaError(
    'bad-request',
    `A job is called by small letters, digits, - and _, 80 of them at most; found "${job}".`,
  );
}

export function checkPart({ number, of }: PartNumber): void {
  const isWhole = Number.isSafeInteger(number) && Number.isSafeInteger(of);
  if (isWhole && number >= 1 && number <= of && of <= MOST_PARTS) return;
  throw new SaolaError('bad-request', `A part is 1/n to n/n, n at most ${MOST_PARTS}; found ${number}/${of}.`);
}

export const chunksOf = (store: Store, job: string): KeptChunks => new KeptChunks(store, `${BUILDING}${job}/`);

export const descriptionKey = (job: string, { number, of }: PartNumber): Key =>
  `${BUILDING}${job}/${number}-of-${of}.json`;

export async function describe(store: Store, job: string, description: Description, options: CallOptions = {}) {
  const text = JSON.stringify(description);
  await store.put(descriptionKey(job, description), new TextEncoder().encode(text), options);
}

/** All that stand there, by their numbers. Throws `index-malformed` for one that is not as `describe` wrote it. */
export async function descriptions(store: Store, job: string, options: CallOptions = {}): Promise<Description[]> {
  const found: Description[] = [];
  for await (const { key } of store.list(`${BUILDING}${job}/`, options)) {
    if (!/\/\d+-of-\d+\.json$/.test(key)) continue;
    const stored = await store.get(key, options);
    if (stored) found.push(parsed(stored.bytes, key));
  }
  return found.toSorted((a, b) => a.of - b.of || a.number - b.number);
}

function parsed(bytes: Uint8Array, key: Key): Description {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    json = null;
  }
  const { format, analyzer, sources, articles, skipped, words, chunks, boilerplate, number, of } = objectOf(json);
  const { title, body } = objectOf(words);
  const hash = parseContentHash(sources);
  const lines = linesOf(boilerplate);
  const names = Array.isArray(chunks) ? chunks.map(parseContentHash) : [null];
  const numbers = { format, articles, skipped, number, of, title, body };
  const isOne = counts(numbers) && key.endsWith(`/${numbers.number}-of-${numbers.of}.json`);
  if (isOne && typeof analyzer === 'string' && hash !== null && lines && names.every((name) => name !== null)) {
    return {
      format: numbers.format,
      analyzer,
      sources: hash,
      articles: numbers.articles,
      skipped: numbers.skipped,
      words: { title: numbers.title, body: numbers.body },
      chunks: names,
      boilerplate: lines,
      number: numbers.number,
      of: numbers.of,
    };
  }
  throw new SaolaError('index-malformed', `${key} is not the description of a part. Build that part again.`);
}

const isLine = (each: { readonly line: unknown; readonly articles: unknown }): each is LearnedLine =>
  typeof each.line === 'string' && each.line !== '' && counts({ articles: each.articles });

/** `null` where it is no list of lines. */
function linesOf(value: unknown): LearnedLine[] | null {
  if (!Array.isArray(value)) return null;
  const lines = value.map(objectOf).map(({ line, articles }) => ({ line, articles }));
  return lines.every(isLine) ? lines : null;
}

type Json = Readonly<Record<string, unknown>>;
const objectOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

function counts<Name extends string>(values: Readonly<Record<Name, unknown>>): values is Record<Name, number> {
  return Object.values(values).every((value) => Number.isSafeInteger(value) && (value as number) >= 0);
}

/** The descriptions of all parts of one build, in order. Throws `bad-source` where one is missing, or where they are not of one
 *  build; what is to be done about it stands in the message. */
export function checkWhole(
  found: readonly Description[],
  job: string,
  where: string,
): readonly [Description, ...Description[]] {
  const [first, ...rest] = found;
  if (!first) {
    throw new SaolaError(
      'bad-source',
      `${where} holds no part of job "${job}". Build parts first: saola index <source…> --store ${where} --part 1/8, and so on.`,
    );
  }
  const sizes = [...new Set(found.map(({ of }) => of))];
  if (sizes.length > 1) {
    throw new SaolaError(
      'bad-source',
      `Job "${job}" holds parts of builds in ${sizes.join(' and in ')} parts. Build all of one kind under a job of its own: --job <name>.`,
    );
  }
  const missing = missingOf(found);
  if (missing.length > 0) {
    throw new SaolaError(
      'bad-source',
      `Of ${first.of} parts of job "${job}" there ${missing.length === 1 ? 'lacks' : 'lack'} ${missing.join(', ')}. Build ${missing.length === 1 ? 'it' : 'them'} with --part ${missing[0]}/${first.of}${missing.length > 1 ? ' and so on' : ''}.`,
    );
  }
  for (const { number, format, analyzer } of found) {
    if (format === FORMAT && analyzer === ANALYZER) continue;
    throw new SaolaError(
      'bad-source',
      `Part ${number} of job "${job}" was built by another version of Saola (format ${format}, analyzer ${analyzer}; this one has ${FORMAT}, ${ANALYZER}). Build it again with this one.`,
    );
  }
  const others = rest.filter((each) => !isOfSame(first, each)).map(({ number }) => number);
  if (others.length > 0) {
    throw new SaolaError(
      'bad-source',
      `Parts of job "${job}" were built of different sources: ${others.join(', ')} not of those of part ${first.number} (${first.articles} articles). Build those again whose sources are out of date.`,
    );
  }
  return [first, ...rest];
}

const isOfSame = (a: Description, b: Description): boolean =>
  a.sources === b.sources &&
  a.articles === b.articles &&
  a.words.title === b.words.title &&
  a.words.body === b.words.body;

/** The numbers of the parts that are not described, of a build in as many parts as the first of `found` says. */
export function missingOf(found: readonly PartNumber[]): number[] {
  const of = found[0]?.of ?? 0;
  const there = new Set(found.flatMap((each) => (each.of === of ? [each.number] : [])));
  return Array.from({ length: of }, (_, i) => i + 1).filter((number) => !there.has(number));
}
