/** What is known of a file while its articles are read. */
import type { Chunks } from './bytes.ts';
import type { FileText } from './file-text.ts';
import type { PageFound } from './html/pages.ts';
import type { ListKind } from './list-kind.ts';
import type { Rule } from './rule.ts';

export type Reading = {
  /** Its path as it was given, with `/`. */
  readonly file: string;
  /** The same below the given folder; absent for a file given by itself. */
  readonly below: string | undefined;
  readonly fileText: FileText;
  readonly rule: Rule;
  /** Milliseconds since 1970: what is dated later is not published yet. */
  readonly now: number;
  /** Of what was fetched: where it stands, after redirects. */
  readonly address?: string;
  /** Reads a feed or a sitemap, and the pages that it names. */
  readonly readList?: (kind: ListKind, reading: Reading, chunks: Chunks) => AsyncIterable<PageFound>;
  /** Opens the file once more, for what has to be read twice. */
  readonly again: () => Promise<Chunks>;
  /** Articles come with what was left out of them; it costs time, and indexing needs none of it. @default false */
  readonly tellLeftOut?: boolean;
};

/** Where in the file a record stands, and what names it where it has neither an id nor a url. */
export type Place = { readonly line?: number; readonly id: string };
