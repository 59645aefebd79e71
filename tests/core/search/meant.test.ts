import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { parseArticle } from '../../../core/article.ts';
import { openIndex, type SearchIndex } from '../../../core/search/open.ts';
import { memoryStore } from '../../../core/store/memory.ts';
import { indexArticles } from '../../../indexer/index-articles.ts';
import type { Found } from '../../../indexer/sources/source.ts';

const FOLDER = new URL('../../../examples/articles/', import.meta.url);

let index: SearchIndex;
beforeAll(async () => {
  const store = memoryStore();
  await indexArticles(store, examples());
  index = await openIndex(store);
});

async function* examples(): AsyncGenerator<Found> {
  for (const file of readdirSync(FOLDER)) {
    const parsed = parseArticle(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')), { id: file });
    if ('article' in parsed) yield { article: parsed.article, origin: { file } };
  }
}

test.each([
  { typed: 'thur tuwowngs nhaatj banr', meant: 'thủ tướng nhật bản', why: 'Telex with the input method off' },
  { typed: 'quaanf ddaor nam kuril', meant: 'quần đảo nam kuril', why: 'keys and a name' },
  { typed: 'thu3 tu7o7ng1', meant: 'thủ tướng', why: 'VNI' },
  { typed: 'nam kurli', meant: 'Nam Kuril', why: 'two letters swapped; capitals as the articles have them' },
  { typed: 'thu tuong nhat ban', meant: 'thủ tướng Nhật Bản', why: 'accents and capitals put back' },
  { typed: 'thu tuong nhatban', meant: 'thủ tướng Nhật Bản', why: 'words written apart' },
  { typed: 'đảo kurli', meant: 'đảo Kuril', why: 'spelled as the article does' },
  { typed: 'tổng thống washinton', meant: 'tổng thống washington', why: 'a long word is next to no other one' },
  { typed: 'sử lý', meant: 'xử lý', why: 'both words are known, and hardly stand side by side' },
  { typed: 'xe tair', meant: 'xe tải', why: 'one key, and the reading fits its neighbour' },
  { typed: 'hoa2 binh2', meant: 'hòa bình', why: 'VNI, all of it' },
  { typed: 'hội nghji osaka', meant: 'hội nghị osaka', why: 'a letter too many, its accents put back' },
])('$typed is read as $meant — $why', async ({ typed, meant }) => {
  const answer = await index.search({ query: typed });
  expect(answer.didYouMean).toBe(meant);
  expect(answer.query).toBe(typed);
  const plain = await index.search({ query: meant });
  expect(plain.hits.slice(0, 3).map(({ id }) => id)).toContain(answer.hits[0]?.id);
});

test.each([
  { query: 'trộm xe sh', why: 'trộm is a word, if in no article; trọ is another' },
  { query: 'buôn ma thuột', why: 'so is thuột, beside no thuốc' },
  { query: 'ban me thuot', why: 'the articles hold no such name, so that nothing says its accents' },
  { query: 'donald duck', why: 'foreign words that are near common ones' },
  { query: 'park hang seo', why: 'a name that no article has' },
  { query: 'xe bus', why: 'the key of a tone ends words of other languages' },
  { query: 'bão OR mưa', why: 'so does r, and an accent says that the input method is on' },
  { query: 'or', why: 'no article has an ỏ' },
  { query: 'http://vnexpress.net', why: 'an address' },
  { query: 'giá rau', why: 'known words that stand side by side nowhere are no giá dầu' },
  { query: 'lại xuất hiện', why: 'beside hiện it fits' },
  { query: 'nguyễn ái quốc', why: 'a name with the accents of no article' },
  { query: 'UBND TP.HCM', why: 'the same words with a space' },
  { query: '22500', why: 'the same number as 22.500' },
  { query: '05/06', why: 'the same day as 5/6' },
  { query: 'g 20', why: 'the same code as G20' },
  { query: 'Moscow', why: 'another name is no correction' },
])('$query stands as it is — $why', async ({ query }) =>
  expect(await index.search({ query })).not.toHaveProperty('didYouMean'),
);

test.each(['thủ tướng nhật bản', 'AS Roma', 'nam kuril', 'ma', 'wifi', 'G20', 'Boeing', 'không-có-từ-này'])(
  '%s stands as it is',
  async (query) => expect(await index.search({ query })).not.toHaveProperty('didYouMean'),
);
