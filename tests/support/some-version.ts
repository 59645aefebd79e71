/** Versions to publish where it does not matter what an index holds: three parts of text in a store. */
import { contentHash } from '../../core/index/hash.ts';
import { partKey, PART_KINDS } from '../../core/index/manifest.ts';
import { writePart } from '../../indexer/publish.ts';
import type { IndexedPart, Manifest, PartKind, Segment, VersionContent } from '../../core/index/manifest.ts';
import type { Store } from '../../core/store/store.ts';

/** The same text gives the same version, and other text other parts. */
export function versionOf(...texts: readonly string[]): VersionContent {
  const segments = texts.map((text): Segment => {
    const part = (kind: PartKind): IndexedPart => {
      const bytes = bytesOfPart(kind, text);
      return { sha256: contentHash(bytes), bytes: bytes.length, top: new TextEncoder().encode(`${kind} ${text}`) };
    };
    return {
      articles: 3,
      terms: part('terms'),
      columns: part('columns'),
      records: part('records'),
      suggestions: part('suggestions'),
    };
  });
  const statistics = { averageTitle: 9.5, averageBody: 321.125 };
  return { analyzer: 'thử', articles: 3 * texts.length, statistics, words: { title: 19, body: 642 }, segments };
}

export function bytesOfPart(kind: PartKind, text: string): Uint8Array {
  return new TextEncoder().encode(`${kind}: ${text}\n`.repeat(500));
}

/** Puts the parts of `versionOf(...texts)` into the store. */
export async function writeVersion(store: Store, ...texts: readonly string[]): Promise<VersionContent> {
  for (const text of texts) {
    for (const kind of PART_KINDS) await writePart(store, kind, bytesOfPart(kind, text));
  }
  return versionOf(...texts);
}

/** Throws where a part that the manifest names is not in the store as it says. */
export async function checkWhole(store: Store, manifest: Manifest): Promise<void> {
  for (const segment of manifest.segments) {
    for (const kind of PART_KINDS) {
      const stored = await store.get(partKey(kind, segment[kind]));
      if (!stored || contentHash(stored.bytes) !== segment[kind].sha256) {
        throw new Error(`Version ${manifest.version} lacks ${partKey(kind, segment[kind])}`);
      }
    }
  }
}
