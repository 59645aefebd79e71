/** Figures of several runs as one. */

/** The value in the middle; of two in the middle, their mean. `values` holds at least one. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) throw new RangeError('no values, so no median');
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/** The smallest value that at least `percent` of all do not exceed (nearest rank, so always one that was measured).
 *  `values` holds at least one; `percent` is above 0 and at most 100. */
export function percentile(values: readonly number[], percent: number): number {
  const rank = Math.ceil((percent / 100) * values.length);
  const value = values.toSorted((a, b) => a - b)[rank - 1];
  if (value === undefined) throw new RangeError(`no ${percent}th percentile of ${values.length} values`);
  return value;
}
