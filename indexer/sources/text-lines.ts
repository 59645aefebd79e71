/** Given a short file of lines that somebody wrote by hand or with a program, returns its lines as text, in whatever encoding
 *  it is: as files of articles are read, and refused where that cannot be told. */
import { readWhole, type Chunks } from './bytes.ts';
import { decodeBytes } from './encoding/decode.ts';
import { ENCODING_NAMES } from './encoding/encodings.ts';
import { repairText } from './encoding/repair.ts';
import { TOO_LONG } from './piece.ts';

export type TextLines =
  | {
      readonly ok: true;
      readonly lines: readonly string[];
      /** What the file was, where it was not UTF-8: half a sentence for the user. */
      readonly note?: string;
    }
  | { readonly ok: false; readonly what: string };

/** `mends`: also what was misread before it became Unicode; not for texts that may be so on purpose, as queries typed in VIQR. */
export async function readTextLines(chunks: Chunks, { mends }: { readonly mends: boolean }): Promise<TextLines> {
  const bytes = await readWhole(chunks);
  if (bytes === null) return { ok: false, what: TOO_LONG.replace('article', 'such file') };
  const { text, encoding, doubt } = decodeBytes(bytes);
  if (doubt !== undefined) return { ok: false, what: `this is not UTF-8: ${doubt}; save the file as UTF-8` };
  const repaired = mends ? repairText(text) : { text };
  const note =
    repaired.mended !== undefined
      ? `the text was ${ENCODING_NAMES[repaired.mended]}, and was turned into Unicode`
      : encoding === 'utf-8'
        ? undefined
        : `read as ${ENCODING_NAMES[encoding]}`;
  const lines = repaired.text.split(/\r\n?|\n/);
  return { ok: true, lines, ...(note !== undefined && { note }) };
}
