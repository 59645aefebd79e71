/** The tables, against those of iconv-lite; and what cannot be in a table. */
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import {
  fromTcvn3,
  fromViscii,
  fromWindows1252,
  fromWindows1258,
} from '../../../../indexer/sources/encoding/single-byte.ts';
import { fromVni } from '../../../../indexer/sources/encoding/vni.ts';
import { toVni } from './encoders.ts';

const all = Array.from({ length: 256 }, (_, byte) => byte);
const sign = (byte: number): string => String.fromCharCode(byte);

test.each([
  { label: 'tcvn', from: fromTcvn3, bytes: all.filter((byte) => byte >= 0xa0) },
  { label: 'viscii', from: fromViscii, bytes: all },
  // 0xD2 and 0xDE have been other marks in old tables; both agree today.
  { label: 'windows-1258', from: fromWindows1258, bytes: all.filter((byte) => byte < 0x80 || byte >= 0xa0) },
])('each byte of $label is what iconv-lite says', ({ label, from, bytes }) => {
  const ours = bytes.map((byte) => from(sign(byte)));
  expect(ours).toEqual(bytes.map((byte) => iconv.decode(Buffer.of(byte), label).normalize('NFC')));
});

test('windows-1252 has its quotes and dashes, also where TextDecoder takes it for Latin-1', () => {
  const bytes = Buffer.from([0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0xe9]);
  expect(fromWindows1252(bytes.toString('latin1'))).toBe(iconv.decode(bytes, 'windows-1252'));
});

describe('windows-1258', () => {
  test.each([
    { why: 'a tone behind a whole letter', bytes: 'Vi\xEA\xF2t', text: 'Việt' },
    { why: 'a letter that has its tone', bytes: 'nh\xE0', text: 'nhà' },
    { why: 'the same, taken apart', bytes: 'nha\xCC', text: 'nhà' },
  ])('$text: $why', ({ bytes, text }) => expect(fromWindows1258(bytes)).toBe(text));
});

describe('TCVN3 in capitals, whose tones are letters of a font', () => {
  test.each([
    {
      why: 'small bytes among capitals',
      bytes: 'CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM',
      text: 'CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    },
    { why: 'a word of one such letter is of the run', bytes: 'HéI NGHÞ ë Hµ NéI', text: 'HỘI NGHỊ Ở HÀ NỘI' },
    {
      why: 'words with a capital at the start are not',
      bytes: '§éc lËp - Tù do, UBND ë §«ng Hµ',
      text: 'Độc lập - Tự do, UBND ở Đông Hà',
    },
    { why: 'a sentence behind it is not', bytes: 'X· HéI. ¤ng Hµ nãi', text: 'XÃ HỘI. Ông Hà nói' },
    { why: 'typed without the shift key: nobody can tell', bytes: 'céng hoµ', text: 'cộng hoà' },
  ])('$text: $why', ({ bytes, text }) => expect(fromTcvn3(bytes)).toBe(text));
});

describe('VNI-Windows', () => {
  test('every letter, small and capital', () => {
    const letters = 'áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđ'.split('').join(' ');
    for (const text of [letters, letters.toUpperCase()]) expect(fromVni(toVni(text).toString('latin1'))).toBe(text);
  });
  test.each([
    { why: 'as it is found', bytes: 'Thuû töôùng Nhaät Baûn', text: 'Thủ tướng Nhật Bản' },
    { why: 'a mark in the other case', bytes: 'QUOÁC GIA, Quoác', text: 'QUỐC GIA, Quốc' },
    { why: 'quotes of Windows', bytes: '\x93Ñöôøng\x94', text: '“Đường”' },
    { why: 'a mark behind no vowel is none', bytes: 'tø', text: 'tø' },
  ])('$text: $why', ({ bytes, text }) => expect(fromVni(bytes)).toBe(text));
});
