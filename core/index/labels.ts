/** Names that articles carry, such as tags: each name once, and for each article the numbers of its names.
 *  Whoever looks for a name compares it with each distinct one, and after that only numbers. */
import { malformed, type ByteReader, type ByteWriter } from './bytes.ts';

/** `names`: distinct, in order of first use; values of article `d` are `names[values[i]]` for `i` in
 *  `starts[d]`..`starts[d + 1] - 1`. */
export type Labels = {
  readonly names: readonly string[];
  readonly starts: Uint32Array;
  readonly values: Uint32Array;
};

/** Takes the names of one article after the other. */
export class LabelsBuilder {
  readonly #numbers = new Map<string, number>();
  readonly #starts = [0];
  readonly #values: number[] = [];

  /** Equal names of an article are one; names are kept as they are spelt. */
  add(list: readonly string[]): void {
    for (const name of new Set(list.map(wellFormed))) {
      const number = this.#numbers.get(name) ?? this.#numbers.size;
      this.#numbers.set(name, number);
      this.#values.push(number);
    }
    this.#starts.push(this.#values.length);
  }

  take(): Labels {
    return {
      names: [...this.#numbers.keys()],
      starts: Uint32Array.from(this.#starts),
      values: Uint32Array.from(this.#values),
    };
  }
}

/** As UTF-8 stores it, which has no lone half of a surrogate pair: else two names could come back as one. */
const wellFormed = (name: string): string => name.replace(/\p{Surrogate}/gu, '\uFFFD');

/** How many names, the names; how many each article has; the number of each. Like stands by like, for the compressor. */
export function writeLabels(out: ByteWriter, { names, starts, values }: Labels): void {
  out.varint(names.length);
  for (const name of names) out.text(name);
  for (let doc = 1; doc < starts.length; doc += 1) out.varint((starts[doc] as number) - (starts[doc - 1] as number));
  for (const value of values) out.varint(value);
}

/** Throws `SaolaError('index-malformed')` for what `writeLabels` never writes. */
export function readLabels(input: ByteReader, articles: number): Labels {
  const count = input.varint();
  const numbers = new Set<string>();
  for (let read = 0; read < count; read += 1) numbers.add(input.text());
  if (numbers.size !== count) throw malformed(`of ${count} names only ${numbers.size} are different`);

  const starts = new Uint32Array(articles + 1);
  let end = 0;
  for (let doc = 1; doc <= articles; doc += 1) {
    end += input.varint();
    // a value has a byte at least; also bounds `end`, before anything of that length is made
    if (end > input.left) throw malformed(`${end} names of articles stand in ${input.left} bytes`);
    starts[doc] = end;
  }

  const values = new Uint32Array(end);
  let used = 0;
  for (let i = 0; i < end; i += 1) {
    const value = input.varint();
    if (value > used || value >= count) throw malformed(`name ${value} of ${count} comes before name ${used}`);
    if (value === used) used += 1;
    values[i] = value;
  }
  if (used !== count) throw malformed(`of ${count} names only ${used} are used`);
  return { names: [...numbers], starts, values };
}
