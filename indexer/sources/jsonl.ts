/** JSON Lines: one article per line, read as a stream. A broken line costs that line only. */
import { splitLines } from './lines.ts';
import { readPiece } from './json-piece.ts';
import type { Chunks } from './bytes.ts';
import type { Reading } from './reading.ts';
import type { Found } from './source.ts';

const isBlank = (bytes: Uint8Array): boolean => bytes.every((byte) => byte <= 0x20);

export async function* readJsonLines(reading: Reading, chunks: Chunks): AsyncGenerator<Found> {
  for await (const { line, bytes } of splitLines(chunks)) {
    if (bytes && isBlank(bytes)) continue;
    yield* readPiece({ line, id: `${reading.file}#${line}`, bytes }, reading);
  }
}
