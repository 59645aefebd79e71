/** Given a file, returns its bytes as a stream, unpacked where they are gzip, whatever the file is called. */
import { createReadStream } from 'node:fs';
import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A book has one or two megabytes of text; what is longer than this is not an article but a damaged file, and reading it
 *  whole would cost the memory of the machine. */
export const MAX_ARTICLE_BYTES = 16 * 1024 * 1024;

export type Chunks = AsyncIterable<Uint8Array>;

/** Throws what `node:fs` and `node:zlib` throw, also in the middle; `whatBroke` puts it into words. */
export async function readBytes(file: string, signal?: AbortSignal): Promise<Chunks> {
  return await unpacked(createReadStream(file, { ...(signal && { signal }) }));
}

/** The same of bytes from anywhere. */
export async function unpacked(chunks: Chunks): Promise<Chunks> {
  const raw = await peek(chunks, (head) => head.length >= 2);
  const isGzip = raw.head[0] === 0x1f && raw.head[1] === 0x8b;
  if (!isGzip) return raw.all;
  // Both ends report their own trouble while they are read, so the callback of the pipeline has nothing to add.
  return pipeline(Readable.from(raw.all), createGunzip(), () => {});
}

/** Looks at the start of a stream without losing it: `head` is what `enough` asked for, or all there is. Trouble on the way
 *  is thrown behind it, by `all`, so that what came before the trouble is read. */
export async function peek(
  chunks: Chunks,
  enough: (head: Uint8Array) => boolean,
): Promise<{ readonly head: Uint8Array; readonly all: Chunks }> {
  const iterator = chunks[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array(0);
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  let ended = false;
  let trouble: { readonly error: unknown } | undefined;
  while (!ended && !enough(head)) {
    // Joined and looked at again only once there is a quarter more: a long head would be copied for every chunk.
    do {
      try {
        const next = await iterator.next();
        if (next.done) ended = true;
        else {
          pending.push(next.value);
          pendingBytes += next.value.length;
        }
      } catch (error) {
        if (head.length + pendingBytes === 0) throw error;
        ended = true;
        trouble = { error };
      }
    } while (!ended && pendingBytes * 4 < head.length);
    head = head.length === 0 && pending.length === 1 ? (pending[0] ?? head) : Buffer.concat([head, ...pending]);
    pending = [];
    pendingBytes = 0;
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      if (head.length > 0) yield head;
      if (trouble) throw trouble.error;
      while (!ended) {
        const next = await iterator.next();
        if (next.done) ended = true;
        else yield next.value;
      }
    } finally {
      if (!ended) await iterator.return?.();
    }
  }
  return { head, all: all() };
}

/** `null` where there is more than an article may have. */
export async function readWhole(chunks: Chunks): Promise<Uint8Array | null> {
  const held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MAX_ARTICLE_BYTES) return null;
    held.push(chunk);
  }
  return Buffer.concat(held);
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** `null` where the bytes are not UTF-8. A byte order mark is taken off. */
export function decode(bytes: Uint8Array): string | null {
  try {
    return UTF8.decode(bytes);
  } catch {
    return null;
  }
}

/** Names trouble with the file itself; `null` for any other error, which is for somebody else to catch. */
export function whatBroke(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  if (error.code === 'Z_BUF_ERROR') return 'the gzip data ends early: the file is cut off, fetch it again';
  if (error.code.startsWith('Z_')) return `the gzip data is damaged (${error.message}): fetch the file again`;
  if (error.code === 'ENOENT') return 'does not exist, or is a link to what does not';
  if (error.code === 'EACCES' || error.code === 'EPERM') return 'may not be read; check its permissions';
  return 'syscall' in error ? `cannot be read (${error.message})` : null;
}
