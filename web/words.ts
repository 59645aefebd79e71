/** Given what the box shows, says it in Vietnamese. Fixed texts stand in the page itself; these depend on the answer. */
import type { Box, Failure, Found } from './state.ts';

const FAILURES = {
  unreachable: 'Không kết nối được với máy chủ tìm kiếm. Hãy kiểm tra mạng rồi thử lại.',
  unavailable: 'Máy chủ tìm kiếm đang bận hoặc tạm ngừng. Hãy thử lại sau ít phút.',
  refused: 'Máy chủ không nhận câu tìm này. Hãy viết ngắn gọn hơn rồi tìm lại.',
  unreadable: 'Máy chủ trả lời theo cách mà trang này không đọc được. Hãy thử lại sau ít phút.',
} satisfies Record<Failure, string>;

/** In characters: two lines on a phone. What was pasted into the box is in the box; nobody wants it read out whole. */
const MAX_QUOTED = 60;

const number = new Intl.NumberFormat('vi-VN');
// The readers' newspaper is printed in Vietnam, so a story of 23:30 UTC belongs to the next morning.
const date = new Intl.DateTimeFormat('vi-VN', {
  day: 'numeric',
  month: 'numeric',
  year: 'numeric',
  timeZone: 'Asia/Ho_Chi_Minh',
});

export function failureText(why: Failure): string {
  return FAILURES[why];
}

/** The line that sums up, also read out by screen readers; empty where there is nothing to say. */
export function summary({ view, question }: Box): string {
  if (view.kind === 'found') return foundText(view);
  if (question !== null) return `Đang tìm ${quoted(question.query)}…`;
  return view.kind === 'failed' ? `Chưa tìm được ${quoted(view.query)}.` : '';
}

function foundText(view: Found): string {
  if (view.hits.length === 0) return `Không tìm thấy bài nào cho ${quoted(view.query)}.`;
  const atLeast = view.totalRelation === 'gte' ? 'ít nhất ' : '';
  return `Tìm thấy ${atLeast}${number.format(view.total)} bài cho ${quoted(view.query)}.`;
}

/** How far the list goes, below it: `Đang xem 20 trong 34 bài`. */
export function shownText(view: Found): string {
  return `Đang xem ${number.format(view.hits.length)} trong ${number.format(view.total)} bài`;
}

export function moreText(rest: Found['rest']): string {
  if (rest === 'asked') return 'Đang tải thêm…';
  return rest === 'failed' ? 'Chưa tải được, thử lại' : 'Xem thêm';
}

/** A question: the hits are of what was typed, which may have other accents or another spelling than this. */
export function meantText(text: string | undefined): string {
  return text === undefined ? '' : `Có phải bạn muốn tìm ${quoted(text)}?`;
}

export function loosenedText(words: readonly string[]): string {
  return words.length === 0 ? '' : `Ít bài có đủ mọi từ, nên có cả những bài thiếu ${words.map(quoted).join(', ')}.`;
}

/** How many suggestions are listed; empty for none, so that a closed list is not told. */
export function completionsText(count: number): string {
  return count === 0 ? '' : `Có ${count} gợi ý.`;
}

/** `28/6/2019`; empty for anything that is not an ISO 8601 day, with or without a time. */
export function dayText(iso: string): string {
  const [, day, offset] = /^(\d{4}-\d{2}-\d{2})(?:T.*?(Z|[+-]\d{2}:?\d{2})?)?$/u.exec(iso) ?? [];
  if (day === undefined) return '';
  // Without an offset the day written is the day meant; the reader's own time zone has no say in it.
  const when = new Date(offset === undefined ? `${day}T12:00:00+07:00` : iso);
  return Number.isNaN(when.getTime()) ? '' : date.format(when);
}

export function titleText(query: string, page: string): string {
  return query === '' ? page : `${query} – ${page}`;
}

function quoted(text: string): string {
  const letters = Array.from(text);
  return `“${letters.length > MAX_QUOTED ? `${letters.slice(0, MAX_QUOTED - 1).join('')}…` : text}”`;
}
