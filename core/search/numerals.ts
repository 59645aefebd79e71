/** Given two neighbours in a query, returns how else the number of them may be written: `quý I` for `quý 1`, `22.500 đồng`
 *  for `22.500đ`. Only side by side, as a lone `I` or `đ` is anything. */
import type { StandIn } from './stand-ins.ts';
import { pairTerm } from '../text/analyze.ts';

type Place = { readonly number: number; readonly unit: string };

const ROMAN: readonly string[] = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'];
/** What is numbered in Roman as often as not: quý, khóa, kỳ, hạng, loại, cấp, đợt, đoạn, chương, phần, tập, vùng, khu, thứ,
 *  hội (đại hội), bậc, nhóm, chiến (thế chiến), kỷ (thế kỷ), lần. */
const NUMBERED = new Set(
  'qui khoa ki hang loai cap dot doan chuong phan tap vung khu thu hoi bac nhom chien lan'.split(' '),
);
const NUMBER = /^\d+$/;
const SHARE = 0.95;

export function otherNumerals(left: Place, right: Place): StandIn[] {
  const units = NUMBERED.has(left.unit)
    ? otherNumeral(right.unit).map((numeral) => [left.unit, numeral] as const)
    : NUMBER.test(left.unit) && right.unit === 'd'
      ? [[left.unit, 'dong'] as const]
      : [];
  return units.map(([a, b]) => ({
    terms: [pairTerm({ folded: a }, { folded: b })],
    units: [a, b],
    words: [left.number, right.number],
    share: SHARE,
  }));
}

function otherNumeral(unit: string): string[] {
  const roman = NUMBER.test(unit) ? ROMAN[Number(unit) - 1] : undefined;
  const at = ROMAN.indexOf(unit);
  return roman !== undefined ? [roman] : at >= 0 ? [String(at + 1)] : [];
}
