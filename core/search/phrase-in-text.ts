/** Given a text and a phrase, says whether the words of the phrase stand there side by side in this order, whatever signs
 *  stand between them. Taking a text apart into words takes longer than all else about a phrase, so as a rule this is done only
 *  at the places where the letters of the phrase stand. */
import { codeTerm, mayBeTwo } from '../text/analyze.ts';
import { foldWord } from '../text/fold.ts';
import { words, type Word } from '../text/words.ts';
import type { PhrasePlan } from './phrase.ts';

export function textHoldsPhrase(text: string, phrase: PhrasePlan): boolean {
  const pattern = patternOf(phrase);
  if (pattern === null) return holdsPhrase(words(text), phrase);
  const { sign, other } = (plain ??= makePlain());
  const isSign = (at: number): boolean => at < 0 || at >= text.length || sign.test(text.charAt(at));
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const start = match.index;
    // no word reaches across a sign, so those between two of them are the same without the rest of the text
    if (isSign(start - 1) && isSign(pattern.lastIndex) && holdsPhrase(words(match[0]), phrase)) return true;
    pattern.lastIndex = start + 1;
  }
  return other.test(text) && holdsPhrase(words(text), phrase);
}

function holdsPhrase(text: readonly Word[], { words: wanted }: PhrasePlan): boolean {
  for (let at = 0; at < text.length; at += 1) if (holdsAt(text, at, wanted)) return true;
  return false;
}

/** A code in two words, such as `TP.HCM`, is the same as in one, in the phrase as in the text. */
function holdsAt(text: readonly Word[], from: number, wanted: PhrasePlan['words']): boolean {
  let at = from;
  for (let i = 0; i < wanted.length; i += 1) {
    const [word, want] = [text[at], wanted[i] as PhraseWord];
    if (!word) return false;
    if (isWord(word, want)) {
      at += 1;
    } else if (isCode(word, want, wanted[i + 1])) {
      at += 1;
      i += 1;
    } else if (isCode(want, word, text[at + 1])) {
      at += 2;
    } else {
      return false;
    }
  }
  return true;
}

type PhraseWord = PhrasePlan['words'][number];
type Letters = { readonly folded: string; readonly opens: boolean };

const isWord = (word: Word, { form, accented }: PhraseWord): boolean => (accented ? word.exact : word.folded) === form;
const isCode = (one: Letters, left: Letters, right: Letters | undefined): boolean =>
  right !== undefined && mayBeTwo(one) && codeTerm(left, right) === one.folded;

/** Where the letters of plain texts are: Latin ones, with all of Vietnamese. */
const LATIN = [
  [0x41, 0x5a],
  [0x61, 0x7a],
  [0xc0, 0x24f],
  [0x1e00, 0x1eff],
] as const;
/** Signs that are part of no word of letters, as a class of a regular expression; with digits, which are words of their own. */
const SIGNS = '\\t\\n\\r -@\\[-`{-~\\u00A0–—‘’“”…•';

type Plain = {
  /** Of each letter from a to z, what is folded to it, as a class. */
  readonly letters: ReadonlyMap<string, string>;
  /** Of all of them. */
  readonly between: string;
  readonly sign: RegExp;
  /** What a plain text has nothing of: letters that are folded to several, marks and signs that are not seen. */
  readonly other: RegExp;
};
let plain: Plain | undefined;

function makePlain(): Plain {
  const letters = new Map<string, string>();
  for (const [first, last] of LATIN) {
    for (let code = first; code <= last; code += 1) {
      const letter = String.fromCharCode(code);
      const { folded } = foldWord(letter);
      if (/^[a-z]$/.test(folded)) letters.set(folded, (letters.get(folded) ?? '') + letter);
    }
  }
  const all = [...letters.values()].join('');
  return {
    letters,
    between: `[^${all}0-9]+`,
    sign: new RegExp(`[${SIGNS}]`),
    other: new RegExp(`[^${all}${SIGNS}]`),
  };
}

/** Longer words are cut (`words.ts`), and so say less than where they end. */
const LETTERS = /^[a-z]{1,63}$/;
/** What has one is no part of a code, which may stand in one word or in two. */
const VOWEL = /[aeiouy]/;

const patterns = new WeakMap<PhrasePlan, RegExp | null>();

/** Finds every place of a plain text where the phrase stands, and some where it does not. `null` for a phrase with other
 *  letters, or with numbers and codes, which are written in more ways. */
function patternOf(phrase: PhrasePlan): RegExp | null {
  const known = patterns.get(phrase);
  if (known !== undefined) return known;
  const isPlain = phrase.words.every(({ folded }) => LETTERS.test(folded) && VOWEL.test(folded));
  const made = isPlain ? makePattern(phrase) : null;
  patterns.set(phrase, made);
  return made;
}

function makePattern(phrase: PhrasePlan): RegExp {
  const { letters, between } = (plain ??= makePlain());
  const classOf = (letter: string): string => letters.get(letter) as string;
  const source = phrase.words.map(({ folded }) =>
    Array.from(folded, (letter, i) => {
      const isOpenY = letter === 'i' && i === folded.length - 1; // `kỹ` is folded as `kĩ` is
      return `[${classOf(letter)}${isOpenY ? classOf('y') : ''}]`;
    }).join(''),
  );
  return new RegExp(source.join(between), 'g');
}
