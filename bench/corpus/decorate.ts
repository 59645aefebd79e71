/** Given a text and its number, returns an article as a site has it: with a day, a section, tags and an author, which the
 *  news that is measured on came without. */
import type { Article } from '../../core/article.ts';
import { hashOf } from '../random.ts';
import type { Text } from './make.ts';

/** A newspaper's day. Days ascend with the numbers, so an index keeps the order of the texts, as it does without days. */
const ARTICLES_A_DAY = 30;
const FIRST_DAY = Date.UTC(2008, 0, 1);
const DAY_MS = 86_400_000;

const SECTIONS = [
  'Thời sự',
  'Thế giới',
  'Kinh doanh',
  'Pháp luật',
  'Giáo dục',
  'Sức khoẻ',
  'Thể thao',
  'Văn hoá',
  'Du lịch',
  'Khoa học',
  'Công nghệ',
  'Đời sống',
];
const AUTHORS = 150;
const MOST_TAGS = 2;
/** Two to four syllables that begin with capitals: a name, or the start of a sentence with one. */
const NAME = /\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){1,3}/gu;

export function decorated({ title, summary, body }: Text, number: number, id: string): Article {
  const drawn = hashOf(id);
  const tags = [...new Set(`${title}\n${summary}`.match(NAME) ?? [])].slice(0, MOST_TAGS);
  const minute = Math.floor((number % ARTICLES_A_DAY) * ((24 * 60) / ARTICLES_A_DAY));
  const at = FIRST_DAY + Math.floor(number / ARTICLES_A_DAY) * DAY_MS + minute * 60_000;
  return {
    id,
    title,
    summary,
    body,
    section: SECTIONS[drawn % SECTIONS.length] as string,
    ...(tags.length > 0 && { tags }),
    authors: [`Phóng viên ${1 + ((drawn >>> 8) % AUTHORS)}`],
    publishedAt: new Date(at).toISOString().replace('.000', ''),
  };
}
