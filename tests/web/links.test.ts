import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeLink } from '../../web/links.ts';

const PAGE = 'https://bao.example.vn/tim-kiem/?q=kuril';

test.each([
  { why: 'https', link: 'https://bao.example.vn/a.html', href: 'https://bao.example.vn/a.html' },
  { why: 'http', link: 'http://bao.example.vn/a.html', href: 'http://bao.example.vn/a.html' },
  { why: 'from the root of the site', link: '/tin/nam-kuril.html', href: 'https://bao.example.vn/tin/nam-kuril.html' },
  { why: 'beside the page', link: 'nam-kuril.html', href: 'https://bao.example.vn/tim-kiem/nam-kuril.html' },
  { why: 'without a scheme', link: '//cdn.example.vn/a', href: 'https://cdn.example.vn/a' },
  {
    why: 'letters are encoded, not refused',
    link: '/tin/đảo xa',
    href: 'https://bao.example.vn/tin/%C4%91%E1%BA%A3o%20xa',
  },
  { why: 'script', link: 'javascript:alert(1)', href: null },
  { why: 'script in capitals', link: 'JavaScript:alert(1)', href: null },
  { why: 'script behind a space, which browsers skip', link: ' \u0000javascript:alert(1)', href: null },
  { why: 'script with a line break, which browsers drop', link: 'java\nscript:alert(1)', href: null },
  { why: 'a page in the address itself', link: 'data:text/html,<script>alert(1)</script>', href: null },
  { why: 'an old script', link: 'vbscript:msgbox(1)', href: null },
  { why: 'the reader’s own files', link: 'file:///etc/passwd', href: null },
  { why: 'a blob of this very site', link: 'blob:https://bao.example.vn/1', href: null },
  { why: 'no address at all', link: 'http://', href: null },
])('$why: $link', ({ link, href }) => expect(safeLink(link, PAGE)).toBe(href));

test('whatever the link, it leads to http or https or nowhere', () => {
  const scheme = fc.constantFrom('', 'javascript:', 'data:', 'jAvAsCrIpT:', 'http:', '//', 'ftp:', 'blob:https:');
  const link = fc
    .tuple(fc.string({ unit: 'binary', maxLength: 4 }), scheme, fc.webPath())
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(link, fc.string()), (any) => {
      expect(safeLink(any, PAGE) ?? 'https://').toMatch(/^https?:\/\//u);
    }),
  );
});
