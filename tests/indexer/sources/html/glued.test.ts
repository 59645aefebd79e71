/** Words that only the style of a page keeps apart, and words that are one. */
import { expect, test } from 'vitest';
import { articleOfPage, PARAGRAPHS } from './support.ts';

test.each([
  {
    why: 'a place',
    html: '<span class="location-stamp">Cà Mau</span>Sóng lớn vỡ đê biển',
    text: 'Cà Mau Sóng lớn vỡ đê biển',
  },
  {
    why: 'one in capitals',
    html: '<span class="place">TP HCM</span>Ở chợ đầu mối giá rau tăng',
    text: 'TP HCM Ở chợ đầu mối giá rau tăng',
  },
  { why: 'has a space', html: '<span class="place">Huế</span> Mưa lớn từ sáng nay', text: 'Huế Mưa lớn từ sáng nay' },
  { why: 'has a sign', html: '<span class="place">Huế</span>, Mưa lớn từ sáng nay', text: 'Huế, Mưa lớn từ sáng nay' },
  {
    why: 'the first letter of a word',
    html: '<span class="drop">H</span>uế mưa lớn từ sáng nay',
    text: 'Huế mưa lớn từ sáng nay',
  },
  {
    why: 'the first of capitals',
    html: '<span class="drop">T</span>P HCM mưa lớn từ sáng nay',
    text: 'TP HCM mưa lớn từ sáng nay',
  },
  {
    why: 'a name of a brand, in bold',
    html: 'Xem trên <b>You</b>Tube lúc tám giờ tối nay',
    text: 'Xem trên YouTube lúc tám giờ tối nay',
  },
  {
    why: 'the same, in small letters',
    html: 'Mua <span class="brand">i</span>Phone ở chợ đầu mối',
    text: 'Mua iPhone ở chợ đầu mối',
  },
  {
    why: 'the end of a word',
    html: '<span class="hit">Thu</span>ận nói chuyện với bà con',
    text: 'Thuận nói chuyện với bà con',
  },
  {
    why: 'two links',
    html: '<a href="/hue">Huế</a><a href="/da-nang">Đà Nẵng</a> mưa lớn từ sáng nay',
    text: 'Huế Đà Nẵng mưa lớn từ sáng nay',
  },
  {
    why: 'one link that an editor cut',
    html: '<a href="/da-nang">Đà N</a><a href="/da-nang">ẵng</a> mưa lớn từ sáng nay',
    text: 'Đà Nẵng mưa lớn từ sáng nay',
  },
])('$why: $text', async ({ html, text }) => {
  const top = `<title>Tin bão</title><h1>Tin bão</h1><p class="sapo">${html}</p>`;
  expect((await articleOfPage(`<html><body>${top}<div>${PARAGRAPHS}</div></body></html>`)).summary).toBe(text);
});
