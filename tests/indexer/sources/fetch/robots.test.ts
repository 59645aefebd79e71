/** What a robots.txt lets Saola ask for (RFC 9309). */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workClock } from '../../../../bench/work-clock.ts';
import { parseRobots } from '../../../../indexer/sources/fetch/robots.ts';

const allows = (text: string, path: string): boolean => parseRobots(text).allows(path);
const forAll = (...rules: string[]): string => ['User-agent: *', ...rules].join('\n');

test.each([
  { why: 'nothing is said', text: '', path: '/tin/bao-so-3', allowed: true },
  { why: 'an empty rule closes nothing', text: forAll('Disallow:'), path: '/tin', allowed: true },
  { why: 'all is closed', text: forAll('Disallow: /'), path: '/tin', allowed: false },
  { why: 'it can always be asked what is closed', text: forAll('Disallow: /'), path: '/robots.txt', allowed: true },
  { why: 'a rule is the beginning of a path', text: forAll('Disallow: /tim'), path: '/tim-kiem?q=bao', allowed: false },
  { why: 'and nothing in its middle', text: forAll('Disallow: /tim'), path: '/tin/tim', allowed: true },
  {
    why: 'the longest rule counts',
    text: forAll('Disallow: /tin', 'Allow: /tin/moi'),
    path: '/tin/moi/1',
    allowed: true,
  },
  { why: 'in any order', text: forAll('Allow: /tin/moi', 'Disallow: /tin'), path: '/tin/cu', allowed: false },
  { why: 'of two as long the kinder', text: forAll('Disallow: /tin', 'Allow: /tin'), path: '/tin', allowed: true },
  { why: '* stands for anything', text: forAll('Disallow: /*/in'), path: '/thoi-su/in/7', allowed: false },
  { why: '$ for the end', text: forAll('Disallow: /*.pdf$'), path: '/luat.pdf', allowed: false },
  { why: 'and for no other place', text: forAll('Disallow: /*.pdf$'), path: '/luat.pdf?xem=1', allowed: true },
  { why: 'the end may be anywhere behind *', text: forAll('Disallow: /a*b$'), path: '/acbb', allowed: false },
  { why: '$ alone is a whole path', text: forAll('Disallow: /$'), path: '/tin', allowed: true },
  {
    why: 'letters are the same as their codes',
    text: forAll('Disallow: /thời-sự'),
    path: '/th%e1%bb%9di-s%E1%BB%B1/1',
    allowed: false,
  },
  { why: 'so are codes of letters', text: forAll('Disallow: /%74in'), path: '/tin', allowed: false },
  {
    why: 'its own group counts alone',
    text: `${forAll('Disallow: /')}\n\nUser-agent: Saola\nDisallow: /an`,
    path: '/tin',
    allowed: true,
  },
  { why: 'with a version', text: `User-agent: saola/2.0\nDisallow: /tin\n${forAll()}`, path: '/tin', allowed: false },
  { why: 'other names are others', text: 'User-agent: saolabot\nDisallow: /', path: '/tin', allowed: true },
  {
    why: 'groups of one name are one',
    text: 'User-agent: saola\nDisallow: /a\n\nUser-agent: saola\nDisallow: /b',
    path: '/b',
    allowed: false,
  },
  {
    why: 'one group for several',
    text: 'User-agent: kangaroo\nUser-agent: saola\nDisallow: /tin',
    path: '/tin',
    allowed: false,
  },
  {
    why: 'a sitemap between names ends no list',
    text: 'User-agent: saola\nSitemap: /x\nUser-agent: kha\nDisallow: /tin',
    path: '/tin',
    allowed: false,
  },
  {
    why: 'rules before any name are nobody’s',
    text: 'Disallow: /\nUser-agent: *\nAllow: /',
    path: '/tin',
    allowed: true,
  },
  {
    why: 'comments, mark, CR LF',
    text: '\uFEFFuser-agent : * # mọi nơi\r\nDISALLOW: /tin # cũ\r\n',
    path: '/tin/1',
    allowed: false,
  },
])('$why', ({ text, path, allowed }) => expect(allows(text, path)).toBe(allowed));

describe('beside rules', () => {
  test('sitemaps are named for everybody', () =>
    expect(
      parseRobots('Sitemap: https://bao.vn/a.xml\nUser-agent: x\nDisallow: /\nsitemap:https://bao.vn/b.xml').sitemaps,
    ).toEqual(['https://bao.vn/a.xml', 'https://bao.vn/b.xml']));

  test('a delay counts for those it is said to', () => {
    expect(parseRobots('User-agent: *\nCrawl-delay: 2.5').crawlDelayMs).toBe(2500);
    expect(parseRobots('User-agent: saola\nAllow: /\n\nUser-agent: *\nCrawl-delay: 9').crawlDelayMs).toBeUndefined();
    expect(parseRobots('User-agent: *\nCrawl-delay: nhiều').crawlDelayMs).toBeUndefined();
  });
});

/** As a reader of the RFC would say it, without regard to cost. */
const expression = (pattern: string): RegExp => {
  const isWhole = pattern.endsWith('$');
  const pieces = (isWhole ? pattern.slice(0, -1) : pattern).split('*');
  return new RegExp(`^${pieces.map((piece) => piece.replaceAll('$', '\\$')).join('.*')}${isWhole ? '$' : ''}`);
};

test('a pattern fits what it says', () => {
  const patterns = fc
    .array(fc.constantFrom('a', 'b', '/', '*', '$'), { minLength: 1, maxLength: 8 })
    .map((all) => `/${all.join('')}`);
  const paths = fc.array(fc.constantFrom('a', 'b', '/', '$'), { maxLength: 10 }).map((all) => `/${all.join('')}`);
  fc.assert(
    fc.property(patterns, paths, (pattern, path) => {
      expect(allows(forAll(`Disallow: ${pattern}`), path)).toBe(!expression(pattern).test(path));
    }),
  );
});

test('no pattern costs much', () => {
  const text = forAll(`Disallow: /${'*a'.repeat(2000)}$`);
  const passed = workClock();
  expect(allows(text, `/${'a'.repeat(8000)}b`)).toBe(true);
  expect(passed()).toBeLessThan(1000);
});
