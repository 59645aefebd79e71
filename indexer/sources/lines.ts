/** Given a stream of bytes, returns its lines; never holds more than one of them. */
import { MAX_ARTICLE_BYTES, type Chunks } from './bytes.ts';

/** 1-based; `bytes` without the line break, `null` where the line is longer than an article may be. */
export type Line = { readonly line: number; readonly bytes: Uint8Array | null };

const LINE_FEED = 0x0a;

export async function* splitLines(chunks: Chunks): AsyncGenerator<Line> {
  let line = 1;
  let held: Uint8Array[] = [];
  let size = 0;
  const hold = (bytes: Uint8Array): void => {
    size += bytes.length;
    if (size > MAX_ARTICLE_BYTES) held = [];
    else if (bytes.length > 0) held.push(bytes);
  };
  const take = (): Line => {
    const whole = held.length === 1 ? held[0] : Buffer.concat(held);
    const taken = { line, bytes: size > MAX_ARTICLE_BYTES ? null : (whole ?? null) };
    held = [];
    size = 0;
    return taken;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      hold(chunk.subarray(start, end));
      yield take();
      line += 1;
      start = end + 1;
    }
    hold(chunk.subarray(start));
  }
  if (size > 0) yield take();
}
