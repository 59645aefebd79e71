/** Given the bytes of a text, returns the text, whatever encoding Vietnamese texts come in, and says which it was.
 *  It never guesses: where the bytes may be several things, or nothing known, `doubt` says so. */
import { encodingOf, type Encoding } from './encodings.ts';
import { OLD_ENCODINGS, isOld, recognise } from './recognise.ts';
import { repairText } from './repair.ts';
import { fromWindows1252 } from './single-byte.ts';
import { SAMPLE_UNITS } from './likeness.ts';
import { decodeUtf16, utf16Of } from './utf16.ts';

export type Decoded = {
  /** Without a byte order mark. Where there is a doubt: as UTF-8, with U+FFFD for what is none. */
  readonly text: string;
  readonly encoding: Encoding;
  /** Why it is not sure, and what else it may be, as a clause for a report. Whoever gets one says so, and leaves the text
   *  out or takes it as it is. */
  readonly doubt?: string;
};

/** Also mends what was misread before it became UTF-8 (`repairText`). `hint`: what a page or mail says of itself
 *  (`charset=`); it decides only where the text is too short to tell. */
export function decodeText(bytes: Uint8Array, hint?: string): Decoded {
  const decoded = decodeBytes(bytes, hint === undefined ? null : encodingOf(hint));
  if (decoded.encoding !== 'utf-8' || decoded.doubt !== undefined) return decoded;
  const { text, mended, doubt } = repairText(decoded.text);
  return { text, encoding: mended ?? 'utf-8', ...(doubt !== undefined && { doubt }) };
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });
const LENIENT = new TextDecoder('utf-8');

/** The bytes alone: what stands in the text may have been misread before. */
export function decodeBytes(bytes: Uint8Array, hint: Encoding | null = null): Decoded {
  const utf16 = utf16Of(bytes);
  if (utf16) return decodeUtf16(bytes, utf16);
  try {
    return { text: UTF8.decode(bytes), encoding: 'utf-8' };
  } catch {
    return decodeOld(bytes, hint);
  }
}

function decodeOld(bytes: Uint8Array, hint: Encoding | null): Decoded {
  const text = LENIENT.decode(bytes);
  if (isDamagedUtf8(text)) return { text, encoding: 'utf-8', doubt: 'some of its letters are damaged' };
  const signs = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const verdict = recognise(sampleOf(signs), { hint });
  if (verdict.is === 'sure') return { text: OLD_ENCODINGS[verdict.encoding](signs), encoding: verdict.encoding };
  if (verdict.is === 'doubtful') return { text, encoding: 'unknown', doubt: verdict.doubt };
  if (hint === 'windows-1252') return { text: fromWindows1252(signs), encoding: hint };
  return { text, encoding: 'unknown', doubt: 'no old encoding of Vietnamese fits' };
}

/** Text in an old encoding is hardly ever UTF-8 by accident, not even in one letter of ten. */
const DAMAGED_SHARE = 0.25;

function isDamagedUtf8(text: string): boolean {
  const damaged = text.match(/\uFFFD/g)?.length ?? 0;
  const right = text.match(/[\u0080-\uFFFC]/g)?.length ?? 0;
  return damaged < right * DAMAGED_SHARE;
}

/** What stands around bytes outside ASCII, without tags: of a long text in JSON or HTML much is keys, addresses and scripts. */
function sampleOf(signs: string): string {
  const isPage = signs.includes('<');
  if (signs.length <= SAMPLE_UNITS && !isPage) return signs;
  const text = isPage ? signs.slice(0, LOOKED_THROUGH_UNITS).replace(/<[^<>]{1,1000}>/g, '\n') : signs;
  let sample = '';
  let end = 0;
  for (const { index } of text.matchAll(/[\u0080-\u00FF]/g)) {
    if (index < end) continue;
    const start = Math.max(end, index - AROUND_UNITS);
    sample += (start > end ? '\n' : '') + text.slice(start, index + AROUND_UNITS);
    end = index + AROUND_UNITS;
    if (sample.length > SAMPLE_UNITS) break;
  }
  return sample;
}
const AROUND_UNITS = 40;
/** Scripts and styles before the first letter of a page may be as long. */
const LOOKED_THROUGH_UNITS = 512 * 1024;

/** Bytes outside ASCII that decide; with fewer one looks on, up to this many bytes. */
const TELLING_BYTES = 1000;
const MAX_HEAD_BYTES = 256 * 1024;

/** For `peek`: whether the beginning of a stream says in what encoding the rest is. */
export function isTelling(head: Uint8Array): boolean {
  if (head.length >= MAX_HEAD_BYTES) return true;
  let telling = 0;
  for (const byte of head) if (byte >= 0x80 && (telling += 1) >= TELLING_BYTES) return true;
  return false;
}

/** What the beginning of a stream says of the rest; `null` where it says nothing. The beginning may end inside a letter. */
export function encodingOfHead(head: Uint8Array): Encoding | null {
  const utf16 = utf16Of(head);
  if (utf16) return utf16;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    const { encoding, doubt } = decodeOld(head, null);
    return doubt === undefined && isOld(encoding) ? encoding : null;
  }
}
