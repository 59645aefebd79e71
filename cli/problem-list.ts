/** Names what is wrong with the sources as it is met; of a flood only the start, then how many there were. */
import { placeOf } from '../indexer/sources/read.ts';
import type { Problem } from '../indexer/sources/source.ts';
import type { Talk } from './talk.ts';
import { count } from './words.ts';

/** As many as can be read on a screen. */
const NAMED = 20;

export class ProblemList {
  readonly #talk: Talk;
  readonly #met = { skipped: 0, warning: 0 };
  #unnamed = { skipped: 0, warning: 0 };

  constructor(talk: Talk) {
    this.#talk = talk;
  }

  add({ kind, origin, what }: Problem): void {
    if (this.#met.skipped + this.#met.warning < NAMED) this.#talk.say(`${placeOf(origin)}: ${kind}: ${what}`);
    else this.#unnamed[kind] += 1;
    this.#met[kind] += 1;
  }

  /** Says how many were not named. */
  end(): void {
    const { skipped, warning } = this.#unnamed;
    const more = [
      ...(skipped > 0 ? [`${count(skipped, 'article')} skipped`] : []),
      ...(warning > 0 ? [count(warning, 'warning')] : []),
    ];
    if (more.length > 0) this.#talk.say(`… and more of the kind: ${more.join(', ')}.`);
  }
}
