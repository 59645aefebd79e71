import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Suggestion } from '../../core/search/answer.ts';
import type { Page, PageEvent } from '../../web/completions.ts';
import { EMPTY_PAGE, keyEvent, nextPage, typedText } from '../../web/completions.ts';
import type { Stop } from '../../web/state.ts';
import { clean } from '../../web/state.ts';

const some = (...texts: string[]): Suggestion[] => texts.map((text) => ({ text, marks: [] }));
const LIST = some('Kuril', 'Kuril và Nhật Bản', 'kỷ lục');

type Played = PageEvent | ((page: Page) => PageEvent);
function play(events: readonly Played[], page = EMPTY_PAGE): Page {
  return events.reduce<Page>((at, event) => nextPage(at, typeof event === 'function' ? event(at) : event), page);
}

const typed = (query: string): PageEvent => ({ type: 'typed', query, composing: false });
const typedComposing = (query: string): PageEvent => ({ type: 'typed', query, composing: true });
const composing: PageEvent = { type: 'composing' };
const composed = (query: string): PageEvent => ({ type: 'composed', query });
const paused: PageEvent = { type: 'paused' };
const rested: PageEvent = { type: 'rested' };
const entered = (query: string): PageEvent => ({ type: 'submitted', query });
const dismissed: PageEvent = { type: 'dismissed' };
const down: PageEvent = { type: 'walked', by: 1 };
const up: PageEvent = { type: 'walked', by: -1 };
const suggested =
  (suggestions = LIST, back = 0) =>
  ({ completions }: Page): PageEvent => ({ type: 'suggested', asked: completions.asked - back, suggestions });

const open = play([typed('ku'), paused, suggested()]);
const texts = ({ completions }: Page) => completions.list.map(({ text }) => text);

describe('what suggestions are asked for', () => {
  test.each<{ why: string; events: Played[]; wanted: string | null; due?: boolean }>([
    { why: 'nothing while keys follow each other', events: [typed('k'), typed('ku')], wanted: null, due: true },
    { why: 'what stands there once they pause', events: [typed('k'), typed('ku'), paused], wanted: 'ku' },
    { why: 'the space that ends a word belongs to it', events: [typed(' quần   đảo '), paused], wanted: 'quần đảo ' },
    { why: 'one spelling', events: [typed('việ'.normalize('NFD')), paused], wanted: 'việ' },
    { why: 'nothing for nothing', events: [typed('ku'), typed(''), paused], wanted: null },
    { why: 'nor for spaces', events: [typed(' \u3000'), paused], wanted: null },
    { why: 'nor for what is too long for the server', events: [typed('ku'.repeat(128)), paused], wanted: null },
    { why: 'once', events: [typed('ku'), paused, suggested(), paused], wanted: null },
    { why: 'not while composing', events: [composing, typedComposing('vi'), paused], wanted: null },
    { why: 'nor what was typed just before', events: [typed('tin '), composing, paused], wanted: null, due: true },
    { why: 'but what was composed', events: [composing, typedComposing('vi'), composed('vi'), paused], wanted: 'vi' },
    {
      why: 'a composition given up leaves what was due',
      events: [typed('tin'), composing, paused, composed('tin'), paused],
      wanted: 'tin',
    },
    { why: 'Firefox tells a composition twice', events: [composed('vi'), paused, typed('vi'), paused], wanted: 'vi' },
    { why: 'not what is submitted', events: [typed('ku'), entered('ku'), paused], wanted: null },
    { why: 'nor what comes of it', events: [typed('ku'), entered('ku'), composed('ku'), paused], wanted: null },
    { why: 'nor what an address holds', events: [{ type: 'arrived', query: 'ku' }, paused], wanted: null },
    { why: 'nothing where the keyboard is gone', events: [typed('ku'), dismissed, paused], wanted: null },
    {
      why: 'nothing more for an emptied box',
      events: [typed('ku'), paused, { type: 'closed', from: 'input' }],
      wanted: null,
    },
    { why: 'a box that rests is not in the way', events: [typed('ku'), paused, rested], wanted: 'ku' },
  ])('$why', ({ events, wanted, due = false }) => {
    const { completions } = play(events);
    expect(completions.wanted?.typed ?? null).toBe(wanted);
    expect(completions.due).toBe(due);
  });

  test.each([
    { query: 'nam  kuril ', text: 'nam kuril ' },
    { query: '\tnam kuril', text: 'nam kuril' },
    { query: 'nam\u3000', text: 'nam ' },
    { query: ' ', text: '' },
  ])('“$query” as the server reads it', ({ query, text }) => expect(typedText(query)).toBe(text));
});

describe('what is listed', () => {
  test.each<{ why: string; events: Played[]; list: string[] }>([
    { why: 'what came', events: [], list: LIST.map(({ text }) => text) },
    { why: 'the last list stays until the next is there', events: [typed('kur'), paused], list: texts(open) },
    { why: 'which takes its place', events: [typed('kur'), paused, suggested(some('Kuril'))], list: ['Kuril'] },
    { why: 'or closes it, where there are none', events: [typed('kux'), paused, suggested([])], list: [] },
    { why: 'late ones are dropped', events: [typed('kur'), paused, suggested(some('kua'), 1)], list: texts(open) },
    { why: 'also before the next are asked for', events: [typed('kur'), suggested(some('kua'), 1)], list: texts(open) },
    { why: 'not for an emptied input', events: [typed('')], list: [] },
    { why: 'nor one emptied while composing', events: [composing, typedComposing(' ')], list: [] },
    { why: 'but while a word is composed', events: [composing, typedComposing('kuv')], list: texts(open) },
    {
      why: 'what is typed already is no suggestion',
      events: [typed('kuril '), paused, suggested(some('kuril'))],
      list: [],
    },
    {
      why: 'unless there are others',
      events: [typed('kuril'), paused, suggested(some('kuril', 'kuril xa'))],
      list: ['kuril', 'kuril xa'],
    },
    {
      why: 'accents are something new',
      events: [typed('ca phe'), paused, suggested(some('cà phê'))],
      list: ['cà phê'],
    },
    { why: 'a submit closes it', events: [entered('ku')], list: [] },
    { why: 'for good', events: [typed('kur'), paused, entered('kur'), suggested()], list: [] },
    { why: 'so does another address', events: [{ type: 'arrived', query: 'g20' }], list: [] },
    { why: 'so does leaving it, for good', events: [typed('kur'), paused, dismissed, suggested()], list: [] },
    { why: 'and emptying the box', events: [{ type: 'closed', from: 'input' }], list: [] },
    {
      why: 'it opens again for what is typed next',
      events: [dismissed, typed('kur'), paused, suggested()],
      list: texts(open),
    },
  ])('$why', ({ events, list }) => expect(texts(play(events, open))).toEqual(list));
});

describe('the active one', () => {
  test.each<{ why: string; events: Played[]; active: number | null }>([
    { why: 'none at first', events: [], active: null },
    { why: 'down to the first', events: [down], active: 0 },
    { why: 'round by what is typed', events: [down, down, down, down], active: null },
    { why: 'and to the first again', events: [down, down, down, down, down], active: 0 },
    { why: 'up to the last', events: [up], active: 2 },
    { why: 'up from the first to what is typed', events: [down, up], active: null },
    { why: 'typing gives it up', events: [down, typed('kur')], active: null },
    { why: 'so does composing', events: [down, composing], active: null },
    { why: 'no other list comes under it', events: [typed('kur'), paused, down, suggested(some('kua'))], active: 0 },
    { why: 'a closed list has none', events: [dismissed, down], active: null },
  ])('$why', ({ events, active }) => expect(play(events, open).completions.active).toBe(active));

  test('a list that is walked in asks for no other', () => {
    expect(play([typed('kur'), down, paused], open).completions.wanted).toBeNull();
  });
});

test('one that is taken is submitted, and the list is closed', () => {
  const { box, completions } = play([down, down, { type: 'taken', at: 1 }], open);
  expect(box).toMatchObject({ query: 'Kuril và Nhật Bản', settled: true });
  expect(box.question).toMatchObject({ query: 'Kuril và Nhật Bản', live: false });
  expect(completions).toMatchObject({ list: [], active: null, typed: 'Kuril và Nhật Bản' });
  expect(nextPage(open, { type: 'taken', at: 3 })).toBe(open);
});

describe('keys', () => {
  const active = play([down], open);
  test.each<{ why: string; page: Page; key: string; from?: Stop; event: PageEvent | null }>([
    { why: 'down walks the open list', page: open, key: 'ArrowDown', event: down },
    { why: 'up too', page: open, key: 'ArrowUp', event: up },
    {
      why: 'without one, down leads to the hits',
      page: EMPTY_PAGE,
      key: 'ArrowDown',
      event: { type: 'moved', from: 'input', by: 1 },
    },
    {
      why: 'from a hit it does anyhow',
      page: open,
      key: 'ArrowUp',
      from: 0,
      event: { type: 'moved', from: 0, by: -1 },
    },
    { why: 'Enter takes the active one', page: active, key: 'Enter', event: { type: 'taken', at: 0 } },
    { why: 'else the form has it', page: open, key: 'Enter', event: null },
    { why: 'as ever on a hit', page: active, key: 'Enter', from: 0, event: null },
    { why: 'Escape closes the list', page: active, key: 'Escape', event: dismissed },
    { why: 'then what it always closes', page: EMPTY_PAGE, key: 'Escape', event: { type: 'closed', from: 'input' } },
    { why: 'the rest is the browser’s', page: active, key: 'Tab', event: null },
    { why: 'the cursor’s keys too', page: active, key: 'Home', event: null },
  ])('$why', ({ page, key, from = 'input', event }) => expect(keyEvent(page, key, from)).toEqual(event));
});

describe('laws, for whatever happens in whatever order', () => {
  const query = fc.constantFrom('', ' ', 'ku', 'ku ', 'kuril', 'việ'.normalize('NFD'));
  const event: fc.Arbitrary<Played> = fc.oneof(
    { weight: 3, arbitrary: query.map(typed) },
    query.map(typedComposing),
    query.map(composed),
    query.map(entered),
    query.map((text): PageEvent => ({ type: 'arrived', query: text })),
    { weight: 3, arbitrary: fc.constant(paused) },
    fc.constantFrom(composing, rested, dismissed),
    fc.record({ type: fc.constant('closed'), from: fc.constantFrom<'input' | 'summary'>('input', 'summary') }),
    { weight: 2, arbitrary: fc.constantFrom(down, up) },
    fc.record({ type: fc.constant('taken'), at: fc.nat(3) }),
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom(LIST, some('ku'), []), fc.constantFrom(0, 0, 1))
        .map(([list, back]) => suggested(list, back)),
    },
  );

  /** The first events found after which `law` does not hold for their last step; `null` where it always does. */
  function exception(law: (before: Page, event: PageEvent, after: Page) => boolean): readonly PageEvent[] | null {
    let broken: readonly PageEvent[] | null = null;
    const holds = fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      const played: PageEvent[] = [];
      let page = EMPTY_PAGE;
      for (const one of events) {
        const before = page;
        const now = typeof one === 'function' ? one(before) : one;
        played.push(now);
        page = nextPage(before, now);
        if (law(before, now, page)) continue;
        broken = played;
        return false;
      }
      return true;
    });
    return fc.check(holds, { numRuns: 2000 }).failed ? broken : null;
  }

  test('nothing is asked while composing, twice, or for an older text', () => {
    expect(
      exception((before, _event, { box, completions: { wanted, asked, due, typed: text } }) => {
        const isNew = wanted !== null && wanted !== before.completions.wanted;
        return (
          wanted === null || (!(isNew && box.composing) && wanted.asked === asked && !due && wanted.typed === text)
        );
      }),
    ).toBeNull();
  });

  test('the active one is in the list, and the list is closed with the box empty', () => {
    expect(
      exception((_before, _event, { box, completions: { list, active } }) => {
        return (active === null || active < list.length) && (list.length === 0 || clean(box.query) !== '');
      }),
    ).toBeNull();
  });

  test('only an answer opens the list, and only one that is waited for', () => {
    expect(
      exception((before, now, after) => {
        if (after.completions.list === before.completions.list || after.completions.list.length === 0) return true;
        return now.type === 'suggested' && before.completions.wanted?.asked === now.asked;
      }),
    ).toBeNull();
  });

  test('a submit leaves nothing open and nothing on its way', () => {
    expect(
      exception((_before, now, { completions: { list, due, wanted } }) => {
        return (now.type !== 'submitted' && now.type !== 'arrived') || (list.length === 0 && !due && wanted === null);
      }),
    ).toBeNull();
  });

  test('suggestions change nothing in the box but by being taken', () => {
    expect(
      exception((before, now, after) => {
        return !['paused', 'suggested', 'walked', 'dismissed'].includes(now.type) || after.box === before.box;
      }),
    ).toBeNull();
  });
});
