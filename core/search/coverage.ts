/** Given which words of a query an article holds, says what they weigh. */
import { COUNTED_WORDS, type Scale } from './scale.ts';

/** For each eight words, what any of them weigh together: an index asks for each of its articles. */
export type Coverage = readonly Float64Array[];

export function coverageOf({ words }: Pick<Scale, 'words'>): Coverage {
  const counted = words.slice(0, COUNTED_WORDS);
  return Array.from({ length: Math.ceil(counted.length / 8) }, (_, i) => {
    const eight = counted.slice(8 * i, 8 * i + 8);
    const sums = new Float64Array(2 ** eight.length);
    for (let held = 1; held < sums.length; held += 1) {
      const last = 31 - Math.clz32(held);
      sums[held] = (sums[held ^ (1 << last)] as number) + (eight[last] as number);
    }
    return sums;
  });
}

/** `held`: a bit for each word. */
export function coveredBy(held: number, coverage: Coverage): number {
  let sum = 0;
  for (let i = 0; i < coverage.length; i += 1)
    sum += (coverage[i] as Float64Array)[(held >>> (8 * i)) & 0xff] as number;
  return sum;
}
