/** Given phrases, says which of them part a name: `quần đảo Nam` of Nam Kuril and Nam Cu-rin, `ở Hải` of Hải Phòng and Hải
 *  Dương. What goes on differently each time is still cut, though no longer phrase is as frequent. */
import { NONE, type Grams } from './grams.ts';
import type { Passages } from './passages.ts';

/** Of the places of a phrase, so many where a name goes on behind it. `Thủ tướng Nhật` goes on with `Bản` in two of three
 *  articles. */
const GOES_ON = 0.6;
/** So many where one goes on before it; less would part `Donald Trump` from `tổng thống Mỹ Donald Trump`. */
const BEGINS_BEFORE = 0.8;
/** Where most words have capitals, as in headlines of some sites, they tell no names. */
const MOST_CAPITALS = 0.4;

/** By the number of the phrase, 1 where it parts a name. */
export function cutNames(passages: Passages, { at, all, size }: Grams): Uint8Array {
  const cut = new Uint8Array(all.length);
  if (passages.capitals > MOST_CAPITALS) return cut;
  const places = new Uint32Array(all.length);
  const goesOn = new Uint32Array(all.length);
  const before = new Uint32Array(all.length);
  const isName = (place: number): boolean =>
    passages.isCapital[place] === 1 &&
    (passages.opens[place] === 0 || (passages.capitalShare(passages.row[place] as number) ?? 1) > MOST_CAPITALS);
  at.forEach((number, place) => {
    if (number === NONE) return;
    const end = place + size;
    (places[number] as number) += 1;
    if (passages.breaks[end] === 0 && isName(end - 1) && isName(end)) (goesOn[number] as number) += 1;
    if (passages.breaks[place] === 0 && isName(place) && isName(place - 1)) (before[number] as number) += 1;
  });
  return cut.map((_, number) => {
    const count = places[number] as number;
    return (goesOn[number] as number) >= count * GOES_ON || (before[number] as number) >= count * BEGINS_BEFORE ? 1 : 0;
  });
}
