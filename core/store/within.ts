/** A folder of a store as a store of its own. */
import type { CallOptions, Key, Listed, Past, Store } from './store.ts';

export function within(store: Store, folder: string): Store {
  const full = (key: string): string => `${folder}/${key}`;
  const own = <L extends Pick<Listed, 'key'>>(listed: L): L => ({
    ...listed,
    key: listed.key.slice(folder.length + 1),
  });
  const { past } = store;
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
    ...(past && {
      past: {
        async *list(prefix: Key, options?: CallOptions) {
          for await (const each of past.list(full(prefix), options)) yield own(each);
        },
        erase: (each: Past, options?: CallOptions) => past.erase({ ...each, key: full(each.key) }, options),
      },
    }),
  };
}
