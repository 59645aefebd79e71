/** What a reader asked for, once the operators of the query language are taken out. Only types.
 *  Every string is one of these: what cannot be read as an operator is words. */
import type { Condition } from '../filter.ts';

/** Words that have to stand side by side, in this order; one word is a phrase of one. */
export type Phrase = { readonly text: string; readonly in: 'anywhere' | 'title' };

/** An article is out that holds all of these; one of a title stands alone. */
export type Exclusion = readonly [Phrase, ...Phrase[]];

/** What one alternative wants: all of it. */
export type Clause = {
  /** Everything that counts for the score, in the order typed, operators taken out: plain words, and the words of phrases
   *  and of `title:` too. Empty where only conditions or exclusions were given. */
  readonly words: string;
  /** `"…"`, `title:word` and `title:"…"`. */
  readonly phrases: readonly Phrase[];
  /** `-word`, `-"…"`, `-title:word` and `-(all these words)`. */
  readonly excluded: readonly Exclusion[];
  /** `section:`, `tag:`, `author:`, `after:`, `before:`, and the same behind a dash. */
  readonly conditions: readonly Condition[];
};

export type Asked = {
  /** NFC, trimmed, white space folded. */
  readonly text: string;
  /** No operator stands in it: the only clause's `words` is `text`. */
  readonly plain: boolean;
  /** An article is found that is what at least one of them wants. */
  readonly alternatives: readonly [Clause, ...Clause[]];
};
