/** Given a phrase of a query, says by which terms articles that may hold it are found. */
import type { Vocabulary } from '../index/vocabulary.ts';
import { codeTerm, exactTerm, foldedTerm, mayBeTwo, pairTerm, type Term } from '../text/analyze.ts';
import { words, type Word } from '../text/words.ts';
import type { Exclusion, Phrase } from './language.ts';
import { withoutKeys } from './raw-keys.ts';

/** A word that was typed with accents stands with just these; a bare one with any. */
type PhraseWord = {
  readonly form: string;
  readonly accented: boolean;
  readonly folded: string;
  readonly opens: boolean;
};

export type PhrasePlan = {
  readonly in: Phrase['in'];
  readonly words: readonly PhraseWord[];
  /** Of each word, or of two that are one code. */
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
      opens: word.opens,
    })),
    ...termsOf(list),
  };
}

/** What is out that holds all of several phrases: what has the terms and pairs of each. `null` where one of them holds no word. */
export function planExclusion([first, ...more]: Exclusion, vocabulary: Vocabulary): PhrasePlan | null {
  let plan = planPhrase(first, vocabulary);
  for (const phrase of more) {
    const other = planPhrase(phrase, vocabulary);
    plan &&= other && {
      in: plan.in,
      words: [...plan.words, ...other.words],
      terms: [...new Set([...plan.terms, ...other.terms])],
      pairs: [...new Set([...plan.pairs, ...other.pairs])],
    };
  }
  return plan;
}

/** What every article has that holds the phrase in any spelling: of `TP.HCM` the code, as others write `TPHCM`, and no pair
 *  with either of its halves. Three such runs in a row may be joined in two ways, and are looked for as they stand. */
function termsOf(list: readonly Word[]): Pick<PhrasePlan, 'terms' | 'pairs'> {
  const terms = new Set<Term>();
  const pairs = new Set<Term>();
  let before: readonly Word[] = [];
  for (const run of runsOf(list)) {
    const [first, second] = run as [Word, ...Word[]];
    const code = run.length === 2 && second ? codeTerm(first, second) : null;
    const last = before.at(-1);
    if (last && !first.opens && !isJoined(before) && !isJoined(run)) pairs.add(pairTerm(last, first));
    if (code !== null) terms.add(code);
    else for (const word of run) terms.add(isAccented(word) ? exactTerm(word) : foldedTerm(word));
    if (run.length > 2) run.slice(1).forEach((word, i) => pairs.add(pairTerm(run[i] as Word, word)));
    before = run;
  }
  return { terms: [...terms], pairs: [...pairs] };
}

/** Neighbours that are letters of one code; with a number behind it, they are two words in every text. */
function runsOf(list: readonly Word[]): Word[][] {
  const runs: Word[][] = [];
  for (const word of list) {
    const last = runs.at(-1)?.at(-1);
    if (last && !/^\d/.test(word.folded) && codeTerm(last, word) !== null) runs.at(-1)?.push(word);
    else runs.push([word]);
  }
  return runs;
}

const isJoined = (run: readonly Word[]): boolean => run.length === 2 || (run.length === 1 && run.some(mayBeTwo));

const isAccented = (word: Word): boolean => word.exact !== word.folded;
