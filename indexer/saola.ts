/** The library's other half: what `import … from 'saola/indexer'` offers. Its promise is in docs/library.md. */
export type { PartOptions, PartReport } from './build-part.ts';
export { buildPart } from './build-part.ts';
export type { IndexOptions, IndexReport, Progress } from './index-articles.ts';
export { indexArticles, removeArticles } from './index-articles.ts';
export type { JoinOptions } from './join-parts.ts';
export { joinParts } from './join-parts.ts';
export type { Ignored, LeftAside, ReadOptions } from './sources/read.ts';
export { readSources } from './sources/read.ts';
export { LiveArticles } from './sources/live-articles.ts';
export type { NetOptions } from './sources/fetch/net-options.ts';
export { readSynonyms } from './synonyms-file.ts';
export type { ArticleKey, Rule, Rules } from './sources/rule.ts';
export type { Found, Origin, Problem } from './sources/source.ts';
