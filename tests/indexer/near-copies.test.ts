/** Articles that nearly repeat others: found whatever stands between them, and no others. */
import { expect, test } from 'vitest';
import { NearCopies } from '../../indexer/near-copies.ts';

const PLACES = ['cầu Chà Và', 'chợ Bình Tây', 'bến Bạch Đằng', 'ga Sài Gòn', 'cầu Lò Gốm', 'hồ Con Rùa', 'xóm Củi'];
const PEOPLE = ['ông Sáu', 'bà Tư', 'cô Lài', 'anh Hai Lúa', 'chị Mận', 'thầy Đồ', 'bác Chín', 'em Tí'];

/** No two of them have much in common. */
const storyOf = (number: number): string =>
  Array.from({ length: 24 }, (_, at) => {
    const place = PLACES[(number * 3 + at) % PLACES.length];
    const person = PEOPLE[(number + at * 5) % PEOPLE.length];
    return `Hôm ${number * 31 + at}, ${person} gặp ${number + at} người quen ở ${place} rồi kể chuyện mùa ${number * 7 + at}.`;
  }).join('\n');

test('a copy of which one sentence is other is found, with where its article stands', () => {
  const copies = new NearCopies();
  for (let number = 0; number < 300; number += 1)
    expect(copies.add(storyOf(number), { file: 'bao.jsonl', line: number + 1 })).toBeNull();
  const near = copies.add(storyOf(7).replace(/^.*\n/, 'Câu mở đầu này là của người chép lại.\n'), {
    file: 'chep.html',
  });
  expect(near).toMatchObject({ origin: { file: 'chep.html' }, of: { file: 'bao.jsonl', line: 8 } });
  expect(near?.likeness).toBeGreaterThan(0.8);
  expect(near?.likeness).toBeLessThan(1);
});

test.each([
  {
    why: 'accents in another form, capitals, white space',
    copy: storyOf(1).normalize('NFD').toUpperCase().replaceAll('\n', ' '),
  },
  { why: 'the same', copy: storyOf(1) },
])('one text: $why', ({ copy }) => {
  const copies = new NearCopies();
  copies.add(storyOf(1), { file: 'a.txt' });
  expect(copies.add(copy, { file: 'b.txt' })?.likeness).toBe(1);
});

test.each([
  {
    why: 'half of it is other',
    other: `${storyOf(1).split('\n').slice(0, 12).join('\n')}\n${storyOf(2).split('\n').slice(12).join('\n')}`,
  },
  { why: 'another one', other: storyOf(2) },
])('no near copy: $why', ({ other }) => {
  const copies = new NearCopies();
  copies.add(storyOf(1), { file: 'a.txt' });
  expect(copies.add(other, { file: 'b.txt' })).toBeNull();
});

test('short texts are alike by chance', () => {
  const copies = new NearCopies();
  copies.add('Giá vàng hôm nay', { file: 'a.txt' });
  expect(copies.add('Giá vàng hôm nay', { file: 'b.txt' })).toBeNull();
});
