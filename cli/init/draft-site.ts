/** Given what was found at an address, returns a first configuration for its site in YAML, with what may be changed in
 *  comments. */
import type { Article } from '../../core/article.ts';
import type { SiteList, SiteLook } from '../../indexer/sources/fetch/look.ts';
import type { NetOptions } from '../../indexer/sources/fetch/net-options.ts';
import { count, grouped } from '../words.ts';
import { commented, HEAD, quoted } from './yaml-words.ts';

/** Folders of addresses that are named. */
const MOST_FOLDERS = 12;

/** `asked`: how servers were asked, which is how they are asked by this file. */
export function draftSiteConfig(address: string, look: SiteLook, asked: NetOptions): string {
  const { lists, folders, articles, troubles } = look;
  return `${[
    ...HEAD(`saola index ${commented(address)}`, 'the site'),
    `# Found at ${commented(address)}: ${NAMES[look.is]}${look.is === 'front' ? ', whose site names' : ''}`,
    ...lists.map((list) => `#   ${commented(list.address)}: ${listText(list)}`),
    ...(folders.length > 0
      ? [
          '#',
          '# Where their pages stand:',
          ...folders.slice(0, MOST_FOLDERS).map(folderLine),
          ...moreFolders(folders.length),
        ]
      : []),
    ...(articles.length > 0
      ? ['#', '# What was read of some of them (saola inspect shows it whole):', ...articles.flatMap(articleLines)]
      : []),
    ...troubles.map((trouble) => `#   not read: ${commented(trouble)}`),
    '',
    '# How its server is asked: requests at once, and milliseconds between them.',
    ...(look.crawlDelayMs > 0
      ? [
          `# Its robots.txt wants ${look.crawlDelayMs / 1000} s between requests, which counts where it is more, up to 30 s.`,
        ]
      : []),
    'fetch:',
    `  atOnce: ${asked.atOnce ?? 2}`,
    `  delay: ${asked.delayMs ?? 100}`,
    ...(asked.allowPrivate ? ['  allowPrivate: true'] : ['  # allowPrivate: true']),
    '  # Where is remembered what was fetched, as for a folder that your CI keeps:',
    '  # state: da-xem.jsonl',
    '',
    '# Addresses of lists that are not read:',
    `# leaveOutFiles: [${quoted(`${folders.at(-1)?.[0] ?? `${new URL(address).origin}/video/`}**`)}]`,
    '',
    '# What may be written for what, a group on each line, as TP.HCM = Sài Gòn:',
    '# synonyms: dong-nghia.txt',
    '',
    ...(look.is === 'feed' || (lists.length > 0 && lists.every(({ kind }) => kind === 'feed'))
      ? [
          '# What a run may take. (Not mirror: a feed holds the newest articles alone, and the others would go.)',
          '# memory: 1GB',
        ]
      : [
          '# What a run may take, and whether it also removes what the lists no longer name:',
          '# memory: 1GB',
          '# mirror: true',
        ]),
  ].join('\n')}\n`;
}

const NAMES = {
  feed: 'a feed',
  sitemap: 'a sitemap',
  front: 'no article',
  page: 'a page with an article',
  file: 'a file of articles',
} satisfies Record<SiteLook['is'], string>;

function listText({ kind, pages, sitemaps, whole }: SiteList): string {
  if (kind === 'feed') return `a feed of ${count(pages, 'article')}, ${grouped(whole)} of them with their whole text`;
  if (sitemaps === 0) return `a sitemap of ${count(pages, 'page')}`;
  return `an index of ${count(sitemaps, 'sitemap')}, the first one of ${count(pages, 'page')}`;
}

const folderLine = ([folder, pages]: readonly [string, number]): string =>
  `#   ${commented(folder)} ${count(pages, 'page')}`;
const moreFolders = (folders: number): string[] =>
  folders > MOST_FOLDERS ? [`#   and ${count(folders - MOST_FOLDERS, 'more place')}`] : [];

function articleLines({ title, body, captions = [], ...article }: Article): string[] {
  const { publishedAt, section, authors = [], url } = article;
  const said = [
    publishedAt ?? 'no date',
    section ?? 'no section',
    authors.length > 0 ? authors.join(', ') : 'no author',
    count(body.split(/\s+/).filter(Boolean).length, 'word'),
    ...(captions.length > 0 ? [count(captions.length, 'caption')] : []),
  ];
  return [`#   ${commented(title)}`, `#     ${commented(said.join(' · '))}`, `#     ${commented(url ?? article.id)}`];
}
