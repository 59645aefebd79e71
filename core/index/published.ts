/** Given a store, what is live in it: the two reads that every reader makes, and nothing that writes. */
import { SaolaError } from '../errors.ts';
import type { CallOptions, Store, Stored, Tag } from '../store/store.ts';
import { CURRENT, parseManifest, versionKey } from './manifest.ts';
import type { Manifest, VersionId } from './manifest.ts';

/** The live version, and the tag under which `current.json` held it. */
export type Current = { readonly manifest: Manifest; readonly tag: Tag };

/** `null` where nothing has been published. Throws `index-malformed` or `index-format` for what cannot be read. */
export async function readCurrent(store: Store, options?: CallOptions): Promise<Current | null> {
  return parseCurrent(store, await store.get(CURRENT, options));
}

/** As `readCurrent`, but `'same'` where what was read under `known` is still live; that costs no transfer. */
export async function readCurrentIfChanged(
  store: Store,
  known: Tag,
  options?: CallOptions,
): Promise<Current | 'same' | null> {
  const stored = await store.getIfChanged(CURRENT, known, options);
  return stored === 'same' ? 'same' : parseCurrent(store, stored);
}

/** A version that is or was live. `null` where it is not kept (any more). */
export async function readVersion(store: Store, version: VersionId, options?: CallOptions): Promise<Manifest | null> {
  const stored = await store.get(versionKey(version), options);
  if (!stored) return null;
  const manifest = parseManifest(stored.bytes, `${versionKey(version)} in ${store.uri}`);
  if (manifest.version === version) return manifest;
  throw new SaolaError(
    'index-malformed',
    `${versionKey(version)} in ${store.uri} holds version ${manifest.version}. Somebody copied it there; delete it.`,
  );
}

function parseCurrent(store: Store, stored: Stored | null): Current | null {
  return stored && { manifest: parseManifest(stored.bytes, `${CURRENT} in ${store.uri}`), tag: stored.tag };
}
