/** Given the beginning of XML, says how its texts are read: what it declares is often not what it is in. */
import { encodingOf, type Encoding } from './encoding/encodings.ts';
import { encodingOfHead } from './encoding/decode.ts';
import type { Found } from './source.ts';
import { FileText } from './file-text.ts';
import { declaredEncoding, type XmlText } from './xml.ts';

/** Between the texts of one item, which are read together: no text has it, and every encoding has it as it is. */
const BETWEEN = '\u007F';

/** What is UTF-8 is read as that, whatever it declares. Else each item is judged by itself, as an article in a file of JSON
 *  lines is. `problems` gets what is to be said of it. */
export function xmlTextFor(
  head: Uint8Array,
  file: string,
  problems: Found[],
): XmlText & { readonly end: () => Iterable<Found> } {
  const encoding = encodingOfHead(head);
  if (encoding === 'utf-8') return { decoder: new TextDecoder('utf-8'), textOf: (texts) => texts, end: () => [] };
  const fileText = new FileText(encoding ?? declared(head));
  const textOf = (texts: readonly string[], line: number): readonly string[] | null => {
    const read = fileText.decode(bytesOf(texts.join(BETWEEN)), { file, line });
    if (read.text !== null) return read.text.split(BETWEEN);
    problems.push({ problem: { kind: 'skipped', origin: { file, line }, what: read.what } });
    return null;
  };
  // Letter by letter what the bytes are, so that tags are found and texts can be turned back into bytes.
  return {
    decoder: { decode: (bytes) => (bytes ? Buffer.from(bytes).toString('latin1') : '') },
    textOf,
    end: () => fileText.report(),
  };
}

const declared = (head: Uint8Array): Encoding | null => encodingOf(declaredEncoding(head) ?? '');

/** What was written as a number (`&#7843;`) is no byte, and is written so again. */
function bytesOf(text: string): Uint8Array {
  return Buffer.from(
    text.replace(/[^\0-\xFF]/gu, (letter) => `&#${letter.codePointAt(0) ?? 0};`),
    'latin1',
  );
}
