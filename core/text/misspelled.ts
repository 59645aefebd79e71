/** Given a syllable, returns those that are taken for it by ear: `suất` for `xuất`, `tranh` for `chanh`, `da` for `ra`.
 *  Tone and letter marks stay as they are, so what comes out can be compared with what articles write. */
import { foldWord } from './fold.ts';
import { spelled } from './keys.ts';
import { lettersOf } from './spelled.ts';
import { isSyllable } from './syllables.ts';

/** Onsets that some region says alike, each group by itself: a speller who hears one writes another. Surveys of pupils'
 *  mistakes name these before all others; `g/gh` and `ng/ngh` are told apart by the letter behind them and change no word. */
const ONSETS: readonly (readonly string[])[] = [
  ['s', 'x'],
  ['tr', 'ch'],
  ['d', 'gi', 'r'],
  ['l', 'n'],
];
/** Finals that the south says alike. */
const FINALS: readonly (readonly [string, string])[] = [
  ['c', 't'],
  ['ng', 'n'],
];
/** Said alike in the north, where most news is written: the only ones to believe where no accent confirms them. */
const SURE_ONSETS: ReadonlySet<string> = new Set(['s', 'x', 'tr', 'ch']);

/** A spelling, and whether nothing but its letters has to speak for it. */
export type Misspelled = {
  /** As `foldWord` gives it. */
  readonly exact: string;
  /** As it is written. */
  readonly text: string;
  readonly sure: boolean;
};

/** `exact`: as `foldWord` gives it, with accents or without; the results likewise. Empty for what is no syllable. */
export function soundAlikes(exact: string): Misspelled[] {
  const { letters, tone } = lettersOf(exact);
  const word = letters.join('');
  const found = new Map<string, Misspelled>();
  for (const { other, sure } of [...otherOnsets(word), ...otherFinals(word)]) {
    const syllable = spelled(other, tone) ?? (tone === '' ? bare(other) : null);
    if (syllable === null) continue;
    const alike = foldWord(syllable).exact;
    if (alike !== exact) found.set(alike, { exact: alike, text: syllable, sure });
  }
  return [...found.values()];
}

/** `xuat` is no syllable as it stands, but one without its accents. */
const bare = (word: string): string | null => (isSyllable(word) ? word : null);

function* otherOnsets(word: string): Generator<{ other: string; sure: boolean }> {
  for (const group of ONSETS) {
    const onset = group.find((each) => hasOnset(word, each));
    if (onset === undefined) continue;
    for (const other of group) {
      if (other !== onset)
        yield { other: other + word.slice(onset.length), sure: SURE_ONSETS.has(onset) && SURE_ONSETS.has(other) };
    }
  }
}

/** `ng` and `nh` begin with an n and are no n. */
const hasOnset = (word: string, onset: string): boolean =>
  word.startsWith(onset) && !/^[bcdghklmnpqrstvxđ]/.test(word.slice(onset.length));

function* otherFinals(word: string): Generator<{ other: string; sure: boolean }> {
  for (const [a, b] of FINALS) {
    const final = [a, b].find((each) => word.endsWith(each));
    if (final !== undefined) yield { other: word.slice(0, -final.length) + (final === a ? b : a), sure: false };
  }
}
