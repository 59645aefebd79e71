import { describe, expect, test } from 'vitest';
import { beginsWithSigns, hasSigns, openQuoteIn } from '../../../core/search/typed-signs.ts';

describe('an open quote', () => {
  test.each([
    { text: '"thủ tướng', is: { front: '"', inside: 'thủ tướng', close: '"' } },
    { text: 'bão -“siêu b', is: { front: 'bão -“', inside: 'siêu b', close: '”' } },
    { text: '"siêu bão" "Y', is: { front: '"siêu bão" "', inside: 'Y', close: '"' } },
    { text: '«', is: { front: '«', inside: '', close: '»' } },
  ])('$text', ({ text, is }) => expect(openQuoteIn(text)).toEqual(is));

  test.each(['', 'thủ tướng', '"thủ tướng"', 'tivi 55" s'])('none in %s', (text) =>
    expect(openQuoteIn(text)).toBeNull(),
  );
});

describe('signs', () => {
  test.each(['mục:', 'mục:th', 'sau:2', 'bão -', 'bão -y', '-thu', 'a | b', '(thủ tướng) n', '"bão" y', 'title:Ku'])(
    'in “%s”',
    (text) => expect(hasSigns(text)).toBe(true),
  );

  test.each(['', 'thủ tướng', 'K-pop', '8:3', 'Tin: h', 'Hà Nội - H', '-5', 'mục', 'mục: t'])('none in “%s”', (text) =>
    expect(hasSigns(text)).toBe(false),
  );
});

test.each([
  { suggestion: '“Tìm lại” nước mắm', text: '"tim lai" n', is: true, why: 'quotes, accents and capitals aside' },
  { suggestion: 'Tìm lại nước mắm', text: '"tim lai" n', is: false, why: 'quotes were typed' },
  { suggestion: 'bão Yagi', text: 'bão -y', is: false, why: 'a dash was' },
])('$suggestion for $text: $why', ({ suggestion, text, is }) => expect(beginsWithSigns(suggestion, text)).toBe(is));
