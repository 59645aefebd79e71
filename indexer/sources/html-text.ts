/** Given a stretch of HTML as editors of articles write it, returns the text that it shows, a line for each paragraph, item
 *  or row. It builds no tree, so its work grows with the length alone, however deep or broken the tags are. */
import { withoutEntities } from './encoding/entities.ts';

/** What stands in these is not shown, or not text. */
const UNSHOWN = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'iframe',
  'object',
  'svg',
  'canvas',
  'math',
  'head',
]);

const BLOCKS = new Set(
  (
    'address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 ' +
    'h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul video audio'
  ).split(' '),
);

const TAG_NAME = /^<\/?([a-z][a-z\d:-]*)/i;
/** `withoutEntities` leaves the brackets of tags as they are: it cannot know whether a text is HTML or writes about it. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return withoutEntities(text).replace(/&([lg])t;/gi, (_, which: string) => (which.toLowerCase() === 'l' ? '<' : '>'));
}

/** Pictures give their `alt`, cells of one row stand on one line with `|` between them, `pre` keeps its lines. */
export function textOfHtml(html: string): string {
  const out = new Lines();
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open === -1) break;
    out.text(html.slice(at, open));
    at = readTag(html, open, out);
  }
  out.text(html.slice(at));
  return out.end();
}

/** Returns where the text goes on. */
function readTag(html: string, open: number, out: Lines): number {
  if (html.startsWith('<!--', open)) return behind(html, '-->', open + 4);
  if (html.startsWith('<![CDATA[', open)) return open + '<![CDATA['.length;
  if (html[open + 1] === '!' || html[open + 1] === '?') return behind(html, '>', open);
  const name = TAG_NAME.exec(html.slice(open, open + 40))?.[1]?.toLowerCase();
  if (name === undefined) {
    out.text('<'); // `a < b`
    return open + 1;
  }
  const end = tagEnd(html, open);
  const closes = html[open + 1] === '/';
  if (UNSHOWN.has(name)) return closes || html[end - 2] === '/' ? end : out.closing(html, name, end);
  if (name === 'img') out.alt(attribute(html.slice(open, end), 'alt'));
  else if ((name === 'td' || name === 'th') && !closes) out.cell();
  else if (BLOCKS.has(name)) out.break(name === 'pre' ? !closes : undefined);
  return end;
}

/** A value in quotes may hold `>`. What is never closed is all there is. */
function tagEnd(html: string, open: number): number {
  let quote = '';
  for (let at = open + 1; at < html.length; at += 1) {
    const sign = html.charAt(at);
    if (quote) quote = sign === quote ? '' : quote;
    else if (sign === '>') return at + 1;
    else if ((sign === '"' || sign === "'") && html[at - 1] === '=') quote = sign;
  }
  // A quote was forgotten: then the next bracket will do.
  return behind(html, '>', open);
}

function behind(html: string, wanted: string, from: number): number {
  const found = html.indexOf(wanted, from);
  return found === -1 ? html.length : found + wanted.length;
}

function attribute(tag: string, name: string): string {
  const [, double, single] = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag) ?? [];
  return double ?? single ?? '';
}

/** What has been read up to now. */
class Lines {
  readonly #lines: string[] = [];
  #line: string[] = [];
  #isCode = false;
  /** Elements of which no end was found: looking again would find none either, and take as long. */
  readonly #unclosed = new Set<string>();

  text(text: string): void {
    if (text !== '') this.#line.push(text);
  }

  alt(text: string): void {
    if (text.trim() !== '') this.#line.push(` ${text} `);
  }

  cell(): void {
    if (this.#line.some((text) => text.trim() !== '')) this.#line.push(' | ');
  }

  /** Where an element ends that is not shown; one that nobody closes shows what follows it. */
  closing(html: string, name: string, from: number): number {
    if (this.#unclosed.has(name)) return from;
    const closing = new RegExp(`</${name}\\b[^>]*>`, 'gi');
    closing.lastIndex = from;
    const found = closing.exec(html);
    if (!found) this.#unclosed.add(name);
    return found ? found.index + found[0].length : from;
  }

  /** `isCode`: what follows keeps its lines. */
  break(isCode = this.#isCode): void {
    const joined = decodeEntities(this.#line.join(''));
    const text = this.#isCode ? joined.replace(/^\n+|\s+$/g, '') : joined.replace(/\s+/g, ' ').trim();
    if (text !== '') this.#lines.push(text);
    this.#line = [];
    this.#isCode = isCode;
  }

  end(): string {
    this.break();
    return this.#lines.join('\n');
  }
}
