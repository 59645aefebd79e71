import { expect, test } from 'vitest';
import { accentSlips } from '../../../core/search/accent-slips.ts';
import { lookCloser } from '../../../core/search/closer-look.ts';
import type { Counts } from '../../../core/search/holders.ts';
import { openIndex, openVersion } from '../../../core/search/open.ts';
import { planPhrase } from '../../../core/search/phrase.ts';
import { planQuery, termsOf, type ClausePlan, type Plan } from '../../../core/search/plan.ts';
import { parseQuery } from '../../../core/search/query.ts';
import { exactTerm, type Term } from '../../../core/text/analyze.ts';
import { foldWord } from '../../../core/text/fold.ts';
import { publishGroups } from '../../support/published.ts';
import { stepsOf, watchedStore } from '../../support/watched-store.ts';

const ARTICLES = 1_000;
const WORDS = {
  khau: 90,
  trang: 80,
  tang: 200,
  deo: 30,
  phat: 90,
  pha: 20,
  t: 50,
  dan: 90,
  thuoc: 60,
  thuo: 20,
  cla: 3,
  la: 300,
};
const VOCABULARY = new Map(Object.entries(WORDS));

/** `held`: how many articles hold each pair, whatever the accents. */
function counts(held: Readonly<Record<string, number>>): Counts {
  const dfOf = (term: Term): number => held[term] ?? VOCABULARY.get(term) ?? (term.startsWith('=') ? 40 : 0);
  return { dfOf, heldBy: (terms) => Math.min(...terms.map(dfOf)) };
}

function planOf(typed: string, excluded: ClausePlan['excluded'] = []): Plan {
  const clause = {
    ...planQuery(parseQuery(typed, { vocabulary: VOCABULARY })),
    required: [],
    excluded,
    conditions: [],
  };
  return { clauses: [clause], filters: [], order: 'relevance' };
}

/** What is looked for besides. */
const readAs = (typed: string, held: Readonly<Record<string, number>>): string[] =>
  (lookCloser(planOf(typed), counts(held), ARTICLES, VOCABULARY)?.clauses[0]?.query.standIns ?? []).map(({ units }) =>
    units.join(' '),
  );

test.each([
  { typed: 'khẩu tang', meant: 'khau trang', why: 'a letter lost, and what is left is a word' },
  { typed: 'phậ t đản', meant: 'phat dan', why: 'a space too many' },
  { typed: 'thuố clá', meant: 'thuoc la', why: 'a space beside its place' },
  { typed: 'trang khẩu', meant: 'khau trang', why: 'in the other order' },
])('$typed may be $meant — $why', ({ typed, meant }) => expect(readAs(typed, {})).toContain(meant));

test.each([
  { typed: 'khẩu tang', held: { 'khau tang': 3 }, why: 'three articles have them side by side' },
  { typed: 'deo khẩu tang', held: { 'khau tang': 30, 'deo khau': 9 }, why: 'each stands beside another' },
  { typed: 'khẩu', held: {}, why: 'one word has no neighbour' },
  { typed: 'khẩu. Tang', held: {}, why: 'a sentence ends between them' },
])('nothing else is looked for: $typed — $why', ({ typed, held }) =>
  expect(lookCloser(planOf(typed), counts(held), ARTICLES, VOCABULARY)).toBeNull(),
);

test.each([
  { why: 'alone', excluded: [] },
  {
    why: 'beside what is excluded',
    excluded: [planPhrase({ text: 'Tokyo', in: 'anywhere' }, VOCABULARY) ?? []].flat(),
  },
])('what is looked for besides stands behind all that was looked for: $why', ({ excluded }) => {
  const whole = planOf('khẩu tang', excluded);
  const closer = lookCloser(whole, counts({}), ARTICLES, VOCABULARY) as Plan;
  const before = termsOf(whole);
  expect(termsOf(closer).slice(0, before.length)).toEqual(before);
  expect(termsOf(closer).length).toBeGreaterThan(before.length);
});

test.each([
  { right: 2_900, typed: 3, is: true, why: 'hardly any article has it so' },
  { right: 2_900, typed: 90, is: false, why: 'some mean it' },
  { right: 40, typed: 0, is: false, why: 'too few to say so' },
])('Hà nôi is Hà Nội, $right articles against $typed: $is — $why', ({ right, typed, is }) => {
  const [noi, other] = [exactTerm(foldWord('nôi')), exactTerm(foldWord('nội'))];
  const heldBy = (terms: readonly Term[]): number => (terms.includes(noi) ? typed : terms.includes(other) ? right : 0);
  const dfOf = (term: Term): number => (term === 'ha noi' ? right + typed : 100);
  const slips = accentSlips(parseQuery('hà nôi'), { dfOf, heldBy });
  expect([...slips.values()]).toEqual(is ? [foldWord('nội').exact] : []);
});

const masks = Array.from({ length: 60 }, (_, i) => ({
  id: `khẩu trang ${i}`,
  title: `Phường ${i} nhắc người dân đeo khẩu trang nơi công cộng`,
  body: `Ngày ${i}, tổ dân phố phát khẩu trang cho từng nhà và mở cửa khẩu phụ.`,
}));
const funerals = Array.from({ length: 20 }, (_, i) => ({
  id: `tang lễ ${i}`,
  title: `Lễ tang thứ ${i} giữ nếp cũ của làng`,
  body: `Gia đình ${i} để tang ba năm, đúng tục xưa của vùng biển.`,
}));

const fields = Array.from({ length: 100 }, (_, i) => ({
  id: `lúa ${i}`,
  title: `Cánh đồng ${i} vào vụ gặt sớm`,
  body: `Nông dân xã ${i} gặt lúa hè thu sớm mười ngày để tránh bão.`,
}));

test.each([
  { typed: 'khẩu trang', steps: 2, first: /^khẩu trang/, why: 'it stands so in articles' },
  { typed: 'khẩu tang', steps: 3, first: /^khẩu trang/, why: 'what is meant is read, and then what that finds' },
  { typed: 'biển tang', steps: 2, first: /^tang lễ/, why: 'nothing else is found, so all was read that is shown' },
  { typed: 'khẩu tang', live: true, steps: 2, first: /./, why: 'the last word may go on' },
])('“$typed” takes $steps steps of reads: $why', async ({ typed, steps, first, live = false }) => {
  const store = watchedStore();
  await publishGroups([[...masks, ...funerals, ...fields]], { store });
  const index = await openIndex(store);
  store.forget();
  const { hits } = await index.search({ query: typed, live });
  expect(hits[0]?.id).toMatch(first);
  expect(stepsOf(store.reads)).toBe(steps);
});

test('in several segments too, and says what was meant', async () => {
  const groups = [0, 1, 2].map((own) => [...masks, ...funerals, ...fields].filter((_, i) => i % 3 === own));
  const { store, manifest } = await publishGroups(groups);
  const { hits, didYouMean } = await openVersion(store, manifest).search({ query: 'khẩu tang' });
  expect(hits.filter(({ id }) => !id.startsWith('khẩu trang'))).toEqual([]);
  expect(didYouMean).toBe('khẩu trang');
});
