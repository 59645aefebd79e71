/** Given what is live and what is wanted, says how many articles change, and refuses a loss that nobody may have meant. */
import { SaolaError } from '../core/errors.ts';
import { digestText, type Known } from './read-articles.ts';
import type { Facts } from './spool.ts';

/** Of the articles before, how much `mirror` and `full` may take away unasked. */
const MAX_SHRINK = 0.2;

export type Changes = {
  /** In the index afterwards. */
  readonly articles: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
};

/** `put`: articles, those among them that are not as they are live are new or changed. `removed`: live ones that go. */
export function changesOf(
  known: ReadonlyMap<string, Known>,
  put: Iterable<Pick<Facts, 'id' | 'digest'>>,
  removed: number,
): Changes {
  let [added, changed] = [0, 0];
  for (const { id, digest } of put) {
    const before = known.get(id);
    if (!before) added += 1;
    else if (before.digest !== digestText(digest)) changed += 1;
  }
  const articles = known.size + added - removed;
  return { articles, added, changed, removed, unchanged: articles - added - changed };
}

/** Throws `bad-source` for a loss that nobody may have meant. */
export function checkShrink({ removed, skipped, live }: { removed: number; skipped: number; live: number }): void {
  if (removed > 0 && skipped > 0) {
    throw new SaolaError(
      'bad-source',
      `Of the sources, ${skipped} could not be read, and of the live articles ${removed} are not among the rest; they may be the same. Nothing was published; mend the sources, or say --allow-shrink.`,
    );
  }
  if (removed > live * MAX_SHRINK) {
    throw new SaolaError(
      'bad-source',
      `This would remove ${removed} of ${live} articles, more than a fifth. Nothing was published; if it is meant, say --allow-shrink.`,
    );
  }
}
