/** Given a post as Ghost stores it, returns its text: HTML where there is some, else what its editors keep. */
import { textOfHtml } from '../html-text.ts';
import { textOfMarkdown } from '../markdown/text.ts';
import { isRecord, type Json } from '../paths.ts';

/** Throws `RangeError` where a document is nested deeper than the stack is. */
export function textOfPost(post: Json): string {
  const { html, lexical, mobiledoc, markdown, plaintext } = post;
  if (isText(html)) return textOfHtml(html);
  if (isText(lexical)) return textOfLexical(lexical);
  if (isText(mobiledoc)) return textOfMobiledoc(mobiledoc);
  if (isText(markdown)) return wholeText(markdown);
  return isText(plaintext) ? plaintext : '';
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function parsed(json: string): Json {
  try {
    const value: unknown = JSON.parse(json);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function wholeText(markdown: string): string {
  const { heading, body } = textOfMarkdown(markdown);
  return [heading, body].filter((each) => each).join('\n');
}

const joined = (lines: readonly string[]): string => lines.filter((line) => line.trim() !== '').join('\n');

/** https://lexical.dev: nodes with children; texts and line breaks are their leaves. */
function textOfLexical(json: string): string {
  return joined(linesIn(parsed(json)['root']));
}

const LEXICAL_LINES = new Set(['root', 'list', 'quote', 'blockquote', 'aside']);

function linesIn(node: unknown): string[] {
  if (!isRecord(node)) return [];
  const { type, children } = node;
  if (LEXICAL_LINES.has(String(type))) return listIn(children).flatMap(linesIn);
  return (children === undefined ? cardText(node) : inlineText(node)).split('\n');
}

function inlineText(node: unknown): string {
  if (!isRecord(node)) return '';
  if (node['type'] === 'linebreak') return '\n';
  if (isText(node['text'])) return node['text'];
  return listIn(node['children']).map(inlineText).join('');
}

/** Cards of both editors: what they show in words. */
function cardText(card: Json): string {
  const { markdown, html, code, caption, alt, text, content, heading, calloutText, toggleText } = card;
  if (isText(markdown)) return wholeText(markdown);
  const shown = [heading, calloutText, html, text, content, alt, caption]
    .filter(isText)
    .map((each) => textOfHtml(each));
  return joined([...shown, ...[toggleText].filter(isText), ...[code].filter(isText)]);
}

/** https://github.com/bustle/mobiledoc-kit/blob/master/MOBILEDOC.md: sections are lists that begin with their kind. */
function textOfMobiledoc(json: string): string {
  const { sections, cards, atoms } = parsed(json);
  const lines = listIn(sections).flatMap((section) => {
    const [kind, first, second] = listIn(section);
    if (kind === 1) return [markersIn(second, listIn(atoms))];
    if (kind === 3) return listIn(second).map((item) => markersIn(item, listIn(atoms)));
    const card: unknown = kind === 10 ? listIn(listIn(cards)[Number(first)])[1] : undefined;
    return isRecord(card) ? [cardText(card)] : [];
  });
  return joined(lines);
}

/** Markers are texts, or atoms by their number: a line break in posts of Ghost. */
function markersIn(markers: unknown, atoms: readonly unknown[]): string {
  return listIn(markers)
    .map((marker) => {
      const [kind, , , value] = listIn(marker);
      if (kind !== 1) return typeof value === 'string' ? value : '';
      const [name, text] = listIn(atoms[Number(value)]);
      return name === 'soft-return' ? '\n' : typeof text === 'string' ? text : '';
    })
    .join('');
}
