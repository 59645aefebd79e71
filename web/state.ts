/** Given a search box as it stands and what happens next, says what it holds, asks and shows afterwards.
 *  Pure: no clock, no network, no page. The newest question wins, and an input method that is composing asks nothing. */
import type { Hit, SearchAnswer } from '../core/search/answer.ts';

/** Hits asked for at a time. */
export const PAGE_SIZE = 10;
/** The HTTP contract answers 1 to 50 hits at once, from place 0 to 1,000 on. */
const MAX_LIMIT = 50;
const MAX_OFFSET = 1000;

/** Why there is no answer; `words.ts` has a sentence for each. */
export type Failure =
  /** No connection, or none in time. */
  | 'unreachable'
  /** The server is there and cannot answer now (429, 5xx). */
  | 'unavailable'
  /** The server does not take this question (4xx). */
  | 'refused'
  /** What came back is not the contract's answer. */
  | 'unreadable';

/** Where the keyboard can stand: the input, the line that sums up, a hit by its index, the button for more. */
export type Stop = 'input' | 'summary' | 'more' | number;

/** A question on its way. Only one is, and it carries the box's newest number. */
export type Question = {
  readonly asked: number;
  readonly query: string;
  readonly offset: number;
  readonly limit: number;
  /** Asked because typing rested, so its last word may be half of one. */
  readonly live: boolean;
  /** The hit that gets the keyboard once this is answered; absent: it stays where it is. */
  readonly landing?: number;
};

export type Found = {
  readonly kind: 'found';
  readonly query: string;
  /** As the first page was asked for; the pages after it are asked for alike, or they would be of another list. */
  readonly live: boolean;
  readonly total: number;
  readonly totalRelation: SearchAnswer['totalRelation'];
  readonly hits: readonly Hit[];
  readonly loosened: readonly string[];
  /** What the query was taken for; absent where it was taken as it stands. */
  readonly didYouMean?: string;
  /** Place on the server of the first hit not shown yet. `hits` may be fewer: none is shown twice. */
  readonly nextOffset: number;
  /** What has become of the hits after these. */
  readonly rest: 'none' | 'offered' | 'asked' | 'failed';
};

export type View =
  { readonly kind: 'start' } | Found | { readonly kind: 'failed'; readonly query: string; readonly why: Failure };

/** What the address bar is to say; a new object is an order to write it. */
export type Address = {
  readonly query: string;
  /** Hits shown and the hit last opened, so that coming back finds them again. */
  readonly shown: number;
  readonly opened?: number;
  /** `keep`: it says so already. */
  readonly how: 'push' | 'replace' | 'keep';
};

/** A new object is an order to move the keyboard. */
export type Focus = {
  readonly stop: Stop;
  /** The late effect of an answer: it must not pull the reader out of another place where she is by now. */
  readonly gentle: boolean;
};

export type Box = {
  /** As it stands in the input. */
  readonly query: string;
  readonly composing: boolean;
  /** Number of the newest question; an answer to any other is late. */
  readonly asked: number;
  /** The newest question waits until typing rests. */
  readonly due: boolean;
  readonly question: Question | null;
  readonly view: View;
  /** The address is one the reader would want to come back to, so the next question gets an entry of its own. */
  readonly settled: boolean;
  readonly address: Address;
  readonly focus: Focus | null;
};

export type BoxEvent =
  /** The page was opened, or the back and forward buttons led here. */
  | { readonly type: 'arrived'; readonly query: string; readonly shown?: number; readonly opened?: number }
  /** The text changed: typed, pasted, dictated, dropped. */
  | { readonly type: 'typed'; readonly query: string; readonly composing: boolean }
  | { readonly type: 'composing' }
  | { readonly type: 'composed'; readonly query: string }
  /** Nothing was typed for a moment. */
  | { readonly type: 'rested' }
  /** Enter, the search button, a suggestion. */
  | { readonly type: 'submitted'; readonly query: string; readonly focus?: Stop }
  | { readonly type: 'answered'; readonly asked: number; readonly answer: SearchAnswer }
  | { readonly type: 'failed'; readonly asked: number; readonly why: Failure }
  | { readonly type: 'more' }
  | { readonly type: 'retried' }
  | { readonly type: 'moved'; readonly from: Stop; readonly by: 1 | -1 }
  /** A hit was opened. */
  | { readonly type: 'chosen'; readonly at: number }
  /** Escape: out of the hits first, then out of the query. */
  | { readonly type: 'closed'; readonly from: Stop };

export const EMPTY: Box = {
  query: '',
  composing: false,
  asked: 0,
  due: false,
  question: null,
  view: { kind: 'start' },
  settled: true,
  address: { query: '', shown: 0, how: 'keep' },
  focus: null,
};

/** The query as the server reads it, so that a space more or another Unicode spelling is not another question. */
export function clean(query: string): string {
  return query.normalize('NFC').trim().replace(/\s+/gu, ' ');
}

/** Is the view older than what stands in the box? */
function isStale(box: Box): boolean {
  return box.due || (box.question !== null && box.question.offset === 0);
}

// oxlint-disable-next-line typescript/consistent-return -- tsc sees that every event has its case
export function next(box: Box, event: BoxEvent): Box {
  switch (event.type) {
    case 'arrived':
      return arrive(box, event.query, event.shown ?? 0, event.opened);
    case 'typed':
      return event.composing
        ? { ...box, query: event.query, composing: true }
        : askSoon({ ...box, query: event.query, composing: false });
    case 'composing':
      return { ...box, composing: true };
    case 'composed':
      return askSoon({ ...box, query: event.query, composing: false });
    case 'rested':
      return box.due && !box.composing ? askNow(box, true) : box;
    case 'submitted':
      return submit({ ...box, query: event.query, composing: false }, event.focus);
    case 'answered':
      return box.question?.asked === event.asked ? answer(box, box.question, event.answer) : box;
    case 'failed':
      return box.question?.asked === event.asked ? fail(box, box.question, event.why) : box;
    case 'more':
      return more(box);
    case 'retried':
      return retry(box);
    case 'moved':
      return move(box, event.from, event.by);
    case 'chosen':
      return choose(box, event.at);
    case 'closed':
      return close(box, event.from);
  }
}

/** Makes every question so far an old one, so that whatever still comes for it is dropped. */
function newQuestion(box: Box): Box {
  const { view } = box;
  return {
    ...box,
    asked: box.asked + 1,
    due: false,
    question: null,
    view: view.kind === 'found' && view.rest === 'asked' ? { ...view, rest: 'offered' } : view,
  };
}

function askSoon(box: Box): Box {
  const query = clean(box.query);
  if (query === '') return start(box);
  if (isShown(box, query)) return addressed(keepView(box), query);
  if (isUnderway(box, query)) return box;
  return { ...newQuestion(box), due: true };
}

function askNow(box: Box, live: boolean): Box {
  const query = clean(box.query);
  const question = { asked: box.asked, query, offset: 0, limit: PAGE_SIZE, live };
  return { ...addressed(box, query), due: false, question };
}

/** Hits for a word half typed are not yet those for the word: they stay until the others are there. */
function submit(box: Box, stop: Stop | undefined): Box {
  const query = clean(box.query);
  const moved = stop === undefined ? box : focused(box, stop);
  if (query === '') return { ...start(moved), settled: true };
  if (isShown(box, query) && !box.view.live) return { ...addressed(keepView(moved), query), settled: true };
  if (isUnderway(box, query) && !box.question.live) return { ...moved, settled: true };
  return { ...askNow(newQuestion(moved), false), settled: true };
}

function arrive(box: Box, raw: string, shown: number, opened: number | undefined): Box {
  const query = clean(raw);
  const address: Address = { query, shown, how: 'keep', ...(opened !== undefined && { opened }) };
  const here = { ...newQuestion(box), query: raw, composing: false, settled: true, address };
  if (query === '') return { ...here, view: { kind: 'start' } };
  if (isShown(here, query) && here.view.hits.length >= shown) return here;
  const limit = Math.min(Math.max(shown, PAGE_SIZE), MAX_LIMIT);
  const question = {
    asked: here.asked,
    query,
    offset: 0,
    limit,
    live: false,
    ...(opened !== undefined && { landing: opened }),
  };
  return { ...here, question };
}

function start(box: Box): Box {
  return { ...addressed(newQuestion(box), ''), view: { kind: 'start' } };
}

/** The button that was pressed goes away with the failure; the keyboard waits where the outcome will be told. */
function retry(box: Box): Box {
  return box.view.kind === 'failed' && !box.composing ? askNow(newQuestion(focused(box, 'summary')), false) : box;
}

function close(box: Box, from: Stop): Box {
  if (from !== 'input') return focused(box, 'input');
  return box.query === '' && box.view.kind === 'start' ? box : start({ ...box, query: '' });
}

function more(box: Box): Box {
  const { view } = box;
  const isOpen = view.kind === 'found' && (view.rest === 'offered' || view.rest === 'failed');
  if (!isOpen || isStale(box) || box.composing) return box;
  const asked = box.asked + 1;
  const { query, live, nextOffset: offset } = view;
  const question = { asked, query, offset, limit: PAGE_SIZE, live, landing: view.hits.length };
  return { ...box, asked, question, view: { ...view, rest: 'asked' } };
}

function answer(box: Box, question: Question, got: SearchAnswer): Box {
  const before = question.offset > 0 && box.view.kind === 'found' ? box.view : undefined;
  const hits = distinct([...(before?.hits ?? []), ...got.hits]);
  const nextOffset = question.offset + got.hits.length;
  const isMore = nextOffset < got.total || (got.totalRelation === 'gte' && got.hits.length === question.limit);
  const view: Found = {
    kind: 'found',
    query: question.query,
    live: question.live,
    total: got.total,
    totalRelation: got.totalRelation,
    hits,
    loosened: before?.loosened ?? got.loosened ?? [],
    ...(got.didYouMean !== undefined && { didYouMean: got.didYouMean }),
    nextOffset,
    rest: isMore && got.hits.length > 0 && nextOffset <= MAX_OFFSET ? 'offered' : 'none',
  };
  return {
    ...addressed(box, view.query),
    question: null,
    view,
    ...(before && { address: { query: view.query, shown: hits.length, how: 'replace' } }),
    ...(question.landing !== undefined &&
      hits.length > 0 && { focus: { stop: Math.min(question.landing, hits.length - 1), gentle: true } }),
  };
}

/** A publish between two pages of an answer may move a hit from the second to the first or back. */
function distinct(hits: readonly Hit[]): Hit[] {
  const known = new Set<string>();
  return hits.filter((hit) => known.size < known.add(hit.id).size);
}

function fail(box: Box, question: Question, why: Failure): Box {
  const { view } = box;
  const isForMore = question.offset > 0 && view.kind === 'found';
  const failed: View = isForMore ? { ...view, rest: 'failed' } : { kind: 'failed', query: question.query, why };
  return { ...addressed(box, question.query), question: null, view: failed };
}

/** The way back leads to the list that the reader leaves, even where she has begun to type another question. */
function choose(box: Box, opened: number): Box {
  const { view } = box;
  if (view.kind !== 'found') return box;
  return { ...box, settled: true, address: { query: view.query, shown: view.hits.length, opened, how: 'replace' } };
}

function move(box: Box, from: Stop, by: 1 | -1): Box {
  const stops = stopsOf(box.view);
  const at = from === 'summary' ? 0 : stops.indexOf(from);
  if (at < 0) return box;
  const to = stops[Math.max(at + by, 0)];
  return to === undefined || to === from ? box : focused(box, to);
}

function focused(box: Box, stop: Stop): Box {
  return { ...box, focus: { stop, gentle: false } };
}

function stopsOf(view: View): readonly Stop[] {
  if (view.kind !== 'found') return ['input'];
  return ['input', ...view.hits.keys(), ...(view.rest === 'none' ? [] : ['more' as const])];
}

function isShown(box: Box, query: string): box is Box & { readonly view: Found } {
  return box.view.kind === 'found' && box.view.query === query;
}

function isUnderway(box: Box, query: string): box is Box & { readonly question: Question } {
  return box.question !== null && box.question.offset === 0 && box.question.query === query;
}

/** The hits on show answer the box again: a question that was to replace them is given up, one for more of them is not. */
function keepView(box: Box): Box {
  return isStale(box) ? newQuestion(box) : box;
}

/** While a reader types towards her question, its address replaces itself; what was settled before stays behind it. */
function addressed(box: Box, query: string): Box {
  if (box.address.query === query) return box;
  return { ...box, settled: false, address: { query, shown: 0, how: box.settled ? 'push' : 'replace' } };
}
