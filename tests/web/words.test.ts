import { describe, expect, test } from 'vitest';
import type { Box, Found } from '../../web/state.ts';
import { EMPTY } from '../../web/state.ts';
import {
  completionsText,
  dayText,
  failureText,
  loosenedText,
  meantText,
  moreText,
  shownText,
  summary,
  titleText,
} from '../../web/words.ts';

test.each([
  { iso: '2019-06-28T08:30:00+07:00', day: '28/6/2019', why: 'as the newsroom wrote it' },
  { iso: '2019-06-28', day: '28/6/2019', why: 'a day without a time is that day everywhere' },
  { iso: '2019-06-28T08:30:00', day: '28/6/2019', why: 'without an offset, the day as written' },
  { iso: '2019-06-27T23:30:00Z', day: '28/6/2019', why: 'late evening in UTC is the next morning in Vietnam' },
  { iso: '2019-06-27T23:30:00.123Z', day: '28/6/2019', why: 'with milliseconds' },
  { iso: '2019-06-28T08:30:00+0700', day: '28/6/2019', why: 'the offset without its colon' },
  { iso: '2023-12-02T00:10+07:00', day: '2/12/2023', why: 'just after midnight' },
  { iso: '28/6/2019', day: '', why: 'not ISO' },
  { iso: '2019-13-45', day: '', why: 'no such day' },
  { iso: '', day: '', why: 'none' },
])('$iso is “$day” — $why', ({ iso, day }) => expect(dayText(iso)).toBe(day));

describe('the summary', () => {
  const found: Found = {
    kind: 'found',
    query: 'nam kuril',
    live: false,
    total: 1234,
    totalRelation: 'eq',
    hits: [{ id: '1', title: 'Nam Kuril', snippet: '', score: 1, marks: { title: [], snippet: [] } }],
    loosened: [],
    nextOffset: 1,
    rest: 'offered',
  };
  const question = { asked: 1, query: 'nam kuril', offset: 0, limit: 10, live: false };
  test.each<{ why: string; box: Partial<Box>; says: string }>([
    { why: 'nothing at the start', box: {}, says: '' },
    { why: 'that it looks', box: { question }, says: 'Đang tìm “nam kuril”…' },
    { why: 'how many, in Vietnamese digits', box: { view: found }, says: 'Tìm thấy 1.234 bài cho “nam kuril”.' },
    {
      why: 'that there may be more',
      box: { view: { ...found, totalRelation: 'gte' } },
      says: 'Tìm thấy ít nhất 1.234 bài cho “nam kuril”.',
    },
    {
      why: 'the old answer until the new one is there',
      box: { view: found, question },
      says: 'Tìm thấy 1.234 bài cho “nam kuril”.',
    },
    {
      why: 'that there is nothing',
      box: { view: { ...found, total: 0, hits: [] } },
      says: 'Không tìm thấy bài nào cho “nam kuril”.',
    },
    {
      why: 'that it failed',
      box: { view: { kind: 'failed', query: 'nam kuril', why: 'refused' } },
      says: 'Chưa tìm được “nam kuril”.',
    },
    {
      why: 'that it tries again',
      box: { view: { kind: 'failed', query: 'nam kuril', why: 'refused' }, question },
      says: 'Đang tìm “nam kuril”…',
    },
  ])('says $why', ({ box, says }) => expect(summary({ ...EMPTY, ...box })).toBe(says));

  test('below the list it says how far that goes', () => expect(shownText(found)).toBe('Đang xem 1 trong 1.234 bài'));
});

test('a long query is not repeated whole, and never cut in a letter', () => {
  expect(said('đảo '.repeat(15).trim())).toBe(`Chưa tìm được “${'đảo '.repeat(15).trim()}”.`);
  expect(said('đảo '.repeat(40).trim())).toBe(`Chưa tìm được “${'đảo '.repeat(15).trim()}…”.`);
  expect(said('🎉'.repeat(61))).toBe(`Chưa tìm được “${'🎉'.repeat(59)}…”.`);
});

test('what was probably meant is asked, as the hits are of what was typed', () => {
  expect(meantText('quần đảo Nam Kuril')).toBe('Có phải bạn muốn tìm “quần đảo Nam Kuril”?');
  expect(meantText(undefined)).toBe('');
});

test('words let go are named, and none are not', () => {
  expect(loosenedText(['đảo', 'xa'])).toBe('Ít bài có đủ mọi từ, nên có cả những bài thiếu “đảo”, “xa”.');
  expect(loosenedText([])).toBe('');
});

test('each failure has its own sentence, and each says what to do', () => {
  const texts = (['unreachable', 'unavailable', 'refused', 'unreadable'] as const).map(failureText);
  expect(new Set(texts).size).toBe(4);
  for (const text of texts) expect(text).toMatch(/\. Hãy .+\.$/u);
});

test('suggestions are counted, and a closed list is not told', () => {
  expect([completionsText(8), completionsText(0)]).toEqual(['Có 8 gợi ý.', '']);
});

test('the button says what it does, what it is doing, and that it failed', () => {
  expect([moreText('offered'), moreText('asked'), moreText('failed')]).toEqual([
    'Xem thêm',
    'Đang tải thêm…',
    'Chưa tải được, thử lại',
  ]);
});

test('the title of the window begins with the query', () => {
  expect(titleText('nam kuril', 'Tìm kiếm – Saola')).toBe('nam kuril – Tìm kiếm – Saola');
  expect(titleText('', 'Tìm kiếm – Saola')).toBe('Tìm kiếm – Saola');
});

/** The summary of a failure. */
const said = (query: string) => summary({ ...EMPTY, view: { kind: 'failed', query, why: 'refused' } });
