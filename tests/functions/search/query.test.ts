/** The query string: decoded once and only here, every parameter strict, every refusal with what was found and wanted. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseNothing, parseSearch, parseSuggest } from '../../../functions/search/query.ts';

describe('what is asked', () => {
  test.each([
    { why: 'as a browser encodes it', raw: 'q=qu%E1%BA%A7n+%C4%91%E1%BA%A3o', query: 'quần đảo' },
    { why: 'a space may also be %20', raw: 'q=qu%E1%BA%A7n%20%C4%91%E1%BA%A3o', query: 'quần đảo' },
    { why: 'a plus that was meant is %2B', raw: 'q=%2B84+28', query: '+84 28' },
    { why: 'not encoded, as curl sends it', raw: 'q=Huế', query: 'Huế' },
    { why: 'an ampersand that was meant is %26', raw: 'q=AT%26T', query: 'AT&T' },
    { why: 'only the first = ends the name', raw: 'q=a=b', query: 'a=b' },
    { why: 'the name may be encoded too', raw: '%71=Kuril', query: 'Kuril' },
    {
      why: 'text from a Mac is composed',
      raw: `q=${encodeURIComponent('Đà Nẵng'.normalize('NFD'))}`,
      query: 'Đà Nẵng',
    },
    { why: 'decoded once: what looks encoded afterwards is text', raw: 'q=100%2525', query: '100%25' },
    { why: 'pieces that say nothing are passed over', raw: '&q=Kuril&&', query: 'Kuril' },
    { why: 'white space around it is the core’s to fold', raw: 'q=+Kuril+', query: ' Kuril ' },
  ])('$raw — $why', ({ raw, query }) => {
    expect(parseSearch(raw)).toEqual({ ok: true, value: { query, limit: 10, offset: 0 } });
  });

  test('limit and offset', () => {
    expect(parseSearch('offset=40&q=Kuril&limit=20')).toEqual({
      ok: true,
      value: { query: 'Kuril', limit: 20, offset: 40 },
    });
  });

  test('what is still being typed keeps the space that ends its last word', () => {
    expect(parseSuggest('q=thu+tuong+')).toEqual({ ok: true, value: { query: 'thu tuong ', limit: 8 } });
    expect(parseSuggest('q=thu&limit=20')).toEqual({ ok: true, value: { query: 'thu', limit: 20 } });
    expect(parseSuggest('q=+&limit=21&offset=1')).toMatchObject({
      ok: false,
      refusals: [
        { parameter: 'offset', found: '1', allowed: 'no parameters but q, limit' },
        { parameter: 'q', found: ' ' },
        { parameter: 'limit', found: '21', allowed: 'a whole number from 1 to 20' },
      ],
    });
  });

  test('256 characters are counted after composing: an NFD question is not longer than it looks', () => {
    const question = 'ế'.repeat(256);
    const raw = `q=${encodeURIComponent(question.normalize('NFD'))}`;
    expect(parseSearch(raw)).toMatchObject({ ok: true, value: { query: question } });
  });
});

describe('filters and order', () => {
  test.each([
    {
      why: 'each may repeat',
      raw: 'section=Th%E1%BB%83+thao&section=Kinh+t%E1%BA%BF',
      asked: { section: ['Thể thao', 'Kinh tế'] },
    },
    { why: 'one is a list of one', raw: 'tag=G20&author=Ho%C3%A0i+Thu', asked: { tag: ['G20'], author: ['Hoài Thu'] } },
    { why: 'a span of days', raw: 'from=2019-06-01&to=2019-06', asked: { from: '2019-06-01', to: '2019-06' } },
    { why: 'by date', raw: 'sort=newest', asked: { sort: 'newest' } },
    { why: 'by relevance, said aloud', raw: 'sort=relevance', asked: { sort: 'relevance' } },
    { why: 'while typing, explained', raw: 'live=1&explain=1', asked: { live: true, explain: true } },
  ])('$raw — $why', ({ raw, asked }) =>
    expect(parseSearch(`q=a&${raw}`)).toEqual({ ok: true, value: { query: 'a', limit: 10, offset: 0, ...asked } }),
  );

  test.each([
    { why: 'no such order', raw: 'sort=date', parameter: 'sort', allowed: 'relevance, newest, oldest' },
    { why: 'no date', raw: 'from=hôm+qua', parameter: 'from', allowed: 'a year, month, day or time' },
    { why: 'a day that no calendar has', raw: 'to=2019-02-30', parameter: 'to', allowed: 'a year, month, day or time' },
    { why: 'an empty name', raw: 'section=', parameter: 'section', allowed: 'not only white space' },
    { why: 'one name among others', raw: 'tag=G20&tag=+', parameter: 'tag', allowed: 'not only white space' },
    { why: 'more than a site has', raw: 'tag=G20&'.repeat(21), parameter: 'tag', allowed: 'at most 20 times' },
    { why: 'one spelling of yes', raw: 'live=true', parameter: 'live', allowed: '1, or to be left out' },
    { why: 'dates are given once', raw: 'from=2019&from=2020', parameter: 'from', allowed: 'to be given once' },
  ])('$raw is refused — $why', ({ raw, parameter, allowed }) =>
    expect(parseSearch(`q=a&${raw}`)).toMatchObject({
      ok: false,
      refusals: [{ parameter, allowed: expect.stringContaining(allowed) as string }],
    }),
  );
});

describe('what is refused', () => {
  const query = '1 to 256 characters, not only white space';
  const limit = 'a whole number from 1 to 50';
  const known = 'no parameters but q, limit, offset, sort, section, tag, author, from, to, live, explain';
  test.each([
    { why: 'no query', raw: '', refusals: [{ parameter: 'q', allowed: query }] },
    { why: 'an empty query', raw: 'q=', refusals: [{ parameter: 'q', found: '', allowed: query }] },
    { why: 'a query without a value', raw: 'q', refusals: [{ parameter: 'q', found: '', allowed: query }] },
    { why: 'only white space', raw: 'q=+%C2%A0+', refusals: [{ parameter: 'q', found: ' \u00a0 ', allowed: query }] },
    { why: 'more than allowed', raw: 'q=a&limit=51', refusals: [{ parameter: 'limit', found: '51', allowed: limit }] },
    {
      why: 'not yet built',
      raw: 'q=a&facets=section',
      refusals: [{ parameter: 'facets', found: 'section', allowed: known }],
    },
    { why: 'names are case-sensitive', raw: 'q=a&Q=b', refusals: [{ parameter: 'Q', found: 'b', allowed: known }] },
    { why: 'given twice', raw: 'q=a&q=b', refusals: [{ parameter: 'q', found: 'a, b', allowed: 'to be given once' }] },
    {
      why: 'twice the same is twice',
      raw: 'q=a&limit=5&limit=5',
      refusals: [{ parameter: 'limit', found: '5, 5', allowed: 'to be given once' }],
    },
    {
      why: 'a name every object has',
      raw: 'q=a&__proto__=1&constructor=2',
      refusals: [
        { parameter: '__proto__', found: '1', allowed: known },
        { parameter: 'constructor', found: '2', allowed: known },
      ],
    },
    ...[
      { why: 'a lone percent sign', raw: '100%' },
      { why: 'not hexadecimal', raw: '%zz' },
      { why: 'not UTF-8: a byte that never occurs', raw: '%FF' },
      { why: 'not UTF-8: Windows-1258', raw: 'Hu%EA' },
      { why: 'not UTF-8: half a letter', raw: '%E1%BA' },
      { why: 'not UTF-8: half a surrogate pair, encoded', raw: '%ED%A0%80' },
      { why: 'half a surrogate pair, as it is', raw: '\ud83e' },
    ].map(({ why, raw }) => ({
      why,
      raw: `q=${raw}`,
      refusals: [{ parameter: 'q', found: raw, allowed: 'percent-encoded UTF-8' }],
    })),
    {
      why: 'everything at once is told at once',
      raw: 'limit=0&offset=-1&page=2',
      refusals: [
        { parameter: 'q', allowed: query },
        { parameter: 'page', found: '2', allowed: known },
        { parameter: 'limit', found: '0', allowed: limit },
        { parameter: 'offset', found: '-1', allowed: 'a whole number from 0 to 1000' },
      ],
    },
  ])('$raw — $why', ({ raw, refusals }) => {
    expect(parseSearch(raw)).toEqual({ ok: false, refusals });
  });

  test('a path without parameters takes none', () => {
    expect(parseNothing('')).toEqual({ ok: true, value: null });
    expect(parseNothing('&')).toEqual({ ok: true, value: null });
    expect(parseNothing('full=1')).toEqual({
      ok: false,
      refusals: [{ parameter: 'full', found: '1', allowed: 'no parameters' }],
    });
  });
});

test('any text that fits is read as it was meant, however it was encoded', () => {
  const text = fc
    .string({ unit: 'binary', maxLength: 60 })
    .filter((one) => one.trim() !== '' && !/\p{Surrogate}/u.test(one));
  fc.assert(
    fc.property(text, (query) => {
      const wanted = { ok: true, value: { query: query.normalize('NFC'), limit: 10, offset: 0 } };
      fc.pre(Array.from(wanted.value.query).length <= 256);
      expect(parseSearch(`q=${encodeURIComponent(query)}`)).toEqual(wanted);
      expect(parseSearch(new URLSearchParams({ q: query }).toString())).toEqual(wanted);
    }),
  );
});

test('no query string makes it throw', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('q=', 'limit=', '&', '%', '%ED%A0%80', '=', '+'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const parsed = parseSearch(pieces.join(''));
      expect(parsed.ok || parsed.refusals.length > 0).toBe(true);
    }),
  );
});
