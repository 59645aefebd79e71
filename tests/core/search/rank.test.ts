import { beforeAll, describe, expect, test } from 'vitest';
import { openVersion, type SearchIndex } from '../../../core/search/open.ts';
import { parseQuery } from '../../../core/search/query.ts';
import { ENOUGH_FULL_MATCHES } from '../../../core/search/weights.ts';
import { exampleArticles } from '../../support/articles.ts';
import { publishGroups } from '../../support/published.ts';
import { bruteForce } from './brute-force.ts';

const QUERIES = [
  'Kuril',
  'kuril',
  'quan dao nam kuril',
  'Quần đảo Nam Kuril',
  'NAM KURIL',
  'G20',
  'g 20 osaka',
  'hội nghị G20 28-29/6',
  'thủ tướng Nhật Bản',
  'thu tuong nhat ban thăm hà nội',
  'giá xăng 22.500',
  'gia xang 22500 dong',
  'giá cà phê Đắk Lắk',
  'daklak',
  'TP.HCM',
  'tp ho chi minh',
  'U23 Việt Nam',
  'u 23 thường châu tuyết',
  'bão số 6 đổ bộ Quảng Nam',
  'metro bến thành suối tiên',
  'người',
  'năm',
  'hai năm',
  'không được',
  'một người trong năm nay',
  'nước',
  'Nga',
  'ngã',
  'má',
  'ma',
  'mã QR',
  'mạ mạ mạ',
  'Boeing 787 A320neo',
  'luật 45/2024/QH15',
  'lãi suất 4,5%',
  'csgt nồng độ cồn',
  'UBND HĐND',
  'vé tàu giá bao nhiêu',
  'sao hoả không có ở đây',
  'Kuril xxxxyyyy',
  'xxxxyyyy',
  'trộm xe sh',
  'bão OR mưa',
  'world cub',
  'worldcup',
  'washinton',
  'lãi xuất',
  'muổi hà nội',
  'Đăk Lăk',
  'quý 1 gdp',
  'điểm thi vật lí',
  'diem thi vat ly',
  '28/6',
  '5',
  'một hai ba bốn năm sáu',
  'qaun dao nam kurli',
  'thur tuwowngs nhaatj banr',
  'gia xnag',
  'nhatban',
  'thutuong nhatban',
  'sai gon',
  'hanoi mua thu',
  'quandao kurli',
];

let index: SearchIndex;
const articles = exampleArticles();
const brute = bruteForce(articles);

beforeAll(async () => {
  const { store, manifest } = await publishGroups([articles], { signatures: false });
  index = openVersion(store, manifest);
});

/** Sums of the same numbers in another order differ in their last digits; what is equal but for those may stand either way. */
const inTies = (ranked: readonly { readonly id: string; readonly score: number }[]): string[] =>
  ranked
    .map(({ id, score }) => `${score.toFixed(9).padStart(20, '0')} ${id}`)
    .toSorted()
    .toReversed();

describe('the answer is that of BM25F over whole articles', () => {
  test.each(QUERIES)('%s', async (query) => {
    const wanted = brute(query);
    const { total, loosened = [] } = await index.search({ query, limit: 1 });
    const ranked = await index.rank({ query, limit: 1_000 });
    expect(total).toBe(wanted.ranked.length);
    expect(loosened).toEqual(wanted.loosened);
    expect(inTies(ranked)).toEqual(inTies(wanted.ranked));
    const worst = Math.max(0, ...ranked.map(({ score }, i) => Math.abs(score - (wanted.ranked[i]?.score ?? NaN))));
    expect(worst).toBeLessThan(1e-9);
  });

  test('and the queries try both kinds of it: enough with every word, and not', () => {
    const totals = QUERIES.map((query) => brute(query));
    expect(totals.filter(({ loosened }) => loosened.length > 0).length).toBeGreaterThan(2);
    expect(totals.filter(({ ranked }) => ranked.length === 0)).toHaveLength(1);
    expect(brute('qaun dao nam kurli').ranked[0]?.id).toBe(brute('quan dao nam kuril').ranked[0]?.id); // slips are read
    const several = QUERIES.filter((query) => parseQuery(query).words.length > 1).map((query) => brute(query));
    expect(
      several.filter(({ ranked, loosened }) => loosened.length === 0 && ranked.length >= ENOUGH_FULL_MATCHES).length,
    ).toBeGreaterThan(0);
  });
});
