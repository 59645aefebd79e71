/** What is left of HTML and of type-setting in plain text, and what is meant. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText } from '../../../../indexer/sources/encoding/clean.ts';

describe('entities', () => {
  test.each([
    { why: 'a letter by its number', text: 'Nh&#7853;t B&#x1EA3;n', clean: 'Nhật Bản' },
    { why: 'by its name', text: 'Vi&ecirc;n ch&acirc;u, h&ograve;a', clean: 'Viên châu, hòa' },
    { why: 'a space', text: 'Nga&nbsp;&nbsp;và Nhật', clean: 'Nga  và Nhật' },
    {
      why: 'escaped twice, and three times',
      text: 'AT&amp;amp;T, Nga&amp;nbsp;và, B&amp;amp;#7843;n',
      clean: 'AT&T, Nga và, Bản',
    },
    { why: 'quotes', text: '&ldquo;Kuril&rdquo; &ndash; &quot;đảo&quot;&hellip;', clean: '“Kuril” – "đảo"…' },
    { why: 'a number of windows-1252', text: '&#147;Kuril&#148;', clean: '“Kuril”' },
    { why: 'a comparison', text: '5 &lt; 10 &gt; 3', clean: '5 < 10 > 3' },
    {
      why: 'a text about tags keeps them written out',
      text: 'Thẻ &lt;p&gt; và &lt;/p&gt;',
      clean: 'Thẻ &lt;p&gt; và &lt;/p&gt;',
    },
    { why: 'addresses have no semicolon', text: 'a.vn/?x=1&copy=2&lt=3 R&D;', clean: 'a.vn/?x=1&copy=2&lt=3 R&D;' },
    {
      why: 'not a name of HTML',
      text: '&kuril; &#0; &#55296; &#99999999;',
      clean: '&kuril; &#0; &#55296; &#99999999;',
    },
  ])('$text: $why', ({ text, clean }) => expect(cleanText(text)).toBe(clean));
});

describe('signs', () => {
  test.each([
    { why: 'soft hyphens', text: 'Ku\u00ADril', clean: 'Kuril' },
    { why: 'zero-width', text: '\uFEFFNhật\u200B \u2060Bản', clean: 'Nhật Bản' },
    { why: 'joiners between Latin letters', text: 'Ku\u200Dril\u200C', clean: 'Kuril' },
    {
      why: 'joiners in emoji',
      text: 'Gia đình 👨\u200D👩\u200D👧, ❤\uFE0F\u200D🔥',
      clean: 'Gia đình 👨\u200D👩\u200D👧, ❤\uFE0F\u200D🔥',
    },
    { why: 'joiners in scripts that need them', text: 'می\u200Cخواهم', clean: 'می\u200Cخواهم' },
    { why: 'ligatures', text: 'ﬁlm, oﬃce, ﬂash', clean: 'film, office, flash' },
    { why: 'spaces that do not break', text: '22\u202F500\u00A0đồng', clean: '22 500 đồng' },
    { why: 'letters taken apart', text: 'Nhật Bản'.normalize('NFD'), clean: 'Nhật Bản' },
    {
      why: 'nothing to do',
      text: 'Giá “xăng” – 22.500 đồng/lít (15 m²)…',
      clean: 'Giá “xăng” – 22.500 đồng/lít (15 m²)…',
    },
  ])('$why', ({ text, clean }) => expect(cleanText(text)).toBe(clean));
});

test('law: what is clean is not changed again, but for ampersands that were escaped', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('&')),
      (text) => {
        const once = cleanText(text);
        expect(cleanText(once)).toBe(once);
      },
    ),
  );
});
