/** Given the bytes of a page, returns its text, in the encoding that its letters show, else in the one that it declares. */
import { decodeBytes } from '../encoding/decode.ts';
import { encodingOf, type Encoding } from '../encoding/encodings.ts';

export type DecodedPage =
  | { readonly ok: true; readonly text: string; /** Where it is not what it declares. */ readonly encoding?: Encoding }
  | { readonly ok: false; readonly problem: string };

/** The HTML standard has the declaration stand in the first 1,024 bytes; older pages have a long script before it. */
const PRESCAN_BYTES = 4096;

const CHARSET = /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w:.-]+)/i;

/** Where it cannot be told what the bytes are, what the page declares is believed, as browsers do, and a damaged letter
 *  becomes U+FFFD: half a letter is no reason to lose a page. */
export function decodePage(bytes: Uint8Array): DecodedPage {
  const declared = CHARSET.exec(new TextDecoder('latin1').decode(bytes.subarray(0, PRESCAN_BYTES)))?.[1];
  const { text, encoding, doubt } = decodeBytes(bytes, declared === undefined ? null : encodingOf(declared));
  if (doubt === undefined) return { ok: true, text, ...(encoding !== 'utf-8' && { encoding }) };
  if (encoding === 'utf-8') return { ok: true, text };
  // Pages in UTF-8 that are not, and pages that say nothing: nobody knows.
  if (declared !== undefined && !/^utf-?\d+/i.test(declared)) {
    try {
      return { ok: true, text: new TextDecoder(declared).decode(bytes) };
    } catch {
      return { ok: false, problem: `its charset "${declared}" is none that can be read; save the page as UTF-8` };
    }
  }
  return { ok: false, problem: `not UTF-8 text: ${doubt}; save the page as UTF-8` };
}
