/** A folder of a store as a store of its own. */
import type { Listed, Store } from './store.ts';

export function within(store: Store, folder: string): Store {
  const full = (key: string): string => `${folder}/${key}`;
  const own = (listed: Listed): Listed => ({ ...listed, key: listed.key.slice(folder.length + 1) });
  return {
    uri: `${store.uri.replace(/\/$/, '')}/${folder}`,
    get: (key, options) => store.get(full(key), options),
    getIfChanged: (key, known, options) => store.getIfChanged(full(key), known, options),
    put: (key, bytes, options) => store.put(full(key), bytes, options),
    putStream: (key, chunks, options) => store.putStream(full(key), chunks, options),
    touch: (key, options) => store.touch(full(key), options),
    delete: (key, options) => store.delete(full(key), options),
    async head(key, options) {
      const listed = await store.head(full(key), options);
      return listed && own(listed);
    },
    async *list(prefix, options) {
      for await (const listed of store.list(full(prefix), options)) yield own(listed);
    },
  };
}
