/** HTML pages: each is one article, or is told to be none. */
import { readWhole, type Chunks } from './bytes.ts';
import type { FileText } from './file-text.ts';
import { decodePage } from './html/decode.ts';
import { extractArticle, type Extracted } from './html/extract.ts';
import type { PageFound } from './html/pages.ts';
import { leftOutList, readArticle, skipped, TOO_LONG } from './piece.ts';
import type { Found } from './source.ts';

export type PagePlace = {
  readonly file: string;
  /** Of the file below the folder that was given, with `/`, or the address it was fetched from; absent for a file given by
   *  itself. */
  readonly path: string | undefined;
  readonly fileText: FileText;
  /** As in `Reading`. @default false */
  readonly tellLeftOut?: boolean;
};

/** An article without an address of its own is known by `path` as a server serves it, else by `file`. */
export async function* readPage(
  { file, path, fileText, tellLeftOut }: PagePlace,
  chunks: Chunks,
): AsyncGenerator<PageFound> {
  const origin = { file };
  const bytes = await readWhole(chunks);
  if (bytes === null) {
    yield skipped(origin, TOO_LONG);
    return;
  }
  const decoded = decodePage(bytes);
  if (!decoded.ok) {
    yield skipped(origin, decoded.problem);
    return;
  }
  const warnings: Found[] = [];
  const { leave, put } = leftOutList(tellLeftOut);
  const mend = (texts: readonly string[]): readonly string[] => {
    const mended = fileText.mend(texts, origin);
    warnings.push(...mended.warnings);
    return mended.texts;
  };
  const extracted = tryExtract(decoded.text, path, mend, leave);
  if (extracted.is === 'broken') yield skipped(origin, extracted.problem);
  else if (extracted.is === 'aside') yield { aside: extracted.why, origin };
  else {
    if (decoded.encoding) fileText.note(decoded.encoding, origin);
    yield* warnings;
    const { json, isVariant, fromPath } = extracted;
    for (const found of put(readArticle(json, origin, file))) {
      yield 'article' in found ? { ...found, isVariant, fromPath } : found;
    }
  }
}

/** Pages are made by anybody, and parsers have limits of their own (the stack is one): what throws costs this page only. */
function tryExtract(...given: Parameters<typeof extractArticle>): Extracted {
  try {
    return extractArticle(...given);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return { is: 'broken', problem: `the page cannot be taken apart (${what}); is it damaged?` };
  }
}
