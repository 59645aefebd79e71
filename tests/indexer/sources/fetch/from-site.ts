/** What is read from a site that stands on this machine, and what was said of it. */
import { afterEach, beforeEach } from 'vitest';
import type { Article } from '../../../../core/article.ts';
import { placeOf, readSources, type ReadOptions } from '../../../../indexer/sources/read.ts';
import { startSite, type Site } from '../../../support/site.ts';

export type FromSite = { articles: Article[]; said: string[]; asides: string[]; notices: string[] };

/** The site of the test that runs. */
export function ownSite(): () => Site {
  let site: Site;
  beforeEach(async () => {
    site = await startSite();
  });
  afterEach(async () => await site.close());
  return () => site;
}

/** Sources are paths on the site, or files as `file:…`. The site's own address is left out of everything that was said. */
export async function readFrom(site: Site, sources: readonly string[], options: ReadOptions = {}): Promise<FromSite> {
  const got: FromSite = { articles: [], said: [], asides: [], notices: [] };
  const short = (text: string): string => text.replaceAll(site.origin, '');
  const found = readSources(
    sources.map((source) => (source.startsWith('/') ? `${site.origin}${source}` : source.replace(/^file:/, ''))),
    {
      ...options,
      net: { allowPrivate: true, delayMs: 0, ...options.net },
      onAside: ({ why, pages, example }) => got.asides.push(short(`${pages} ${why} (${example})`)),
      onNotice: (text) => got.notices.push(short(text)),
    },
  );
  for await (const each of found) {
    if ('article' in each) got.articles.push(each.article);
    else got.said.push(short(`${placeOf(each.problem.origin)} ${each.problem.kind}: ${each.problem.what}`));
  }
  return got;
}
