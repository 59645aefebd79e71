/** The page of `saola inspect`: what came from outside is text in it, whatever it is. */
import * as fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { pageOfShown } from '../../../cli/inspected/page.ts';
import type { Inspected } from '../../../indexer/inspect.ts';

const pageOf = (inspected: Inspected): string =>
  pageOfShown({
    inspection: { articles: [inspected], matching: 1, read: 1, skipped: [], skippedInAll: 0 },
    asides: [],
  });

const NAMES = 'article body dd del dl dt h1 h2 h3 head html li meta p small style title ul'.split(' ');

const outside = fc.oneof(
  fc.string(),
  fc.constantFrom('<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '&lt;b&gt;', '</del></article><h1>'),
);

test('no element and no attribute comes from an article', () => {
  fc.assert(
    fc.property(outside, outside, outside, outside, (title, line, text, why) => {
      const { document } = parseHTML(
        pageOf({
          article: { id: title, title, body: line, section: why },
          origin: { file: text },
          leftOut: [{ text, why }],
          notes: [why],
        }),
      );
      const elements = [...document.querySelectorAll('*')];
      expect(elements.filter(({ localName }) => !NAMES.includes(localName))).toEqual([]);
      expect(elements.filter((each) => [...each.attributes].some(({ name }) => /^(?:on|src|href)/.test(name)))).toEqual(
        [],
      );
      expect(document.querySelectorAll('article h2')).toHaveLength(1);
    }),
  );
});

test('texts are shown as they are', () => {
  const page = pageOf({
    article: { id: 'phep-so-sanh', title: 'Vì sao 3 < 5 & "5 > 3"?', body: 'Dòng một.\nDòng hai.' },
    origin: { file: 'toan.txt' },
    leftOut: [],
    notes: [],
  });
  expect(page).toContain('<h2>Vì sao 3 &lt; 5 &amp; &quot;5 &gt; 3&quot;?</h2>');
  expect(page).toContain('<p>Dòng một.</p><p>Dòng hai.</p>');
  expect(page).not.toMatch(/<script|https?:|url\(|Left out/);
});
