/** Given a text, counts how much of it is spelled as Vietnamese is. It knows spelling and some two hundred frequent words,
 *  so it tells Vietnamese from bytes read by a wrong table, not good Vietnamese from bad. */
import { spelled } from '../../../core/text/keys.ts';

export type Likeness = {
  /** Words with a character outside ASCII, or a sign inside a word that no word has. */
  readonly accented: number;
  /** Those of them that could be a syllable, with marks and tone. */
  readonly good: number;
  /** Those of them that are among the most frequent ones. */
  readonly common: number;
  /** Words of ASCII letters. */
  readonly plain: number;
  readonly plainGood: number;
};

/** Runs of anything but white space, ASCII that is no letter, and the signs that stand beside words. */
const TOKEN = /[^\s\p{Cc}!-@[-`{-~\u2010-\u203A]+/gu;
const AT_THE_EDGE = /^[«»]+|[«»]+$/gu;
const HAS_LETTER = /\p{L}/u;
const ASCII = /^[A-Za-z]+$/;
/** Small, with a capital at the start, or capitals only. */
const CASED = /^(?:\p{L}\p{Ll}*|\p{Lu}+)$/u;
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/u;

/** What stands most often in news, of the words that have marks. */
const COMMON: ReadonlySet<string> = new Set(
  `và của là được có không người với đã các những một cho này để ở khi từ về đến tại năm ngày trên ông bị việt vào ra sẽ
   cũng như phải nhiều nước đó còn đang việc lại sự theo thì tôi công làm đồng hiện bà cả nên thể bộ trường động thành phố
   chính nhà học đầu quốc gia mới đường số phát sau hơn hành điều tỉnh nhân trước quan định quyết rất lên đi được biết hai
   đây chỉ sinh tiền nói giá cao gì đối vụ thời gian tế triển cơ thế giới xã hội chủ tịch huyện dân đại kinh doanh hà nội
   cùng giữa lý tự chức thực tổ lực sản xuất hàng phần bệnh viện án tướng thủ`
    .trim()
    .split(/\s+/),
);

/** Only the first so many UTF-16 units of a text are looked at: some hundreds of words say what thousands would. */
export const SAMPLE_UNITS = 4096;

const KEPT = 20_000;
const known = new Map<string, boolean>();

export function likeness(text: string): Likeness {
  const found = { accented: 0, good: 0, common: 0, plain: 0, plainGood: 0 };
  for (const [token] of text.slice(0, SAMPLE_UNITS).matchAll(TOKEN)) {
    const word = token.replace(AT_THE_EDGE, '');
    // Of a single sign some table always makes a word: `×` is `ì` in TCVN3.
    if (word.length < 2 || !HAS_LETTER.test(word)) continue;
    if (ASCII.test(word)) {
      found.plain += 1;
      if (couldBeWord(word)) found.plainGood += 1;
    } else {
      found.accented += 1;
      if (couldBeWord(word)) found.good += 1;
      if (COMMON.has(word.toLowerCase())) found.common += 1;
    }
  }
  return found;
}

/** Share of the accented words that are spelled right, 0 to 1; 0 where there is none. */
export const shareOf = ({ accented, good }: Likeness): number => (accented === 0 ? 0 : good / accented);

/** Of one word, NFC or not, whether Vietnamese spelling has such a syllable, with its marks, tone and capitals. */
export function couldBeWord(word: string): boolean {
  const before = known.get(word);
  if (before !== undefined) return before;
  const composed = word.normalize('NFC');
  const is = CASED.test(composed) && isSpelled(composed.toLowerCase());
  if (known.size >= KEPT) known.clear();
  known.set(word, is);
  return is;
}

function isSpelled(word: string): boolean {
  const decomposed = word.normalize('NFD');
  const tone = TONE.exec(decomposed)?.[0] ?? '';
  const letters = decomposed.replace(tone, '').normalize('NFC');
  if (TONE.test(letters.normalize('NFD'))) return false;
  // Without a tone a syllable in -c, -ch, -p, -t may be one whose accents were left out.
  return tone === ''
    ? spelled(letters, '') !== null || spelled(letters, '\u0301') !== null
    : spelled(letters, tone) !== null;
}
