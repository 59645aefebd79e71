/** Given the bytes of XML as they come in, tells of its elements one by one. The one file that knows sax.
 *  Entities that the document defines are never expanded, and nothing outside it is ever fetched. */
import sax from 'sax';
import type { Chunks } from '../bytes.ts';

export type XmlEvents = {
  /** Lines are 1-based. */
  readonly opened: (name: string, attributes: Readonly<Record<string, string>>, line: number) => void;
  /** Called several times where a text is long. */
  readonly text: (text: string) => void;
  readonly closed: (name: string) => void;
};

/** No export is so deep; each open element takes memory. */
const MAX_DEPTH = 256;

/** What the XML itself has against being read. */
export class BadXml extends Error {
  override readonly name = 'BadXml';
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/** Yields after each chunk the line that has been reached. What is not quite XML (a sign that should be an entity, a tag that
 *  nothing has opened) is passed over, as readers of feeds do. Throws `BadXml` for what is nested too deep, and for a tag without
 *  end. */
export async function* readXml(chunks: Chunks, events: XmlEvents): AsyncGenerator<number> {
  const parser = sax.parser(true, { position: true });
  let depth = 0;
  parser.onopentag = ({ name, attributes }) => {
    depth += 1;
    if (depth > MAX_DEPTH)
      throw new BadXml(`elements are nested over ${MAX_DEPTH} deep; is it damaged?`, parser.line + 1);
    // Without `xmlns`, which is not asked for, attributes are texts.
    events.opened(name, attributes as Record<string, string>, parser.line + 1);
  };
  parser.onclosetag = (name) => {
    depth -= 1;
    events.closed(name);
  };
  const onerror = ({ message }: Error): void => {
    // `sax.MAX_BUFFER_LENGTH`; the parser only says so, and goes on to hold it.
    if (message.startsWith('Max buffer length')) {
      throw new BadXml(`a tag or comment is longer than 64 KiB; is it damaged?`, parser.line + 1);
    }
    parser.resume();
  };
  // Its one way to be listened to: it is no event target.
  Object.assign(parser, { ontext: events.text, oncdata: events.text, onerror });
  let decoder: TextDecoder | undefined;
  for await (const chunk of chunks) {
    decoder ??= decoderFor(chunk);
    parser.write(decoder.decode(chunk, { stream: true }));
    yield parser.line + 1;
  }
  // `close` would complain of what is still open; whoever listens knows that better.
  if (decoder) parser.write(decoder.decode());
  yield parser.line + 1;
}

/** `<?xml version="1.0" encoding="windows-1258"?>`; what is unknown is read as UTF-8. */
function decoderFor(first: Uint8Array): TextDecoder {
  const head = new TextDecoder('latin1').decode(first.subarray(0, 200));
  const label = /^<\?xml\b[^>]*\bencoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1] ?? 'utf-8';
  try {
    // UTF-16 has become UTF-8 on the way here.
    return new TextDecoder(/^utf-?16/i.test(label) ? 'utf-8' : label);
  } catch {
    return new TextDecoder('utf-8');
  }
}
