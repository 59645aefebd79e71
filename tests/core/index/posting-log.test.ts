import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { StorageAdapter } from '../../../core/index/adapter.ts';
import { makeEngine } from '../../../core/index/flexsearch.ts';
import { PostingLog } from '../../../core/index/posting-log.ts';
import { SLOTS } from '../../../core/index/postings.ts';

const TERMS = ['=đảo', 'dao', 'nam', 'kuril', 'nam kuril', 'g20'];
/** Of an article: its terms by their numbers, and the slot of each. */
const article = fc.uniqueArray(fc.tuple(fc.nat({ max: TERMS.length - 1 }), fc.nat({ max: SLOTS - 1 })), {
  selector: ([number]) => number,
});
type Article = readonly (readonly [number: number, slot: number])[];

async function engineOf(log: PostingLog, onCommit: () => void) {
  const backend = {
    live: async () => [],
    commit: async () => onCommit(),
    clear: async () => {},
    close: async () => {},
  };
  return makeEngine<Article>({
    storage: new StorageAdapter('build', backend),
    encode: (given) => {
      log.expect(given.map(([number]) => number));
      return Object.assign(
        given.map(([number]) => TERMS[number] as string),
        { given },
      );
    },
    slots: (encoded) => Uint8Array.from((encoded as unknown as { given: Article }).given, ([, slot]) => slot),
    map: log,
  });
}

/** Each posting as `term, article, slot`. */
function postingsIn(log: PostingLog): string[] {
  const { terms, postings } = log.take();
  return terms.flatMap((term, place) => {
    const { df, docs, slots } = postings(place);
    expect([docs.length, slots.length]).toEqual([df, df]);
    return Array.from(docs, (doc, i) => `${term}, ${doc}, ${slots[i]}`);
  });
}

test('it holds what was added to FlexSearch, and nothing after a commit', () =>
  fc.assert(
    fc.asyncProperty(fc.array(article, { maxLength: 8 }), async (articles) => {
      const log = new PostingLog(TERMS, 1);
      let committed: string[] = [];
      const engine = await engineOf(log, () => (committed = postingsIn(log)));
      for (const [doc, each] of articles.entries()) engine.add(doc + 1, each);
      const wanted = TERMS.flatMap((term, number) =>
        articles.flatMap((each, doc) =>
          each.filter(([own]) => own === number).map(([, slot]) => `${term}, ${doc}, ${slot}`),
        ),
      );
      expect(postingsIn(log)).toEqual(wanted);
      await engine.commit();
      expect(committed).toEqual(wanted);
      expect(postingsIn(log)).toEqual([]);
    }),
  ));

test('it holds more than it has room for at first', () => {
  const log = new PostingLog(['dao'], 1);
  for (let id = 1; id <= 5_000; id += 1) {
    log.expect([0]);
    log.get('dao')[id % SLOTS]?.push(id);
  }
  const { df, docs, slots } = log.take().postings(0);
  expect([df, docs[4_999], slots[4_999]]).toEqual([5_000, 4_999, 5_000 % SLOTS]);
});

test.each([
  { why: 'out of its turn', asked: ['nam'] },
  { why: 'once too often', asked: ['dao', 'nam', 'nam'] },
])('a term that is asked for $why is refused', ({ asked }) => {
  const log = new PostingLog(TERMS, 1);
  log.expect([1, 2]);
  expect(() => asked.forEach((term) => log.get(term))).toThrow(RangeError);
});
