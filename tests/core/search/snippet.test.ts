/** Where the passage begins and ends that is shown of an article. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../../core/article.ts';
import { lookThrough, toHit } from '../../../core/search/hit.ts';
import { wantedOf } from '../../../core/search/marks.ts';
import { parseQuery } from '../../../core/search/query.ts';
import { exampleArticles } from '../../support/articles.ts';
import { vietnamese } from '../text/spellings.ts';

/** All words of the query weigh the same. */
function snippetOf({ title = 'Tin vắn', summary, body = '' }: Partial<Article>, query: string): string {
  const read = parseQuery(query);
  const looked = lookThrough(
    { id: 'bai', doc: { title, body, ...(summary !== undefined && { summary }) }, score: 1 },
    wantedOf([read]),
  );
  return toHit(
    looked,
    read.words.map(() => 1),
  ).snippet;
}

const FILLER = 'Trời hôm ấy nắng nhẹ và gió thổi từ biển vào. ';
const before = FILLER.repeat(6);

describe('it begins', () => {
  test.each([
    {
      why: 'with a sentence, even some way before',
      body: `${before}Bản tuyên bố chung kêu gọi giữ cho tàu chở ngũ cốc từ Biển Đen được đi lại an ninh. ${before}`,
      query: 'an ninh',
      begins: 'Bản tuyên bố chung kêu gọi',
    },
    {
      why: 'with one near the end of the text too',
      body: `${'Gió giật cấp 12 xé toạc mái nhà và '.repeat(6)}mưa. Sáu người thiệt mạng, 9 người bị thương. Cơ quan khí tượng dự báo bão tan. Biển lặng.`,
      query: 'khí tượng',
      begins: 'Sáu người thiệt mạng',
    },
    {
      why: 'with a clause where the sentence begins too far before, and says so',
      body: `${before}${'Đoàn đại biểu của hai nước gặp lại nhau sau rất nhiều năm '.repeat(4)}gián đoạn, các bên bàn về đảo Kuril. ${before}`,
      query: 'kuril',
      begins: '…các bên bàn về đảo Kuril',
    },
    {
      why: 'behind a colon in lower case with an ellipsis',
      body: `${before}${'Ngân hàng yêu cầu các tổ chức tín dụng nhắc khách của họ '.repeat(4)}: không nhân viên nào được hỏi mật khẩu. ${before}`,
      query: 'mật khẩu',
      begins: '…không nhân viên nào',
    },
    {
      why: 'behind a colon in upper case without',
      body: `${before}${'Ngân hàng yêu cầu các tổ chức tín dụng nhắc khách của họ '.repeat(4)}: “Không nhân viên nào được hỏi mật khẩu”. ${before}`,
      query: 'mật khẩu',
      begins: '“Không nhân viên nào',
    },
    {
      why: 'with the abbreviation that a name has',
      body: `${before}Vụ việc được gửi Công an TP. Hưng Yên. ${before}`,
      query: 'hưng yên',
      begins: 'Vụ việc được gửi Công an TP. Hưng Yên.',
    },
    {
      why: 'with what is said of the query rather than what the title said',
      title: 'Luật sư bào chữa cho Vũ nhôm cung cấp chứng cứ',
      body: `${before}Luật sư cung cấp chứng cứ bào chữa cho Vũ nhôm. ${before}Ông Vũ nhôm kêu oan ngay trong phần làm thủ tục. ${before}`,
      query: 'vũ nhôm',
      begins: 'Ông Vũ nhôm kêu oan',
    },
  ])('$why', ({ begins, query, ...doc }) => expect(snippetOf(doc, query).slice(0, begins.length)).toBe(begins));
});

describe('it ends', () => {
  const far = 'lực lượng chức năng thu giữ thêm sáu mươi cân hàng và đưa về trụ sở làm việc với các đối tượng';
  test.each([
    {
      why: 'with a sentence in its second half',
      body: `Cảnh sát bắt hai người buôn ma tuý ở cửa khẩu, ${far}. Sau đó ${far}. ${before}`,
      ends: `${far}.`,
    },
    {
      why: 'else with a clause, without its comma',
      body: `Cảnh sát bắt hai người buôn ma tuý ở cửa khẩu, khám xét nơi ở của họ rồi phát hiện tang vật trong vườn, ${far} ${far}. ${before}`,
      ends: 'tang vật trong vườn…',
    },
    {
      why: 'not within an abbreviation',
      body: `Cảnh sát bắt hai người buôn ma tuý khi những người ấy tìm cách đưa hàng qua cửa khẩu bằng xe tải mang biển số giả trong đêm khuya mưa gió rồi giao lại một nhóm khác đang chờ ngay trước bến xe ở TP. Hưng Yên vào sáng sớm ngày hôm sau. ${before}`,
      ends: 'bến xe…',
    },
    {
      why: 'not between parentheses',
      body: `Cảnh sát bắt hai người buôn ma tuý ở cửa khẩu khi họ tìm cách đưa hàng qua biên giới, trong đó gồm ông Hồ (sinh năm 1986, quê Khánh Hoà, trú ở quận 2, làm nghề lái xe tải đường dài, thường xuyên đi lại qua cửa khẩu). ${before}`,
      ends: 'gồm ông Hồ…',
    },
  ])('$why', ({ body, ends }) => expect(snippetOf({ body }, 'ma tuý').slice(-ends.length)).toBe(ends));
});

describe('one thing is said once', () => {
  const summary = 'Nguyên phó giám đốc ngân hàng chi nhánh TP. HCM chiếm đoạt 264 tỷ đồng tiền gửi của khách.';
  const again = 'Ngày 22/11, nguyên phó giám đốc ngân hàng bị xét xử vì chiếm đoạt 264 tỷ đồng tiền gửi của khách.';
  test.each([
    { why: 'long', summary, body: `${again} ${before}`, query: 'chiếm đoạt', once: 'tiền gửi' },
    {
      why: 'short',
      summary: 'Ba người bị bắt ở Huế.',
      body: 'Hôm qua, ba người bị bắt ở Huế.',
      query: 'huế',
      once: 'bị bắt',
    },
  ])('the summary or the body that begins as it does, not both: $why', ({ query, once, ...doc }) =>
    expect(snippetOf(doc, query).split(once).length - 1).toBe(1),
  );
  test('the body, where that says more', () =>
    expect(snippetOf({ summary, body: `${again} ${before}` }, 'xét xử 264 tỷ')).toMatch(/^Ngày 22\/11, nguyên phó/));
  test('both, where the body tells something else', () => {
    const body = 'Sáu bị cáo hầu toà vì thiếu trách nhiệm.';
    expect(snippetOf({ summary, body }, 'chiếm đoạt')).toBe(`${summary} ${body}`);
  });
  test.each([
    { why: 'other signs and capitals', body: 'NGA, Nhật bàn về “Nam Kuril”! Hai bên gặp ở Osaka.' },
    { why: 'the other place of a tone', body: 'Nga Nhật bàn về Nam Kuril: Hai bên gặp ở Osaka.' },
  ])('the title is not repeated: $why', ({ body }) =>
    expect(snippetOf({ title: 'Nga, Nhật bàn về Nam Kuril', body }, 'kuril')).toBe('Hai bên gặp ở Osaka.'),
  );
});

describe('laws', () => {
  const QUERIES = ['an ninh', 'quan dao nam kuril', 'u23 việt nam', 'Hà Nội', 'công an', 'năm', 'TP.HCM', '2019'];

  test('of the examples nearly all begin and end with a sentence', () => {
    const snippets = exampleArticles().flatMap((doc) => QUERIES.map((query) => snippetOf(doc, query)));
    const share = (sign: RegExp): number => snippets.filter((text) => sign.test(text)).length / snippets.length;
    expect(share(/^…/)).toBeLessThan(0.03);
    expect(share(/…$/)).toBeLessThan(0.25);
  });

  test('a sentence that holds all of a query is shown, whatever stands around it', () =>
    fc.assert(
      fc.property(vietnamese(), vietnamese(), (first, second) => {
        const body = `${first}. ${before}Con saola ra suối uống nước. ${before}${second}`;
        expect(snippetOf({ body }, 'saola suối')).toContain('Con saola ra suối uống nước.');
      }),
    ));
});
