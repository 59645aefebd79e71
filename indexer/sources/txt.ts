/** A text file is one article: its title is the first sentence or line of prose, its id the path. */
import { hasText, headline } from '../../core/headline.ts';
import { readWhole, type Chunks } from './bytes.ts';
import { leftOutList, skipped, TOO_LONG } from './piece.ts';
import type { Reading } from './reading.ts';
import { ARTICLES, readRecord } from './record.ts';
import { articleOfPage } from './scraped.ts';
import type { Found } from './source.ts';

export async function* readText(reading: Reading, chunks: Chunks): AsyncGenerator<Found> {
  yield* textArticle(reading, await readWhole(chunks));
}

function textArticle(reading: Reading, bytes: Uint8Array | null): Found[] {
  const { file, fileText, tellLeftOut } = reading;
  const origin = { file };
  if (bytes === null) return [skipped(origin, TOO_LONG)];
  const decoded = fileText.decode(bytes, origin);
  if (decoded.text === null) return [skipped(origin, decoded.what)];
  const { texts, warnings } = fileText.mend([decoded.text], origin);
  const { leave, put } = leftOutList(tellLeftOut);
  const { text, captions } = articleOfPage(texts[0] ?? '', leave);
  if (!hasText(text)) return [skipped(origin, 'there is no text in it')];
  return [
    ...warnings,
    ...put(readRecord({ ...splitTitle(text), captions }, { id: file }, reading, { ...ARTICLES, isMended: true })),
  ];
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
