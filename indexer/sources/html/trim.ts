/** Given the blocks of an article, returns those that are its text, the captions of its pictures, and the names that were signed
 *  below it. */
import type { Leave } from '../source.ts';
import { parseVietnameseDate } from '../vietnamese-date.ts';
import type { Block } from './blocks.ts';
import { countWords, skeleton } from './clean.ts';
import { namesIn } from './authors.ts';
import { isNoise } from './noise.ts';
import { TRAIL } from './section.ts';
import { namesOf } from './unread.ts';
import type { Page } from './page.ts';

export type Known = {
  readonly title: string;
  /** Only where it stands on the page in an element of its own. */
  readonly summary: string | undefined;
  readonly authors: readonly string[];
  /** Told each block that is left out, and why. */
  readonly leave?: Leave | undefined;
};

export type Trimmed = {
  readonly blocks: readonly Block[];
  /** None where the captions are the text. */
  readonly captions: readonly string[];
  readonly signed: readonly string[];
};

/** `TIN LIÊN QUAN`, `>> Xem thêm:`, `Mời bạn đọc thêm`: what follows leads to other articles. */
const LABEL =
  /^(?:(?:các|những) )?(?:tin|bài|tin bài|tin tức|bài viết|chủ đề|video|nội dung) (?:viết )?(?:liên quan|cùng chuyên mục|cùng chủ đề|khác|mới|mới nhất|nổi bật|đọc nhiều|xem nhiều|đáng chú ý|nên đọc)|^(?:xem|đọc|tìm hiểu|tham khảo) (?:thêm|tiếp|ngay|chi tiết)|^(?:mời (?:bạn|quý (?:vị|độc giả))(?: đọc)?|bạn) (?:xem thêm|đọc thêm|có thể quan tâm)|^có thể bạn (?:quan tâm|thích|muốn)|^có liên quan|^related|^read more|^see also|^đọc nhiều|^xem nhiều/;
const LABEL_WORDS = 8;
const MAX_FILED_WORDS = 16;
/** `Sự kiện: Bóng đá phong trào`: what the article is filed under; `File đính kèm: …`: what goes with it. */
const FILED =
  /^(?:dòng )?(?:sự kiện|chủ đề|chuyên đề|từ khóa|từ khoá|tags?|(?:file|tệp|tệp tin|tài liệu|văn bản) (?:đính kèm|kèm theo)|tải (?:về|file))\s*:/iu;

/** `Ảnh: Hữu Khoa.` at the end of what stands below a picture. */
const CREDIT = /(?:^|[\s.(–-])(?:ảnh|nguồn ảnh|photo|đồ họa|ảnh minh họa|video|clip)\s*:?\s*[^.:]{0,60}\.?\)?$/iu;
const MAX_CAPTION_WORDS = 70;
const BYLINE_WORDS = 12;
/** UTF-16 units: letters without a space between them are one word, however many. */
const BYLINE_UNITS = 400;
const SIGNED =
  /^(?:bài|ảnh|tin|tác giả|người viết|theo|nguồn|biên tập|thiết kế|kỹ thuật|trình bày|đồ họa|nội dung|video|clip|thực hiện|pv|phóng viên)(?: và ảnh|, ảnh| viết)? ?[:,]|^theo /iu;
/** Lines from either end in which such things stand. */
const NEAR_END = 5;

export function trim(given: readonly Block[], known: Known, page: Page): Trimmed {
  const withCaptions = markCaptions(given);
  const captions = withCaptions.filter(({ kind }) => kind === 'caption');
  const others = withCaptions.filter(({ kind }) => kind !== 'caption' && kind !== 'image');
  // A story told in pictures has its words below them.
  const isPhotoStory = wordsIn(captions) > wordsIn(others);
  const kept = isPhotoStory ? withCaptions.filter(({ kind }) => kind !== 'image') : others;
  const quiet = kept.filter((block) => !isNoise(block));
  const unlinked = withoutLinks(quiet);
  const trimmed = trimEnds(unlinked, known, page);
  if (known.leave) {
    tell(kept, quiet, 'furniture: an advertisement, or an invitation to follow', known.leave);
    tell(quiet, unlinked, 'leads to other articles', known.leave);
    tell(unlinked, trimmed.blocks, 'repeats the title, the summary or the date, or is the signature', known.leave);
  }
  const said = isPhotoStory
    ? []
    : joined(
        captions.filter((block) => !isNoise(block)),
        withCaptions,
      );
  return { ...trimmed, captions: said };
}

/** What stands below one picture, and whose it is, is one caption. */
function joined(captions: readonly Block[], all: readonly Block[]): string[] {
  const texts: string[] = [];
  let before: Block | undefined;
  for (const caption of captions) {
    const frame = frameOf(caption);
    const isSame = frame !== null && before !== undefined && frame === frameOf(before);
    const isNext = before !== undefined && all.indexOf(caption) === all.indexOf(before) + 1;
    if (isSame && isNext) texts.push(`${texts.pop()} ${caption.text}`);
    else texts.push(caption.text);
    before = caption;
  }
  return texts;
}

const frameOf = ({ element }: Block): Element | null =>
  element.closest('figure, table') ?? element.closest('figcaption');

function tell(before: readonly Block[], after: readonly Block[], why: string, leave: Leave): void {
  const stays = new Set(after);
  for (const block of before) if (block.text !== '' && !stays.has(block)) leave(block.text, why);
}

/** Below a picture, what is short and slanted, centred, or says whose picture it is. */
function markCaptions(blocks: readonly Block[]): Block[] {
  return blocks.map((block, at) => {
    if (block.kind !== 'text' || blocks[at - 1]?.kind !== 'image') return block;
    const isShort = countWords(block.text) <= MAX_CAPTION_WORDS;
    const looksSo = block.italic > 0.9 || block.align === 'center' || CREDIT.test(block.text);
    return isShort && looksSo ? { ...block, kind: 'caption' } : block;
  });
}

/** What leads to other articles: lines that are links, and labels above them. */
function withoutLinks(blocks: readonly Block[]): Block[] {
  const links = blocks.filter(isLink);
  // A page that is mostly links and is an article all the same wants them.
  if (lettersOf(links) > lettersOf(blocks) / 2) return [...blocks];
  const kept: Block[] = [];
  let isAfterLabel = false;
  for (const block of blocks) {
    const isLabel = LABEL.test(skeleton(block.text)) && (countWords(block.text) <= LABEL_WORDS || block.linked > 0.4);
    const isPointer = /^(?:>+|»|→|▶|►)/.test(block.text) && block.linked > 0.4;
    const isFiled = FILED.test(block.text) && block.linked > 0.3 && countWords(block.text) <= MAX_FILED_WORDS;
    const drop: boolean = isLabel || isPointer || isFiled || isLink(block) || (isAfterLabel && block.linked > 0.5);
    isAfterLabel = isLabel || (isAfterLabel && drop);
    if (!drop) kept.push(block);
  }
  return kept;
}

/** A line that is a link: a list of them, or the headline of another article. */
const isLink = ({ linked, kind, text }: Block): boolean =>
  linked > 0.85 && kind !== 'code' && (countWords(text) >= 4 || kind === 'item');

const wordsIn = (list: readonly Block[]): number => list.reduce((sum, { text }) => sum + countWords(text), 0);
const lettersOf = (list: readonly Block[]): number => list.reduce((sum, { text }) => sum + text.length, 0);

function trimEnds(given: readonly Block[], known: Known, page: Page): Omit<Trimmed, 'captions'> {
  const blocks = [...given];
  const isByline = ({ text }: Block): boolean => isShort(text) && areKnown(namesIn(text, page), known);
  const said = new Set(
    [known.title, known.summary, ...known.authors, known.authors.join(' ')].map((each) => skeleton(each ?? '')),
  );
  for (let at = 0, looked = 0; at < blocks.length && looked < NEAR_END; looked += 1) {
    const block = blocks[at];
    if (block && (said.has(skeleton(block.text)) || isDateLine(block) || isTrail(block) || isByline(block)))
      blocks.splice(at, 1);
    else at += 1;
  }
  const signed: string[] = [];
  for (let looked = 0; looked < NEAR_END; looked += 1) {
    const last = blocks.at(-1);
    if (!last || blocks.length < 2) break;
    const names = bylineOf(last, known, page);
    if (!names) break;
    signed.unshift(...names);
    blocks.pop();
  }
  return { blocks, signed };
}

/** `Trang chủ > Tin làng`, or links that begin at the front page. */
const isTrail = ({ text, linked }: Block): boolean =>
  (TRAIL.test(text) || (linked > 0.85 && /^trang (?:chủ|nhất)(?:\s|$)/iu.test(text))) &&
  countWords(text) <= MAX_TRAIL_WORDS;
const MAX_TRAIL_WORDS = 14;

const MAX_DATE_WORDS = 14;
/** A date and nothing else; items of a timeline say what was then. */
const MAX_ITEM_WORDS = 5;

function isDateLine({ text, kind }: Block): boolean {
  const most = kind === 'item' ? MAX_ITEM_WORDS : MAX_DATE_WORDS;
  return countWords(text) <= most && parseVietnameseDate(text) !== null && !/[.!?]$/.test(text.trim());
}

/** The names that a line below an article is signed with, none where it is a source; `null` where it is no such line. */
function bylineOf(block: Block, known: Known, page: Page): readonly string[] | null {
  const { text, kind, align, bold, italic, element } = block;
  if (kind === 'heading' || kind === 'code' || kind === 'row' || !isShort(text)) return null;
  const isCalled = namesOf(element).some((name) =>
    /(?:^|-)(?:author|authors|tac-?gia|source|nguon|byline|credit|copyright)(?:-|$)/.test(name),
  );
  const names = namesIn(text, page);
  const isKnown = areKnown(names, known);
  const isSource = /^\([^)]{2,40}\)$/.test(text) || /^theo [\p{Lu}]/iu.test(text);
  const looksSo = (align === 'right' || bold > 0.8 || italic > 0.8) && !/[.!?…:]["”]?$/.test(text) && kind === 'text';
  if (SIGNED.test(text) || isSource)
    return /^(?:ảnh|thiết kế|kỹ thuật|trình bày|đồ họa|video|clip|biên tập)/iu.test(text) ? [] : names;
  if (isCalled || isKnown || (looksSo && (names.length > 0 || align === 'right'))) return names;
  return null;
}

const isShort = (text: string): boolean => text.length <= BYLINE_UNITS && countWords(text) <= BYLINE_WORDS;

const areKnown = (names: readonly string[], { authors }: Known): boolean =>
  names.length > 0 && names.every((name) => authors.some((author) => skeleton(author) === skeleton(name)));
