/** BM25F as its papers write it, over whole articles in memory: no segments, no postings, no slots' order. What the product
 *  answers is compared with it. Shares with the product the analysis, the plan, how slips are read and the figures, and none of the
 *  arithmetic of scores. */
import type { Article } from '../../../core/article.ts';
import { FIELDS, MIN_AVERAGE } from '../../../core/index/impact.ts';
import { accentSlips } from '../../../core/search/accent-slips.ts';
import { isRather, likeliestSpellings } from '../../../core/search/by-ear.ts';
import { lookCloser } from '../../../core/search/closer-look.ts';
import { meantGuesses } from '../../../core/search/guesses.ts';
import { planQuery, type QueryPlan } from '../../../core/search/plan.ts';
import { countAbout, parseQuery } from '../../../core/search/query.ts';
import { makeSynonyms } from '../../../core/search/synonyms.ts';
import {
  ENOUGH_FULL_MATCHES,
  LEAST_WANTED_IDF,
  MIN_COVERAGE,
  MOST_WORDS_ALL_WANTED,
} from '../../../core/search/weights.ts';
import { exactTerm, TermCounter, type Term } from '../../../core/text/analyze.ts';

const K1 = 1.4;
/** How finely each kind of term is kept. */
const LEVELS = { exact: 16, folded: 16, pair: 8 };

export type BruteAnswer = {
  /** Best first; of equals the newer one, then the one whose id is later. */
  readonly ranked: readonly { readonly id: string; readonly score: number }[];
  readonly loosened: readonly string[];
};

type Fields = { readonly title: Counted; readonly body: Counted };
type Counted = { readonly counts: ReadonlyMap<Term, number>; readonly words: number };

function counted(...texts: readonly string[]): Counted {
  const counter = new TermCounter();
  const words = texts.reduce((sum, text) => sum + counter.add(text), 0);
  return { counts: new Map(counter.terms.map((term, number) => [term, counter.countOf(number)])), words };
}

/** The nearest power of e^0.02. */
const inSteps = (average: number): number => Math.exp(0.02 * Math.round(50 * Math.log(average)));

/** Answers what is typed, for queries of up to 32 words. */
export function bruteForce(articles: readonly Article[]): (typed: string) => BruteAnswer {
  const all = articles
    .toSorted((a, b) => (orderOf(a) > orderOf(b) ? -1 : 1))
    .map((article) => ({
      id: article.id,
      fields: {
        title: counted(article.title),
        body: counted(...(article.summary ? [article.summary] : []), article.body),
      },
    }));
  const averageOf = (field: keyof Fields): number =>
    Math.max(MIN_AVERAGE[field], inSteps(all.reduce((sum, { fields }) => sum + fields[field].words, 0) / all.length));
  const averages = { title: averageOf('title'), body: averageOf('body') };

  const frequency = (fields: Fields, term: Term): number => {
    let sum = 0;
    for (const field of ['title', 'body'] as const) {
      const { weight, b } = FIELDS[field];
      const { counts, words } = fields[field];
      sum += (weight * (counts.get(term) ?? 0)) / (1 + b * (words / averages[field] - 1));
    }
    return sum;
  };
  const impact = (fields: Fields, term: Term): number => {
    const tf = frequency(fields, term);
    if (tf === 0) return 0;
    const levels = LEVELS[term.startsWith('=') ? 'exact' : term.includes(' ') ? 'pair' : 'folded'];
    const step = (K1 + 1) / levels;
    // (k1+1)·tf/(k1+tf), cut into steps from the top, each told by its middle
    const below = Math.min(levels - 1, Math.floor((K1 + 1 - (tf * (K1 + 1)) / (K1 + tf)) / step + 1e-12));
    return K1 + 1 - step * (below + 0.5);
  };
  const dfOf = (term: Term): number => all.filter(({ fields }) => frequency(fields, term) > 0).length;
  const heldBy = (terms: readonly Term[]): number =>
    all.filter(({ fields }) => terms.every((term) => frequency(fields, term) > 0)).length;
  const idfOf = (df: number): number => Math.log(1 + (all.length - df + 0.5) / (df + 0.5));
  const vocabulary = new Map<string, number>();
  for (const term of new Set(
    all.flatMap(({ fields }) => [...fields.title.counts.keys(), ...fields.body.counts.keys()]),
  )) {
    if (/^[^= ]{1,20}$/.test(term) && /\p{L}/u.test(term)) vocabulary.set(term, dfOf(term));
  }

  const answer = ({ query, terms: planned }: QueryPlan): BruteAnswer => {
    const guesses = meantGuesses(query, dfOf);
    const meant = new Set([...guesses.values()].flat());
    const rightFor = new Map(
      Array.from(accentSlips(query, { dfOf, heldBy }), ([number, exact]) => [
        query.words[number]?.exact,
        exactTerm({ exact }),
      ]),
    );
    const unitAt = (place: number): string => query.words[query.places[place]?.number ?? -1]?.readings[0].term ?? '';
    const isBeside = (number: number, first = '', last = first): boolean => {
      const at = query.places.findIndex((place) => place.number === number);
      return [`${unitAt(at - 1)} ${first}`, `${last} ${unitAt(at + 1)}`].some((pair) => dfOf(pair as Term) > 0);
    };
    const candidates = query.standIns
      .filter(({ through }) => !through || meant.has(through))
      .map((standIn) => {
        const { terms, words: of, units, share, through, rather } = standIn;
        const impactOn = (fields: Fields): number => Math.min(...terms.map((term) => impact(fields, term)));
        const df = all.filter(({ fields }) => impactOn(fields) > 0).length;
        return { standIn, of, units, share, impactOn, df, through, rather };
      })
      .filter(({ of, units, df, rather }) => {
        if (rather && !isRather(rather, df, heldBy)) return false;
        const [number = -1, ...more] = of;
        const [typed] = (more.length === 0 && query.words[number]?.readings) || [];
        const isApart = typed !== undefined && units.join('') === typed.term && dfOf(typed.term) === 0;
        const isRun = isBeside(number, units[0], units.at(-1));
        return (
          !isApart ||
          !guesses.get(number)?.some(({ term }) => dfOf(term) > 10 * df || (!isRun && isBeside(number, term)))
        );
      });
    const standIns = likeliestSpellings(candidates.filter(({ df }) => df > 0));
    const isOtherwiseHeld = (term: Term): boolean =>
      query.words.some(
        ({ readings }, number) =>
          readings[0].term === term &&
          standIns.some(({ of, df, through }) => !through && of.length === 1 && of[0] === number && df > 0),
      );
    // among words with accents, one without tells no more than its letters do
    const bareOf = (term: Term): Term =>
      query.words.find(({ exact, accented }) => query.accented && !accented && exact === term)?.readings[0].term ??
      term;
    const terms = planned
      .filter(({ term }) => !rightFor.has(term))
      .filter(({ term, unless }) =>
        unless.every((other) => (dfOf(other) === 0 || rightFor.get(other) === term) && !isOtherwiseHeld(other)),
      )
      .filter(({ guesses: needed }) => needed.every((guess) => meant.has(guess)))
      .map(({ term, weight, proves, unless, guesses: of }) => ({
        term,
        weight,
        proves,
        of,
        isNearTo: of.length === 0 ? unless : [],
        idf: idfOf(Math.max(dfOf(term), dfOf(bareOf(term)))),
      }));
    const words = query.words.map((_, number) => {
      const readings = terms.filter(({ proves }) => proves.includes(number));
      const known = readings.filter(({ term }) => dfOf(term) > 0).map(({ idf }) => idf);
      const others = standIns.filter(({ of, df }) => df > 0 && of.includes(number));
      const weight = known.length > 0 ? Math.min(...known) : others[0] ? idfOf(others[0].df) : 0;
      return { readings, others, weight };
    });
    const unitOf = (number = -1): string => query.words[number]?.readings[0].term ?? '';
    // where no article holds the pair as typed, as rare as the other name of it
    const pairWeight = (left: number | undefined, right: number, df: number): number => {
      const pair = terms.find(({ term, of }) => of.length === 0 && term === `${unitOf(left)} ${unitOf(right)}`);
      return pair ? pair.weight * (dfOf(pair.term) === 0 ? idfOf(df) : pair.idf) : 0;
    };
    // no more than an article can get that has the word itself
    const worthOf = (number: number): number => {
      const { weight = NaN } = words[number] ?? {};
      const direct = terms
        .filter(({ term, proves }) => proves.includes(number) || term === query.words[number]?.exact)
        .filter(({ term }) => dfOf(term) > 0)
        .reduce((sum, { weight: share, idf }) => sum + share * idf, 0);
      return direct === 0 ? weight : Math.min(weight, direct);
    };
    const judged = all.map(({ id, fields }) => {
      const holds = words.map(
        ({ readings, others }) =>
          readings.some(({ term }) => frequency(fields, term) > 0) ||
          others.some(({ impactOn }) => impactOn(fields) > 0),
      );
      const byTerms = terms.reduce((sum, { term, weight, idf }) => sum + weight * idf * impact(fields, term), 0);
      const byOthers = standIns.map(({ of, share, impactOn, df }) => {
        const worth =
          share *
          impactOn(fields) *
          of.reduce((sum, number, i) => sum + worthOf(number) + pairWeight(of[i - 1], number, df), 0);
        const own = new Set(
          of.flatMap((number, i) => [
            ...(query.words[number]?.readings.map(({ term }): string => term) ?? []),
            query.words[number]?.exact ?? '',
            i > 0 ? `${unitOf(of[i - 1])} ${unitOf(number)}` : '',
          ]),
        );
        const given = terms
          .filter(({ term, isNearTo }) => own.has(term) || isNearTo.some((exact) => own.has(exact)))
          .reduce((sum, { term, weight, idf }) => sum + weight * idf * impact(fields, term), 0);
        return Math.max(0, worth - given);
      });
      return {
        id,
        score: byOthers.reduce((sum, gain) => sum + gain, byTerms),
        holds,
        covered: words.reduce((sum, { weight }, number) => sum + (holds[number] ? weight : 0), 0),
      };
    });
    // what says how it is asked, and what stands in any text, no article has to hold
    const asked = words.map(({ weight }, number) => (query.words[number]?.aside ? 0 : weight || idfOf(0)));
    const least = Math.min(LEAST_WANTED_IDF, Math.max(...asked));
    const full = judged.filter(
      ({ holds }) => holds.length > 0 && holds.every((held, number) => held || (asked[number] as number) < least),
    );
    const wanted = words.reduce((sum, { weight }) => sum + weight, 0) * MIN_COVERAGE;
    const isStrict = countAbout(query) <= MOST_WORDS_ALL_WANTED && full.length >= ENOUGH_FULL_MATCHES;
    const held = isStrict ? full : judged.filter(({ holds, covered }) => holds.includes(true) && covered >= wanted);
    const ranked = held.toSorted((a, b) => b.score - a.score); // a stable sort
    const fullest = ranked
      .slice(0, 10)
      .reduce<(typeof ranked)[number] | undefined>(
        (most, each) => (most && most.covered >= each.covered ? most : each),
        undefined,
      );
    const loosened = query.words.flatMap(({ text, aside }, number) =>
      aside || (fullest?.holds[number] ?? true) ? [] : [text],
    );
    return { ranked: ranked.map(({ id, score }) => ({ id, score })), loosened };
  };
  return (typed) => {
    const plan = planQuery(parseQuery(typed, { vocabulary, synonyms: makeSynonyms({}) }));
    const clause = { ...plan, required: [], excluded: [], conditions: [] };
    const whole = { clauses: [clause], filters: [], order: 'relevance' } as const;
    const [closer = plan] = lookCloser(whole, { dfOf, heldBy }, all.length, vocabulary)?.clauses ?? [];
    return answer(closer);
  };
}

const orderOf = ({ publishedAt = '', id }: Article): string => `${publishedAt}\u0000${id}`;
