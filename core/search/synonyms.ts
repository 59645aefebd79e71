/** Given abbreviations and other names of things, says what a word or phrase of a query may also be written as.
 *  Capitals do not change an answer, so a short form that looks like any syllable (`CA`, `TA`, `BAN`) stands for nothing
 *  else, unless the site itself says so. */
import type { LearnedForm } from '../index/learned-forms.ts';
import type { SynonymGroup } from '../index/manifest.ts';
import { isSyllable } from '../text/syllables.ts';
import { unitsOf, type Units } from '../text/units.ts';
import { SHIPPED } from './abbreviations.ts';

/** Another way to write what was asked for. */
export type Other = {
  readonly units: Units;
  /** How surely it is meant, over 0 and up to 1. */
  readonly share: number;
};

export type Synonyms = {
  /** Units of the longest form; no longer sequence has another. */
  readonly longest: number;
  /** The surest first; none for most. Only the whole sequence is looked up, no part of it. */
  of(units: Units): readonly Other[];
};

/** A group that comes with Saola. */
export type ShippedGroup = SynonymGroup & {
  /** How surely one form of it stands for another. @default 0.9 */
  readonly share?: number;
};

export type SynonymSources = {
  /** @default the abbreviations of Vietnamese news */
  readonly shipped?: readonly ShippedGroup[];
  /** What articles of the index define. @default none */
  readonly learned?: readonly LearnedForm[];
  /** What the site's own file says. @default none */
  readonly site?: readonly SynonymGroup[];
};

const SITE_SHARE = 1;
const SHIPPED_SHARE = 0.9;
/** Of a pair that very many articles define, and no article defines otherwise. */
const LEARNED_SHARE = 0.8;
/** `HLV` has one meaning and `ĐT` any number; what is defined more rarely than three others is not what a query means. */
const MOST_MEANINGS = 3;

export function makeSynonyms({ shipped = SHIPPED, learned = [], site = [] }: SynonymSources = {}): Synonyms {
  const table = new Table();
  for (const group of site) table.addGroup(group, SITE_SHARE, () => true);
  for (const group of shipped) table.addGroup(group, group.share ?? SHIPPED_SHARE, isTelling);
  for (const { short, long, share } of weighed(learned)) {
    table.add(short, long, share, MOST_MEANINGS);
    table.add(long, short, share, MOST_MEANINGS);
  }
  return table;
}

/** Whether a form says what it is by itself: more than one word, or one that no syllable looks like. */
const isTelling = (units: Units): boolean => units.length > 1 || !isSyllable(units[0] ?? '');

/** The most defined first. The share grows with the articles that define the pair, and falls with those that define the
 *  short form as something else. */
function weighed(learned: readonly LearnedForm[]): readonly (LearnedForm & { readonly share: number })[] {
  const all = new Map<string, number>();
  const telling = learned.filter(({ short, long }) => isTelling(short) && isTelling(long));
  for (const { short, articles } of telling) all.set(keyOf(short), (all.get(keyOf(short)) ?? 0) + articles);
  return telling
    .map(({ short, long, articles }) => {
      const among = articles / (all.get(keyOf(short)) ?? articles);
      return { short, long, articles, share: LEARNED_SHARE * (articles / (articles + 1)) * among };
    })
    .toSorted((a, b) => b.articles - a.articles || (keyOf(a.long) < keyOf(b.long) ? -1 : 1));
}

class Table implements Synonyms {
  readonly #others = new Map<string, Other[]>();
  #longest = 0;

  get longest(): number {
    return this.#longest;
  }

  of(units: Units): readonly Other[] {
    return this.#others.get(keyOf(units)) ?? [];
  }

  addGroup({ forms, oneWay }: SynonymGroup, share: number, takes: (units: Units) => boolean): void {
    const all = forms.map(unitsOf).filter((units) => units.length > 0 && takes(units));
    for (const [i, from] of all.entries()) {
      for (const to of all) if (i === 0 || !oneWay) this.add(from, to, share);
    }
  }

  /** Nothing where it is known already or `most` others are: what comes first is surer. */
  add(from: Units, to: Units, share: number, most = Number.POSITIVE_INFINITY): void {
    const key = keyOf(from);
    const others = this.#others.get(key) ?? [];
    if (key === keyOf(to) || others.length >= most || others.some(({ units }) => keyOf(units) === keyOf(to))) return;
    this.#others.set(
      key,
      [...others, { units: to, share }].toSorted((a, b) => b.share - a.share),
    );
    this.#longest = Math.max(this.#longest, from.length);
  }
}

const keyOf = (units: Units): string => units.join(' ');
