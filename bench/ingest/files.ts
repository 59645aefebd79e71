/** Given articles, writes them as sources of each kind, as other programs would have written them. */
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Article } from '../../core/article.ts';

export type Written = { readonly path: string; /** Of all files together. */ readonly bytes: number };
export type SourceKind = {
  readonly name: string;
  readonly write: (folder: string, articles: readonly Article[]) => Promise<Written>;
};

export const KINDS: readonly SourceKind[] = [
  oneFile('JSON Lines', 'tin.jsonl', (articles) => articles.map((each) => `${JSON.stringify(each)}\n`)),
  oneFile('… packed', 'tin.jsonl.gz', (articles) => articles.map((each) => `${JSON.stringify(each)}\n`)),
  oneFile('JSON list on one line', 'tin.json', jsonList),
  oneFile('CSV', 'tin.csv', csv),
  oneFile('WordPress (WXR)', 'tin.xml', wordPress),
  oneFile('Ghost', 'ghost.json', ghost),
  fileEach('Markdown', 'md', markdown),
  fileEach('HTML pages', 'html', page),
  fileEach('text', 'txt', ({ title, body }) => `${title}\n\n${body}\n`),
];

function oneFile(name: string, file: string, textsOf: (articles: readonly Article[]) => Iterable<string>): SourceKind {
  return {
    name,
    async write(folder, articles) {
      await mkdir(folder, { recursive: true });
      const path = join(folder, file);
      let bytes = 0;
      const counted = function* (): Generator<string> {
        for (const text of textsOf(articles)) {
          bytes += Buffer.byteLength(text);
          yield text;
        }
      };
      const out = createWriteStream(path);
      const texts = Readable.from(counted());
      await (file.endsWith('.gz') ? pipeline(texts, createGzip(), out) : pipeline(texts, out));
      return { path, bytes };
    },
  };
}

function fileEach(name: string, ending: string, textOf: (article: Article) => string): SourceKind {
  return {
    name,
    async write(folder, articles) {
      let bytes = 0;
      for (const article of articles) {
        const file = join(folder, ending, article.section ?? 'khac', `bai-${article.id}.${ending}`);
        const text = textOf(article);
        bytes += Buffer.byteLength(text);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, text);
      }
      return { path: join(folder, ending), bytes };
    },
  };
}

function* jsonList(articles: readonly Article[]): Generator<string> {
  for (const [at, article] of articles.entries()) yield `${at === 0 ? '[' : ','}${JSON.stringify(article)}`;
  yield ']';
}

const cell = (text = ''): string => `"${text.replaceAll('"', '""')}"`;

function* csv(articles: readonly Article[]): Generator<string> {
  yield 'id,url,title,summary,body,section,tags,publishedAt\r\n';
  for (const { id, url, title, summary, body, section, tags, publishedAt } of articles) {
    yield `${[id, url, title, summary, body, section, tags?.join(', '), publishedAt].map(cell).join(',')}\r\n`;
  }
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const paragraphs = (body: string): string =>
  body
    .split('\n')
    .map((line) => `<p>${escaped(line)}</p>`)
    .join('\n');
const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

function* wordPress(articles: readonly Article[]): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/">\n<channel>\n';
  for (const { id, url = '', title, summary = '', body, section = '', publishedAt } of articles) {
    const date = publishedAt === undefined ? '' : new Date(publishedAt).toISOString().slice(0, 19).replace('T', ' ');
    yield `<item><title>${cdata(title)}</title><link>https://bao.vn${escaped(url)}</link><wp:post_id>${id}</wp:post_id>
<wp:post_date_gmt>${date}</wp:post_date_gmt><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<excerpt:encoded>${cdata(summary)}</excerpt:encoded><content:encoded>${cdata(paragraphs(body))}</content:encoded>
<category domain="category">${cdata(section)}</category></item>\n`;
  }
  yield '</channel>\n</rss>\n';
}

function* ghost(articles: readonly Article[]): Generator<string> {
  yield '{"db":[{"meta":{"version":"5.0"},"data":{"posts":[';
  for (const [at, { id, title, body, publishedAt }] of articles.entries()) {
    const post = {
      id,
      title,
      slug: `bai-${id}`,
      html: paragraphs(body),
      status: 'published',
      published_at: publishedAt,
    };
    yield `${at === 0 ? '' : ','}${JSON.stringify(post)}`;
  }
  yield '],"posts_tags":[';
  for (const [at, { id }] of articles.entries()) yield `${at === 0 ? '' : ','}{"post_id":"${id}","tag_id":"1"}`;
  yield '],"tags":[{"id":"1","name":"Thời sự"}],"users":[]}}]}';
}

function markdown({ title, summary, body, section, tags, publishedAt }: Article): string {
  const fields = { title, description: summary, section, tags, date: publishedAt };
  // JSON is YAML.
  return `---\n${Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join('')}---\n\n${body.replaceAll('\n', '\n\n')}\n`;
}

function page({ title, summary = '', body, url = '', publishedAt = '' }: Article): string {
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<link rel="canonical" href="https://bao.vn${escaped(url)}"><meta property="article:published_time" content="${publishedAt}"></head>
<body><nav><a href="/">Trang chủ</a></nav><article><h1>${escaped(title)}</h1><p class="sapo">${escaped(summary)}</p>
${paragraphs(body)}</article><footer>Báo Làng</footer></body></html>\n`;
}
