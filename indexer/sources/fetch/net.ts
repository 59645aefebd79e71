/** What all addresses of one run share: who fetches, what is remembered, and which pages have been asked for. */
import { digestText } from '../../read-articles.ts';
import { digestOf } from '../../spool.ts';
import type { LiveArticles } from '../live-articles.ts';
import type { PageFound } from '../html/pages.ts';
import type { Rules } from '../rule.ts';
import type { Origin } from '../source.ts';
import type { Visit, Visits } from '../visits.ts';
import type { Fetcher, Tags } from './fetcher.ts';

export type Net = {
  readonly fetcher: Fetcher;
  readonly visits: Visits;
  readonly live: LiveArticles;
  readonly rules: Rules;
  readonly now: number;
  /** Addresses of pages and lists that were asked for: each is read once, however many lists name it. */
  readonly seen: Set<string>;
  /** As `Reading` has it. */
  readonly tellLeftOut: boolean;
  /** What was decided that nobody said, in a line for the user. */
  readonly notice: (text: string) => void;
  /** Called once for each list with pages that the site's rules leave out. */
  readonly leftOut: (list: string, pages: number, example: string) => void;
};

/** What is remembered of an address, where all that came of it is live. */
export function heldVisit({ visits, live }: Pick<Net, 'visits' | 'live'>, address: string): Visit | undefined {
  const visit = visits.get(address);
  return visit?.articles.every(([id, mark]) => live.holds(id, mark)) ? visit : undefined;
}

/** What came of an address stays, without having been read again. */
export function* again(
  { visits, live }: Pick<Net, 'visits' | 'live'>,
  address: string,
  visit: Visit,
  origin: Origin = { file: address },
): Generator<PageFound> {
  for (const [id] of visit.articles) live.keep(id);
  for (const aside of visit.asides ?? []) yield { aside, origin };
  visits.set(address, visit);
}

/** Time alone makes an article of these, or none. */
const PASSING = new Set(['is dated in the future', 'has expired']);

/** Remembers what came of an address. What had any problem is read again next time, so that it is told again. */
export class Outcome {
  readonly #articles: [id: string, mark: string][] = [];
  readonly #asides: NonNullable<Visit['asides']>[number][] = [];
  #isWhole = true;

  add(found: PageFound): void {
    if ('problem' in found) this.#isWhole = false;
    else if ('aside' in found) {
      this.#asides.push(found.aside);
      if (PASSING.has(found.aside)) this.#isWhole = false;
    } else this.#articles.push([found.article.id, digestText(digestOf(found.article))]);
  }

  /** It cannot be told from the address alone whether this has changed. */
  spoil(): void {
    this.#isWhole = false;
  }

  remember(visits: Visits, address: string, about: Tags & Pick<Visit, 'lastmod'>): void {
    const isTelling = about.etag !== undefined || about.modified !== undefined || about.lastmod !== undefined;
    if (!this.#isWhole || !isTelling) {
      visits.forget(address);
      return;
    }
    const asides = this.#asides.length > 0 && { asides: this.#asides };
    visits.set(address, { ...about, articles: this.#articles, ...asides });
  }
}
