/** Given a block, says whether it is no text at all: an advertisement, an invitation to follow, the words on a button. */
import type { Block } from './blocks.ts';
import { countWords, skeleton } from './clean.ts';

const ELSEWHERE =
  /^(?:hãy )?(?:theo dõi|nhấn|bấm|bấm vào|click|đăng ký|tải|nhận quà|mời (?:bạn|quý)).{0,80}(?:google news|zalo|fanpage|facebook|youtube|kênh|ứng dụng|app|tại đây)/;
/** `* Mời bạn đọc vào chuyên mục Xã hội xem các tin, bài liên quan.` */
const INVITATION =
  /^(?:kính )?mời (?:bạn|quý|các bạn|độc giả).{0,60}(?:chuyên mục|chương trình|kênh|tin bài|bài viết|số báo|(?:xem|nghe|đọc) (?:thêm|video|clip|phim))/;
const NO_PLAYER = /^(?:your browser does not support|trình duyệt (?:của bạn )?không hỗ trợ)/;
const ADVERTISEMENT = /^(?:quảng cáo|advertisement|ads|sponsored|tài trợ|nguồn bài gốc)$/;
/** What stands on buttons beside a text, alone or in a row. As a line of its own it says nothing of the article. No row may be cut into
 *  buttons in two ways, or a long one that goes on otherwise takes a time that doubles with each: `facebook` stands here once. */
const BUTTONS =
  /^(?:(?:chia sẻ(?: (?:bài viết|lên(?= facebook)))?|facebook|twitter|zalo|email|(?:copy|lấy|sao chép) (?:link|liên kết)|link bài gốc|đọc bài viết|nghe đọc bài|nghe bài viết|in (?:trang|bài viết|ấn)|bản in|gửi (?:bình luận|bài viết|email)|lưu(?: bài viết)?|mới nhất|cũ nhất|thu gọn|xem thêm|về đầu trang|quay lại) ?)+$/;

export function isNoise({ text }: Block): boolean {
  const words = skeleton(text);
  if (words === '') return true;
  return (
    ADVERTISEMENT.test(words) ||
    NO_PLAYER.test(words) ||
    BUTTONS.test(words) ||
    ((ELSEWHERE.test(words) || INVITATION.test(words)) && countWords(text) <= 40)
  );
}
