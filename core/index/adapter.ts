/** Segments as a storage of FlexSearch 0.8: every method of its storage interface, over whatever keeps the segments.
 *  https://github.com/nextapps-de/flexsearch/blob/0.8.2/src/db/interface.js */
import type { ArticleId } from './columns.ts';
import type { Fields } from './fields.ts';
import { SaolaError } from '../errors.ts';
import { SLOTS, type Postings } from './postings.ts';
import type { ArticleRecord } from './records.ts';
import type { LiveSegment } from './segment.ts';
import type { CallOptions } from '../store/store.ts';

/** An article by its place: `segment` counts in the order of the live segments. */
export type Place = { readonly segment: number; readonly doc: number };
export type Ranked = Place & { readonly score: number };

/** The postings of a query's terms in one segment, in the order of the terms. */
export type SegmentPostings = { readonly segment: LiveSegment; readonly postings: readonly (Postings | null)[] };
/** What a planned query is ranked by: with the segment's signatures, and where it asks for them its dates, sections, tags and
 *  authors, all read beside its postings. */
export type SegmentFound = SegmentPostings & { readonly signatures: Uint32Array; readonly fields: Fields | null };

/** Terms that say themselves how their postings are weighed. FlexSearch passes on the very array that its encoder returned,
 *  so a query plan travels on it. */
export type PlannedTerms = string[] & {
  /** Dates, sections, tags and authors are needed too. */
  readonly fields: boolean;
  /** Of the request that asks. */
  readonly calls: CallOptions;
  /** Given what was found, terms that are wanted besides, once; they come behind the others. */
  readonly more: (found: readonly SegmentPostings[]) => readonly string[];
  readonly rank: (found: readonly SegmentFound[], limit: number) => readonly Ranked[];
};

/** What one commit hands over. */
export type Batch = {
  /** Articles to take out before anything is added; ids that are not there are no mistake. */
  readonly removed: readonly ArticleId[];
  /** New articles in the order they were added, each once. */
  readonly ids: readonly ArticleId[];
  /** Each term with its slots (some may be missing) and the ids in them. Terms come in no order. */
  readonly postings: Iterable<readonly [term: string, slots: readonly (readonly ArticleId[] | undefined)[]]>;
  /** What is kept to be shown of an article, where there is something. */
  readonly documents: ReadonlyMap<ArticleId, unknown>;
};

/** What keeps the segments. */
export interface Backend {
  /** The segments that are live now; empty before the first commit. */
  live(): Promise<readonly LiveSegment[]>;
  /** All of it or nothing. */
  commit(batch: Batch): Promise<void>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** What FlexSearch's `Index` lets its storage see and empty. `Document` has an index for each field. */
export type MountedIndex = {
  readonly index?: unknown;
  mount(storage: StorageAdapter): Promise<unknown>;
  db: StorageAdapter;
  readonly map: SlotMap;
  readonly ctx: Map<string, SlotMap>;
  readonly reg: { readonly size: number; keys(): Iterable<ArticleId>; clear(): void };
  readonly depth: number;
  readonly bidirectional: boolean;
  readonly resolution: number;
  readonly resolution_ctx: number;
  commit_task: readonly { readonly del?: ArticleId; readonly ins?: ArticleId }[];
  readonly tag?: Map<string, ArticleId[]> | null;
  readonly store?: Map<ArticleId, unknown> | null;
  /** Part of a `Document`: the register is shared by all its indexes and emptied by it. */
  readonly document?: boolean;
};
type SlotMap = Map<string, (ArticleId[] | undefined)[]>;

/** What FlexSearch calls a result with its document. */
type Enriched = { readonly id: ArticleId; readonly doc: unknown };
type Live = readonly LiveSegment[];

/** Divides a context keyword from its term, and marks tags; no encoder's term holds it. */
const SEPARATOR = '\u0000';
const contextTerm = (keyword: string, term: string): string => `${keyword}${SEPARATOR}${term}`;
const tagTerm = (tag: string): string => `${SEPARATOR}${tag}`;

export class StorageAdapter {
  readonly #backend: Backend;
  /** `Document` copies both on the storages it makes for its fields, which it makes with `new storage.constructor(id, …)`. */
  id: string;
  readonly support_tag_search = false;

  constructor(id: string, backend: Backend) {
    this.id = id;
    this.#backend = backend;
  }

  async mount(index: MountedIndex): Promise<unknown> {
    for (const resolution of [index.resolution, index.resolution_ctx]) {
      if (resolution > SLOTS) {
        throw new SaolaError(
          'bad-request',
          `The index has a resolution of ${resolution}; this storage keeps ${SLOTS} slots. Set "resolution" to ${SLOTS} or less.`,
        );
      }
    }
    if (index.index) return index.mount(this); // a Document: it mounts each of its indexes on a storage of its own
    index.db = this;
    return this.open();
  }

  async open(): Promise<void> {
    await this.#backend.live();
  }

  async close(): Promise<void> {
    await this.#backend.close();
  }

  async destroy(): Promise<void> {
    await this.#backend.clear();
  }

  async clear(): Promise<void> {
    await this.#backend.clear();
  }

  async info(): Promise<{ segments: number; articles: number }> {
    const live = await this.#backend.live();
    return {
      segments: live.length,
      articles: live.reduce((sum, segment) => sum + segment.live, 0),
    };
  }

  /** Not to be called while articles are being added: FlexSearch's index is one for all.
   *  Empties the index once the backend has taken everything; after a failure it is as it was, and can be committed again. */
  async commit(index: MountedIndex): Promise<void> {
    const ids = [...index.reg.keys()];
    // `add` queues a deletion too, for the case that the id is already stored.
    const removed = index.commit_task.flatMap(({ del }) => (del === undefined ? [] : [del]));
    if (ids.length === 0 && removed.length === 0) return;
    await this.#backend.commit({ removed, ids, postings: allPostings(index), documents: index.store ?? new Map() });
    index.commit_task = [];
    index.map.clear();
    index.ctx.clear();
    index.tag?.clear();
    index.store?.clear();
    if (!index.document) index.reg.clear();
  }

  /** One term, or one term in the context of another. */
  async get(term: string, context = '', limit = 0, offset = 0, resolve = true, enrich = false): Promise<unknown[]> {
    const live = await this.#backend.live();
    const found = await postingsOf(live, [context ? contextTerm(context, term) : term]);
    return answer(live, matches(found, false), { limit, offset, resolve, enrich });
  }

  /** Several terms. Ranked by themselves where they know how (`PlannedTerms`), else as FlexSearch does: all of them, or
   *  with `suggest` as many as can be, then by slot. */
  async search(
    index: Pick<MountedIndex, 'depth' | 'bidirectional'>,
    terms: string[],
    limit = 100,
    offset = 0,
    suggest = false,
    resolve = true,
    enrich = false,
  ): Promise<unknown[]> {
    const live = await this.#backend.live();
    if (isPlanned(terms)) {
      const rankIn = (found: readonly SegmentFound[]) => terms.rank(found, offset + limit).slice(offset);
      const found = await foundIn(live, terms);
      const more = terms.more(found);
      const [all] = await Promise.all([
        withMore(found, more, terms.calls),
        // the same articles answer as a rule: then their records need no step of their own
        more.length > 0 && enrich ? enriched(live, rankIn(found), terms.calls) : null,
      ]);
      const ranked = rankIn(all);
      if (!enrich) return idsOf(live, ranked, terms.calls);
      const hits = await enriched(live, ranked, terms.calls);
      return hits.map(({ id, doc }, i) => ({ id, doc, score: (ranked[i] as Ranked).score }));
    }
    const found = await postingsOf(
      live,
      index.depth && terms.length > 1 ? contextTerms(index, terms) : [...new Set(terms)],
    );
    return answer(live, matches(found, suggest), { limit, offset, resolve, enrich });
  }

  /** The articles under one tag; a storage that answers tags keeps nothing else under its name. */
  async tag(tag: string, limit = 0, offset = 0, enrich = false): Promise<unknown[]> {
    const live = await this.#backend.live();
    return answer(live, matches(await postingsOf(live, [tagTerm(tag)]), false), {
      limit,
      offset,
      resolve: true,
      enrich,
    });
  }

  /** The stored document of each id; `null` where none was stored. */
  async enrich(ids: ArticleId | readonly ArticleId[]): Promise<Enriched[]> {
    const wanted = listOf(ids);
    const live = await this.#backend.live();
    const places = await placesOf(live, new Set(wanted));
    const known = wanted.filter((id) => places.has(id));
    const documents = new Map(
      (
        await enriched(
          live,
          known.map((id) => places.get(id) as Place),
        )
      ).map(({ id, doc }) => [id, doc]),
    );
    return wanted.map((id) => ({ id, doc: documents.get(id) ?? null }));
  }

  async has(id: ArticleId): Promise<boolean> {
    return (await placesOf(await this.#backend.live(), new Set([id]))).size > 0;
  }

  async remove(ids: ArticleId | readonly ArticleId[] | null | undefined): Promise<void> {
    const removed = ids === null || ids === undefined ? [] : listOf(ids);
    if (removed.length > 0) await this.#backend.commit({ removed, ids: [], postings: [], documents: new Map() });
  }
}

const listOf = (ids: ArticleId | readonly ArticleId[]): readonly ArticleId[] => (typeof ids === 'object' ? ids : [ids]);

function postingsOf(live: Live, terms: readonly string[]): Promise<SegmentPostings[]> {
  return Promise.all(live.map(async (segment) => ({ segment, postings: await segment.terms.postings(terms) })));
}

function foundIn(live: Live, terms: PlannedTerms): Promise<SegmentFound[]> {
  const { calls } = terms;
  return Promise.all(
    live.map(async (segment) => {
      const { columns } = segment;
      const [postings, signatures, fields] = await Promise.all([
        segment.terms.postings(terms, calls),
        columns.signatures(calls),
        terms.fields ? columns.fields(calls) : null,
      ]);
      return { segment, postings, signatures, fields };
    }),
  );
}

async function withMore(
  found: readonly SegmentFound[],
  more: readonly string[],
  calls: CallOptions,
): Promise<readonly SegmentFound[]> {
  if (more.length === 0) return found;
  return Promise.all(
    found.map(async (of) => ({
      ...of,
      postings: [...of.postings, ...(await of.segment.terms.postings(more, calls))],
    })),
  );
}

type AnswerOptions = {
  readonly limit: number;
  readonly offset: number;
  readonly resolve: boolean;
  readonly enrich: boolean;
};

async function answer(
  live: Live,
  slots: Place[][],
  { limit, offset, resolve, enrich }: AnswerOptions,
): Promise<unknown[]> {
  if (!resolve) return Promise.all(slots.map((places) => idsOf(live, places))); // for FlexSearch to go on with
  const places = slots.flat().slice(offset, limit ? offset + limit : undefined);
  return enrich ? enriched(live, places) : idsOf(live, places);
}

async function idsOf(live: Live, places: readonly Place[], options?: CallOptions): Promise<ArticleId[]> {
  const ids = new Map<number, readonly ArticleId[]>();
  for (const segment of new Set(places.map((place) => place.segment))) {
    ids.set(segment, await (live[segment] as LiveSegment).columns.ids(options));
  }
  return places.map(({ segment, doc }) => ids.get(segment)?.[doc] as ArticleId);
}

/** Each place with the id and the document that its record holds, in the same order. */
async function enriched(live: Live, places: readonly Place[], options?: CallOptions): Promise<Enriched[]> {
  const result: Enriched[] = Array.from({ length: places.length });
  await Promise.all(
    live.map(async ({ records }, segment) => {
      const at = places.flatMap((place, i) => (place.segment === segment ? [i] : []));
      if (at.length === 0) return;
      const found = await records.records(
        at.map((i) => (places[i] as Place).doc),
        options,
      );
      at.forEach((i, k) => {
        const { id, doc } = found[k] as ArticleRecord;
        result[i] = { id, doc };
      });
    }),
  );
  return result;
}

/** Where the live articles with these ids stand; an id that is not there is not in the answer. */
export async function placesOf(
  live: readonly LiveSegment[],
  ids: ReadonlySet<ArticleId>,
): Promise<Map<ArticleId, Place>> {
  const places = new Map<ArticleId, Place>();
  await Promise.all(
    live.map(async ({ columns, removed }, segment) => {
      (await columns.ids()).forEach((id, doc) => {
        if (ids.has(id) && removed?.[doc] !== 1) places.set(id, { segment, doc });
      });
    }),
  );
  return places;
}

const isPlanned = (terms: string[]): terms is PlannedTerms => 'rank' in terms;

function* allPostings(index: MountedIndex): Generator<[string, readonly (readonly ArticleId[] | undefined)[]]> {
  yield* index.map;
  for (const [keyword, terms] of index.ctx) {
    for (const [term, slots] of terms) yield [contextTerm(keyword, term), slots];
  }
  for (const [tag, ids] of index.tag ?? []) yield [tagTerm(tag), [ids]];
}

/** Each word in the context of the one before, in the order FlexSearch stored the two. */
function contextTerms(index: Pick<MountedIndex, 'bidirectional'>, terms: readonly string[]): string[] {
  return terms.slice(1).map((term, i) => {
    const keyword = terms[i] as string;
    return index.bidirectional && term > keyword ? contextTerm(term, keyword) : contextTerm(keyword, term);
  });
}

function inOrder({ docs, slots }: Postings): { readonly slot: number; readonly doc: number }[] {
  return Array.from(docs, (doc, i) => ({ slot: slots[i] as number, doc })).toSorted(
    (a, b) => a.slot - b.slot || a.doc - b.doc,
  );
}

/** FlexSearch's own order: articles by slot, summed over the terms; with `suggest`, those with more of the terms first. */
function matches(found: readonly SegmentPostings[], suggest: boolean): Place[][] {
  const buckets = new Map<number, Place[]>();
  found.forEach(({ postings }, number) => {
    const held = new Map<number, { terms: number; slots: number }>();
    for (const list of postings) {
      for (const { slot, doc } of list ? inOrder(list) : []) {
        const before = held.get(doc) ?? { terms: 0, slots: 0 };
        held.set(doc, { terms: before.terms + 1, slots: before.slots + slot });
      }
    }
    const wanted = postings.length;
    for (const [doc, { terms, slots }] of held) {
      if (!suggest && terms < wanted) continue;
      const bucket = Math.floor(slots / terms) + (wanted - terms) * SLOTS;
      const places = buckets.get(bucket) ?? [];
      places.push({ segment: number, doc });
      buckets.set(bucket, places);
    }
  });
  return [...buckets.keys()].toSorted((a, b) => a - b).map((bucket) => buckets.get(bucket) as Place[]);
}
