/** Given Markdown, returns the text that a reader sees, a line for each paragraph, item or row, and its first heading.
 *  The one file that knows marked. */
import { Lexer, type Token, type Tokens } from 'marked';
import { decodeEntities, textOfHtml } from '../html-text.ts';

/** `heading`: the first one of the first level, else the very first line if it is one; it is not in `body`. */
export type MarkdownText = { readonly heading: string | undefined; readonly body: string };

/** Throws `RangeError` where quotes or lists are nested deeper than the stack is. */
export function textOfMarkdown(markdown: string): MarkdownText {
  const tokens = new Lexer({ gfm: true }).lex(markdown).filter(({ type }) => type !== 'space' && type !== 'def');
  const title = tokens.find(isFirstLevel) ?? [tokens[0]].find(isHeading);
  const heading = title && oneLine(inline(title.tokens));
  const lines = tokens.filter((token) => token !== title).flatMap(linesOf);
  return { heading: heading || undefined, body: lines.join('\n') };
}

const isHeading = (token: Token | undefined): token is Tokens.Heading => token?.type === 'heading';
const isFirstLevel = (token: Token): token is Tokens.Heading => isHeading(token) && token.depth === 1;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function linesOf(token: Token): string[] {
  // `Token` also stands for those of extensions, of which there are none: so each is named by its type here.
  const some = token as Tokens.Generic;
  switch (token.type) {
    case 'code':
      return kept((token as Tokens.Code).text);
    case 'html':
      return kept(textOfHtml((token as Tokens.HTML).text));
    case 'table':
      return rowsOf(token as Tokens.Table);
    case 'list':
      return (token as Tokens.List).items.flatMap(({ tokens }) => tokens.flatMap(linesOf));
    case 'blockquote':
      return (some.tokens ?? []).flatMap(linesOf);
    case 'checkbox':
    case 'hr':
      return [];
    default:
      return some.tokens ? paragraph(inline(some.tokens)) : paragraph(decodeEntities(token.raw));
  }
}

const kept = (text: string): string[] => (text.trim() === '' ? [] : [text.replace(/^\n+|\s+$/g, '')]);

/** A line break that the author forced stays one; others are where the editor wrapped. */
const FORCED = '\u2028';
const paragraph = (text: string): string[] =>
  text
    .split(FORCED)
    .map(oneLine)
    .filter((line) => line !== '');

function rowsOf({ header, rows }: Tokens.Table): string[] {
  return [header, ...rows]
    .map((row) => row.map(({ tokens }) => oneLine(inline(tokens))).join(' | '))
    .filter((row) => /[^\s|]/.test(row));
}

function inline(tokens: readonly Token[]): string {
  return tokens.map(textOf).join('');
}

function textOf(token: Token): string {
  const some = token as Tokens.Generic;
  switch (token.type) {
    case 'br':
      return FORCED;
    case 'html':
      return /^<br\b/i.test(token.raw) ? FORCED : textOfHtml(token.raw);
    case 'codespan':
      return (token as Tokens.Codespan).text;
    case 'escape':
      return (token as Tokens.Escape).text;
    case 'image':
      return decodeEntities((token as Tokens.Image).text);
    case 'checkbox':
      return '';
    default:
      return some.tokens ? inline(some.tokens) : decodeEntities((token as Tokens.Text).text);
  }
}
