import { expect, test } from 'vitest';
import { withoutKeys } from '../../../core/search/raw-keys.ts';

/** What a Vietnamese news index knows, with how many articles hold each. */
const KNOWN = new Map(
  Object.entries({
    thu: 900,
    tuong: 700,
    nhat: 800,
    ban: 950,
    a: 600,
    as: 40,
    roma: 6,
    tax: 3,
    moon: 4,
    mon: 300,
    quoc: 800,
    hoi: 700,
    boeing: 12,
    iphone: 30,
    wifi: 15,
    la: 990,
    tai: 800,
    may: 500,
    bay: 400,
    dat: 300,
    truong: 600,
    ta: 200,
    da: 3000,
    dda: 3,
    nang: 900,
  }),
);

test.each([
  { why: 'Telex, tone keys at the end', typed: 'thur tuwowngs nhaatj banr', meant: 'thủ tướng nhật bản' },
  { why: 'Telex, tone keys right after the vowel', typed: 'thur tuwowsng nhaajt banr', meant: 'thủ tướng nhật bản' },
  { why: 'VNI', typed: 'thu3 tu7o7ng1 nha6t5 ban3', meant: 'thủ tướng nhật bản' },
  { why: 'one word of a bare query', typed: 'thu tuong nhaatj ban', meant: 'thu tuong nhật ban' },
  { why: 'capitals', typed: 'NHAATJ BANR', meant: 'nhật bản' },
  { why: 'quotes and dashes stay', typed: '"quoocs hooij" - nhaatj', meant: '"quốc hội" - nhật' },
  { why: 'a word that stands in the index as somebody’s slip', typed: 'dda nang', meant: 'đa nang' },
  { why: 'a known word that is rarer than its reading, beside certain keys', typed: 'as nhaatj', meant: 'á nhật' },
])('$typed — $why', ({ typed, meant }) => expect(withoutKeys(typed, KNOWN)).toBe(meant));

test.each([
  { why: 'known words that would read as others', typed: 'AS Roma moon tax' },
  { why: 'foreign names', typed: 'Boeing iPhone wifi' },
  { why: 'words without keys', typed: 'thu tuong nhat ban' },
  { why: 'words with accents', typed: 'thủ tướng nhật bản' },
  { why: 'codes', typed: 'G20 U23 A320 covid19' },
  { why: 'keys whose word the index does not know', typed: 'nghieengj' },
  { why: 'nothing', typed: '' },
])('$typed stays — $why', ({ typed }) => expect(withoutKeys(typed, KNOWN)).toBe(typed));

test('an index that knows nothing leaves everything as it stands', () =>
  expect(withoutKeys('thur tuwowngs', new Map())).toBe('thur tuwowngs'));
