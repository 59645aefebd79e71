/** Given a phrase of a query, says by which terms articles that may hold it are found. */
import type { Vocabulary } from '../index/vocabulary.ts';
import { exactTerm, foldedTerm, pairTerm, type Term } from '../text/analyze.ts';
import { words, type Word } from '../text/words.ts';
import type { Phrase } from './language.ts';
import { withoutKeys } from './raw-keys.ts';

/** A word that was typed with accents stands with just these; a bare one with any. */
type PhraseWord = { readonly form: string; readonly accented: boolean; readonly folded: string };

export type PhrasePlan = {
  readonly in: Phrase['in'];
  readonly words: readonly PhraseWord[];
  /** Of each word. */
  readonly terms: readonly Term[];
  /** Of neighbours; a large index keeps none that stands in one article alone. */
  readonly pairs: readonly Term[];
};

/** `null` where it holds no word. `vocabulary`: for keys typed with the input method off. */
export function planPhrase({ text, in: where }: Phrase, vocabulary: Vocabulary): PhrasePlan | null {
  const list = words(withoutKeys(text.normalize('NFC'), vocabulary));
  if (list.length === 0) return null;
  return {
    in: where,
    words: list.map((word) => ({
      form: isAccented(word) ? word.exact : word.folded,
      accented: isAccented(word),
      folded: word.folded,
    })),
    terms: [...new Set(list.map((word) => (isAccented(word) ? exactTerm(word) : foldedTerm(word))))],
    pairs: [...new Set(list.slice(1).flatMap((word, i) => (word.opens ? [] : [pairTerm(list[i] as Word, word)])))],
  };
}

const isAccented = (word: Word): boolean => word.exact !== word.folded;
