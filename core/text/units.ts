/** Given a name or a phrase, returns what a query sees of it: its words without accents, a code of two in one piece.
 *  However it is spelled, what readers take for the same gives the same units: `TP.HCM`, `TP HCM` and `tphcm`. */
import { codeTerm } from './analyze.ts';
import { words, type Word } from './words.ts';

/** `TP.HCM` is `['tphcm']`, `Thành phố Hồ Chí Minh` is `['thanh', 'pho', 'ho', 'chi', 'minh']`. */
export type Units = readonly string[];

/** Codes are joined from the left, as `parseQuery` joins them where no word tells it otherwise. Empty for a text without letters and digits. */
export function unitsOf(text: string): Units {
  const list = words(text);
  const units: string[] = [];
  for (let i = 0; i < list.length; i += 1) {
    const word = list[i] as Word;
    const next = list[i + 1];
    const code = next ? codeTerm(word, next) : null;
    units.push(code ?? word.folded);
    if (code) i += 1;
  }
  return units;
}
