import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planPhrase, type PhrasePlan } from '../../../core/search/phrase.ts';
import { textHoldsPhrase } from '../../../core/search/phrase-in-text.ts';
import { codeTerm } from '../../../core/text/analyze.ts';
import { words } from '../../../core/text/words.ts';
import { anything, vietnamese } from '../text/spellings.ts';

const planned = (text: string): PhrasePlan | null => planPhrase({ text, in: 'anywhere' }, new Map());
const holds = (text: string, phrase: string): boolean => textHoldsPhrase(text, planned(phrase) as PhrasePlan);

/** Word for word, over the whole text; two words that are a code are one with it. */
function holdsWords(text: string, { words: wanted }: PhrasePlan): boolean {
  const list = words(text);
  const holdsFrom = (at: number, i: number): boolean => {
    const [word, next, want, after] = [list[at], list[at + 1], wanted[i], wanted[i + 1]];
    if (want === undefined) return true;
    if (word === undefined) return false;
    return (
      ((want.accented ? word.exact : word.folded) === want.form && holdsFrom(at + 1, i + 1)) ||
      (isLetters(word.folded) &&
        after !== undefined &&
        codeTerm(want, after) === word.folded &&
        holdsFrom(at + 1, i + 2)) ||
      (isLetters(want.folded) && next !== undefined && codeTerm(word, next) === want.folded && holdsFrom(at + 2, i + 1))
    );
  };
  return list.some((_, at) => holdsFrom(at, 0));
}
const isLetters = (code: string): boolean => /^[a-z]{2,8}$/.test(code);

describe('a phrase is there', () => {
  test.each([
    { why: 'capitals', text: 'Chiều nay, THỦ TƯỚNG lên đường', phrase: 'thủ tướng' },
    { why: 'typed bare', text: 'Chiều nay, Thủ tướng lên đường', phrase: 'thu tuong' },
    { why: 'signs between', text: 'dự hội nghị (G20) ở Osaka, Nhật Bản', phrase: 'Osaka Nhật Bản' },
    { why: 'the other place of the tone', text: 'vì hoà bình', phrase: 'hòa bình' },
    { why: 'i and y where they are one vowel', text: 'hai kỹ sư', phrase: 'ki su' },
    { why: 'at either end', text: 'Nam Kuril', phrase: 'nam kuril' },
    { why: 'only the second time', text: 'vịnh Nam Kurile và quần đảo Nam Kuril', phrase: 'nam kuril' },
    { why: 'a number', text: 'hơn 22.500 người', phrase: '22500 người' },
    { why: 'behind a digit', text: 'tổ chức G20 họp', phrase: 'g 20 họp' },
    { why: 'a code in one word', text: 'TP.HCM hết cảnh kẹt xe', phrase: 'TPHCM hết cảnh' },
    { why: 'a code in two', text: 'Hôm nay TPHCM hết cảnh kẹt xe', phrase: 'TP. HCM hết cảnh' },
    { why: 'the second of three that might be codes', text: 'CSGT TPHCM ra quân', phrase: 'CSGT TP.HCM ra quân' },
    { why: 'and the other way round', text: 'CSGT TP.HCM ra quân', phrase: 'csgt tphcm ra' },
    { why: 'a code with a number', text: 'hội nghị G-20 ở Osaka', phrase: 'nghị g20' },
    { why: 'a name with a number', text: 'dịch Covid-19 lan', phrase: 'covid19 lan' },
    { why: 'a number with its separator in the phrase', text: 'hơn 22500 người', phrase: '22.500 người' },
    { why: 'decomposed', text: 'Nhật Bản'.normalize('NFD'), phrase: 'nhật bản' },
    { why: 'a sign that is not seen', text: 'quần đảo Ku\u00ADril của', phrase: 'đảo kuril' },
    { why: 'a letter that is folded to two', text: 'phố Goethestraße ở Weimar', phrase: 'goethestrasse ở' },
    { why: 'full width', text: 'ở Ｏｓａｋａ, Nhật', phrase: 'osaka nhật' },
    { why: 'words that are cut', text: `${'a'.repeat(70)} kuril`, phrase: `${'a'.repeat(66)} kuril` },
  ])('$why', ({ text, phrase }) => expect(holds(text, phrase)).toBe(true));
});

describe('a phrase is not there', () => {
  test.each([
    { why: 'other accents', text: 'một thư tướng', phrase: 'thủ tướng' },
    { why: 'part of a word', text: 'Nam Kurile', phrase: 'nam kuril' },
    { why: 'part of a word with a mark behind it', text: 'nam kuril\u0327e', phrase: 'nam kuril' },
    { why: 'a word between', text: 'Nam và Kuril', phrase: 'nam kuril' },
    { why: 'a number between', text: 'Nam 4 Kuril', phrase: 'nam kuril' },
    { why: 'a word of other letters between', text: 'Nam 東 Kuril', phrase: 'nam kuril' },
    { why: 'y where it is a vowel of its own', text: 'hai tay', phrase: 'hai tai' },
    { why: 'half a code', text: 'TP.HCM hết cảnh', phrase: 'HCMC hết cảnh' },
    { why: 'a code over the end of a sentence', text: 'về TP; HCM hết cảnh', phrase: 'tphcm hết' },
    { why: 'nothing there', text: '', phrase: 'kuril' },
  ])('$why', ({ text, phrase }) => expect(holds(text, phrase)).toBe(false));
});

test('as word for word, whatever the text and the phrase', () =>
  fc.assert(
    fc.property(
      fc.oneof(
        vietnamese(),
        anything(),
        fc.tuple(vietnamese(), anything()).map((parts) => parts.join(' ')),
      ),
      fc.oneof(vietnamese(), anything()),
      fc.nat(30),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom('exact', 'folded'),
      (text, elsewhere, from, length, form) => {
        const inside = words(text).slice(from, from + length);
        for (const phrase of [inside.map((word) => word[form]).join(' '), elsewhere].flatMap(
          (it) => planned(it) ?? [],
        )) {
          expect(textHoldsPhrase(text, phrase)).toBe(holdsWords(text, phrase));
        }
      },
    ),
  ));
