/** The library's other half: what `import … from 'saola/indexer'` offers. Its promise is in docs/library.md. */
export type { IndexOptions, IndexReport, Progress } from './index-articles.ts';
export { indexArticles, removeArticles } from './index-articles.ts';
export type { Ignored, LeftAside, ReadOptions } from './sources/read.ts';
export { readSources } from './sources/read.ts';
export { readSynonyms } from './synonyms-file.ts';
export type { Found, Origin, Problem } from './sources/source.ts';
