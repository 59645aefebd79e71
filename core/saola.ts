/** The library: what `import … from 'saola'` offers. Whatever stands here keeps its promise as docs/library.md says. */
export type { Article, ParsedArticle } from './article.ts';
export { parseArticle } from './article.ts';
export type { ErrorCode } from './errors.ts';
export { SaolaError } from './errors.ts';
export type { Manifest, VersionId } from './index/manifest.ts';
export type { SuggestAnswer, Suggestion, SuggestRequest } from './search/answer.ts';
export type { Hit, Mark, SearchAnswer, SearchRequest } from './search/answer.ts';
export type { OpenOptions, SearchIndex } from './search/open.ts';
export { openIndex } from './search/open.ts';
export { fileStore } from './store/file.ts';
export { memoryStore } from './store/memory.ts';
export type { Store } from './store/store.ts';
export type { OpenStoreOptions } from './store/uri.ts';
export { openStore } from './store/uri.ts';
export type { Term, TermKind } from './text/analyze.ts';
export { ANALYZER, analyze, kindOf } from './text/analyze.ts';
