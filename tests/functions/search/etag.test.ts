/** Conditions: what If-None-Match may look like (RFC 9110, 8.8.3 and 13.1.2). */
import { expect, test } from 'vitest';
import { isNamedBy, strongEtag } from '../../../functions/search/etag.ts';

const etag = strongEtag('{"query":"Đà Lạt"}');

test('equal bodies have equal tags, others have others, and a tag is a strong one', () => {
  expect(strongEtag('{"query":"Đà Lạt"}')).toBe(etag);
  expect(strongEtag('{"query":"Đà Nẵng"}')).not.toBe(etag);
  expect(etag).toMatch(/^"[\w-]{27}"$/);
});

test.each([
  { header: undefined, named: false, why: 'no condition' },
  { header: etag, named: true, why: 'the tag as it was given' },
  { header: `W/${etag}`, named: true, why: 'a cache that compressed the body made it weak' },
  { header: `"khac", ${etag}`, named: true, why: 'a list' },
  { header: `"khac",W/${etag},`, named: true, why: 'a list as it comes out of some proxies' },
  { header: `"có, phẩy", ${etag}`, named: true, why: 'a comma inside a tag ends nothing' },
  { header: '*', named: true, why: 'any' },
  { header: ' * ', named: true, why: 'any, with white space' },
  { header: '"khac"', named: false, why: 'another' },
  { header: '', named: false, why: 'nothing' },
  { header: etag.slice(1, -1), named: false, why: 'not quoted: not a tag' },
  { header: `w/${etag}`, named: false, why: 'W is a capital' },
  { header: `"${etag}"`, named: false, why: 'quoted twice' },
  { header: `${etag} rác`, named: false, why: 'more than tags' },
])('$header — $why', ({ header, named }) => {
  expect(isNamedBy(header, etag)).toBe(named);
});
