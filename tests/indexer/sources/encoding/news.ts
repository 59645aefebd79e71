/** Real sentences for tests of encodings: of the example articles, and of thirty thousand news where those are. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { NEWS, SHARED } from '../../../../bench/data.ts';
import { root } from '../../../../scripts/lib/paths.mjs';

export type News = { readonly title: string; readonly summary: string; readonly body: string };

export const exampleNews = (): News[] =>
  readdirSync(join(root, 'examples/articles')).map((file) =>
    newsOf(readFileSync(join(root, 'examples/articles', file), 'utf8')),
  );

const FILE = join(SHARED, NEWS);
/** `false` where the texts are not here, which are not ours to publish: then `test.skipIf` says so. */
export const hasRealNews = existsSync(FILE);

export const realNews = (): News[] =>
  gunzipSync(readFileSync(FILE)).toString('utf8').split('\n').filter(Boolean).map(newsOf);

/** Text of just so many characters, that begins with a word, from the middle of articles: one of each. Without eths, which
 *  the old encodings do not have. */
export const cutsOf = (news: readonly News[], characters: number): string[] =>
  news.flatMap(({ body }) => {
    const from = body.indexOf(' ', 60) + 1;
    const cut = body
      .slice(from, from + characters)
      .normalize('NFC')
      .replaceAll('Ð', 'Đ');
    return from > 0 && cut.length === characters ? [cut] : [];
  });

function newsOf(json: string): News {
  const { title, summary, body } = JSON.parse(json) as Record<string, unknown>;
  return { title: text(title), summary: text(summary), body: text(body) };
}

const text = (value: unknown): string =>
  Array.isArray(value) ? value.join('\n') : typeof value === 'string' ? value : '';
