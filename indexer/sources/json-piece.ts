/** Given a stretch of a file that should be one record in JSON, returns the article that it is, or what is wrong with it. */
import { skipped, TOO_LONG } from './piece.ts';
import type { Place, Reading } from './reading.ts';
import { readRecord } from './record.ts';
import type { Found, Origin } from './source.ts';

/** `bytes` are `null` where there were more of them than an article may have. */
export type JsonPiece = Place & { readonly bytes: Uint8Array | null };

export function readPiece({ bytes, ...place }: JsonPiece, reading: Reading): Found[] {
  return readPieceAs({ ...place, bytes }, reading, (record) => readRecord(record, place, reading));
}

/** The same where a record is something of its own. */
export function readPieceAs<F>(
  { bytes, line }: JsonPiece,
  { file, fileText }: Reading,
  read: (record: unknown) => F[],
): (F | Found)[] {
  const origin = { file, ...(line !== undefined && { line }) };
  if (bytes === null) return [skipped(origin, TOO_LONG)];
  const decoded = fileText.decode(bytes, origin);
  if (decoded.text === null) return [skipped(origin, decoded.what)];
  const json = parseJson(decoded.text);
  if (json.ok) return read(json.value);
  return [skipped(placeIn(origin, json.linesBefore), `broken JSON: ${json.what}`)];
}

/** The line of a fault, as far as it is known; else the line on which the article starts. */
function placeIn(origin: Origin, linesBefore: number | null): Origin {
  return linesBefore === null ? origin : { file: origin.file, line: (origin.line ?? 1) + linesBefore };
}

type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly what: string; readonly linesBefore: number | null };

function parseJson(text: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ');
    // V8 says of some faults where they are.
    const position = / (?:in JSON )?at position (\d+).*$/.exec(message);
    return {
      ok: false,
      what: position ? message.slice(0, position.index) : message,
      linesBefore: position ? text.slice(0, Number(position[1])).split('\n').length - 1 : null,
    };
  }
}
