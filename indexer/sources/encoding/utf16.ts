/** Given bytes, says whether they are UTF-16, with a byte order mark or without, and reads them. */

export type Utf16 = 'utf-16le' | 'utf-16be';

/** Half of a Vietnamese text is ASCII, every second byte of which is zero then. */
const LOOKED_AT_BYTES = 1024;
const ZEROS_SHARE = 0.25;
const STRAY_ZEROS_SHARE = 0.02;

export function utf16Of(bytes: Uint8Array): Utf16 | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, LOOKED_AT_BYTES);
  if (head.length < 8 || !head.includes(0)) return null;
  const zeros = [0, 0];
  for (let at = 0; at < head.length; at += 1) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [first = 0, second = 0] = zeros.map((count) => count / (head.length / 2));
  if (second >= ZEROS_SHARE && first <= STRAY_ZEROS_SHARE) return 'utf-16le';
  return first >= ZEROS_SHARE && second <= STRAY_ZEROS_SHARE ? 'utf-16be' : null;
}

export function decodeUtf16(
  bytes: Uint8Array,
  encoding: Utf16,
): { readonly text: string; readonly encoding: Utf16; readonly doubt?: string } {
  const text = new TextDecoder(encoding).decode(bytes);
  return text.includes('\uFFFD') ? { text, encoding, doubt: 'some of its letters are damaged' } : { text, encoding };
}

/** The same text as UTF-8, chunk by chunk; letters that two chunks share come out whole. */
export async function* utf8FromUtf16(chunks: AsyncIterable<Uint8Array>, encoding: Utf16): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  const rest = decoder.decode();
  if (rest !== '') yield Buffer.from(rest);
}
