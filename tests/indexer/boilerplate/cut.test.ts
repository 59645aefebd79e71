/** What is taken out of a body, and why; what is never taken out. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutArticle, cutBody, type Learned } from '../../../indexer/boilerplate/cut.ts';
import { folded } from '../../../indexer/boilerplate/line.ts';

const TITLES = ['Giá xăng tăng mạnh từ chiều nay', 'Kênh Tàu Hủ được nạo vét', 'Ai trả tiền cho cây cầu gãy?'];
const LEARNED: Learned = {
  lines: new Map([
    ['tin liên quan', 3_100],
    ['Ảnh: …', 42],
    ['Xem thêm: …', 7],
    ['theo dõi chúng tôi trên google news', 900],
    ['bản quyền thuộc về trang tin quận bình an', 900],
    ['chuyện làng chuyện phố', 60],
  ]),
  isTitle: (text) => TITLES.map(folded).includes(text),
};
const TITLE = 'Kênh Tàu Hủ được nạo vét';
const STORY = [
  'Sáng 20/5, đội thoát nước bắt đầu nạo vét đoạn kênh dài gần ba cây số, từ cầu Chà Và đến cầu Lò Gốm.',
  'Hơn bốn mươi công nhân được huy động cho đợt đầu, dự kiến kéo dài bảy tuần, ai cũng mong kênh hết mùi.',
  'Bà Tư bán nước ở chân cầu nói nước kênh năm nay đen hơn mọi năm, khách ngồi một lúc là đi.',
  'Thành phố tính làm bờ kè và trồng cây dọc hai bên bờ sau khi nạo vét xong, trước mùa mưa.',
];
const cut = (lines: readonly string[]) => {
  const { body, leftOut, isWhole } = cutBody({ title: TITLE, body: lines.join('\n') }, LEARNED);
  return { body: body.split('\n'), leftOut: leftOut.map(({ text, why }) => `${text} — ${why}`), isWhole };
};

describe('goes', () => {
  test.each([
    {
      why: 'furniture in the middle too',
      lines: [STORY[0], 'Ảnh: Minh Hoàng', ...STORY.slice(1)],
      leftOut: ['Ảnh: Minh Hoàng — furniture, as it stands in 42 articles'],
    },
    {
      why: 'titles of other articles, with the name of their box',
      lines: [...STORY, 'TIN LIÊN QUAN', 'Giá xăng tăng mạnh từ chiều nay', 'Ai trả tiền cho cây cầu gãy?'],
      leftOut: [
        'TIN LIÊN QUAN — furniture, as it stands in 3,100 articles',
        'Giá xăng tăng mạnh từ chiều nay — teaser: the title of another article',
        'Ai trả tiền cho cây cầu gãy? — teaser: the title of another article',
      ],
    },
    {
      why: 'learned lines at the end, a signature between them stays',
      lines: [...STORY, 'Theo dõi chúng tôi trên Google News', 'Mộc Miên', 'Bản quyền thuộc về Trang tin quận Bình An'],
      body: [...STORY, 'Mộc Miên'],
      leftOut: [
        'Theo dõi chúng tôi trên Google News — furniture, as it stands in 900 articles',
        'Bản quyền thuộc về Trang tin quận Bình An — repeated: it stands in 900 articles',
      ],
    },
    {
      why: 'a learned line at the start',
      lines: ['Chuyện làng chuyện phố', ...STORY],
      leftOut: ['Chuyện làng chuyện phố — repeated: it stands in 60 articles'],
    },
    {
      why: 'teasers that are cut off, with the marks of cells',
      lines: [...STORY, 'Thư viện làng mở cửa lại sau bốn tháng sửa mái ... |'],
      leftOut: ['Thư viện làng mở cửa lại sau bốn tháng sửa mái ... — teaser or box of other articles, below the text'],
    },
  ])('$why', ({ lines, leftOut, body = STORY }) => {
    const found = cut(lines as string[]);
    expect(found.body).toEqual(body);
    expect(found.leftOut.toSorted()).toEqual(leftOut.toSorted());
    expect(found.isWhole).toBe(false);
  });
});

test('captions in cells become captions of the article, behind those that it has', () => {
  const body = ['Sà lan hút bùn gần cầu Chà Và. (Ảnh: Hữu Khoa) |', ...STORY].join('\n');
  const article = { id: 'kenh', title: TITLE, body, captions: ['Cầu Lò Gốm'] };
  expect(cutArticle(article, LEARNED)).toEqual({
    article: {
      ...article,
      body: STORY.join('\n'),
      captions: ['Cầu Lò Gốm', 'Sà lan hút bùn gần cầu Chà Và. (Ảnh: Hữu Khoa)'],
    },
    leftOut: [],
    isWhole: false,
  });
});

describe('stays', () => {
  test.each([
    { why: 'nothing is repeated', lines: STORY },
    { why: 'a learned line in the middle', lines: [...STORY, 'Chuyện làng chuyện phố', ...STORY, ...STORY] },
    { why: 'its own title', lines: [...STORY, TITLE] },
    { why: 'a title within a sentence', lines: [...STORY, 'Giá xăng tăng mạnh từ chiều nay, ông nói.'] },
    { why: 'furniture that was not counted often enough', lines: [...STORY, 'Có thể bạn quan tâm', ...STORY] },
    {
      why: 'one teaser is a story that ends in silence',
      lines: [...STORY, 'Rồi bà Tư nhìn ra mặt kênh đen đặc, lặng im một lúc lâu thật lâu …'],
    },
  ])('$why', ({ lines }) => expect(cut(lines)).toEqual({ body: lines, leftOut: [], isWhole: false }));
});

test('more than three tenths of a body never go: then all of it stays, and it is told', () => {
  const lines = [STORY[0] as string, 'TIN LIÊN QUAN', ...TITLES.filter((each) => each !== TITLE), 'Ảnh: Minh Hoàng'];
  expect(cut(lines)).toMatchObject({ body: lines, isWhole: true });
});

const line = fc.oneof(
  fc.constantFrom(
    ...STORY,
    ...TITLES,
    'TIN LIÊN QUAN',
    'Ảnh: Minh Hoàng',
    'Chuyện làng chuyện phố',
    'Mộc Miên',
    '',
    'Giá |',
  ),
  fc.string(),
);

const letters = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

test('of any body: what is left is lines of it in their order, seven tenths of its letters or more; what goes is told', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const body = lines.join('\n').trim();
      const found = cutBody({ title: TITLE, body }, LEARNED);
      expect(letters(found.body)).toBeGreaterThanOrEqual(0.7 * letters(body));
      const before = body.split('\n').map((each) => each.replace(/[\s|]+$/, ''));
      let from = 0;
      for (const each of found.body.split('\n').map((text) => text.replace(/[\s|]+$/, ''))) {
        const at = before.findIndex((text, place) => place >= from && text.trim() === each.trim());
        expect(at).toBeGreaterThanOrEqual(0);
        from = at + 1;
      }
      const isSame = found.leftOut.length > 0 || body.includes('|') || found.body === body;
      expect(isSame).toBe(true);
    }),
  );
});
