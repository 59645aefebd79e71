/** Given how a plan was ranked, says where the score of each hit comes from, so that a person can add it up. */
import type { SegmentFound } from '../index/adapter.ts';
import { impactOf } from '../index/impact.ts';
import { slotIn } from '../index/postings.ts';
import { kindOf, type Term } from '../text/analyze.ts';
import { spelled } from '../text/keys.ts';
import { asTyped, lettersOf } from '../text/spelled.ts';
import type { ExplainedClause, ExplainedHit, ExplainedTerm, Explanation } from './answer.ts';
import type { ClausePlan, Plan } from './plan.ts';
import type { Outcome, OutcomeOfClause, RankedHit } from './rank.ts';
import { gainsOf } from './score.ts';
import { inverseFrequency } from './weights.ts';

/** A hit of the page: where it was ranked, and its article. */
type PageHit = { readonly at: RankedHit; readonly article: { readonly id: string } };

/** `idOf`: of an example, which may stand on another page. */
export function explain(
  plan: Plan,
  { clauses, examples }: Outcome,
  found: readonly SegmentFound[],
  hits: readonly PageHit[],
  idOf: (place: { readonly segment: number; readonly doc: number }) => string,
): Explanation {
  const articles = found.reduce((sum, { segment }) => sum + segment.live, 0);
  return {
    articles,
    alternatives: plan.clauses.map((clause, i) => explainClause(clause, clauses[i] as OutcomeOfClause, articles)),
    examples: examples.map(({ segment, doc, score }) => ({ id: idOf({ segment, doc }), score })),
    hits: hits.map((hit) => explainHit(plan, clauses, hit)),
  };
}

function explainClause({ query, terms }: ClausePlan, { scale }: OutcomeOfClause, articles: number): ExplainedClause {
  const namesOf = (numbers: readonly number[]): string[] => numbers.map((number) => query.words[number]?.text ?? '');
  return {
    words: query.words.map(({ text }, number) => ({
      word: text,
      read: scale.mended.get(number)?.units ?? ['as-typed'],
      idf: scale.words[number] as number,
    })),
    terms: [
      ...terms.map(({ term, weight, proves }, i): ExplainedTerm => {
        const explained = {
          terms: [shownTerm(term)],
          words: namesOf(proves),
          df: scale.dfs[i] as number,
          idf: scale.idfs[i] as number,
          weight,
        };
        return scale.terms[i] === null && explained.df > 0 ? { ...explained, unused: true } : explained;
      }),
      ...scale.standIns.map(({ standIn, df, factor }): ExplainedTerm => {
        const idf = inverseFrequency(df, Math.max(articles, df));
        return { terms: standIn.terms.map(shownTerm), words: namesOf(standIn.words), df, idf, weight: factor / idf };
      }),
    ],
  };
}

/** As it is written: the index has the tone at the end of a syllable. */
function shownTerm(term: Term): string {
  if (kindOf(term) !== 'exact') return term;
  const { letters, tone } = lettersOf(term.slice(1));
  return `=${spelled(letters.join(''), tone) ?? asTyped({ letters, tone }).normalize('NFC')}`;
}

function explainHit(
  { clauses: planned }: Plan,
  clauses: readonly OutcomeOfClause[],
  { at: hit, article }: PageHit,
): ExplainedHit {
  const candidates = planned.flatMap((clause, alternative) =>
    (hit.clauses >>> alternative) & 1
      ? [{ alternative, terms: sharesOf(clause, clauses[alternative] as OutcomeOfClause, hit) }]
      : [],
  );
  const best = candidates.reduce((a, b) => (sum(b.terms) > sum(a.terms) ? b : a));
  return {
    id: article.id,
    ...best,
    own: hit.own,
    ...(hit.lifted && { likeness: { added: hit.lifted.gain, toExamples: hit.lifted.likenesses } }),
    score: hit.score,
  };
}

const sum = (terms: ExplainedHit['terms']): number => terms.reduce((total, { share }) => total + share, 0);

function sharesOf(
  plan: ClausePlan,
  { scale, postings }: OutcomeOfClause,
  { segment, doc }: RankedHit,
): ExplainedHit['terms'] {
  const { terms } = plan;
  const shares: { term: number; impact: number; less?: number; share: number }[] = [];
  terms.forEach(({ term }, number) => {
    const factor = scale.terms[number];
    const holding = postings[segment]?.get(term);
    const slot = holding ? slotIn(holding, doc) : undefined;
    if (slot === undefined || factor === null || factor === undefined) return;
    const impact = impactOf(kindOf(term), slot);
    shares.push({ term: number, impact, share: factor * impact });
  });
  const here = postings[segment];
  scale.standIns.forEach((stand, i) => {
    const gain = here && gainsOf(plan, scale, stand, here, segment).get(doc);
    if (!gain) return;
    const { impact, less, gain: share } = gain;
    shares.push({ term: terms.length + i, impact, ...(less > 0 && { less }), share });
  });
  return shares;
}
