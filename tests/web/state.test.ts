import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Hit, SearchAnswer } from '../../core/search/answer.ts';
import type { Box, BoxEvent, Question, Stop, View } from '../../web/state.ts';
import { clean, EMPTY, next } from '../../web/state.ts';

function hit(id: string): Hit {
  return { id, title: `Tin số ${id}`, snippet: '', score: 1, marks: { title: [], snippet: [] } };
}

function answer(total: number, from = 0, count = Math.min(total - from, 10)): SearchAnswer {
  const hits = Array.from({ length: count }, (_, at) => hit(String(from + at)));
  return { query: 'kuril', total, totalRelation: 'eq', hits, version: '1-a' };
}

/** Plays events one after the other. `answered` and `failed` are for the question on its way unless they say otherwise. */
function play(events: readonly Played[], box = EMPTY): Box {
  return events.reduce<Box>((before, event) => next(before, typeof event === 'function' ? event(before) : event), box);
}
type Played = BoxEvent | ((box: Box) => BoxEvent);

const typed = (query: string): BoxEvent => ({ type: 'typed', query, composing: false });
const typedComposing = (query: string): BoxEvent => ({ type: 'typed', query, composing: true });
const rested: BoxEvent = { type: 'rested' };
const entered = (query: string): BoxEvent => ({ type: 'submitted', query });
const answered =
  (got: SearchAnswer) =>
  (box: Box): BoxEvent => ({ type: 'answered', asked: box.asked, answer: got });
const failed = (box: Box): BoxEvent => ({ type: 'failed', asked: box.asked, why: 'unavailable' });
const more: BoxEvent = { type: 'more' };

describe('what is asked', () => {
  test.each<{ why: string; events: Played[]; query: string | null; due: boolean }>([
    { why: 'typing alone sends nothing', events: [typed('k'), typed('ku')], query: null, due: true },
    { why: 'typing that rests does', events: [typed('k'), typed('kuril'), rested], query: 'kuril', due: false },
    {
      why: 'Telex without composition: half-typed words are queries',
      events: [typed('thur'), rested],
      query: 'thur',
      due: false,
    },
    { why: 'an empty box has no question', events: [typed('kuril'), typed(''), rested], query: null, due: false },
    { why: 'nor has one of spaces', events: [typed(' \u3000'), rested], query: null, due: false },
    { why: 'Enter does not wait for a rest', events: [typed('kuril'), entered('kuril')], query: 'kuril', due: false },
    {
      why: 'a rest after Enter asks no second time',
      events: [typed('kuril'), entered('kuril'), rested],
      query: 'kuril',
      due: false,
    },
    {
      why: 'composing asks nothing',
      events: [{ type: 'composing' }, typedComposing('việ'), rested],
      query: null,
      due: false,
    },
    {
      why: 'nor does what was typed just before it',
      events: [typed('tin '), { type: 'composing' }, typedComposing('tin việ'), rested],
      query: null,
      due: true,
    },
    {
      why: 'Chrome ends a composition without another input event',
      events: [{ type: 'composing' }, typedComposing('việt'), { type: 'composed', query: 'việt' }, rested],
      query: 'việt',
      due: false,
    },
    {
      why: 'Firefox sends an input event after it',
      events: [typedComposing('việt'), { type: 'composed', query: 'việt' }, typed('việt'), rested],
      query: 'việt',
      due: false,
    },
    {
      why: 'a composition given up leaves the question that was due',
      events: [typed('tin'), { type: 'composing' }, rested, { type: 'composed', query: 'tin' }, rested],
      query: 'tin',
      due: false,
    },
    {
      why: 'the search key of a phone ends the composition',
      events: [typedComposing('kuril'), entered('kuril')],
      query: 'kuril',
      due: false,
    },
    {
      why: 'a closed box takes its question back',
      events: [entered('kuril'), { type: 'closed', from: 'input' }],
      query: null,
      due: false,
    },
    {
      why: 'an address with a query asks at once',
      events: [{ type: 'arrived', query: 'kuril' }],
      query: 'kuril',
      due: false,
    },
    {
      why: 'a space more is not another question',
      events: [entered('kuril'), answered(answer(3)), typed('kuril '), rested],
      query: null,
      due: false,
    },
    {
      why: 'nor is another Unicode spelling',
      events: [entered('việt'.normalize('NFD')), typed('việt'.normalize('NFC')), rested],
      query: 'việt',
      due: false,
    },
    {
      why: 'a letter taken back at once leaves the hits',
      events: [entered('kuril'), answered(answer(3)), typed('kurilx'), typed('kuril'), rested],
      query: null,
      due: false,
    },
    {
      why: 'a failure is asked again',
      events: [entered('kuril'), failed, { type: 'retried' }],
      query: 'kuril',
      due: false,
    },
  ])('$why', ({ events, query, due }) => {
    const box = play(events);
    expect(box.question?.query ?? null).toBe(query);
    expect(box.due).toBe(due);
  });

  test('coming back asks for as many hits as were shown, at most what the server gives at once', () => {
    expect(play([{ type: 'arrived', query: 'kuril', shown: 30 }]).question).toMatchObject({ limit: 30, offset: 0 });
    expect(play([{ type: 'arrived', query: 'kuril', shown: 400 }]).question).toMatchObject({ limit: 50 });
    expect(play([{ type: 'arrived', query: 'kuril', shown: 0 }]).question).toMatchObject({ limit: 10 });
  });
});

describe('what is half typed is asked as such', () => {
  const live = (events: readonly Played[]) => play(events).question?.live ?? null;
  const shown = [typed('kuril'), rested, answered(answer(24))];

  test.each<{ why: string; events: Played[]; live: boolean | null }>([
    { why: 'typing that rests may have left half a word', events: [typed('kuri'), rested], live: true },
    { why: 'Enter says that it is whole', events: [typed('kuril'), entered('kuril')], live: false },
    { why: 'an address holds what was whole', events: [{ type: 'arrived', query: 'kuril' }], live: false },
    { why: 'more of a list is more of that list', events: [...shown, more], live: true },
    { why: 'of this one too', events: [entered('kuril'), answered(answer(24)), more], live: false },
    { why: 'also at the second try', events: [...shown, more, failed, more], live: true },
    {
      why: 'Enter asks anew though hits for the half word are there',
      events: [...shown, entered('kuril')],
      live: false,
    },
    { why: 'or on their way', events: [typed('kuril'), rested, entered('kuril')], live: false },
    {
      why: 'whole ones do for the half',
      events: [entered('kuril'), answered(answer(3)), typed('kuril '), rested],
      live: null,
    },
    {
      why: 'Enter asks for whole ones once',
      events: [...shown, entered('kuril'), answered(answer(3)), entered('kuril')],
      live: null,
    },
    { why: 'to try again is to submit', events: [typed('kuril'), rested, failed, { type: 'retried' }], live: false },
    {
      why: 'who comes back finds what she left',
      events: [...shown, { type: 'arrived', query: 'kuril', shown: 10 }],
      live: null,
    },
  ])('$why', ({ events, live: want }) => expect(live(events)).toBe(want));

  test('hits for the half word stay until the others are there, and it is no new step', () => {
    const before = play(shown);
    const after = next(before, entered('kuril'));
    expect(after.view).toBe(before.view);
    expect(after.address).toBe(before.address);
    expect(after.settled).toBe(true);
  });
});

test('a space more while the answer is on its way does not start it again', () => {
  const asked = play([entered('kuril')]);
  expect(next(asked, typed('kuril ')).question).toBe(asked.question);
  expect(next(asked, entered('kuril ')).question).toBe(asked.question);
});

describe('what is shown', () => {
  const view = (events: Played[]) => play(events).view;

  test('an answer to an older question is dropped', () => {
    const asked = play([entered('kuri')]);
    const late: BoxEvent = { type: 'answered', asked: asked.asked, answer: answer(99) };
    expect(play([entered('kuril'), late], asked).view).toEqual({ kind: 'start' });
    expect(play([entered('kuril'), answered(answer(3)), late], asked).view).toMatchObject({ query: 'kuril', total: 3 });
    expect(play([typed('kuril'), late], asked).view).toEqual({ kind: 'start' });
  });

  test('hits stay while the next answer is on its way', () => {
    expect(view([entered('kuril'), answered(answer(3)), typed('g20'), rested])).toMatchObject({ query: 'kuril' });
  });

  test('a failure says for which query and why', () => {
    expect(view([entered('kuril'), failed])).toEqual({ kind: 'failed', query: 'kuril', why: 'unavailable' });
  });

  test('emptying the box leads back to the start', () => {
    expect(view([entered('kuril'), answered(answer(3)), typed('')])).toEqual({ kind: 'start' });
  });

  test.each<{ why: string; events: Played[]; hits: number; rest: string }>([
    { why: 'a page of many offers more', events: [answered(answer(24))], hits: 10, rest: 'offered' },
    { why: 'all of them do not', events: [answered(answer(10))], hits: 10, rest: 'none' },
    { why: 'more is asked once', events: [answered(answer(24)), more, more], hits: 10, rest: 'asked' },
    { why: 'and added', events: [answered(answer(24)), more, answered(answer(24, 10))], hits: 20, rest: 'offered' },
    { why: 'to the end', events: [answered(answer(14)), more, answered(answer(14, 10))], hits: 14, rest: 'none' },
    { why: 'a failure keeps what is there', events: [answered(answer(24)), more, failed], hits: 10, rest: 'failed' },
    { why: 'and can be tried again', events: [answered(answer(24)), more, failed, more], hits: 10, rest: 'asked' },
    {
      why: 'a hit that moved between pages is not shown twice',
      events: [answered(answer(24)), more, answered(answer(24, 8, 10))],
      hits: 18,
      rest: 'offered',
    },
    {
      why: 'a server that has no more is not asked for ever',
      events: [answered(answer(24)), more, answered(answer(24, 10, 0))],
      hits: 10,
      rest: 'none',
    },
    {
      why: 'a total that is a lower bound does not end a full page',
      events: [answered({ ...answer(10), totalRelation: 'gte' })],
      hits: 10,
      rest: 'offered',
    },
    {
      why: 'no more while another query is being typed',
      events: [answered(answer(24)), typed('kuril g'), more],
      hits: 10,
      rest: 'offered',
    },
    {
      why: 'nor while one is being composed',
      events: [answered(answer(24)), { type: 'composing' }, more],
      hits: 10,
      rest: 'offered',
    },
    {
      why: 'another query takes the wish for more back',
      events: [answered(answer(24)), more, typed('kuril g')],
      hits: 10,
      rest: 'offered',
    },
  ])('more: $why', ({ events, hits, rest }) => {
    const found = play([entered('kuril'), ...events]).view;
    expect(found.kind === 'found' && [found.hits.length, found.rest]).toEqual([hits, rest]);
  });

  test('no hits are asked for beyond place 1,000', () => {
    let box = play([entered('kuril'), answered(answer(5000))]);
    for (let page = 0; page < 200; page++) box = play([more, answered(answer(5000, box.question?.offset ?? 0))], box);
    expect(box.view).toMatchObject({ kind: 'found', nextOffset: 1010, rest: 'none' });
  });
});

describe('the keyboard', () => {
  const found = play([entered('kuril'), answered(answer(12))]);
  const all = play([entered('kuril'), answered(answer(3))]);
  test.each<{ why: string; box: Box; from: Stop; by: 1 | -1; to: Stop | null }>([
    { why: 'down from the input to the first hit', box: found, from: 'input', by: 1, to: 0 },
    { why: 'up from the first hit to the input', box: found, from: 0, by: -1, to: 'input' },
    { why: 'down to the next', box: found, from: 3, by: 1, to: 4 },
    { why: 'after the last hit stands the button for more', box: found, from: 9, by: 1, to: 'more' },
    { why: 'and nothing after it', box: found, from: 'more', by: 1, to: null },
    { why: 'up from it to the last hit', box: found, from: 'more', by: -1, to: 9 },
    { why: 'nothing after the last hit of all', box: all, from: 2, by: 1, to: null },
    { why: 'up in the input stays the input’s own key', box: found, from: 'input', by: -1, to: null },
    { why: 'nowhere to go without hits', box: EMPTY, from: 'input', by: 1, to: null },
    { why: 'from the summary into the hits', box: found, from: 'summary', by: 1, to: 0 },
    { why: 'from the summary to the input', box: found, from: 'summary', by: -1, to: 'input' },
  ])('$why', ({ box, from, by, to }) => {
    const moved = next(box, { type: 'moved', from, by });
    expect(moved === box ? null : moved.focus).toEqual(to === null ? null : { stop: to, gentle: false });
  });

  test('Escape leaves the hits first, then the query, then is not ours', () => {
    const once = next(found, { type: 'closed', from: 4 });
    expect(once).toMatchObject({ query: 'kuril', focus: { stop: 'input' } });
    const twice = next(once, { type: 'closed', from: 'input' });
    expect(twice).toMatchObject({ query: '', view: { kind: 'start' } });
    expect(next(twice, { type: 'closed', from: 'input' })).toBe(twice);
  });

  test('more hits take the keyboard along, without force', () => {
    expect(play([more, answered(answer(12, 10))], found).focus).toEqual({ stop: 10, gentle: true });
  });

  test('whoever comes back stands on the hit she had opened', () => {
    const back = play([{ type: 'arrived', query: 'kuril', shown: 20, opened: 13 }, answered(answer(24, 0, 20))]);
    expect(back.focus).toEqual({ stop: 13, gentle: true });
  });
});

describe('the address', () => {
  /** The history that a browser would have, oldest first. */
  function entries(events: readonly Played[]): string[] {
    const made = [''];
    let box = EMPTY;
    for (const event of events) {
      const after = play([event], box);
      if (after.address !== box.address && after.address.how === 'push') made.push(after.address.query);
      if (after.address !== box.address && after.address.how === 'replace') made[made.length - 1] = after.address.query;
      box = after;
    }
    return made;
  }

  test.each<{ why: string; events: Played[]; history: string[] }>([
    { why: 'nothing asked, nothing written', events: [typed('kuril')], history: [''] },
    {
      why: 'one entry for one query, however slowly typed',
      events: [typed('ku'), rested, typed('kuril'), rested],
      history: ['', 'kuril'],
    },
    {
      why: 'Enter settles it',
      events: [typed('kuril'), entered('kuril'), typed('g'), rested, typed('g20'), rested],
      history: ['', 'kuril', 'g20'],
    },
    {
      why: 'so does opening a hit',
      events: [typed('kuril'), rested, answered(answer(3)), { type: 'chosen', at: 1 }, typed('g20'), rested],
      history: ['', 'kuril', 'g20'],
    },
    {
      why: 'the same query again is no new entry',
      events: [entered('kuril'), answered(answer(3)), entered(' kuril')],
      history: ['', 'kuril'],
    },
    {
      why: 'what was asked and taken back is corrected',
      events: [entered('kuril'), answered(answer(3)), typed('kurilx'), rested, typed('kuril')],
      history: ['', 'kuril', 'kuril'],
    },
    {
      why: 'an emptied box is an entry too',
      events: [entered('kuril'), { type: 'closed', from: 'input' }],
      history: ['', 'kuril', ''],
    },
    {
      why: 'a hit opened beside the page does not keep the address from the answer',
      events: [
        entered('kuril'),
        answered(answer(3)),
        typed('g20'),
        rested,
        { type: 'chosen', at: 0 },
        answered(answer(2)),
      ],
      history: ['', 'kuril', 'kuril', 'g20'],
    },
    {
      why: 'nor from a failure',
      events: [entered('kuril'), answered(answer(3)), typed('g20'), rested, { type: 'chosen', at: 0 }, failed],
      history: ['', 'kuril', 'kuril', 'g20'],
    },
    {
      why: 'the back button writes nothing',
      events: [entered('kuril'), { type: 'arrived', query: '' }],
      history: ['', 'kuril'],
    },
  ])('$why', ({ events, history }) => expect(entries(events)).toEqual(history));

  test('it remembers how many hits were shown and which was opened', () => {
    const box = play([
      entered('kuril'),
      answered(answer(24)),
      more,
      answered(answer(24, 10)),
      { type: 'chosen', at: 13 },
    ]);
    expect(box.address).toEqual({ query: 'kuril', shown: 20, opened: 13, how: 'replace' });
  });

  test('a hit opened while another query is typed leads back to its own list', () => {
    const box = play([entered('kuril'), answered(answer(3)), typed('g20'), rested, { type: 'chosen', at: 0 }]);
    expect(box.address).toMatchObject({ query: 'kuril', opened: 0 });
  });
});

describe('laws, for whatever happens in whatever order', () => {
  const query = fc.constantFrom('', 'kuril', 'kuril ', 'việt', 'việt'.normalize('NFD'));
  const stop = fc.oneof(fc.constantFrom<Stop>('input', 'summary', 'more'), fc.nat(30));
  /** Of the answer to the question on its way, or of an answer to one before it. */
  const late = fc.constantFrom(0, 0, 0, 1, 2);
  const total = fc.constantFrom(0, 1, 10, 11, 24, 2000);
  const event: fc.Arbitrary<Played> = fc.oneof(
    { weight: 3, arbitrary: query.map(typed) },
    query.map(typedComposing),
    query.map((text): BoxEvent => ({ type: 'composed', query: text })),
    query.map(entered),
    fc.constant<BoxEvent>({ type: 'composing' }),
    { weight: 3, arbitrary: fc.constant(rested) },
    fc.constant<BoxEvent>({ type: 'retried' }),
    { weight: 2, arbitrary: fc.constant(more) },
    fc.record({ type: fc.constant('closed'), from: stop }),
    fc.record({ type: fc.constant('moved'), from: stop, by: fc.constantFrom<1 | -1>(1, -1) }),
    fc.record({ type: fc.constant('chosen'), at: fc.nat(30) }),
    fc.record({ type: fc.constant('arrived'), query, shown: fc.nat(60), opened: fc.nat(60) }),
    fc.record({ type: fc.constant('arrived'), query }),
    { weight: 4, arbitrary: fc.tuple(late, total).map(([back, all]) => answeredWith(back, all)) },
    late.map((back) => (box: Box): BoxEvent => ({ type: 'failed', asked: box.asked - back, why: 'unreachable' })),
  );

  /** The first events found after which `law` does not hold for their last step; `null` where it always does. */
  function exception(law: (before: Box, event: BoxEvent, after: Box) => boolean): readonly BoxEvent[] | null {
    let broken: readonly BoxEvent[] | null = null;
    const holds = fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      const played: BoxEvent[] = [];
      let box = EMPTY;
      for (const one of events) {
        const now = typeof one === 'function' ? one(box) : one;
        const before = box;
        played.push(now);
        box = next(before, now);
        if (law(before, now, box)) continue;
        broken = played;
        return false;
      }
      return true;
    });
    return fc.check(holds, { numRuns: 2000 }).failed ? broken : null;
  }

  test('only the newest question is on its way, never beside one that is due, and never an empty one', () => {
    expect(
      exception((_before, _event, { question, asked, due }) => {
        return question === null || (question.asked === asked && !due && isClean(question.query));
      }),
    ).toBeNull();
  });

  test('nothing is sent while an input method is composing', () => {
    expect(exception((before, _event, after) => !(after.composing && isSent(before, after)))).toBeNull();
  });

  test('an answer to anything but the question on its way changes nothing', () => {
    expect(exception((before, played, after) => !isLate(before, played) || after === before)).toBeNull();
  });

  test('a question has a number that none before it had', () => {
    const highest = new WeakMap<Box, number>();
    expect(
      exception((before, _event, after) => {
        const used = highest.get(before) ?? 0;
        const asked = after.question?.asked ?? 0;
        highest.set(after, Math.max(used, asked));
        return !isSent(before, after) || asked > used;
      }),
    ).toBeNull();
  });

  test('when all is quiet, what is shown is what the box says', () => {
    expect(exception((_before, _event, box) => !isQuiet(box) || shownQuery(box) === clean(box.query))).toBeNull();
  });

  test('and so does the address', () => {
    expect(exception((_before, _event, box) => !isQuiet(box) || box.address.query === clean(box.query))).toBeNull();
  });

  test('the pages of a list are asked for as its first was', () => {
    expect(
      exception((_before, _event, { question, view }) => !isForMore(question) || isOneList(question, view)),
    ).toBeNull();
  });

  test('no hit is shown twice', () => {
    expect(exception((_before, _event, box) => new Set(ids(box)).size === ids(box).length)).toBeNull();
  });

  test('the keyboard is only sent to hits that are there', () => {
    expect(exception((before, _event, after) => after.focus === before.focus || isFocusThere(after))).toBeNull();
  });
});

function answeredWith(back: number, all: number) {
  return (box: Box): BoxEvent => {
    const { offset = 0, limit = 10 } = box.question ?? {};
    const count = Math.max(Math.min(limit, all - offset), 0);
    return { type: 'answered', asked: box.asked - back, answer: answer(all, offset, count) };
  };
}

const isClean = (query: string) => query !== '' && query === clean(query);
const isSent = (before: Box, after: Box) => after.question !== null && after.question !== before.question;
const isLate = (box: Box, event: BoxEvent) =>
  (event.type === 'answered' || event.type === 'failed') && box.question?.asked !== event.asked;
const isQuiet = (box: Box) => !box.due && box.question === null && !box.composing;
const shownQuery = ({ view }: Box) => (view.kind === 'start' ? '' : view.query);
const isForMore = (question: Question | null): question is Question => question !== null && question.offset > 0;
const isOneList = (question: Question, view: View) => view.kind === 'found' && view.live === question.live;
const ids = ({ view }: Box) => (view.kind === 'found' ? view.hits.map(({ id }) => id) : []);
const isFocusThere = (box: Box) => typeof box.focus?.stop !== 'number' || box.focus.stop < ids(box).length;
