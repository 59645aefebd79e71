/** Given the figures of an axis, where each of them stands on it, and which round ones are written beside it. */

export type Scale = {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
};

/** Where an axis lies in the picture. */
export type Span = readonly [from: number, to: number];

/** About so many ticks are read at a glance. */
const TICKS = 5;

/** From 0 to the first round figure that is not below any of `values`. */
export function linear(values: readonly number[], [from, to]: Span): Scale {
  const most = Math.max(0, ...values);
  const step = roundStep((most > 0 ? most : 1) / TICKS);
  const steps = Math.max(1, Math.ceil(most / step - 1e-9));
  return {
    at: (value) => from + ((to - from) * value) / (steps * step),
    ticks: Array.from({ length: steps + 1 }, (_, i) => i * step),
  };
}

/** From the power of ten below all of `values` to the one above; each is above 0. */
export function powersOfTen(values: readonly number[], [from, to]: Span): Scale {
  if (values.some((value) => value <= 0)) throw new RangeError('no power of ten is 0 or less, so it has no place here');
  const low = Math.floor(Math.log10(Math.min(...values, ...(values.length === 0 ? [1] : []))));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values, ...(values.length === 0 ? [1] : [])))));
  return {
    at: (value) => from + ((to - from) * (Math.log10(value) - low)) / (high - low),
    ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)),
  };
}

/** From the least of `values` to the most, equal factors equally far; a tick at each. One alone stands in the middle. */
export function sizes(values: readonly number[], [from, to]: Span): Scale {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return {
    at: (value) =>
      most > least ? from + ((to - from) * Math.log(value / least)) / Math.log(most / least) : (from + to) / 2,
    ticks: [...new Set(values)].toSorted((a, b) => a - b),
  };
}

/** 1, 2 or 5 times a power of ten: the next from `rough` on. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10) * power;
}
