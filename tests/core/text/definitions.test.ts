import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { definitionsIn } from '../../../core/text/definitions.ts';

const shown = (text: string): string[] =>
  definitionsIn(text).map(({ short, long }) => `${short.join(' ')} = ${long.join(' ')}`);

test.each([
  { why: 'long, then short', text: 'Chủ tịch Ủy ban nhân dân (UBND) tỉnh', is: 'ubnd = uy ban nhan dan' },
  { why: 'short, then long', text: 'Chủ tịch UBND (Ủy ban nhân dân) tỉnh', is: 'ubnd = uy ban nhan dan' },
  { why: 'đ is Đ', text: 'các Đại biểu Quốc hội, hội đồng nhân dân (HĐND)', is: 'hdnd = hoi dong nhan dan' },
  { why: 'ư is U or Ư', text: 'nghệ sĩ ưu tú (NSƯT)', is: 'nsut = nghe si uu tu' },
  { why: 'called so', text: 'Bảo hiểm xã hội (gọi tắt là BHXH)', is: 'bhxh = bao hiem xa hoi' },
  { why: 'shortened so', text: 'Bảo hiểm y tế (viết tắt: BHYT)', is: 'bhyt = bao hiem y te' },
  { why: 'in quotes', text: 'Công ty “Bất động sản” ("BĐS")', is: 'bds = bat dong san' },
  { why: 'shortens that', text: 'VKSND (viết tắt của Viện kiểm sát nhân dân)', is: 'vksnd = vien kiem sat nhan dan' },
  { why: '& is và', text: 'Sở Giáo dục và Đào tạo (GD&ĐT)', is: 'gddt = giao duc va dao tao' },
  {
    why: 'ten letters',
    text: 'Trung tâm Dự báo khí tượng thủy văn quốc gia (TTDBKTTVQG)',
    is: 'ttdbkttvqg = trung tam du bao khi tuong thuy van quoc gia',
  },
  { why: 'in NFD', text: 'hội đồng nhân dân (HĐND)'.normalize('NFD'), is: 'hdnd = hoi dong nhan dan' },
])('$why: $is', ({ text, is }) => expect(shown(text)).toEqual([is]));

test.each([
  { why: 'other initials', text: 'Tổ chức Y tế thế giới (WHO)' },
  { why: 'a word would be skipped', text: 'Giáo dục và Đào tạo (GDĐT)' },
  { why: 'đ is no D', text: 'hội đồng nhân dân (HDND)' },
  { why: 'a sentence ends in it', text: 'Ông đến ủy ban. Nhân dân (UBND)' },
  { why: 'something stands between', text: 'ủy ban nhân dân tỉnh (UBND)' },
  { why: 'more is said', text: 'UBND (Ủy ban nhân dân tỉnh)' },
  { why: 'too few words', text: 'nhân dân (UBND)' },
  { why: 'it looks like a syllable', text: 'lực lượng công an (CA)' },
  { why: 'no capitals', text: 'ủy ban nhân dân (ubnd)' },
  { why: 'no parenthesis', text: 'Ủy ban nhân dân, UBND' },
  { why: 'a part of a longer code', text: 'AUBND-UBND (Ủy ban nhân dân)' },
])('nothing where $why', ({ text }) => expect(shown(text)).toEqual([]));

test('all that a text defines, in order', () =>
  expect(shown('Ủy ban nhân dân (UBND) và Hội đồng nhân dân (HĐND), rồi BĐS (bất động sản)')).toEqual([
    'ubnd = uy ban nhan dan',
    'hdnd = hoi dong nhan dan',
    'bds = bat dong san',
  ]));

test('what it finds has a word for each letter, in any text', () => {
  const pieces = fc.constantFrom(
    'ủy',
    'Ban',
    'nhân',
    'Dân',
    'UBND',
    '(',
    ')',
    '(UBND)',
    'và',
    '.',
    '&',
    'B&D',
    '"',
    'Đ',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
      for (const { short, long } of definitionsIn(parts.join(' '))) {
        const initials = long.map((word) => (word === 'va' ? '' : word.charAt(0))).join('');
        expect(initials).toBe(short.join(''));
      }
    }),
  );
});
