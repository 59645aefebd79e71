/** The one file that knows FlexSearch: makes an index with our encoder and slots, mounted on our storage. Its types end
 *  here; the rest of Saola, and whoever uses it as a library, sees the small interface below. */
import { Index } from 'flexsearch';
import type { ArticleId } from './columns.ts';
import type { StorageAdapter } from './adapter.ts';
import type { PostingMap } from './posting-log.ts';
import { SLOTS } from './postings.ts';

/** What an encoder made of a text or a query: FlexSearch's array of terms, which may carry more for those who know. */
export type Encoded = string[];

export interface Engine<Text> {
  /** `id`: not 0, which FlexSearch takes for none. An id that is already there is replaced at the next commit. */
  add(id: ArticleId, text: Text): void;
  remove(id: ArticleId): void;
  /** Hands everything added since the last commit to the storage. */
  commit(): Promise<void>;
  /** What the storage's `search` returned: ids, or with `enrich` each with its document. `limit` is at least 1. */
  search(text: Text, options: EngineSearch): Promise<unknown[]>;
}

export type EngineSearch = { readonly limit: number; readonly offset: number; readonly enrich: boolean };

export type EngineOptions<Text> = {
  readonly storage: StorageAdapter;
  readonly encode: (text: Text) => Encoded;
  /** The slot of each term of an added text, in the order of its terms. Without it, FlexSearch's own: by position. */
  readonly slots?: (encoded: Encoded) => Uint8Array;
  /** Where what is added is put until the next commit. @default FlexSearch's own */
  readonly map?: PostingMap;
};

/** Mounted and ready; `commit` is never automatic, as a failure of FlexSearch's own timer reaches nobody. */
export async function makeEngine<Text extends object>(options: EngineOptions<Text>): Promise<Engine<Text>> {
  const { storage, encode, slots, map } = options;
  const index = new Index({
    commit: false,
    resolution: SLOTS,
    encoder: { encode },
    // `encoded` is the array that the encoder returned, `at` the place of the term in it.
    ...(slots && { score: (encoded: Encoded, _term: string, at: number) => slots(encoded)[at] }),
  } as unknown as ConstructorParameters<typeof Index>[0]); // its types know an encoder as a class of its own only
  if (map) Object.assign(index, { map }); // its types keep to themselves what its storages work with
  await index.mount(storage as never);
  return {
    add: (id, text) => void index.add(id, text as never),
    remove: (id) => void index.remove(id),
    commit: () => index.commit(),
    // An object is taken for a query, not for options, where a limit comes with it; without `resolve`, `enrich` is dropped.
    search: (text, { limit, offset, enrich }) =>
      index.search(text as never, limit, { resolve: true, enrich, offset } as never) as unknown as Promise<unknown[]>,
  };
}
