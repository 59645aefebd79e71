/** Counts articles that nearly repeat others, and names the first of them: nothing is wrong with them, and all are taken. */
import type { NearCopy } from '../indexer/near-copies.ts';
import { placeOf } from '../indexer/sources/read.ts';
import type { Talk } from './talk.ts';
import { grouped } from './words.ts';

const NAMED = 5;

export class NearList {
  readonly #named: NearCopy[] = [];
  #met = 0;

  add(near: NearCopy): void {
    this.#met += 1;
    if (this.#named.length < NAMED) this.#named.push(near);
  }

  end(talk: Talk): void {
    if (this.#met === 0) return;
    const one = this.#met === 1;
    talk.say(
      `${grouped(this.#met)} ${one ? 'article is' : 'articles are'} nearly what another one is; all were taken:`,
    );
    for (const { origin, of, likeness } of this.#named)
      talk.say(`  ${placeOf(origin)} has about ${Math.round(likeness * 100)} % of its phrases in ${placeOf(of)}.`);
    if (this.#met > NAMED) talk.say(`  … and ${grouped(this.#met - NAMED)} more.`);
  }
}
