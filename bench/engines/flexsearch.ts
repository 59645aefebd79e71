/** FlexSearch by itself, in whatever configuration: exported to a file, imported whole.
 *  https://github.com/nextapps-de/flexsearch/blob/master/doc/export-import.md */
import { Index, type IndexOptions, type SearchOptions } from 'flexsearch';
import { HITS, type Build, type Open } from './engine.ts';
import { readPacked, writePacked } from './packed-file.ts';

export type Setup = { readonly index?: IndexOptions; readonly search?: SearchOptions };

type Exported = { readonly ids: readonly string[]; readonly parts: readonly (readonly [key: string, data: string])[] };

export function flexSearchBuild({ index: options = {} }: Setup): Build {
  return async (articles, folder) => {
    const index = new Index(options);
    // Numbers are what its makers advise for ids; 0 would be none in places. One index over all fields: `Document` keeps
    // one for each, and orders the answers of each by themselves.
    articles.forEach(({ title, summary = '', body }, i) => {
      index.add(i + 1, `${title}\n${summary}\n${body}`);
    });
    const parts: [string, string][] = [];
    index.export((key, data) => void parts.push([key, data]));
    await writePacked(folder, JSON.stringify({ ids: articles.map(({ id }) => id), parts } satisfies Exported));
  };
}

export function flexSearchOpen({ index: options = {}, search = {} }: Setup): Open {
  return async (folder) => {
    const { text, bytes } = await readPacked(folder);
    const { ids, parts } = JSON.parse(text) as Exported;
    const index = new Index(options);
    for (const [key, data] of parts) index.import(key, data);
    return {
      answer: async (query) =>
        index.search(query, { ...search, limit: HITS }).map((number) => ids[Number(number) - 1] ?? ''),
      read: () => ({ requests: 1, bytes }),
    };
  };
}
