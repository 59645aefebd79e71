/** Given the names of columns, says which field of an article each is: by the names that Vietnamese and English tables have. */
import { slugOf } from '../slug.ts';
import { ARTICLE_KEYS, type ArticleKey } from '../rule.ts';

/** As slugs, so that `Tiêu đề`, `TIEU_DE` and `tieu-de` are one; the first that a table has counts. */
const NAMES: Readonly<Record<ArticleKey, string>> = {
  id: 'id ma ma-bai ma-bai-viet ma-tin article-id post-id news-id guid',
  url: 'url link lien-ket duong-dan duong-dan-bai-viet dia-chi permalink href',
  title: 'title tieu-de tua tua-de tit ten-bai ten-bai-viet headline post-title news-title ten name',
  summary: 'summary tom-tat sapo mo-ta trich-yeu description excerpt lead post-excerpt',
  body: 'body noi-dung noi-dung-bai-viet content text bai-viet than-bai van-ban post-content full-text fulltext',
  captions: 'captions caption chu-thich chu-thich-anh image-caption photo-caption',
  section: 'section chuyen-muc muc danh-muc the-loai category categories topic chu-de',
  tags: 'tags tag tu-khoa the nhan keywords keyword',
  authors: 'authors author tac-gia nguoi-viet but-danh creator post-author byline',
  publishedAt:
    'published-at publishedat ngay-dang ngay-xuat-ban ngay-phat-hanh thoi-gian-dang published publish-date pubdate pub-date post-date date ngay thoi-gian created-at ngay-tao',
  updatedAt: 'updated-at updatedat ngay-cap-nhat ngay-sua cap-nhat updated modified modified-at post-modified lastmod',
  image: 'image anh anh-dai-dien hinh-anh hinh image-url thumbnail cover featured-image',
};

export type Columns = Partial<Readonly<Record<ArticleKey, readonly string[]>>>;

/** As slugs, the likeliest first. */
export const namesOf = (key: ArticleKey): readonly string[] => NAMES[key].split(' ');

/** Each field with the columns that it may stand in, the likeliest first. */
export function columnsOf(header: readonly string[]): Columns {
  const columns: Partial<Record<ArticleKey, readonly string[]>> = {};
  for (const key of ARTICLE_KEYS) {
    const found = namesOf(key).flatMap((name) => header.filter((column) => slugOf(column) === name));
    if (found.length > 0) columns[key] = found;
  }
  return columns;
}
