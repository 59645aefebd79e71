import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAnswer, readSuggestAnswer } from '../../web/read-answer.ts';

const HIT = {
  id: 'nam-kuril',
  url: '/tin/nam-kuril.html',
  title: 'Nam Kuril',
  snippet: 'Quần đảo Nam Kuril',
  score: 3.5,
  marks: { title: [[0, 9]], snippet: [[9, 18]] },
  section: 'Thế giới',
  publishedAt: '2019-06-28',
};
const ANSWER = { query: 'nam kuril', total: 1, totalRelation: 'eq', hits: [HIT], loosened: ['xa'], version: '7-3f9a' };

test('an answer of the contract is read as it is', () => expect(readAnswer(ANSWER)).toEqual(ANSWER));

test.each([
  {
    why: 'what a newer server adds is left alone',
    json: { ...ANSWER, facets: 'Nam Kuril', hits: [{ ...HIT, tags: ['G20'] }] },
    read: ANSWER,
  },
  {
    why: 'a bad mark is left out, the good one stays',
    json: {
      ...ANSWER,
      hits: [{ ...HIT, marks: { title: [[0, 9], [0], ['0', 1], [-1, 2], null], snippet: [[9, 18]] } }],
    },
    read: ANSWER,
  },
  {
    why: 'no marks at all',
    json: { ...ANSWER, hits: [{ ...HIT, marks: undefined }] },
    read: { ...ANSWER, hits: [{ ...HIT, marks: { title: [], snippet: [] } }] },
  },
  { why: 'an error page', json: '<html>', read: null },
  { why: 'a problem', json: { type: 'about:blank', title: 'Not found', status: 404 }, read: null },
  { why: 'null', json: null, read: null },
  { why: 'a list', json: [ANSWER], read: null },
  { why: 'hits that are none', json: { ...ANSWER, hits: [HIT, { id: 'x' }] }, read: null },
  {
    why: 'a title that is no text',
    json: { ...ANSWER, hits: [{ ...HIT, title: { html: '<b>Nam Kuril</b>' } }] },
    read: null,
  },
  { why: 'a total that is no count', json: { ...ANSWER, total: -1 }, read: null },
])('$why', ({ json, read }) => expect(readAnswer(json)).toEqual(read));

test('whatever JSON comes, it is read or refused, never thrown at', () => {
  const like = fc.record(
    {
      query: fc.jsonValue(),
      total: fc.nat(),
      hits: fc.array(
        fc.record({ id: fc.string(), title: fc.jsonValue(), snippet: fc.string(), marks: fc.jsonValue() }),
      ),
      version: fc.string(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), like), (json) => {
      const read = readAnswer(json);
      for (const hit of read?.hits ?? [])
        expect([typeof hit.title, Array.isArray(hit.marks.title)]).toEqual(['string', true]);
    }),
  );
});

describe('suggestions', () => {
  const GIVEN = { query: 'nam ku', suggestions: [{ text: 'Nam Kuril', marks: [[0, 6]] }], version: '7-3f9a' };

  test.each([
    { why: 'of the contract are read as they are', json: GIVEN, read: GIVEN },
    { why: 'none', json: { ...GIVEN, suggestions: [] }, read: { ...GIVEN, suggestions: [] } },
    {
      why: 'with a bad mark, that is left out',
      json: { ...GIVEN, suggestions: [{ text: 'Nam Kuril', marks: [[0, 6], [9], 'Nam'], score: 3 }], more: true },
      read: GIVEN,
    },
    {
      why: 'without marks',
      json: { ...GIVEN, suggestions: [{ text: 'Nam Kuril' }] },
      read: { ...GIVEN, suggestions: [{ text: 'Nam Kuril', marks: [] }] },
    },
    { why: 'an answer to a search', json: ANSWER, read: null },
    { why: 'plain texts', json: { ...GIVEN, suggestions: ['Nam Kuril'] }, read: null },
    { why: 'one that is no text', json: { ...GIVEN, suggestions: [...GIVEN.suggestions, { text: 5 }] }, read: null },
    { why: 'one of nothing', json: { ...GIVEN, suggestions: [{ text: ' ' }] }, read: null },
    { why: 'null', json: null, read: null },
  ])('$why', ({ json, read }) => expect(readSuggestAnswer(json)).toEqual(read));

  test('whatever JSON comes, it is read or refused, never thrown at', () => {
    const like = fc.record({
      query: fc.string(),
      suggestions: fc.array(fc.record({ text: fc.jsonValue(), marks: fc.jsonValue() })),
      version: fc.string(),
    });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), like), (json) => {
        for (const { text, marks } of readSuggestAnswer(json)?.suggestions ?? [])
          expect([typeof text, Array.isArray(marks)]).toEqual(['string', true]);
      }),
    );
  });
});
