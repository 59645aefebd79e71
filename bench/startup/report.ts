/** Given the starts of each program, here is their table. */
import { median } from '../statistics.ts';
import type { Table } from '../table.ts';
import type { Built, Start } from './measure.ts';

export type Measured = { readonly built: Built; readonly starts: readonly Start[] };

/** The first program is the one that the others are compared with; each has at least one start. */
export function startTable(measured: readonly Measured[]): Table {
  const [first] = measured;
  if (!first) throw new RangeError('nothing was measured, so there is no table');
  const bare = median(first.starts.map(({ ready }) => ready));
  const figures = (times: readonly number[]): string[] => [
    median(times).toFixed(0),
    Math.min(...times).toFixed(0),
    (median(times) / bare).toFixed(1),
  ];
  return {
    title: `From the start of a process, medians of ${first.starts.length}`,
    head: ['the function', 'kB', 'at the start', 'ready ms', 'least', 'ratio', 'first answer ms', 'least', 'ratio'],
    rows: measured.map(({ built: { program, startBytes, bytes }, starts }) => [
      program.name,
      kilobytes(bytes),
      kilobytes(startBytes),
      ...figures(starts.map(({ ready }) => ready)),
      ...(program.answers ? figures(starts.map(({ answered }) => answered)) : ['–', '–', '–']),
    ]),
    note: 'ratios are to a handler that does nothing, until it is ready',
  };
}

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0);
