/** Given real articles, makes as many as are wanted: their runs of sentences dealt out anew, round after round. From the second
 *  round on, rare names and rare neighbours are exchanged for others, or nothing new would come with the hundredth thousand. */
import { words, type Word } from '../../core/text/words.ts';
import { hashOf, randomFrom, shuffled } from '../random.ts';
import { Counts } from './counts.ts';
import { termsOf } from './growth.ts';

export type Text = { readonly title: string; readonly summary: string; readonly body: string };

/** So many neighbours, which are of one section in the news, deal with one another. */
const BLOCK = 24;
/** A body is cut into so many runs at most; the first stays with its title. */
const MOST_RUNS = 2;
/** Words that so few real articles hold are names and numbers: most of what is new in the next thousand. */
const RARE = 3;
/** Of them, so many have another name in each round. Both shares were chosen so that 6,000 real articles made 30,000 whose
 *  vocabulary and pairs grow as those of 30,000 real ones do (`npm run bench:corpus -- --check`): all within 6 %, but pairs that
 *  stand twice, which end 7 % below. Sentences come again in each round, so likeness between rounds is more than real. */
const RENAMED = 0.72;
/** Of pairs that one real article holds, so many get another right half in each round. */
const REPAIRED = 0.5;

/** A part of a made article: what it was made of, and what it says. */
type Piece = { readonly text: string; readonly words: readonly Word[] };

export class CorpusMaker {
  readonly #sources: readonly Text[];
  readonly #seed: number;
  readonly #rare = { words: new Counts(), pairs: new Counts(1 << 20) };
  readonly #share: { readonly renamed: number; readonly repaired: number };

  /** `sources` in an order in which neighbours resemble each other. */
  constructor(sources: readonly Text[], { seed = 1, renamed = RENAMED, repaired = REPAIRED } = {}) {
    this.#sources = sources;
    this.#seed = seed;
    this.#share = { renamed, repaired };
    for (const source of sources) {
      const { exact, pairs } = termsOf(source);
      for (const hash of exact) this.#rare.words.add(hash);
      for (const hash of pairs) this.#rare.pairs.add(hash);
    }
  }

  /** The first so many; more of them begin with the same. Memory: the sources and a block. */
  *texts(count: number): Generator<Text> {
    for (let made = 0, round = 0; made < count; round += 1) {
      for (let from = 0; from < this.#sources.length && made < count; from += BLOCK) {
        const random = randomFrom(hashOf(`${this.#seed} ${round} ${from}`));
        const dealt = deal(this.#sources.slice(from, from + BLOCK), random);
        for (const text of round === 0 ? dealt : this.#renewed(dealt, round, random)) {
          if (made === count) return;
          yield text;
          made += 1;
        }
      }
    }
  }

  #renewed(texts: readonly Text[], round: number, random: () => number): Text[] {
    const pieces = texts.map(({ title, summary, body }) => ({
      title: pieceOf(title),
      summary: pieceOf(summary),
      body: pieceOf(body),
    }));
    const pool = new Map<string, string[]>();
    for (const { text, words: list } of pieces.flatMap((piece) => Object.values(piece))) {
      list.forEach((word, i) => {
        if (!this.#isRarePair(list[i - 1], word)) return;
        const surface = text.slice(word.start, word.end);
        const kind = kindOf(surface);
        pool.set(kind, [...(pool.get(kind) ?? []), surface]);
      });
    }
    const renew = (piece: Piece): string => this.#renewedText(piece, round, pool, random);
    return pieces.map(({ title, summary, body }) => ({
      title: renew(title),
      summary: renew(summary),
      body: renew(body),
    }));
  }

  #renewedText(
    { text, words: list }: Piece,
    round: number,
    pool: ReadonlyMap<string, readonly string[]>,
    random: () => number,
  ): string {
    let renewed = '';
    let at = 0;
    list.forEach((word, i) => {
      let surface = text.slice(word.start, word.end);
      if (this.#isRarePair(list[i - 1], word) && random() < this.#share.repaired) {
        const others = pool.get(kindOf(surface)) ?? [surface];
        surface = others[Math.floor(random() * others.length)] as string;
      }
      renewed += text.slice(at, word.start) + this.#renamed(surface, word, round);
      at = word.end;
    });
    return renewed + text.slice(at);
  }

  #isRarePair(left: Word | undefined, right: Word): boolean {
    return left !== undefined && !right.opens && this.#rare.pairs.df(hashOf(`${left.folded} ${right.folded}`)) <= 1;
  }

  /** The same all through a round, so that a name that three articles hold is again one of three. */
  #renamed(surface: string, { exact }: Word, round: number): string {
    if (this.#rare.words.df(hashOf(exact)) > RARE) return surface;
    const drawn = hashOf(`${round} ${surface.toLowerCase()}`);
    return drawn / 2 ** 32 < this.#share.renamed ? anotherName(surface, drawn) : surface;
  }
}

const pieceOf = (text: string): Piece => ({ text, words: words(text) });

/** Numbers, names and words each stand for their like. */
const kindOf = (surface: string): string =>
  /^\d/.test(surface) ? `number ${surface.length}` : /^\p{Lu}/u.test(surface) ? 'name' : 'word';

/** Each article keeps its title and the first run of its body; the other runs go to another one of the block. */
function deal(texts: readonly Text[], random: () => number): Text[] {
  const runs = texts.map(({ body }) => cut(body.split('\n'), random));
  for (let place = 1; place < MOST_RUNS; place += 1) {
    const having = runs.filter((own) => own[place] !== undefined);
    const dealt = shuffled(
      having.map((own) => own[place] as string[]),
      random,
    );
    having.forEach((own, i) => (own[place] = dealt[i] as string[]));
  }
  return texts.map((text, i) => ({ ...text, body: (runs[i] as string[][]).flat().join('\n') }));
}

function cut(lines: readonly string[], random: () => number): string[][] {
  const cuts = Array.from({ length: MOST_RUNS - 1 }, () => Math.ceil(random() * lines.length));
  const ends = [...new Set(cuts), lines.length].toSorted((a, b) => a - b);
  return ends.map((end, i) => lines.slice(ends[i - 1] ?? 0, end)).filter((run) => run.length > 0);
}

const VOWELS = 'aeiouy';
const CONSONANTS = 'bcdghklmnprstvx';

/** One letter or digit is another: a name that reads like one. */
function anotherName(surface: string, drawn: number): string {
  const units = Array.from(surface.normalize('NFC'));
  const places = units.flatMap((unit, i) => (/[a-z\d]/i.test(unit) ? [i] : []));
  const place = places[drawn % Math.max(1, places.length)];
  if (place === undefined) return surface;
  const unit = units[place] as string;
  const like = /\d/.test(unit) ? '123456789' : VOWELS.includes(unit.toLowerCase()) ? VOWELS : CONSONANTS;
  const other = like[(drawn >>> 8) % like.length] as string;
  units[place] = unit === unit.toUpperCase() ? other.toUpperCase() : other;
  return units.join('');
}
