/** JSON files: a list of articles, or one article. */
import { readWhole, type Chunks } from './bytes.ts';
import { splitList } from './json-list.ts';
import { splitNestedLists } from './nested-list.ts';
import { readPiece } from './json-piece.ts';
import { skipped, warning } from './piece.ts';
import type { Reading } from './reading.ts';
import type { Found } from './source.ts';

/** The file is one article; without an id and a url it is named by the path. */
export async function* readJsonObject(reading: Reading, chunks: Chunks): AsyncGenerator<Found> {
  yield* readPiece({ id: reading.file, bytes: await readWhole(chunks) }, reading);
}

/** Read as a stream; an article without an id and a url is named by the path and its number in the list. */
export async function* readJsonList(reading: Reading, chunks: Chunks): AsyncGenerator<Found> {
  const { file } = reading;
  let items = 0;
  for await (const item of splitList(chunks)) {
    const origin = { file, line: item.line };
    if (item.is === 'item') {
      items += 1;
      yield* readPiece({ line: item.line, id: `${file}#${items}`, bytes: item.bytes }, reading);
    } else if (item.is === 'more') {
      yield skipped(origin, 'the list has ended before this; what follows was not read, since a file is one list');
    } else {
      yield warning(origin, 'the list ends without its "]"; the file may be cut off, or a bracket above be missing');
    }
  }
}

/** The articles stand in a list within the object, at `path`. */
export async function* readNestedList(reading: Reading, path: string, chunks: Chunks): AsyncGenerator<Found> {
  const { file } = reading;
  let items = 0;
  for await (const item of splitNestedLists(chunks, [path])) {
    const origin = { file, line: item.line };
    if (item.is === 'item') {
      items += 1;
      yield* readPiece({ line: item.line, id: `${file}#${item.number}`, bytes: item.bytes }, reading);
    } else
      yield warning(origin, 'the object ends without its "}"; the file may be cut off, or a bracket above be missing');
  }
  if (items === 0) yield warning({ file }, `there is no list with articles at "${path}"`);
}
