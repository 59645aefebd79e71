/** JSON files: a list of articles, or one article. */
import { readWhole, type Chunks } from './bytes.ts';
import { splitList } from './json-list.ts';
import { readPiece, skipped, warning } from './piece.ts';
import type { FileText } from './file-text.ts';
import type { Found } from './source.ts';

/** The file is one article; without an id and a url it is named by the path. */
export async function* readJsonObject(file: string, chunks: Chunks, fileText: FileText): AsyncGenerator<Found> {
  yield* readPiece({ origin: { file }, id: file, bytes: await readWhole(chunks) }, fileText);
}

/** Read as a stream; an article without an id and a url is named by the path and its number in the list. */
export async function* readJsonList(file: string, chunks: Chunks, fileText: FileText): AsyncGenerator<Found> {
  let items = 0;
  for await (const item of splitList(chunks)) {
    const origin = { file, line: item.line };
    if (item.is === 'item') {
      items += 1;
      yield* readPiece({ origin, id: `${file}#${items}`, bytes: item.bytes }, fileText);
    } else if (item.is === 'more') {
      yield skipped(origin, 'the list has ended before this; what follows was not read, since a file is one list');
    } else {
      yield warning(origin, 'the list ends without its "]"; the file may be cut off, or a bracket above be missing');
    }
  }
}
