/** Given `s3://bucket/prefix`, returns every article in the objects there, read as files of the same names are. What has not
 *  changed since it was read, by its tag in the listing, is not read again. */
import { SaolaError } from '../../../core/errors.ts';
import type { S3Object, S3Objects } from '../../../core/store/s3-objects.ts';
import { unpacked, whatBroke, type Chunks } from '../bytes.ts';
import { readContent } from '../content.ts';
import type { PageFound } from '../html/pages.ts';
import { mayHoldArticles, KINDS } from '../kinds.ts';
import { skipped, warning } from '../piece.ts';
import type { Reading } from '../reading.ts';
import { isLeftOut, ruleFor } from '../rule.ts';
import type { Origin } from '../source.ts';
import { inOrder } from './in-order.ts';
import { again, heldVisit, Outcome, type Net } from './net.ts';
import type { NetOptions } from './net-options.ts';

export type BucketOptions = {
  /** Address of another S3 server than AWS. */
  readonly endpoint: string | undefined;
  /** As `NetOptions` has it. */
  readonly objects: NetOptions['objects'];
  readonly signal: AbortSignal | undefined;
  readonly readList: NonNullable<Reading['readList']>;
};

/** Objects up to this size are fetched ahead, so many at a time; larger ones are read as streams, one after the other. */
const SMALL_BYTES = 1024 * 1024;
const AHEAD = 8;

type Opened = {
  readonly object: S3Object;
  readonly file: string;
  readonly below: string | undefined;
  readonly chunks: (() => Chunks) | null;
};

/** Throws `SaolaError` where the bucket itself cannot be listed: then nothing of it is known. */
export async function* readBucket(uri: string, net: Net, options: BucketOptions): AsyncGenerator<PageFound> {
  const { endpoint, signal } = options;
  const bucket = options.objects?.(uri) ?? (await inS3(uri, endpoint));
  const call = signal ? { signal } : {};
  const ignored = { files: 0, example: '' };
  let files = 0;
  const wanted = async function* (): AsyncGenerator<Omit<Opened, 'chunks'>> {
    for await (const object of bucket.list(call)) {
      const place = placeOf(object, bucket);
      if (isRead(place, net)) {
        files += 1;
        yield { object, ...place };
      } else {
        ignored.example ||= place.file;
        ignored.files += 1;
      }
    }
  };
  const open = async (each: Omit<Opened, 'chunks'>): Promise<Opened> => {
    const { object } = each;
    if (heldVisit(net, nameIn(each.file, endpoint))?.etag === object.tag) return { ...each, chunks: null };
    if (object.bytes > SMALL_BYTES) return { ...each, chunks: () => bucket.read(object, call) };
    const pieces = await gathered(bucket.read(object, call));
    return { ...each, chunks: () => resumed(pieces) };
  };
  for await (const opened of inOrder(wanted(), AHEAD, open)) yield* readObject(opened, net, options);
  if (ignored.files > 0) net.leftOut(uri, ignored.files, ignored.example);
  if (files === 0) yield warning({ file: uri }, `there is no object with articles in it; Saola reads ${KINDS}`);
}

async function inS3(uri: string, endpoint: string | undefined): Promise<S3Objects> {
  const { s3Objects } = await import('../../../core/store/s3.ts');
  return s3Objects(uri, endpoint === undefined ? {} : { endpoint });
}

/** As in a folder: what stands below it is called so; an object that was named itself stands nowhere. */
function placeOf(
  { key }: S3Object,
  { place: { bucket, keyPrefix } }: S3Objects,
): { file: string; below: string | undefined } {
  return { file: `s3://${bucket}/${key}`, below: key.startsWith(keyPrefix) ? key.slice(keyPrefix.length) : undefined };
}

function isRead(place: { readonly file: string; readonly below: string | undefined }, { rules }: Net): boolean {
  return place.below === undefined || (isReadBelow(place.below) && !isLeftOut(place, rules));
}

/** Whether an object that is called so below a prefix may hold articles. Hidden ones, and what npm has put there, are none
 *  in folders either. */
export function isReadBelow(below: string): boolean {
  const isHidden = below.split('/').some((step) => step.startsWith('.') || step === 'node_modules');
  return !isHidden && mayHoldArticles(below);
}

/** Buckets of two servers may have one name. */
const nameIn = (file: string, endpoint: string | undefined): string =>
  endpoint === undefined ? file : `${endpoint} ${file}`;

async function* readObject(
  { object, file, below, chunks }: Opened,
  net: Net,
  { endpoint, signal, readList }: BucketOptions,
): AsyncGenerator<PageFound> {
  const name = nameIn(file, endpoint);
  const held = chunks ? undefined : heldVisit(net, name);
  if (held) {
    yield* again(net, name, held, { file });
    return;
  }
  const open = async (): Promise<Chunks> => await unpacked(chunks?.() ?? none());
  const { now, tellLeftOut, rules } = net;
  const outcome = new Outcome();
  let last: Origin = { file };
  try {
    const about = { file, below, rule: ruleFor({ file, below }, rules), now, tellLeftOut, again: open };
    const list: Reading['readList'] = (...asked) => {
      outcome.spoil();
      return readList(...asked);
    };
    for await (const found of readContent({ ...about, readList: list }, await open())) {
      last = 'problem' in found ? found.problem.origin : found.origin;
      outcome.add(found);
      yield found;
    }
    outcome.remember(net.visits, name, { etag: object.tag });
  } catch (error) {
    signal?.throwIfAborted();
    const what = error instanceof SaolaError ? error.message : whatBroke(error);
    if (what === null) throw error;
    yield skipped(last, last.line === undefined ? what : `after this article: ${what}`);
  }
}

type Pieces = { readonly pieces: readonly Uint8Array[]; readonly trouble: Error | undefined };

/** Trouble is kept for whoever reads it. */
async function gathered(chunks: Chunks): Promise<Pieces> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const chunk of chunks) pieces.push(chunk);
    return { pieces, trouble: undefined };
  } catch (error) {
    return { pieces, trouble: error instanceof Error ? error : new Error(String(error)) };
  }
}

async function* resumed({ pieces, trouble }: Pieces): AsyncGenerator<Uint8Array> {
  yield* pieces;
  if (trouble) throw trouble;
}

async function* none(): AsyncGenerator<Uint8Array> {}
