/** Which blocks are no text. */
import { expect, test } from 'vitest';
import { workClock } from '../../../../bench/work-clock.ts';
import type { Block } from '../../../../indexer/sources/html/blocks.ts';
import { isNoise } from '../../../../indexer/sources/html/noise.ts';

const block = (text: string): Block => ({ text }) as Block; // nothing else is asked of it

test.each([
  { text: 'Chia sẻ', is: true, why: 'a button' },
  { text: 'Chia sẻ Facebook Zalo Copy link', is: true, why: 'a row of them' },
  { text: 'Chia sẻ lên Facebook', is: true, why: 'a longer one' },
  { text: 'Chia sẻ lên mạng', is: false, why: 'the beginning of one' },
  { text: 'Chia sẻ khó khăn với bà con vùng lũ', is: false, why: 'a word that stands in texts too' },
  { text: 'Quảng cáo', is: true, why: 'an advertisement' },
  { text: 'Mời bạn đọc xem thêm video: Đua ghe ngo', is: true, why: 'an invitation' },
])('$text: $is — $why', ({ text, is }) => expect(isNoise(block(text))).toBe(is));

test('a long row that is none after all is done with soon', () => {
  const passed = workClock();
  for (const buttons of ['Chia sẻ Facebook ', 'Chia sẻ lên Facebook ', 'Chia sẻ Zalo ', 'Bản in Lưu bài viết '])
    expect(isNoise(block(`${buttons.repeat(200)}hôm nay`))).toBe(false);
  expect(passed()).toBeLessThan(1_000);
});
