/** Given an article that was looked at, returns what is shown of it beside its text: names and values, on paper as on a page. */
import type { Inspected, Inspection } from '../../indexer/inspect.ts';
import type { LeftAside } from '../../indexer/sources/read.ts';
import { placeOf } from '../../indexer/sources/read.ts';
import { count, grouped } from '../words.ts';

/** What one run of `saola inspect` has to show. */
export type Shown = { readonly inspection: Inspection; readonly asides: readonly LeftAside[] };

export type Row = readonly [name: string, value: string];

/** Only what there is. */
export function fieldsOf({ article, origin }: Inspected): Row[] {
  const { id, url, title, summary, section, tags, authors, publishedAt, updatedAt, image } = article;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['from', `${placeOf(origin)} (${kindOf(origin.file)})`],
    ['id', id],
    ['url', url],
    ['title', title],
    ['published', publishedAt],
    ['updated', updatedAt],
    ['section', section],
    ['tags', tags?.join(', ')],
    ['authors', authors?.join(', ')],
    ['image', image],
    ['summary', summary],
  ];
  return rows.flatMap(([name, value]): Row[] => (value === undefined ? [] : [[name, value]]));
}

const KINDS: readonly (readonly [ending: RegExp, kind: string])[] = [
  [/\.(?:x?html?|shtml)$/, 'an HTML page'],
  [/\.(?:mdx?|markdown)$/, 'Markdown'],
  [/\.(?:csv|tsv|tab)$/, 'a row of a table'],
  [/\.(?:jsonl|ndjson)$/, 'a line of JSON'],
  [/\.json$/, 'JSON'],
  [/\.xml$/, 'XML'],
  [/\.txt$/, 'a text'],
];

function kindOf(file: string): string {
  const name = file
    .toLowerCase()
    .replace(/\.gz$/, '')
    .replace(/[?#].*$/, '');
  return KINDS.find(([ending]) => ending.test(name))?.[1] ?? 'told by its content';
}

/** How many words there are between white space. */
export const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length;

/** How much of the sources is shown, in one line. */
export function headOf({ inspection: { articles, matching, read } }: Shown): string {
  const all = `${count(read, 'article')} in the sources`;
  if (matching === read && articles.length === read) return `${all}.`;
  const chosen = matching === read ? all : `${all}, ${grouped(matching)} of them as asked`;
  return articles.length === matching ? `${chosen}.` : `${chosen}; the first ${grouped(articles.length)} are shown.`;
}

/** What is no article, or could not be read: a line for each. */
export function restOf({ inspection: { skipped, skippedInAll }, asides }: Shown): string[] {
  return [
    ...asides.map(({ source, why, pages, example }) =>
      pages === 1
        ? `${example}: left aside: it ${why}`
        : `${source}: ${grouped(pages)} pages left aside: each of them ${why} (as ${example})`,
    ),
    ...skipped.map(({ origin, what }) => `${placeOf(origin)}: skipped: ${what}`),
    ...(skippedInAll > skipped.length
      ? [`… and ${grouped(skippedInAll - skipped.length)} more that were skipped`]
      : []),
  ];
}
