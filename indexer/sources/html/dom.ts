/** Given the text of a page, returns its document. The one file that knows linkedom.
 *  Whatever the page is like, it is bounded work, and there is one html with one head and one body. */
import { parseHTML } from 'linkedom';

export type Parsed =
  { readonly ok: true; readonly document: Document } | { readonly ok: false; readonly problem: string };

/** Browsers nest no deeper (Blink's `kMaximumHTMLParserDOMTreeDepth`), and the parser's time grows with the square of it. */
const MAX_DEPTH = 512;

/** A long article with all its comments has ten thousand; a law that was written in Word, fifty thousand. */
const MAX_TAGS = 200_000;

/** Elements that nobody closes by a tag of its own, or that another one closes. */
const SELF_CLOSED = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option html head body'.split(
    ' ',
  ),
);

/** Pictures inside an attribute: browsers that save a page whole put all of them there, megabytes of them. */
const DATA_ADDRESS = /(["'(]\s*)data:[^"')\s]{200,}/gi;

const TAG = /<(\/?)([a-z][a-z0-9:-]*)(?:\s[^<>]*?)?(\/?)>/gi;

export function parsePage(text: string): Parsed {
  const slim = text.replace(DATA_ADDRESS, '$1data:,');
  const trouble = tooMuch(slim);
  if (trouble) return { ok: false, problem: trouble };
  try {
    const { document } = parseHTML(withOneBody(slim));
    lowerNames(document);
    unnestRows(document);
    return { ok: true, document };
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: `the page cannot be parsed (${what}); is it HTML?` };
  }
}

/** Before it is parsed, since it is the parsing that would not end. */
function tooMuch(text: string): string | null {
  let depth = 0;
  let deepest = 0;
  let tags = 0;
  for (const [, closes, name = '', selfCloses] of text.matchAll(TAG)) {
    tags += 1;
    if (SELF_CLOSED.has(name.toLowerCase()) || selfCloses) continue;
    depth = closes ? Math.max(0, depth - 1) : depth + 1;
    deepest = Math.max(deepest, depth);
  }
  const signs = text.length - text.replaceAll('<', '').length;
  if (deepest > MAX_DEPTH)
    return `elements are nested ${deepest} deep, and no browser nests more than 512; is it damaged?`;
  if (Math.max(tags, signs) > MAX_TAGS)
    return `it has ${Math.max(tags, signs)} tags, which no article has; is it damaged?`;
  return null;
}

const STRUCTURE = /<(?:!--|(?:script|style)\b|!doctype|\/?(?:html|head|body)(?=[\s>/]))/gi;

/** The parser takes tags as they come: a text without `html` would have no body, one that closes `body` too early would end
 *  there. Browsers make one of each and ignore what follows, and so do we; attributes of the first ones are kept. */
function withOneBody(text: string): string {
  const attributes = { html: '', body: '' };
  const kept: string[] = [];
  let from = 0;
  for (let found = next(0); found; found = next(from)) {
    const name = found[0].slice(1).toLowerCase();
    const closing = name === '!--' ? '-->' : name === 'script' || name === 'style' ? `</${name}` : '>';
    const end = indexOfFolded(text, closing, found.index);
    if (end === -1) break;
    kept.push(withSigns(text.slice(from, found.index)));
    if (closing !== '>') kept.push(text.slice(found.index, end + closing.length));
    else if (name === 'html' || name === 'body') attributes[name] ||= text.slice(found.index + 1 + name.length, end);
    from = end + closing.length;
  }
  kept.push(withSigns(text.slice(from)));
  const { html, body } = attributes;
  return `<!doctype html><html${html}><head></head><body${body}>${kept.join('')}</body></html>`;

  function next(start: number): RegExpExecArray | null {
    STRUCTURE.lastIndex = start;
    return STRUCTURE.exec(text);
  }
}

/** `if a<b and b<c` holds no tag: before one ends another begins, and no attribute's value is around that. */
function withSigns(html: string): string {
  return html.replace(/<(?=[a-z](?:(?![\w-]\s*=\s*["'])[^<>])*(?:<|$))/gi, '&lt;');
}

/** The parser keeps `CONTENT` as it was written, and finds no `content` then. */
function lowerNames(document: Document): void {
  for (const element of document.querySelectorAll('*')) {
    for (const name of element.getAttributeNames()) {
      const lower = name.toLowerCase();
      if (name !== lower && !element.hasAttribute(lower)) element.setAttribute(lower, element.getAttribute(name) ?? '');
    }
  }
}

/** In a row whose paragraph nobody closed, the parser puts the next row into that paragraph; browsers put it behind. */
function unnestRows(document: Document): void {
  for (const { wrong, outer } of [
    { wrong: 'td, th', outer: 'td, th' },
    { wrong: 'tr', outer: 'tr' },
  ]) {
    for (const element of document.querySelectorAll(wrong)) {
      const parent = element.parentElement;
      if (!parent || /^(?:table|thead|tbody|tfoot|tr)$/.test(parent.localName)) continue;
      parent.closest(outer)?.after(element);
    }
  }
}

function indexOfFolded(text: string, wanted: string, from: number): number {
  if (!wanted.startsWith('</')) return text.indexOf(wanted, from);
  const closing = new RegExp(wanted, 'gi');
  closing.lastIndex = from;
  return closing.exec(text)?.index ?? -1;
}
