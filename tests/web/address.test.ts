import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressOf, readAddress } from '../../web/address.ts';

test.each([
  { why: 'no query', href: 'https://bao.vn/tim', entry: null, arrival: { query: '' } },
  {
    why: 'spaces as the form writes them',
    href: 'https://bao.vn/tim?q=nam+kuril',
    entry: null,
    arrival: { query: 'nam kuril' },
  },
  {
    why: 'letters as the browser writes them',
    href: 'https://bao.vn/tim?q=%C4%91%E1%BA%A3o',
    entry: null,
    arrival: { query: 'đảo' },
  },
  {
    why: 'bytes that are no text do no harm',
    href: 'https://bao.vn/tim?q=%FF',
    entry: null,
    arrival: { query: '\ufffd' },
  },
  {
    why: 'with the place in the list',
    href: 'https://bao.vn/tim?q=a',
    entry: { shown: 20, opened: 13 },
    arrival: { query: 'a', shown: 20, opened: 13 },
  },
  {
    why: 'an entry of another script',
    href: 'https://bao.vn/tim?q=a',
    entry: { shown: '20', opened: -1, scroll: 3 },
    arrival: { query: 'a' },
  },
  { why: 'an entry that is no object', href: 'https://bao.vn/tim?q=a', entry: 'x', arrival: { query: 'a' } },
])('$why', ({ href, entry, arrival }) => expect(readAddress(href, entry)).toEqual(arrival));

test('what else stands in the address stays there', () => {
  expect(addressOf('nam kuril', 'https://bao.vn/tim?lang=vi&q=cũ#cuoi')).toBe(
    'https://bao.vn/tim?lang=vi&q=nam+kuril#cuoi',
  );
  expect(addressOf('', 'https://bao.vn/tim?lang=vi&q=c%C5%A9')).toBe('https://bao.vn/tim?lang=vi');
});

test('whatever is written is read back', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (query) => {
      expect(readAddress(addressOf(query, 'https://bao.vn/tim'), null).query).toBe(query);
    }),
  ));
