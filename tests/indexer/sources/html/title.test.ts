/** Headlines of pages whose head does not name them, or names the site first, and that what the head says is no text. */
import { describe, expect, test } from 'vitest';
import { articleOfPage, PARAGRAPHS } from './support.ts';

const page = (head: string, top: string): string =>
  `<html><head><meta charset="utf-8">${head}</head><body>${top}<div class="noidung">${PARAGRAPHS}</div></body></html>`;

describe('the headline', () => {
  test.each([
    {
      why: 'the head has the name of the portal on every page',
      head: '<title>Cổng thông tin điện tử xã Khánh Hội</title>',
      top: '<h1 class="tieude">Xã họp bàn việc làm đường</h1>',
      title: 'Xã họp bàn việc làm đường',
    },
    {
      why: 'the name of the paper, also for networks',
      head: '<title>Báo Cà Mau điện tử</title><meta property="og:title" content="Báo Cà Mau">',
      top: '<h1>Báo động sạt lở ven biển</h1>',
      title: 'Báo động sạt lở ven biển',
    },
    {
      why: 'the same in a banner that is a heading, and in JSON-LD',
      head: '<title>Báo Cà Mau điện tử</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Báo Cà Mau"}</script>',
      top: '<h1>Báo Cà Mau</h1><h1>Người dân nuôi tôm dưới tán rừng</h1>',
      title: 'Người dân nuôi tôm dưới tán rừng',
    },
    {
      why: 'what the page is, and a banner that is a heading too',
      head: '<title>Chi tiết tin - Cổng thông tin điện tử huyện U Minh</title>',
      top: '<h1>CỔNG THÔNG TIN ĐIỆN TỬ HUYỆN U MINH</h1><h1>Huyện họp khẩn ứng phó sạt lở</h1>',
      title: 'Huyện họp khẩn ứng phó sạt lở',
    },
    {
      why: 'a word about the page, of which the heading has one by accident',
      head: '<title>Trả phí</title>',
      top: '<h1>Học trò trả ơn thầy cũ</h1>',
      title: 'Học trò trả ơn thầy cũ',
    },
    {
      why: 'a heading that names the section tells less than <title>',
      head: '<title>Sóng lớn đánh vỡ đê biển</title>',
      top: '<h1>Tin tức</h1>',
      title: 'Sóng lớn đánh vỡ đê biển',
    },
    {
      why: 'a heading that stands in <title> as its section is none of the article',
      head: '<title>Vỡ đê | Đời sống và xã hội quanh ta hôm nay</title>',
      top: '<h1>Đời sống và xã hội quanh ta hôm nay</h1><h2>Vỡ đê</h2>',
      title: 'Vỡ đê',
    },
    {
      why: 'a slogan is longer than what the page shows and <title> says',
      head: '<title>Đi Hòn Chuối</title>',
      top: '<h1>Chuyện kể bên bờ biển Tây mùa gió</h1><div class="tieude">Đi Hòn Chuối</div>',
      title: 'Đi Hòn Chuối',
    },
    {
      why: 'what is said to networks is of this page, whatever the heading',
      head: '<title>Vỡ đê</title><meta property="og:title" content="Sóng lớn đánh vỡ đê biển">',
      top: '<h1>Tiếng nói của nhân dân trong tỉnh nhà</h1>',
      title: 'Sóng lớn đánh vỡ đê biển',
    },
    {
      why: 'what networks are told agrees with the heading',
      head: '<title>Vỡ đê</title><meta property="og:title" content="Sóng lớn đánh vỡ đê">',
      top: '<h1>Sóng lớn đánh vỡ đê biển Tây</h1>',
      title: 'Sóng lớn đánh vỡ đê biển Tây',
    },
    {
      why: '<title> begins with the section, which is a heading too',
      head: '<title>Giáo dục | Thầy trò ngày gặp lại | Báo Hà Nội Mới</title>',
      top: '<h1>HÀ NỘI MỚI</h1><h1>Giáo dục</h1><h1>Thầy trò ngày gặp lại</h1>',
      title: 'Thầy trò ngày gặp lại',
    },
    {
      why: 'a portal calls every page the same, and has no headings',
      head: '<title>Chi tiết tin tức</title>',
      top: '<span id="dnn_ctr812_Main_lblTitle">Sóng lớn đánh vỡ đê biển</span>',
      title: 'Sóng lớn đánh vỡ đê biển',
    },
    {
      why: 'what is called a headline, but leads elsewhere, is of another article',
      head: '<title>Sóng lớn đánh vỡ đê biển</title>',
      top: '<div class="news-title"><a href="/x">Mở hội đua ghe ngo ở Sóc Trăng</a></div>',
      title: 'Sóng lớn đánh vỡ đê biển',
    },
    {
      why: 'nothing but the name of the site, and no heading',
      head: '<title>Báo Cà Mau điện tử</title>',
      top: '',
      title: 'Báo Cà Mau điện tử',
    },
  ])('$title: $why', async ({ head, top, title }) => {
    expect((await articleOfPage(page(head, top))).title).toBe(title);
  });
});

test('<title> is no part of the text, and nothing is said to be left out for it', async () => {
  const left: string[] = [];
  const html = page('<title>Sóng lớn đánh vỡ đê - Bản in</title>', '<h1>Sóng lớn đánh vỡ đê</h1>');
  const { body } = await articleOfPage(html, (text) => left.push(text));
  expect(body.split('\n')).toHaveLength(3);
  expect(body).not.toContain('Bản in');
  expect(left).toEqual([]);
});
