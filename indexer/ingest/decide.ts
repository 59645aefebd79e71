/** Given what objects hold now and what others are remembered to hold, says which articles are put, and which go.
 *  It depends on what stands in the bucket and in the index alone, never on the events that led here or on their order. */
import type { Known } from '../read-articles.ts';
import type { Holding, Left } from './holdings.ts';
import type { Looked } from './look.ts';

export type Decision = {
  /** Objects that have to be read before anything can be said: an article is as they have it. With each, those of the
   *  objects looked at that the article concerns. */
  readonly unread: ReadonlyMap<string, ReadonlySet<string>>;
  /** Articles by id, and the object that each is taken from. */
  readonly put: ReadonlyMap<string, string>;
  readonly gone: readonly string[];
  /** Articles that several objects hold, not as one text. */
  readonly shared: readonly { readonly id: string; readonly key: string; readonly by: string }[];
};

type Holder = {
  readonly key: string;
  readonly modified: number;
  readonly mark: string;
  /** It came of the object before, and may be among what cannot be read in it now. */
  readonly isKept: boolean;
};

/** Of objects that hold one article the one put last has it right; of those put in one second, the one last by name. */
export function decide(
  looked: ReadonlyMap<string, Looked>,
  remembered: ReadonlyMap<string, Holding>,
  known: ReadonlyMap<string, Known>,
): Decision {
  const holders = holdersOf(looked, remembered);
  const unread = new Map<string, Set<string>>();
  const put = new Map<string, string>();
  const gone: string[] = [];
  const shared: { id: string; key: string; by: string }[] = [];
  for (const [id, { all, concerned }] of holders) {
    const live = known.get(id)?.digest;
    const last = lastOf(all);
    if (!last) {
      // What the index holds otherwise than any of the objects had it came from elsewhere.
      if (live !== undefined && wasOf(concerned, remembered, id, live)) gone.push(id);
      continue;
    }
    for (const { key, mark } of all) {
      if (mark !== last.mark && looked.get(key)?.spool) shared.push({ id, key, by: last.key });
    }
    if (last.isKept || last.mark === live) continue;
    if (looked.get(last.key)?.spool) put.set(id, last.key);
    else {
      const waiting = unread.get(last.key) ?? new Set();
      for (const key of concerned) waiting.add(key);
      unread.set(last.key, waiting);
    }
  }
  return { unread, put, gone, shared };
}

type Holders = {
  /** Who holds it now. */
  readonly all: Holder[];
  /** Which of the objects looked at hold it, or held it. */
  readonly concerned: Set<string>;
};

/** Of every article that the objects looked at hold or held. */
function holdersOf(
  looked: ReadonlyMap<string, Looked>,
  remembered: ReadonlyMap<string, Holding>,
): ReadonlyMap<string, Holders> {
  const holders = new Map<string, Holders>();
  const of = (id: string, key: string): Holder[] => {
    const found = holders.get(id) ?? { all: [], concerned: new Set() };
    holders.set(id, found);
    found.concerned.add(key);
    return found.all;
  };
  for (const [key, { object, articles, isBroken }] of looked) {
    const before = remembered.get(key);
    const modified = object?.modified.getTime() ?? 0;
    for (const [id, mark] of articles) of(id, key).push({ key, modified, mark, isKept: false });
    for (const [id, mark] of before?.articles ?? []) {
      const held = of(id, key);
      if (isBroken && !articles.has(id)) held.push({ key, modified, mark, isKept: true });
    }
    for (const [id] of before?.left ?? []) of(id, key);
  }
  for (const [key, { object, articles }] of remembered) {
    if (looked.has(key) || object === null) continue;
    for (const [id, mark] of articles) {
      holders.get(id)?.all.push({ key, modified: object.modified, mark, isKept: false });
    }
  }
  return holders;
}

function lastOf(holders: readonly Holder[]): Holder | undefined {
  let last = holders[0];
  for (const each of holders) {
    if (!last || each.modified > last.modified || (each.modified === last.modified && each.key > last.key)) last = each;
  }
  return last;
}

function wasOf(keys: Iterable<string>, remembered: ReadonlyMap<string, Holding>, id: string, mark: string): boolean {
  for (const key of keys) {
    const before = remembered.get(key);
    if (before?.articles.get(id) === mark || before?.left.some(([left, its]) => left === id && its === mark))
      return true;
  }
  return false;
}

/** What is remembered from now on, before the next version is live. `sequence`: of what is live now. What came of an object
 *  once stays remembered, since somebody may go back to a version that has it; `forgetBefore` ends that. */
export function nextHoldings(
  looked: ReadonlyMap<string, Looked>,
  remembered: ReadonlyMap<string, Holding>,
  known: ReadonlyMap<string, Known>,
  sequence: number,
): ReadonlyMap<string, Holding> {
  // Whoever wrote an entry read the live version before, and publishes only in its place: once a later one is live, what
  // is not in that never will be, unless somebody goes back.
  const leftOf = ({ since }: Holding, left: readonly Left[]): Left[] =>
    left.map(([id, mark, until]) => {
      if (known.get(id)?.digest === mark) return [id, mark, null];
      return [id, mark, until ?? (since >= sequence ? null : sequence)];
    });
  const next = new Map<string, Holding>();
  for (const [key, before] of remembered) next.set(key, { ...before, left: leftOf(before, before.left) });
  for (const [key, { object, articles: now, isBroken }] of looked) {
    const before = remembered.get(key);
    if (before && isUnchanged(before, looked.get(key))) continue;
    const articles = new Map(isBroken ? [...(before?.articles ?? []), ...now] : now);
    const held = Array.from(before?.articles ?? [], ([id, mark]): Left => [id, mark, null]);
    const past = [...(before?.left ?? []), ...held].filter(([id, mark]) => articles.get(id) !== mark);
    const left = before ? leftOf(before, past) : [];
    if (!object && left.length === 0) next.delete(key);
    else {
      const its = object && { tag: object.tag, modified: object.modified.getTime() };
      next.set(key, { object: its, articles, left, since: sequence });
    }
  }
  return next;
}

const isUnchanged = ({ object }: Holding, looked: Looked | undefined): boolean =>
  looked?.spool === null && looked.object !== null && looked.object.tag === object?.tag;
