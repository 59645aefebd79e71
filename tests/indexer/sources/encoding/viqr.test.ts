/** VIQR: signs behind letters are marks, and signs of ordinary text are not. */
import { expect, test } from 'vitest';
import { fromViqr } from '../../../../indexer/sources/encoding/viqr.ts';
import { repairText } from '../../../../indexer/sources/encoding/repair.ts';

test.each([
  { why: 'all marks', viqr: "Thu? tu+o+'ng Nha^.t Ba?n", text: 'Thủ tướng Nhật Bản' },
  { why: 'the horn as a star', viqr: 'ddu*o*`ng Tru*o*`ng Sa', text: 'đường Trường Sa' },
  { why: 'capitals', viqr: 'DDA(.C KHU DDo^`ng Ba.ch DDa`n', text: 'ĐẶC KHU Đồng Bạch Đàn' },
  { why: 'D and a dash', viqr: 'D-a(`ng d-i', text: 'Đằng đi' },
  { why: 'an abbreviation', viqr: 'HDDQT va` BDDS', text: 'HĐQT và BĐS' },
  {
    why: 'a question ends with its own sign',
    viqr: "Tha^.t kho^ng? Ai? Co' ai dda^u?",
    text: 'Thật không? Ai? Có ai đâu?',
  },
  { why: 'two points: a mark and the end', viqr: "ho.c mo^n ve~ o*? Hue^'..", text: 'học môn vẽ ở Huế..' },
  { why: 'a sign with its escape', viqr: 'Ba ta\\. Kho^ng pha?i ho\\?', text: 'Ba ta. Không phải ho?' },
  { why: 'a place in another language', viqr: "Ia Kro^ng, DDa('k La('k", text: 'Ia Krông, Đắk Lắk' },
  {
    why: 'addresses',
    viqr: "xem http://a.vn/co^ng?x=la` va` me.ban@tho.vn nhe'",
    text: 'xem http://a.vn/co^ng?x=la` và me.ban@tho.vn nhé',
  },
  { why: 'tags', viqr: '<a name="o+u+">co^ng</a>', text: '<a name="o+u+">công</a>' },
  { why: 'already Unicode', viqr: 'Thật không? Có (ở Huế).', text: 'Thật không? Có (ở Huế).' },
  { why: 'd twice inside a word', viqr: 'Freddy', text: 'Freddy' },
])('$text: $why', ({ viqr, text }) => expect(fromViqr(viqr)).toBe(text));

test.each([
  "Don't add 2+2 or a^b, see me? Go. It's (so+called) `code` in a `data` column: a(n) x(a) o+ u+",
  'Thu tuong Nhat Ban. Ai se di? Toi ve. Chua ro (theo TTXVN).',
  'if (a^2 + b^2 == c^2) { u+v; e^x; o+o } // i.e. the rule of Pythagoras',
  'http://example.com/?a=o+u+i&b=la`&c=co^ng va`',
  'Blood groups: O+ (38 %), A+, B+, AB+; O- is rare. o+ o+ o+ o+',
])('is not VIQR: %s', (text) => expect(repairText(text)).toEqual({ text }));
