import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseQuery } from '../../../core/search/query.ts';
import { unitsOf } from '../../../core/text/units.ts';

test.each([
  { text: 'TP.HCM', units: ['tphcm'] },
  { text: 'tp hcm', units: ['tphcm'] },
  { text: 'Thành phố Hồ Chí Minh', units: ['thanh', 'pho', 'ho', 'chi', 'minh'] },
  { text: 'GD&ĐT', units: ['gddt'] },
  { text: 'QL1A', units: ['ql1', 'a'] },
  { text: 'Mát-xcơ-va', units: ['mat', 'xco', 'va'] },
  { text: '…', units: [] },
])('$text is $units', ({ text, units }) => expect(unitsOf(text)).toEqual(units));

test('they are the words that a query is read as', () => {
  const pieces = fc.constantFrom('TP', 'HCM', 'G', '20', 'Nẵng', 'UBND', 'QL', '1', 'A', 'Đắk', '.', '-');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      const text = parts.join(' ');
      // A query holds each word once
      expect([...new Set(unitsOf(text))]).toEqual(parseQuery(text).words.map(({ readings }) => readings[0].term));
    }),
  );
});
