/** Given the bytes of XML as they come in, tells of its elements one by one. The one file that knows sax.
 *  Entities that the document defines are never expanded, and nothing outside it is ever fetched. */
import sax from 'sax';
import type { Chunks } from './bytes.ts';

export type XmlEvents = {
  /** Lines are 1-based. */
  readonly opened: (name: string, attributes: Readonly<Record<string, string>>, line: number) => void;
  /** Called several times where a text is long. */
  readonly text: (text: string) => void;
  readonly closed: (name: string) => void;
};

/** How bytes become letters, and what tells these from what was meant. */
export type XmlText = {
  readonly decoder: { readonly decode: (bytes?: Uint8Array, options?: { readonly stream: boolean }) => string };
  /** The texts of one item, read together. `null`: it cannot be told what they are, and that has been said. */
  readonly textOf: (texts: readonly string[], line: number) => readonly string[] | null;
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

/** Yields the line that has been reached after each chunk. What is not quite XML (a sign that should be an entity, a tag that
 *  nothing has opened) is passed over, as readers of feeds do. Throws `BadXml` for what is nested too deep, or has a tag or a
 *  comment that does not end. `decoder`: how letters are made of bytes, @default as the document declares, else UTF-8. What comes
 *  from elsewhere (`refusesEntities`) is refused, too, where it defines entities: nobody has a good reason to. */
export async function* readXml(
  chunks: Chunks,
  events: XmlEvents,
  { decoder, refusesEntities = false }: Partial<XmlText> & { readonly refusesEntities?: boolean } = {},
): AsyncGenerator<number> {
  const parser = sax.parser(true, { position: true });
  const bad = (what: string): BadXml => new BadXml(what, parser.line + 1);
  let depth = 0;
  parser.onopentag = ({ name, attributes }) => {
    depth += 1;
    if (depth > MAX_DEPTH) throw bad(`elements are nested over ${MAX_DEPTH} deep; is it damaged?`);
    // Without `xmlns`, which is not asked for, attributes are texts.
    events.opened(name, attributes as Record<string, string>, parser.line + 1);
  };
  parser.onclosetag = (name) => {
    depth -= 1;
    events.closed(name);
  };
  const onerror = ({ message }: Error): void => {
    // Only texts are handed on in pieces; all else has to be held whole.
    if (message.startsWith('Max buffer length')) throw bad('a tag or comment is longer than 64 KiB; is it damaged?');
    parser.resume();
  };
  const ondoctype = (doctype: string): void => {
    if (refusesEntities && /<!ENTITY/i.test(doctype))
      throw bad('it defines entities of its own, which are never expanded; take them out');
  };
  // Its one way to be listened to: it is no event target.
  Object.assign(parser, { ontext: events.text, oncdata: events.text, onerror, ondoctype });
  let reading: XmlText['decoder'] | undefined = decoder;
  for await (const chunk of chunks) {
    reading ??= decoderFor(chunk);
    parser.write(reading.decode(chunk, { stream: true }));
    yield parser.line + 1;
  }
  // `close` would complain of what is still open; whoever listens knows that better.
  if (reading) parser.write(reading.decode());
  yield parser.line + 1;
}

/** `<?xml version="1.0" encoding="windows-1258"?>`; what is unknown is read as UTF-8. */
function decoderFor(first: Uint8Array): TextDecoder {
  const label = declaredEncoding(first) ?? 'utf-8';
  try {
    // UTF-16 has become UTF-8 on the way here.
    return new TextDecoder(/^utf-?16/i.test(label) ? 'utf-8' : label);
  } catch {
    return new TextDecoder('utf-8');
  }
}

export function declaredEncoding(head: Uint8Array): string | undefined {
  const text = new TextDecoder('latin1').decode(head.subarray(0, 200));
  return /^\s*<\?xml\b[^>]*\bencoding\s*=\s*["']([\w.:-]+)/i.exec(text)?.[1];
}
