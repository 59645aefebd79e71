/** Given a text without a title, returns one: the first sentence of its first line of prose. */

/** Longer ones are cut at a word: a title stands on one or two lines of a result list. */
const MAX_HEADLINE_UNITS = 160;

/** `TIN LIÊN QUAN`, `ĐỌC NHIỀU NHẤT`, `BÀI VIẾT LIÊN QUAN`: boxes of a page. A headline in capitals is longer. */
const MAX_LABEL_WORDS = 4;

/** Empty only where the text holds no letter and no digit. */
export function headline(text: string): string {
  const lines = text.split(/[\n\r\u2028\u2029]+/).filter(hasText);
  const line =
    lines.find((each) => !isCell(each) && !isLabel(each)) ?? lines.find((each) => !isLabel(each)) ?? lines[0];
  return line === undefined ? '' : cut(firstSentence(withoutCellMarks(line)));
}

/** Something a reader could search for: a letter or a digit. */
export function hasText(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** Scraped tables (related news, captions under pictures) leave the `|` of their cells at the end of the line. */
const isCell = (line: string): boolean => line.trimEnd().endsWith('|');

function withoutCellMarks(line: string): string {
  let end = line.length;
  while (end > 0 && /[\s|]/.test(line.charAt(end - 1))) end -= 1;
  return line.slice(0, end).replace(/\s+/g, ' ').trim();
}

function isLabel(line: string): boolean {
  const words = withoutCellMarks(line);
  return words === words.toUpperCase() && words !== words.toLowerCase() && words.split(' ').length <= MAX_LABEL_WORDS;
}

const SENTENCE_END = /[.!?…]+["”’»)\]]*(?=\s)/gu;
/** The point after `TP.`, `Q.`, `UBND.` or `ThS.` more often shortens than ends. */
const SHORTENED = /(?:^|[\s(])(?:\p{Lu}{1,4}|Tp|ThS|Ths|Mr|Mrs|Dr|St)\.$/u;

function firstSentence(line: string): string {
  // What lies beyond the longest headline is cut off anyway, and a damaged file may be one line of megabytes.
  const start = line.slice(0, MAX_HEADLINE_UNITS + 1);
  for (const end of start.matchAll(SENTENCE_END)) {
    const sentence = start.slice(0, end.index + end[0].length);
    if (!SHORTENED.test(sentence) && hasText(sentence)) return sentence;
  }
  return start;
}

function cut(sentence: string): string {
  if (sentence.length <= MAX_HEADLINE_UNITS) return sentence;
  const start = sentence.slice(0, MAX_HEADLINE_UNITS);
  const words = start.slice(0, start.lastIndexOf(' '));
  // A line of that length without a space is not Vietnamese; only keep it from ending in half a letter.
  return `${words || start.replace(/[\uD800-\uDBFF]$/, '')}…`;
}
