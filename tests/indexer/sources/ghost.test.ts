/** Exports of Ghost: posts with the tags and authors that stand behind them, in whichever form their text is kept. */
import { expect, test } from 'vitest';
import type { Article } from '../../../core/article.ts';
import { textOfPost } from '../../../indexer/sources/ghost/text.ts';
import { readSources, type LeftAside } from '../../../indexer/sources/read.ts';
import type { Rules } from '../../../indexer/sources/rule.ts';
import { inOwnFolder, put, read } from './own-folder.ts';

inOwnFolder();

const post = (id: string, more: object = {}) => ({
  id,
  title: `Bài ${id}`,
  slug: `bai-${id}`,
  html: '<p>Nội dung.</p>',
  type: 'post',
  status: 'published',
  visibility: 'public',
  ...more,
});

const ghost = (posts: readonly object[]): string =>
  JSON.stringify({
    db: [
      {
        meta: { exported_on: 1561772400000, version: '5.87.1' },
        data: {
          posts,
          posts_authors: [{ id: 'x', post_id: 'a', author_id: 'u1', sort_order: 0 }],
          posts_tags: [
            { post_id: 'a', tag_id: 't2', sort_order: 1 },
            { post_id: 'a', tag_id: 't1', sort_order: 0 },
            { post_id: 'a', tag_id: 't3', sort_order: 2 },
          ],
          tags: [
            { id: 't1', name: 'Thế giới', visibility: 'public' },
            { id: 't2', name: 'Nga', visibility: 'public' },
            { id: 't3', name: '#noi-bo', visibility: 'internal' },
          ],
          users: [{ id: 'u1', name: 'Minh Anh' }],
        },
      },
    ],
  });

async function articles(rules: Rules = {}) {
  const found: Article[] = [];
  const left: LeftAside[] = [];
  for await (const each of readSources(['ghost.json'], { rules, onAside: (aside) => left.push(aside) })) {
    if ('article' in each) found.push(each.article);
  }
  return { found, left: left.map(({ why, pages }) => `${pages} ${why}`) };
}

test('a post, with its tags and authors', async () => {
  await put(
    'ghost.json',
    ghost([
      post('a', {
        html: '<p>Lãnh đạo hai nước gặp nhau.</p>',
        custom_excerpt: 'Bên lề G20',
        feature_image: '__GHOST_URL__/content/images/a.jpg',
        published_at: '2019-06-28T14:40:00.000Z',
        updated_at: '2019-06-29 01:00:00',
      }),
    ]),
  );
  expect((await articles()).found).toEqual([
    {
      id: 'a',
      url: '/bai-a/',
      title: 'Bài a',
      summary: 'Bên lề G20',
      body: 'Lãnh đạo hai nước gặp nhau.',
      section: 'Thế giới',
      tags: ['Thế giới', 'Nga'],
      authors: ['Minh Anh'],
      publishedAt: '2019-06-28T14:40:00.000Z',
      updatedAt: '2019-06-29T01:00:00Z',
      image: '/content/images/a.jpg',
    },
  ]);
});

test('what is no published post, or not for all, is left aside', async () => {
  await put(
    'ghost.json',
    ghost([
      post('a'),
      post('b', { status: 'draft' }),
      post('c', { status: 'scheduled' }),
      post('d', { status: 'sent' }),
      post('e', { type: 'page' }),
      post('f', { type: undefined, page: 1 }),
      post('g', { visibility: 'paid' }),
    ]),
  );
  const { found, left } = await articles();
  expect(found.map(({ id }) => id)).toEqual(['a']);
  expect(left).toEqual([
    '1 is a draft',
    '1 is dated in the future',
    '1 is not published',
    '2 is a page, not a post',
    '1 is for members only',
  ]);
  expect((await articles({ pages: true })).found.map(({ id }) => id)).toEqual(['a', 'e', 'f']);
});

test('a broken post costs that post; a file that is cut off what is behind', async () => {
  const broken = ghost([post('a'), post('b'), post('c')]).replace('"id":"b"', '"id":b');
  await put('ghost.json', broken);
  expect(await read('ghost.json')).toEqual([
    'ghost.json:1 a',
    expect.stringMatching(/^ghost\.json:1 skipped: broken JSON/),
    'ghost.json:1 c',
  ]);
  await put('ghost.json', broken.slice(0, broken.indexOf('"id":"c"')));
  expect((await read('ghost.json')).at(-1)).toBe(
    'ghost.json:1 warning: the export ends before its "}"; the file may be cut off',
  );
});

const text = (words: string) => ({ type: 'text', text: words });
test.each([
  { why: 'HTML', post: { html: '<p>Một</p><p>hai</p>', lexical: '{}' }, body: 'Một\nhai' },
  {
    why: 'Lexical',
    post: {
      lexical: JSON.stringify({
        root: {
          type: 'root',
          children: [
            { type: 'heading', children: [text('Bão')] },
            {
              type: 'paragraph',
              children: [text('gió '), { type: 'link', children: [text('mạnh')] }, { type: 'linebreak' }, text('mưa')],
            },
            {
              type: 'list',
              children: [
                { type: 'listitem', children: [text('Huế')] },
                { type: 'listitem', children: [text('Vinh')] },
              ],
            },
            { type: 'image', src: 'a.jpg', alt: 'Cây đổ', caption: '<b>Ảnh</b>: TTXVN' },
            { type: 'markdown', markdown: '# Tin\n\n*mới*' },
            { type: 'codeblock', code: 'a < b' },
          ],
        },
      }),
    },
    body: 'Bão\ngió mạnh\nmưa\nHuế\nVinh\nCây đổ\nẢnh: TTXVN\nTin\nmới\na < b',
  },
  {
    why: 'Mobiledoc',
    post: {
      mobiledoc: JSON.stringify({
        version: '0.3.1',
        atoms: [['soft-return', '', {}]],
        cards: [
          ['markdown', { markdown: '**Bão** mạnh' }],
          ['html', { html: '<p>x</p>' }],
        ],
        sections: [
          [
            1,
            'p',
            [
              [0, [], 0, 'gió'],
              [1, [], 0, 0],
              [0, [], 0, 'mưa'],
            ],
          ],
          [10, 0],
          [3, 'ul', [[[0, [], 0, 'Huế']]]],
          [10, 1],
        ],
      }),
    },
    body: 'gió\nmưa\nBão mạnh\nHuế\nx',
  },
  { why: 'Markdown of the first Ghost', post: { markdown: '# Tin\n\nmới' }, body: 'Tin\nmới' },
  { why: 'plain text alone', post: { html: null, plaintext: 'Một' }, body: 'Một' },
  { why: 'nothing that can be read', post: { lexical: '{', mobiledoc: '[]' }, body: '' },
])('its text as $why', ({ post: given, body }) => expect(textOfPost(given)).toBe(body));

test('a post that is nested deeper than the stack is left out, and the rest goes on', async () => {
  const deep = `{"root":{"type":"root","children":[{"type":"root","children":${'[{"type":"root","children":'.repeat(30_000)}[]${'}]'.repeat(30_000)}}]}}`;
  await put('ghost.json', ghost([post('a', { html: null, lexical: deep }), post('b')]));
  expect(await read('ghost.json')).toEqual([
    'ghost.json:1 skipped: the post is nested too deep; is it damaged?',
    'ghost.json:1 b',
  ]);
});
