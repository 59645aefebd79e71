import { expect, test } from 'vitest';
import { askedAbout } from '../../../core/search/asides.ts';
import { words } from '../../../core/text/words.ts';

test.each([
  { typed: 'cưỡi voi là gì', about: [0, 2], why: 'a question' },
  { typed: 'tin tuc ve gia xang', about: [3, 5], why: 'what kind of answer is wanted, without accents' },
  { typed: 'giá vàng mới nhất hôm nay', about: [0, 2], why: 'the longest of what may stand behind' },
  { typed: 'thông tin giá vàng hôm nay', about: [2, 4], why: 'both ends' },
  { typed: 'hôm nay', about: [0, 2], why: 'alone it is what is asked' },
  { typed: 'tin tức hôm nay', about: [0, 4], why: 'something has to be left' },
  { typed: 'hôm nay giá vàng tăng', about: [0, 5], why: 'only behind' },
  { typed: 'xe tải la gì', about: [0, 2], why: 'with half of the accents' },
  { typed: 'xe tải lá gì', about: [0, 4], why: 'with others it is another word' },
])('$typed: $about — $why', ({ typed, about }) => {
  const { from, to } = askedAbout(words(typed));
  expect([from, to]).toEqual(about);
});
