/** Given a query that may have been typed with the input method off, returns it as the input method would have written it:
 *  `thur tuwowngs nhaatj banr` is `thủ tướng nhật bản`, and `Boeing moon wifi` stays. */
import type { Vocabulary } from '../index/vocabulary.ts';
import { exactTerm, foldedTerm } from '../text/analyze.ts';
import { foldWord, type WordForms } from '../text/fold.ts';
import { readKeys, spoiltKeys } from '../text/keys.ts';
import { isSyllable } from '../text/syllables.ts';
import type { Guess } from './guesses.ts';
import { BEST_SHARE, likelyWords } from './slips.ts';

/** A run of plain letters and digits that holds at least two letters: what an input method would have taken for one word. */
const RUN = /(?<![\p{L}\p{M}\p{N}])[a-z0-9]*[a-z][0-9]*[a-z][a-z0-9]*(?![\p{L}\p{M}\p{N}])/giu;
const HAS_DIGIT = /\d/;
/** Once one word of a query is certainly raw keys, another is read so too where its reading is so much more common than the
 *  word as it stands. */
const MORE_COMMON = 10;
/** So much more common than the word as it stands, it is a slip of somebody's that stands there: of 30,000 articles one has a `dđa`. */
const FAR_MORE_COMMON = 1_000;
/** Words of other languages end in a tone's key too (`bus`, `max`, `or`), but hardly two of a query that has no other. */
const ENOUGH_FAINT = 2;

type Run = {
  readonly start: number;
  readonly typed: string;
  /** `null` where no keys make a word that the index knows. */
  readonly reading: string | null;
  /** Of a run without reading that no article has: what the keys leave, where a word of the index is near it. */
  readonly spoilt: string | null;
  /** The index does not know it as it stands, or next to never has it so. */
  readonly unknown: boolean;
  readonly clear: boolean;
  readonly likely: boolean;
};

/** How much it takes: `whole` where the query looks typed with the input method off; `any` where one word does, however
 *  faintly, for what is only offered. */
export type Trust = 'whole' | 'any';

/** `text` with every run of raw keys replaced; the same where there is none. */
export function withoutKeys(text: string, vocabulary: Vocabulary, trust: Trust = 'whole'): string {
  const runs = Array.from(text.matchAll(RUN), (match) => readRun(match[0], match.index, vocabulary));
  if (!isTypedInKeys(text, runs, trust)) return text;
  let meant = '';
  let at = 0;
  for (const { start, typed, reading, spoilt, unknown, likely } of runs) {
    meant +=
      text.slice(at, start) +
      (reading !== null && (unknown || likely) ? reading : ((trust === 'whole' ? spoilt : null) ?? typed));
    at = start + typed.length;
  }
  return meant + text.slice(at);
}

/** One clear word is enough, as nobody writes `nhaatj` otherwise. Of faint ones it takes two, or a number right behind a
 *  syllable beside others (`viet5 nam`), and no other word but such as an input method makes. */
function isTypedInKeys(text: string, runs: readonly Run[], trust: Trust): boolean {
  const keys = runs.filter(({ reading, unknown }) => reading !== null && unknown);
  if (keys.some(({ clear }) => clear) || runs.some(isClearlySpoilt) || (trust === 'any' && keys.length > 0))
    return true;
  const isNumbered = runs.length > 1 && keys.some(({ typed }) => HAS_DIGIT.test(typed));
  return (
    (keys.length >= ENOUGH_FAINT || isNumbered) &&
    isPlain(text) &&
    runs.every(({ typed, reading }) => reading !== null || isSyllable(foldWord(typed).folded))
  );
}

const isPlain = (text: string): boolean => !/[^\P{L}a-z]|\p{M}/iu.test(text);

function readRun(typed: string, start: number, vocabulary: Vocabulary): Run {
  const lower = typed.toLowerCase();
  const known = vocabulary.get(foldWord(lower).folded) ?? 0;
  let best: { reading: string; df: number } | null = null;
  for (const reading of readKeys(lower)) {
    const df = vocabulary.get(foldWord(reading).folded) ?? 0;
    if (reading !== lower && df > (best?.df ?? 0)) best = { reading, df };
  }
  return {
    start,
    typed,
    reading: best?.reading ?? null,
    spoilt: best === null && known === 0 ? spoiltRun(lower, vocabulary) : null,
    // digits and letters are two words to the index, so a run with both is known only as a code
    unknown: known * FAR_MORE_COMMON <= (best?.df ?? 0),
    clear: best !== null && isClear(lower, best.reading),
    likely: best !== null && (HAS_DIGIT.test(lower) || best.df > known * MORE_COMMON),
  };
}

/** A letter's key and that of a tone behind it: no code looks like `quuo6c1`. */
const isClearlySpoilt = ({ typed, spoilt }: Run): boolean => spoilt !== null && /[a-z][6-9][a-z]*\d/i.test(typed);

/** What keys leave that make no syllable. Digits are nothing else in the middle of a word; of letters, those of a word that is near as
 *  it stands are none (`washinton`). */
function spoiltRun(typed: string, vocabulary: Vocabulary): string | null {
  const left = spoiltKeys(typed);
  if (left === null || HAS_DIGIT.test(left)) return null;
  const isNear = (word: WordForms): boolean => vocabulary.has(word.folded) || likelyWords(word, vocabulary).length > 0;
  return isNear(foldWord(left)) && (HAS_DIGIT.test(typed) || !isNear(foldWord(typed))) ? left : null;
}

/** Faint is what words and codes of others look like too: one tone at the end (`bus`, `quy1`), or a letter twice (`moon`). */
function isClear(typed: string, reading: string): boolean {
  const marks = reading.normalize('NFD').replace(/[^\u0300-\u036F]/g, '').length + (reading.startsWith('đ') ? 1 : 0);
  return marks > 1 || reading.startsWith('đ') || /[678]/.test(typed) || /[fj]$/.test(typed);
}

/** What a lone run may have been keys for; its neighbours have to agree, and some article must have it so. */
export function keysGuess(typed: string, vocabulary: Vocabulary): Guess[] {
  const lower = typed.toLowerCase();
  if (vocabulary.has(foldWord(lower).folded)) return [];
  return readKeys(lower).flatMap((reading) => {
    const word = foldWord(reading);
    return vocabulary.has(word.folded)
      ? [
          {
            term: foldedTerm(word),
            share: BEST_SHARE,
            unless: [foldedTerm(foldWord(lower))],
            needs: [exactTerm(word)],
            sure: false,
          },
        ]
      : [];
  });
}
