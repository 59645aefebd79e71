/** Given a store, everything that can be read in it, as one text for each kind of thing: for tests of what must be nowhere. */
import { BlockCache } from '../../core/index/block-cache.ts';
import { unsealed } from '../../core/index/bytes.ts';
import { readEntries } from '../../core/index/entries.ts';
import { readLearned } from '../../core/index/learned-forms.ts';
import { CURRENT, partKey, VERSIONS, type Manifest } from '../../core/index/manifest.ts';
import { readCurrent, readVersion } from '../../core/index/published.ts';
import { openSegments } from '../../core/index/segment.ts';
import { readSuggestion, readSuggestionTable, suggestionItems } from '../../core/index/suggestions.ts';
import { TermsReader } from '../../core/index/terms.ts';
import { readVocabulary } from '../../core/index/vocabulary.ts';
import { NO_BLOCKS, readBlocks } from '../../indexer/part-blocks.ts';
import { versionOf } from '../../indexer/versions.ts';
import type { Store } from '../../core/store/store.ts';

const KINDS = [
  'ids',
  'digests',
  'records',
  'terms',
  'vocabulary',
  'abbreviations',
  'suggestions',
  'tables',
  'tombstones',
] as const;
export type Texts = Readonly<Record<(typeof KINDS)[number] | 'objects', string>>;

/** Without accents, in lower case. `objects`: the bytes of all objects as they are. */
export async function everyText(store: Store): Promise<Texts> {
  const texts = new Map<string, string[]>(KINDS.map((kind) => [kind, []]));
  const add = (kind: (typeof KINDS)[number], text: string): void => void texts.get(kind)?.push(text);
  for (const manifest of await manifestsIn(store)) {
    const opened = openSegments(manifest, new BlockCache(store, 1e8));
    for (const [number, segment] of manifest.segments.entries()) {
      const { columns, records } = opened[number] ?? failed();
      add('ids', (await columns.ids()).join('\n'));
      add('digests', Buffer.from(await columns.digests()).toString('latin1'));
      for await (const record of records.all()) add('records', JSON.stringify(record));
      const { vocabulary, learned, places } = new TermsReader(segment.terms.top, NO_BLOCKS, segment.articles);
      for (const term of places.commons.keys()) add('terms', term);
      const terms = { key: partKey('terms', segment.terms), bytes: segment.terms.bytes };
      for await (const { block } of readBlocks(store, terms, places.blocks, {})) {
        for (const { term } of readEntries(unsealed(block, terms.key))) add('terms', term);
      }
      add('vocabulary', [...readVocabulary([{ ...vocabulary, gone: new Map() }], segment.articles).keys()].join('\n'));
      add('abbreviations', JSON.stringify(readLearned([learned])));
      const suggestions = { key: partKey('suggestions', segment.suggestions), bytes: segment.suggestions.bytes };
      const blocks = readSuggestionTable(segment.suggestions.top);
      for await (const { block } of readBlocks(store, suggestions, blocks, {})) {
        for (const item of suggestionItems(unsealed(block, suggestions.key))) add('suggestions', JSON.stringify([item.term, readSuggestion(item)])); // prettier-ignore
      }
      for (const kind of ['terms', 'columns', 'records', 'suggestions'] as const) {
        add('tables', Buffer.from(segment[kind].top).toString('utf8'));
      }
      add('tombstones', [...(segment.removed?.words.keys() ?? [])].join('\n'));
    }
  }
  const objects: string[] = [];
  for await (const { key } of store.list('')) {
    objects.push(`${key}\n${Buffer.from((await store.get(key))?.bytes ?? []).toString('utf8')}`);
  }
  const all = [...texts, ['objects', objects] as const].map(([kind, found]) => [kind, bare(found.join('\n'), kind)]);
  return Object.fromEntries(all) as Texts;
}

/** Digests are bytes, and stay as they are. */
const bare = (text: string, kind: string): string =>
  kind === 'digests' ? text : text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd').toLowerCase();

async function manifestsIn(store: Store): Promise<Manifest[]> {
  const found = [(await readCurrent(store))?.manifest];
  for await (const { key } of store.list(VERSIONS)) {
    const version = versionOf(key);
    if (version) found.push((await readVersion(store, version)) ?? undefined);
  }
  const manifests = found.filter((manifest) => manifest !== undefined);
  if (manifests.length === 0) throw new Error(`${CURRENT} is not there`);
  return manifests;
}

function failed(): never {
  throw new Error('nothing there');
}
