/** Where bytes live: one small contract, one file for each kind of place (`memory.ts`, `file.ts`, `s3.ts`).
 *  Saola's own rules (what is immutable, how a version goes live) are built on it once, in `core/index` and `indexer`. */

/** A slash-separated name below the store's root, e.g. `segments/3f…a9.terms`: lower-case letters, digits, `.`, `-` and
 *  `_`, at most 512 of them; no step is empty or starts with a dot. A key is never the folder of another. */
export type Key = string;

/** Says which bytes stand under a key: it changes when they do (S3's ETag, a file's inode and time); equal bytes may have
 *  the same one. Compare for equality only, and only with tags of the same key and store. */
export type Tag = string & { readonly __brand: 'Tag' };

export type Stored = { readonly bytes: Uint8Array; readonly tag: Tag };

export type ByteRange = { readonly offset: number; readonly length: number };

/** `absent`: only if nothing stands there. `tag`: only if exactly that stands there. */
export type Condition = { readonly absent: true } | { readonly tag: Tag };

/** `done: false`: the condition did not hold, and nothing was written. */
export type Put = { readonly done: true; readonly tag: Tag } | { readonly done: false };

export type Listed = { readonly key: Key; readonly bytes: number; readonly modified: Date };

/** A call whose signal is aborted rejects with the signal's own reason; a write may have happened all the same. */
export type CallOptions = { readonly signal?: AbortSignal };

/** `immutable` lets caches keep the object for a year; without it nothing may keep it unasked. @default false */
export type PutOptions = CallOptions & { readonly immutable?: boolean };

/** Something that the place keeps beside what stands there, and that no other call shows. */
export type Past = {
  readonly key: Key;
  /** Says which to `erase`. */
  readonly id: string;
  /** `bytes`: what stood there before it was replaced or deleted. `deletion`: the mark that it was deleted; without the mark, bytes
   *  from before it would stand there again. `upload`: the beginning of a write that has not ended. */
  readonly kind: 'bytes' | 'deletion' | 'upload';
  /** 0 for what is no `bytes`. */
  readonly bytes: number;
  /** When it was written, or begun. */
  readonly modified: Date;
};

/** What a place keeps of bytes that were replaced or deleted: the noncurrent versions of an S3 bucket. */
export interface PastKeeper {
  /** All there is under keys that start with `prefix`; nothing where the place keeps nothing. */
  list(prefix: Key, options?: CallOptions): AsyncIterable<Past>;
  /** For good. A no-op where it is gone already. What stands there is never touched. */
  erase(past: Past, options?: CallOptions): Promise<void>;
}

/** Anything not said to be a value below throws `SaolaError('store-unavailable')` where trying again may help, or
 *  `SaolaError('store-refused')` where it will not. Reads see the newest completed write of their key, whole. */
export interface Store {
  /** The place as the user named it, for messages: a path, `memory:`, `s3://bucket/prefix`. */
  readonly uri: string;
  /** `null`: nothing stands there. A range that ends beyond the object gives what there is; one that starts beyond it,
   *  no bytes. */
  get(key: Key, options?: CallOptions & { readonly range?: ByteRange }): Promise<Stored | null>;
  /** As `get`, but `'same'` where `known` still stands there (a conditional read that costs no transfer). */
  getIfChanged(key: Key, known: Tag, options?: CallOptions): Promise<Stored | 'same' | null>;
  /** All or nothing: a reader sees the old bytes or the new ones. A conditional write whose answer was lost on the wire is
   *  looked for before it is called done or not done; `done: false` then also stands for one that was done and has been
   *  replaced since, so whoever must know looks further (`indexer/publish.ts`). */
  put(key: Key, bytes: Uint8Array, options?: PutOptions & { readonly condition?: Condition }): Promise<Put>;
  /** Bytes that need not fit into memory; written whole or not at all, without a condition. */
  putStream(key: Key, chunks: AsyncIterable<Uint8Array>, options?: PutOptions): Promise<void>;
  /** Makes what stands there as young as if it had just been written, without sending it again; its tag may change.
   *  `false`: nothing stands there. For immutable objects: a write of the same key at the same time may be undone. */
  touch(key: Key, options?: CallOptions): Promise<boolean>;
  /** Length and age of what stands there. */
  head(key: Key, options?: CallOptions): Promise<Listed | null>;
  /** Every key that starts with `prefix`, in byte order. */
  list(prefix: Key, options?: CallOptions): AsyncIterable<Listed>;
  /** A no-op where nothing stands there. */
  delete(key: Key, options?: CallOptions): Promise<void>;
  /** Absent where what is replaced or deleted is gone as far as the place can tell. */
  readonly past?: PastKeeper;
}
