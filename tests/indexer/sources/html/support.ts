/** What the suites of pages have in common. */
import type { Article } from '../../../../core/article.ts';
import { FileText } from '../../../../indexer/sources/file-text.ts';
import { readPage } from '../../../../indexer/sources/html.ts';
import { wordsOf } from '../../../../indexer/sources/html/clean.ts';

export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** F1 over words, each counted as often as it stands there: 1 where both texts hold the same ones. */
export function likenessOfWords(one: string, other: string): number {
  const left = new Map<string, number>();
  for (const word of wordsOf(one)) left.set(word, (left.get(word) ?? 0) + 1);
  let both = 0;
  for (const word of wordsOf(other)) {
    const count = left.get(word) ?? 0;
    if (count > 0) both += 1;
    left.set(word, count - 1);
  }
  const all = wordsOf(one).length + wordsOf(other).length;
  return all === 0 ? 1 : (2 * both) / all;
}

/** Three paragraphs that nothing calls a text, as an article has them. */
export const PARAGRAPHS = [
  'Sáng nay xã Khánh Hội tổ chức hội nghị bàn về công tác xây dựng nông thôn mới trên địa bàn trong năm tới.',
  'Đồng chí bí thư đảng ủy xã đề nghị các ấp đẩy nhanh tiến độ làm đường, trồng hoa và thắp sáng các ngả đường.',
  'Cuộc họp thống nhất kế hoạch quý tới với nhiều nhiệm vụ trọng tâm mà người dân cần bắt tay vào làm ngay.',
]
  .map((each) => `<p>${each}</p>`)
  .join('');

/** What is read of one page that holds an article; `leave` is told each piece that is left out. */
export async function articleOfPage(html: string, leave?: (text: string) => void): Promise<Article> {
  const place = { file: 'bai.html', path: 'bai.html', fileText: new FileText(), tellLeftOut: leave !== undefined };
  for await (const found of readPage(place, bytesOf(html))) {
    if (!('article' in found)) throw new Error(`no article: ${JSON.stringify(found)}`);
    for (const { text } of found.leftOut ?? []) leave?.(text);
    return found.article;
  }
  throw new Error('nothing was read of the page');
}
