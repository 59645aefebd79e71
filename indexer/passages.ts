/** Given articles, returns their titles, and where they are few their texts too, as one row of words that are numbers.
 *  Words are told apart by their accents, and not by their capitals. */
import type { Article } from '../core/article.ts';
import { words } from '../core/text/words.ts';
import { Growing } from './growing.ts';

/** So many words beside the titles say which phrases are frequent, where there are too few titles for that: of 200 articles
 *  nearly all. The more there are, the fewer words each needs; from 2,000 on titles alone will do. */
const WORDS_OF_TEXTS = 100_000;
const LEAST_OF_TEXT = 50;
/** So many times a word has to be seen before it is known what it never does. */
const SEEN_ENOUGH = 30;
/** A title has some ten words, so that one in ten ends it; of `của`, `các`, `đề` not one in a hundred does. */
const ENDS_RARELY = 0.02;
/** What may stand between two words of one phrase: `TP.HCM`, `K-pop`, `24/7`, and neither commas nor quotes. */
const JOINS = /^[\s.\-–/&+]*$/;

/** NFC, white space folded; its words are those of the row from `from` to before `to`. */
export type PassageTitle = { readonly text: string; readonly from: number; readonly to: number };

export type Passages = {
  /** The word at each place of the row. */
  readonly row: Uint32Array;
  /** 1 where a word opens a sentence or passage. */
  readonly opens: Uint8Array;
  /** 1 where a word stands behind anything that no phrase goes across, and at the end of the row. */
  readonly breaks: Uint8Array;
  /** 1 where a word begins with a capital. */
  readonly isCapital: Uint8Array;
  /** The article that each place belongs to. */
  readonly articleAt: Uint32Array;
  readonly titles: readonly PassageTitle[];
  /** What stands from the word at `from` to the one at `to`, both in one passage. */
  slice(from: number, to: number): string;
  folded(word: number): string;
  /** As it is written, but for its capitals. */
  exact(word: number): string;
  /** Whether it ends next to no sentence, so that a phrase with it at the end goes on. */
  neverEnds(word: number): boolean;
  /** Of all words inside sentences, those with a capital, 0 to 1. */
  readonly capitals: number;
  /** Of the times that it stands inside a sentence, those with a capital, 0 to 1; `null` where it never stands there. */
  capitalShare(word: number): number | null;
};

export type Read = Pick<Article, 'title' | 'summary' | 'body'>;

/** `inAll`: articles of the whole index. @default these are all */
export function readPassages(articles: readonly Read[], inAll = articles.length): Passages {
  const row = new Row();
  const most = WORDS_OF_TEXTS / Math.max(1, inAll);
  const titles = articles.map(({ title, summary = '', body }, article) => {
    const text = passageText(title);
    const [from, to] = row.add(text, article);
    if (most >= LEAST_OF_TEXT) {
      const [start, end] = row.add(passageText(summary), article, most);
      row.add(passageText(body), article, most - (end - start));
    }
    return { text, from, to };
  });
  return row.take(titles);
}

/** As it is suggested: NFC, white space folded but for line ends. */
export const passageText = (text: string): string =>
  text
    .normalize('NFC')
    .trim()
    .replace(/[^\S\n]+/gu, ' ');

class Row {
  readonly #numbers = new Map<string, number>();
  readonly #folded: string[] = [];
  readonly #texts: string[] = [];
  readonly #textAt = new Growing(Uint32Array);
  readonly #starts = new Growing(Uint32Array);
  readonly #ends = new Growing(Uint32Array);
  readonly #articleAt = new Growing(Uint32Array);
  readonly #row = new Growing(Uint32Array);
  readonly #opens = new Growing(Uint8Array);
  readonly #breaks = new Growing(Uint8Array);
  readonly #capitals = new Growing(Uint8Array);

  /** The places of the passage's words, `[from, to)`: of whole sentences, until they have `most`. @default all */
  add(text: string, article: number, most = Infinity): [from: number, to: number] {
    const from = this.#row.length;
    let end = 0;
    for (const word of words(text)) {
      if (word.opens && this.#row.length - from >= most) break;
      this.#row.push(this.#numberOf(word.exact, word.folded));
      this.#opens.push(word.opens ? 1 : 0);
      this.#breaks.push(word.opens || !JOINS.test(text.slice(end, word.start)) ? 1 : 0);
      this.#capitals.push(CAPITAL.test(text.slice(word.start, word.end)) ? 1 : 0);
      this.#articleAt.push(article);
      this.#textAt.push(this.#texts.length);
      this.#starts.push(word.start);
      this.#ends.push(word.end);
      end = word.end;
    }
    this.#texts.push(text);
    return [from, this.#row.length];
  }

  take(titles: readonly PassageTitle[]): Passages {
    this.#breaks.push(1); // at the end
    const [row, opens, isCapital] = [this.#row.take(), this.#opens.take(), this.#capitals.take()];
    const [textAt, starts, ends] = [this.#textAt.take(), this.#starts.take(), this.#ends.take()];
    const exacts = [...this.#numbers.keys()]; // in the order of their numbers
    const counts = countWords(row, opens, isCapital, this.#numbers.size);
    const count = (of: keyof WordCounts, word: number): number => counts[of][word] as number;
    return {
      row,
      opens,
      breaks: this.#breaks.take(),
      isCapital,
      articleAt: this.#articleAt.take(),
      titles,
      slice: (from, to) => (this.#texts[textAt[from] as number] as string).slice(starts[from], ends[to]),
      folded: (word) => this.#folded[word] as string,
      exact: (word) => exacts[word] as string,
      neverEnds: (word) =>
        count('seen', word) >= SEEN_ENOUGH && count('ended', word) < count('seen', word) * ENDS_RARELY,
      capitals: sum(counts.insideCapital) / Math.max(1, sum(counts.inside)),
      capitalShare: (word) =>
        count('inside', word) === 0 ? null : count('insideCapital', word) / count('inside', word),
    };
  }

  #numberOf(exact: string, folded: string): number {
    const known = this.#numbers.get(exact);
    if (known !== undefined) return known;
    this.#numbers.set(exact, this.#folded.length);
    return this.#folded.push(folded) - 1;
  }
}

const sum = (numbers: Uint32Array): number => numbers.reduce((all, number) => all + number, 0);

const CAPITAL = /^\p{Lu}/u;

type WordCounts = Readonly<Record<'seen' | 'ended' | 'inside' | 'insideCapital', Uint32Array>>;

function countWords(row: Uint32Array, opens: Uint8Array, capitals: Uint8Array, kinds: number): WordCounts {
  const made = (): Uint32Array => new Uint32Array(kinds);
  const counts: WordCounts = { seen: made(), ended: made(), inside: made(), insideCapital: made() };
  for (const [place, word] of row.entries()) {
    const isInside = opens[place] === 0;
    (counts.seen[word] as number) += 1;
    if (opens[place + 1] !== 0) (counts.ended[word] as number) += 1; // the last word of all ends too
    if (isInside) (counts.inside[word] as number) += 1;
    if (isInside && capitals[place] === 1) (counts.insideCapital[word] as number) += 1;
  }
  return counts;
}
