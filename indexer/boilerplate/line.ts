/** Given a line of a body, says by its shape what kind of line it is: furniture of a page, a line that may turn out to be
 *  repeated everywhere, or content. Shape alone takes nothing out: it says what is worth counting. */

export type Line = {
  /** As it stands in the body, without white space around it. */
  readonly text: string;
  /** What it is counted as, and known by later: itself without case and signs, or what all lines of its shape have. */
  readonly key: string;
  /** `furniture` leads elsewhere or says whose a picture is, wherever it stands. `plain` may be anything. `content` is never
   *  counted: names and places, rows of tables, what opens a list, the formulas of official papers, and all that is long. */
  readonly kind: 'furniture' | 'plain' | 'content';
  readonly isSentence: boolean;
  readonly words: number;
};

/** UTF-16 units; the words of an invitation to follow a newspaper everywhere are fewer. */
const MAX_UNITS = 160;
const MAX_WORDS = 25;

export function lineOf(raw: string): Line {
  const text = raw.trim();
  const isSentence = /[.!?…]["”’»)\]]{0,3}$/.test(text.slice(-4));
  if (text.length > MAX_UNITS) return { text, key: '', kind: 'content', isSentence, words: MAX_WORDS + 1 };
  const key = folded(text);
  const words = wordsIn(key);
  const about = { text, isSentence, words };
  if (words === 0 || words > MAX_WORDS) return { ...about, key, kind: 'content' };
  const shape = SHAPES.find(({ begins, isSuch }) => begins.test(key) && isSuch(text, words));
  if (shape) return { ...about, key: shape.name, kind: 'furniture' };
  if (FURNITURE.test(key) || CALL.test(key) || isShareBar(key)) return { ...about, key, kind: 'furniture' };
  return { ...about, key, kind: isContent(text, key, words) ? 'content' : 'plain' };
}

function wordsIn(key: string): number {
  let words = key === '' ? 0 : 1;
  for (let at = key.indexOf(' '); at >= 0; at = key.indexOf(' ', at + 1)) words += 1;
  return words;
}

/** For comparing: letters and digits alone, in small letters, a space between words. */
export function folded(text: string): string {
  const lower = text.normalize('NFC').toLowerCase();
  let words = '';
  let start = -1;
  for (let at = 0; at <= lower.length; at += 1) {
    if (at < lower.length && isLetter(lower, at)) {
      if (start === -1) start = at;
    } else if (start !== -1) {
      words += words === '' ? lower.slice(start, at) : ` ${lower.slice(start, at)}`;
      start = -1;
    }
  }
  return words;
}

/** Of ASCII and of the letters that Vietnamese has, without asking for the properties of each. */
export function isLetter(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 0x80) return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39);
  if ((unit >= 0xe0 && unit <= 0x1b0 && unit !== 0xf7) || (unit >= 0x1ea0 && unit <= 0x1ef9)) return true;
  return /[\p{L}\p{N}\p{M}]/u.test(text.charAt(at));
}

/** Counted under one name, since no two of them are alike. */
const SHAPES: readonly Shape[] = [
  {
    name: 'Ảnh: …',
    begins: /^(?:nguồn )?(?:ảnh|photo) /,
    isSuch: (text, words) =>
      words <= 8 && /^\(?(?:ảnh|nguồn ảnh|ảnh minh họa|ảnh minh hoạ|ảnh tư liệu|photo)\s*:\s*[^:]+$/iu.test(text),
  },
  {
    name: 'Xem thêm: …',
    begins: /^(?:xem|đọc) (?:thêm|tiếp) /,
    isSuch: (text, words) => words >= 5 && /^[\s>»→▶►+•-]*(?:xem|đọc) (?:thêm|tiếp)\s*:\s*\S/iu.test(text),
  },
];

type Shape = {
  readonly name: string;
  /** The key of such a line; asked first, as it costs less. */
  readonly begins: RegExp;
  readonly isSuch: (text: string, words: number) => boolean;
};

/** What newspapers call their boxes, and what stands alone between them. */
const FURNITURE =
  /^(?:(?:(?:các|những) )?(?:tin|bài|tin bài|tin tức|bài viết|video|chủ đề) (?:liên quan|cùng chuyên mục|cùng chủ đề|khác|mới nhất|mới hơn|cũ hơn|nổi bật|đọc nhiều|nên đọc)(?: khác)?|(?:xem|đọc) (?:thêm|tiếp|nhiều|nhiều nhất)(?: tại đây)?|xem (?:video|clip|ảnh)|(?:mời (?:bạn |quý (?:vị|độc giả) )?)?(?:xem|đọc) (?:thêm|tiếp)|có thể bạn (?:quan tâm|thích|muốn xem)|bạn có thể quan tâm|cùng chuyên mục|tin cùng mục|quảng cáo|advertisement|sponsored|nghe đọc bài|bình luận|viết bình luận|gửi bình luận)$/;

/** Invitations to follow; counted each by itself, since advice on how to use such things reads alike. */
const CALL =
  /^(?:hãy )?(?:theo dõi (?:chúng tôi|báo|kênh|trang|fanpage)|(?:theo dõi|like|bấm|nhấn|click|đăng ký|tải|quan tâm|truy cập|kết nối|mời (?:bạn|quý)).{0,90}(?:google news|zalo|fanpage|facebook|youtube|tiktok|telegram|tại đây)(?: |$))/;

const SHARE_WORDS = new Set(
  'chia sẻ share facebook twitter x zalo email e mail in bài print copy link sao chép liên kết lưu thích like messenger pinterest linkedin telegram bình luận lên qua'.split(
    ' ',
  ),
);
const SHARE_NAMES = new Set(
  'chia share facebook twitter zalo in print copy sao messenger pinterest linkedin'.split(' '),
);
/** `Chia sẻ Facebook Zalo Email`. */
function isShareBar(key: string): boolean {
  const space = key.indexOf(' ');
  if (!SHARE_NAMES.has(space === -1 ? key : key.slice(0, space))) return false;
  return key !== 'in' && key.split(' ').every((word) => SHARE_WORDS.has(word));
}

/** Official papers are full of lines that all of them have, and that people look for. */
const FORMULA =
  /^(?:cộng h(?:òa|oà) xã hội chủ nghĩa việt nam|độc lập tự do hạnh phúc|căn cứ|nơi nhận|kính gửi|theo đề nghị|xét đề nghị|quyết định|nghị quyết|thông tư|chỉ thị|thông báo|tm |kt |tl |tuq |q |điều \d|khoản \d|chương |mục \d|phần |câu \d|bài \d|hỏi|trả lời|đáp)/;

const GOES_ON: ReadonlySet<string> = new Set([':', ';', ',']);

function isContent(text: string, key: string, words: number): boolean {
  if (words < 2 || text.includes('|') || GOES_ON.has(text.slice(-1)) || /^[\d"“‘(*•+–—-]/.test(text)) return true;
  return FORMULA.test(key) || isName(text);
}

const SMALL_WORD = /\s[a-z]/;

/** `Hà Nội`, `TP. Hồ Chí Minh`, `Mộc Miên (tổng hợp)`, `H.Y`: each word with a capital, but not all in capitals, which headings are.
 *  Who signed an article is looked for. */
function isName(text: string): boolean {
  if (SMALL_WORD.test(text) && !text.includes('(')) return false; // which nearly all lines are, and costs little
  const words = text.replace(/\([^)]*\)/g, ' ').match(/[\p{L}\p{M}]+/gu) ?? [];
  if (words.length === 0 || !words.every((word) => /^\p{Lu}/u.test(word))) return false;
  return words.length <= 2 || words.some((word) => /\p{Ll}/u.test(word));
}
