/** Given the words of a phrase, says whether it is one that somebody may look for: nothing that is cut off from what it
 *  belongs to (`của họ`, `Hà Nội đã`), and no words of the language alone (`từ ngày`, `thứ hai`).
 *  A short list for Vietnamese; phrases of other languages are as they are. */
import { foldWord } from '../core/text/fold.ts';

const exactOf = (text: string): string[] => text.split(/\s+/).map((word) => foldWord(word).exact);
const listed = (text: string): ReadonlySet<string> => new Set(exactOf(text));

/** They belong to what follows them or to what precedes, and to a phrase only between its words: `Nga và Nhật Bản`. */
const INNER = listed('và hoặc của các những là mà thì cũng vẫn rằng nhưng đã đang sẽ được để ở tại với nên bởi vì do');
/** What follows is missing. As the first of a phrase they may be part of a word: `từ thiện`, `bị cáo`. */
const OPEN = listed(
  'từ bị cho khi một mỗi mọi mấy nhiều vài như hay hơn rất quá lúc nếu chưa theo bằng gần sắp vừa mới',
);
/** Numbers, days, pronouns and the like: beside each other they say nothing that an article is about. */
const COMMON = listed(
  `không chỉ còn có này kia đó đây ấy nào gì ai sao cả hết lại ra vào lên xuống về đến tới đi trong ngoài trên dưới trước sau
  giữa bên nay hôm qua mai ngày tháng năm tuần giờ phút sáng trưa chiều tối đêm thứ lần đầu cuối cùng một hai ba bốn tư sáu
  bảy tám chín mười mươi trăm nghìn ngàn triệu tỷ đồng chục vài ông bà anh chị em cô chú bác họ tôi mình người nói kể biết thấy phần
  lớn nửa thêm nữa luôn từng thường số`,
);

/** What titles say of somebody goes on behind them. */
const SAYING = new Set(
  ['yêu cầu', 'đề nghị', 'kêu gọi', 'cho biết', 'khẳng định'].map((pair) => exactOf(pair).join(' ')),
);

/** `words`: as `foldWord` writes them (`exact`), from one on. `'whole'`: may be looked for. `'common'`: may be a part of what
 *  is looked for, and says nothing alone. `'cut'`: goes on. A word alone may be any: it is what is typed. */
export function edgesOf(words: readonly string[]): 'whole' | 'common' | 'cut' {
  const last = words.at(-1);
  if (last === undefined || words.length === 1) return 'whole';
  if (INNER.has(last) || OPEN.has(last)) return 'cut';
  if (words.length > 2 && SAYING.has(words.slice(-2).join(' '))) return 'cut';
  return INNER.has(words[0] as string) || words.every(isCommon) ? 'common' : 'whole';
}

const isCommon = (word: string): boolean => COMMON.has(word) || INNER.has(word) || OPEN.has(word) || /^\d+$/.test(word);
