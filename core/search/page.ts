/** Given a plan and which of its hits are wanted, returns these with their articles, and the first hits of all. */
import type { SegmentFound } from '../index/adapter.ts';
import type { EngineSearch } from '../index/flexsearch.ts';
import type { SearchAnswer } from './answer.ts';
import type { FoundArticle } from './hit.ts';
import type { Plan } from './plan.ts';
import type { Outcome, RankedHit } from './rank.ts';
import { holdsWhatIsAsked, LOOKED_THROUGH_BY_DATE, lookedThrough, needsTexts } from './verify.ts';

export type Page = Pick<EngineSearch, 'limit' | 'offset'>;

/** What a plan came to: articles as `EngineSearch` asked for them, and how they were ranked. */
export type Answered = {
  /** The one that it was ranked by: a closer look may have added to it. */
  readonly plan: Plan;
  readonly found: unknown[];
  readonly outcome: Outcome;
  readonly segments: readonly SegmentFound[];
};
export type Ask = (plan: Plan, page: EngineSearch) => Promise<Answered>;

export type Hit = { readonly article: FoundArticle; readonly at: RankedHit };

export type PageOfHits = Pick<SearchAnswer, 'total' | 'totalRelation'> & {
  readonly hits: readonly Hit[];
  /** The first of all pages, as many as were asked for. */
  readonly first: readonly Hit[];
  readonly plan: Plan;
  readonly outcome: Outcome;
  readonly segments: readonly SegmentFound[];
};

/** `first`: how many of the first hits are wanted besides. All records that are read are asked for at once. */
export async function pageOf(plan: Plan, page: Page, first: number, ask: Ask): Promise<PageOfHits> {
  if (needsTexts(plan)) return pageOfLookedThrough(plan, page, first, ask);
  const { limit, offset } = page;
  if (offset === 0) {
    const answered = await ask(plan, { limit: Math.max(limit, first), offset, enrich: true });
    const hits = hitsOf(answered, 0);
    return { ...countedBy(answered), hits: hits.slice(0, limit), first: hits.slice(0, first) };
  }
  const [answered, before] = await Promise.all([
    ask(plan, { limit, offset, enrich: true }),
    first > 0 ? ask(plan, { limit: first, offset: 0, enrich: true }) : null,
  ]);
  return { ...countedBy(answered), hits: hitsOf(answered, offset), first: before ? hitsOf(before, 0) : [] };
}

const hitsOf = ({ found, outcome }: Answered, offset: number): Hit[] =>
  (found as FoundArticle[]).map((article, i) => ({ article, at: outcome.ranked[offset + i] as RankedHit }));

const countedBy = ({ plan, outcome, segments }: Answered): Omit<PageOfHits, 'hits' | 'first'> => ({
  plan,
  outcome,
  segments,
  total: outcome.total,
  totalRelation: 'eq',
});

/** Where only the text says whether an article holds what is asked for. */
async function pageOfLookedThrough(plan: Plan, { limit, offset }: Page, first: number, ask: Ask): Promise<PageOfHits> {
  const byDate = plan.order !== 'relevance';
  const most = byDate ? LOOKED_THROUGH_BY_DATE : lookedThrough(offset + limit);
  const [answered, best] = await Promise.all([
    ask(plan, { limit: most, offset: 0, enrich: true }),
    byDate ? ask({ ...plan, order: 'relevance' }, { limit: most, offset: 0, enrich: true }) : null,
  ]);
  const { outcome, segments } = answered;
  const looked = best ? inOrder(plan, [...hitsOf(answered, 0), ...hitsOf(best, 0)], segments) : hitsOf(answered, 0);
  const hits = looked.filter(({ article, at }) => holdsWhatIsAsked(plan, at.clauses, article.doc));
  return {
    hits: hits.slice(offset, offset + limit),
    first: hits.slice(0, first),
    plan: answered.plan,
    outcome,
    segments,
    total: hits.length,
    totalRelation: outcome.total > looked.length ? 'gte' : 'eq',
  };
}

/** Each article once, by its date. The newest alone would not do: few of them may have in the title what all have in the body. */
function inOrder({ order }: Plan, hits: readonly Hit[], segments: readonly SegmentFound[]): Hit[] {
  const byPlace = new Map<string, Hit>();
  for (const { article, at } of hits) {
    const name = `${at.segment} ${at.doc}`;
    if (!byPlace.has(name)) byPlace.set(name, { article, at: { ...at, score: at.own, lifted: null } });
  }
  const timeOf = ({ at: { segment, doc } }: Hit): number => {
    const time = segments[segment]?.fields?.times[doc] ?? NaN;
    return Number.isNaN(time) ? Infinity : order === 'newest' ? -time : time;
  };
  return [...byPlace.values()].toSorted((a, b) => compare(timeOf(a), timeOf(b)) || b.at.own - a.at.own);
}

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
