/** Given a page as a scraper left it in plain text, returns the article alone and the captions of its pictures: without the box
 *  of related news on top, the teasers of other articles at the bottom, and the marks of table cells at the ends of lines.
 *  It goes by the shape of this one text; any other text comes back as it is, and so does all whose shape leaves a doubt. */

import type { Leave } from './source.ts';

/** A line as the scraper left it, and what its shape says. */
type Line = {
  readonly raw: string;
  /** Without the marks at its end. */
  readonly text: string;
  /** The line was one cell: a text with nothing but `|` behind it. A line with several cells is a table, and content. */
  readonly isCell: boolean;
  readonly isBlank: boolean;
};

const CELL = /^([^|]*[^|\s])(?:\s*\|)+\s*$/;
const MARKS = /^[\s|]*$/;

/** Prose is what is left alone: lines outside cells that are sentences of some length. */
const PROSE_WORDS = 8;
/** With less of it the cells may be the article. */
const PROSE_LINES = 2;

export type ScrapedPage = { readonly text: string; readonly captions: readonly string[] };

/** `leave` is told each line that is left out. */
export function articleOfPage(text: string, leave?: Leave): ScrapedPage {
  const lines = text.split(/\r\n?|\n/).map(lineOf);
  if (!lines.some((line) => line.isCell || isCut(line) || isNamedBox(line))) return { text, captions: [] };
  if (lines.filter(isProse).length < PROSE_LINES) return { text, captions: [] };
  const first = lines.findIndex(isProse);
  const last = lines.findLastIndex(isProse);
  const above = lines.slice(0, first);
  const below = lines.slice(last + 1);
  const taken = [...withoutBoxes(above), ...lines.slice(first, last + 1), ...withoutTeasers(below)];
  const captions = taken.filter(isCaption);
  const kept = taken.filter((line) => !captions.includes(line));
  if (leave) {
    tell(above, taken, 'in a box of other articles, above the text', leave);
    tell(below, taken, 'teaser or box of other articles, below the text', leave);
  }
  if (kept.length === lines.length && !lines.some(({ isCell }) => isCell)) return { text, captions: [] };
  return {
    text: kept.map(({ isCell, text: cell, raw }) => (isCell ? cell : raw)).join('\n'),
    captions: captions.map(({ text: cell }) => cell),
  };
}

function tell(lines: readonly Line[], kept: readonly Line[], why: string, leave: Leave): void {
  const stays = new Set(kept);
  for (const line of lines) if (!line.isBlank && !stays.has(line)) leave(line.text, why);
}

function lineOf(raw: string): Line {
  const cell = raw.includes('|') ? CELL.exec(raw)?.[1] : undefined; // few lines have a mark, and the pattern reads all of each
  const text = (cell ?? raw).trim();
  return { raw, text, isCell: cell !== undefined, isBlank: MARKS.test(raw) };
}

const wordsOf = (text: string): number => text.split(/\s+/).length;
const isSentence = (text: string): boolean => /[.!?…:;]["”’»)\]]*$/.test(text);
/** Cut off in the middle by whoever made the teaser. */
const isCut = ({ text }: Line): boolean => /(?:\.\.\.|…)$/.test(text) && wordsOf(text) >= 4;
const isProse = (line: Line): boolean =>
  !line.isCell && !line.raw.includes('|') && isSentence(line.text) && !isCut(line) && wordsOf(line.text) >= PROSE_WORDS;

/** `(Nguồn: Reuters)`, `(Ảnh: TTXVN)`, `Ảnh: Minh Hoàng` at the end of a cell. */
const SOURCE =
  /(?:^|[\s(])(?:nguồn|ảnh|ảnh minh ho[ạa]|đồ họa|đồ hoạ|video|photo|source|ảnh tư liệu)\s*:?[^():|]{0,60}\)?\.?$/iu;
const isCaption = ({ isCell, text }: Line): boolean => isCell && SOURCE.test(text) && /[(:]/.test(text);

/** What newspapers call their boxes. */
const BOX_NAMES =
  /^(?:(?:các )?(?:tin|bài)(?: viết| tức)? (?:liên quan|cùng chuyên mục|cùng chủ đề|khác|mới(?: nhất| hơn)?|cũ hơn|nổi bật|đọc nhiều|nên đọc)|(?:xem|đọc) (?:thêm|tiếp|nhiều(?: nhất)?)|có thể bạn quan tâm|mời (?:xem|đọc) (?:thêm|tiếp)|cùng chuyên mục|chủ đề liên quan|liên quan)\s*:?$/iu;
const MOST_LABEL_WORDS = 4;
const isNamedBox = ({ text }: Line): boolean => BOX_NAMES.test(text);
/** Capitals in a cell of their own. */
const isLabel = (line: Line): boolean =>
  isNamedBox(line) ||
  (line.isCell &&
    line.text === line.text.toUpperCase() &&
    /\p{Lu}/u.test(line.text) &&
    wordsOf(line.text) <= MOST_LABEL_WORDS);

/** Under a name that nobody knows, names of people or goods may stand: headlines have more words. */
const HEADLINE_WORDS = 5;

/** A label, and below it cells that are headlines, up to the first line that is none. */
function withoutBoxes(lines: readonly Line[]): Line[] {
  const kept: Line[] = [];
  for (let at = 0; at < lines.length;) {
    const end = boxEnd(lines, at);
    if (end === at) kept.push(lines[at] as Line);
    at = Math.max(end, at + 1);
  }
  return kept;
}

/** Where the box ends that begins at `start`; `start` where none does. */
function boxEnd(lines: readonly Line[], start: number): number {
  const label = lines[start];
  if (!label || label.isBlank || !isLabel(label)) return start;
  let end = start + 1;
  while (isBoxed(lines[end])) end += 1;
  const items = lines.slice(start + 1, end).filter(({ isBlank }) => !isBlank);
  if (items.length === 0) return isNamedBox(label) && label.isCell ? end : start;
  return isNamedBox(label) || items.every(({ text }) => wordsOf(text) >= HEADLINE_WORDS) ? end : start;
}

/** The caption of the picture behind it ends a box, though it is a cell without a full stop: `… Shinzo Abe. (Nguồn: Reuters) |`. */
const isBoxed = (line: Line | undefined): boolean =>
  line !== undefined && !isCaption(line) && (line.isBlank || (line.isCell && (isCut(line) || !isSentence(line.text))));

/** Fewer lines outside cells that are cut off may be the end of a story. Authors write `…` right behind a word, to end a list
 *  or a verse; what cuts teasers leaves a space. */
const CUT_LINES = 2;
const CUT_WORDS = 12;
const isCutBySpace = (line: Line): boolean =>
  !line.isCell && /\s(?:\.\.\.|…)$/.test(line.text) && wordsOf(line.text) >= CUT_WORDS;

/** Behind the last sentence: boxes, and teasers in cells; outside cells only several long ones. */
function withoutTeasers(lines: readonly Line[]): Line[] {
  const box = lines.findIndex((line) => isNamedBox(line));
  const isBox = box !== -1 && lines.slice(box + 1).every(isLinkOnly);
  const kept = isBox ? lines.filter((line, at) => at < box || isName(line)) : lines;
  const hasTeasers = kept.some((line) => line.isCell && isCut(line));
  const cutLines = kept.filter(isCutBySpace);
  return withoutBoxes(kept).filter((line) => {
    if (line.isCell) return !isCut(line) && !(hasTeasers && !isSentence(line.text));
    return cutLines.length < CUT_LINES || !cutLines.includes(line);
  });
}

/** What may stand below the name of a box: headlines and teasers. */
const isLinkOnly = (line: Line): boolean =>
  line.isBlank || isCut(line) || (!isSentence(line.text) && !line.raw.trimEnd().slice(0, -1).includes('|'));
/** Who wrote the article signs below all boxes. */
const isName = ({ text, isCell }: Line): boolean => !isCell && /^\p{Lu}\p{L}*(?:\s\p{Lu}\p{L}*){1,3}$/u.test(text);
