/** A text file is one article: its title is the first sentence or line of prose, its id the path. */
import { hasText, headline } from '../../core/headline.ts';
import { readWhole, type Chunks } from './bytes.ts';
import { readArticle, skipped, TOO_LONG } from './piece.ts';
import { articleOfPage } from './scraped.ts';
import type { FileText } from './file-text.ts';
import type { Found } from './source.ts';

export async function* readText(file: string, chunks: Chunks, fileText: FileText): AsyncGenerator<Found> {
  yield* textArticle(file, await readWhole(chunks), fileText);
}

function textArticle(file: string, bytes: Uint8Array | null, fileText: FileText): Found[] {
  const origin = { file };
  if (bytes === null) return [skipped(origin, TOO_LONG)];
  const decoded = fileText.decode(bytes, origin);
  if (decoded.text === null) return [skipped(origin, decoded.what)];
  const { texts, warnings } = fileText.mend([decoded.text], origin);
  const text = articleOfPage(texts[0] ?? '');
  if (!hasText(text)) return [skipped(origin, 'there is no text in it')];
  return [...warnings, ...readArticle(splitTitle(text), origin, file)];
}

/** A first line that is a headline, and not the first sentence of the text, is taken off the body, so that it does not
 *  stand twice in a hit. */
function splitTitle(text: string): { readonly title: string; readonly body: string } {
  const title = headline(text);
  const lines = text.trim().split('\n');
  const first = (lines[0] ?? '').replace(/\s+/g, ' ').trim();
  const isHeadline = first === title && !/[.!?…]["”’»)\]]*$/.test(title);
  return { title, body: isHeadline ? lines.slice(1).join('\n') : text };
}
