/** The address of a Markdown file, by the habits of each generator. */
import { expect, test } from 'vitest';
import { addressOf } from '../../../../indexer/sources/markdown/address.ts';

test.each([
  {
    why: 'Jekyll: the date is in the name',
    file: 'site/_posts/2019-06-28-ten-bai.md',
    url: '/2019/06/28/ten-bai.html',
  },
  {
    why: 'Jekyll: categories go before',
    file: '_posts/2019-6-8-ten-bai.markdown',
    fields: { categories: 'tin nong' },
    url: '/tin/nong/2019/06/08/ten-bai.html',
  },
  {
    why: 'Jekyll: the date of the front matter counts',
    file: '_posts/2019-06-28-ten-bai.md',
    fields: { date: '2019-07-01 08:30' },
    url: '/2019/07/01/ten-bai.html',
  },
  {
    why: 'Jekyll: placeholders',
    file: '_posts/2019-06-28-ten-bai.md',
    fields: { permalink: '/tin/:year/:title/' },
    url: '/tin/2019/ten-bai/',
  },
  { why: 'Hugo: a bundle', file: 'content/tin/abc/index.md', url: '/tin/abc/' },
  { why: 'Hugo: a file', file: 'content/tin/Ten Bai.md', url: '/tin/ten-bai/' },
  {
    why: 'Hugo: a slug stands for the last part',
    file: 'content/tin/abc/index.md',
    fields: { slug: 'bao-so-3' },
    url: '/tin/bao-so-3/',
  },
  { why: 'Hugo: url is all of it', file: 'content/tin/abc.md', fields: { url: '/bao.html' }, url: '/bao.html' },
  { why: 'Hugo: the Vietnamese one', file: 'content/tin/abc.vi.md', url: '/tin/abc/' },
  { why: 'Hugo: the English one', file: 'content/tin/abc.en.md', url: '/en/tin/abc/' },
  { why: 'Astro: collections', file: 'src/content/blog/x.md', url: '/blog/x/' },
  { why: 'Astro: a slug', file: 'src/content/blog/2019/x.md', fields: { slug: 'bao' }, url: '/blog/bao/' },
  { why: 'Astro: pages', file: 'src/pages/gioi-thieu.md', url: '/gioi-thieu/' },
  { why: 'Docusaurus: numbers give the order', file: 'docs/01-bat-dau/02-cai-dat.mdx', url: '/docs/bat-dau/cai-dat' },
  { why: 'Docusaurus: an index', file: 'docs/bat-dau/README.md', url: '/docs/bat-dau' },
  {
    why: 'Docusaurus: a slug from the root of the docs',
    file: 'docs/a/x.md',
    fields: { slug: '/moi' },
    url: '/docs/moi',
  },
  { why: 'Docusaurus: an id', file: 'docs/a/x.md', fields: { id: 'y' }, url: '/docs/a/y' },
  { why: 'Docusaurus: a blog', file: 'blog/2019-06-28-ten-bai.md', url: '/blog/2019/06/28/ten-bai' },
  {
    why: 'Docusaurus: a blog with a slug',
    file: 'blog/2019-06-28-ten-bai.md',
    fields: { slug: 'ten' },
    url: '/blog/ten',
  },
  { why: 'Eleventy: below the given folder', file: '/srv/site/posts/x.md', below: 'posts/x.md', url: '/posts/x/' },
  {
    why: 'Eleventy: a date in the name goes',
    file: 'site/posts/2018-01-01-x.md',
    below: 'posts/2018-01-01-x.md',
    url: '/posts/x/',
  },
  { why: 'Eleventy: an index', file: 'site/index.md', below: 'index.md', url: '/' },
  {
    why: 'Eleventy: permalink to a file',
    file: 'site/x.md',
    below: 'x.md',
    fields: { permalink: 'tin/y/index.html' },
    url: '/tin/y/',
  },
  {
    why: 'Eleventy: a permalink made of code is not known',
    file: 'site/x.md',
    below: 'x.md',
    fields: { permalink: '/{{ title | slug }}/' },
    url: '/x/',
  },
  { why: 'Eleventy: no page', file: 'site/x.md', fields: { permalink: false }, url: null },
  { why: 'an address in full', file: 'site/x.md', fields: { url: 'https://bao.vn/x' }, url: 'https://bao.vn/x' },
  { why: 'packed', file: 'site/x.md.gz', below: 'x.md.gz', url: '/x/' },
])('$file → $url — $why', ({ file, below, fields = {}, url }) => {
  expect(addressOf(file, below, fields).url).toBe(url);
});

test('the date of a name is known apart', () => {
  expect(addressOf('_posts/2019-6-8-x.md', undefined, {}).date).toBe('2019-06-08');
  expect(addressOf('posts/covid-19-x.md', undefined, {}).date).toBeUndefined();
});
