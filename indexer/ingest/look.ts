/** Given the key of an object, here is what stands there now: nothing, or articles, which wait in a spool. */
import { SaolaError } from '../../core/errors.ts';
import type { S3Object, S3Objects } from '../../core/store/s3-objects.ts';
import { digestText } from '../read-articles.ts';
import { digestOf, Spool } from '../spool.ts';
import type { Scratch } from '../scratch.ts';
import { isReadBelow } from '../sources/fetch/bucket.ts';
import { readSources } from '../sources/read.ts';
import type { Problem } from '../sources/source.ts';
import type { Holding } from './holdings.ts';

export type Looked = {
  /** `null`: nothing stands there, or nothing that articles are in. */
  readonly object: S3Object | null;
  /** Each with its digest as text. */
  readonly articles: ReadonlyMap<string, string>;
  /** Something in it could not be read: what came of it before may be among that. */
  readonly isBroken: boolean;
  /** `null`: it is as it was when it was read before, and was not read again. */
  readonly spool: Spool | null;
  readonly skipped: number;
};

export type LookOptions = {
  /** Of the articles that wait. */
  readonly scratch: Scratch;
  readonly now?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProblem?: ((problem: Problem) => void) | undefined;
  /** Read it even where it has not changed. @default false */
  readonly anew?: boolean;
};

/** An object that is replaced while it is read is read from the beginning so many times. */
const TRIES = 3;

const NOTHING = { articles: new Map<string, string>(), isBroken: false, spool: null, skipped: 0 };

/** Throws what the store throws. What is wrong with the object itself is told by `onProblem`, and throws nothing. */
export async function look(
  objects: S3Objects,
  key: string,
  before: Holding | undefined,
  options: LookOptions,
): Promise<Looked> {
  const { keyPrefix } = objects.place;
  const call = options.signal ? { signal: options.signal } : {};
  if (!key.startsWith(keyPrefix) || !isReadBelow(key.slice(keyPrefix.length))) return { ...NOTHING, object: null };
  for (let attempt = 1; ; attempt += 1) {
    const object = await objects.find(key, call);
    if (!object) return { ...NOTHING, object };
    if (before && isSame(object, before) && !options.anew) return { ...NOTHING, object, articles: before.articles };
    const problems: Problem[] = [];
    try {
      const looked = await read(objects, object, { ...options, onProblem: (problem) => problems.push(problem) });
      for (const problem of problems) options.onProblem?.(problem);
      return looked;
    } catch (error) {
      if (attempt === TRIES || !(error instanceof SaolaError && error.code === 'store-unavailable')) throw error;
    }
  }
}

/** The time too: who puts the same bytes again wants them read again. An article of tomorrow may be one of today by then. */
const isSame = ({ tag, modified }: S3Object, { object }: Holding): boolean =>
  object !== null && object.tag === tag && object.modified === modified.getTime();

async function read(
  objects: S3Objects,
  object: S3Object,
  { scratch, now, signal, onProblem }: LookOptions,
): Promise<Looked> {
  const { bucket, keyPrefix } = objects.place;
  let trouble: Error | null = null;
  const only: S3Objects = {
    ...objects,
    async *list() {
      yield object;
    },
    // To who reads sources it is one more problem of the object; here it is a reason to try again.
    async *read(...asked) {
      try {
        yield* objects.read(...asked);
      } catch (error) {
        trouble = error instanceof Error ? error : new Error(String(error));
        throw error;
      }
    },
  };
  const spool = new Spool(scratch);
  const articles = new Map<string, string>();
  let [skipped, problems] = [0, 0];
  const found = readSources([`s3://${bucket}/${keyPrefix.slice(0, -1)}`], {
    net: { objects: () => only },
    ...(now !== undefined && { now }),
    ...(signal && { signal }),
  });
  for await (const each of found) {
    if ('problem' in each) {
      if (each.problem.kind === 'skipped') skipped += 1;
      problems += 1;
      onProblem?.(each.problem);
      continue;
    }
    const digest = digestOf(each.article);
    spool.add(each.article, digest);
    articles.set(each.article.id, digestText(digest));
  }
  if (trouble) throw trouble as Error;
  // An empty file is a warning. It is a failed export more often than a wish to have everything gone.
  const isBroken = skipped > 0 || (articles.size === 0 && problems > 0);
  return { object, articles, isBroken, spool, skipped };
}
