/** Given what cold searches read at each size, the plots that stand in docs/plots. The same figures give the same bytes. */
import { bytesOf, meanOf, spread } from '../reads/measure.ts';
import type { Measured } from '../reads/report.ts';
import { linesPlot, type Line } from './lines.ts';
import type { Plot } from './write.ts';

type Figure = (measured: Measured) => number;

/** `where`: as in `enginePlots`. None where nothing was measured. */
export function readsPlots(all: readonly Measured[], where: string): Plot[] {
  const [first] = all;
  if (!first) return [];
  const line = (name: string, figure: Figure, digits: number, rest: Pick<Line, 'figures' | 'ours'>): Line => ({
    name,
    points: all
      .toSorted((a, b) => a.articles - b.articles)
      .map((measured) => {
        const value = figure(measured);
        return { articles: measured.articles, value, says: value.toFixed(digits) };
      }),
    ...rest,
  });
  const upper = { figures: 'above', ours: false } as const;
  const lower = { figures: 'below', ours: true } as const;
  const megabytes = all.map(({ cold }) => (meanOf(cold.map(bytesOf)) / 1e6).toFixed(2)).join(', ');
  const asked = `${first.cold.length} searches of mixed kinds, each on an index that nobody has opened`;
  return [
    {
      file: 'cold-reads.svg',
      svg: linesPlot({
        title: 'Reads of a cold search',
        subtitle: asked,
        axis: 'GET requests for one answer, less is better',
        lines: [
          line('99 of 100 within', (measured) => spread(getsOf(measured)).p99, 0, upper),
          line('mean', (measured) => meanOf(getsOf(measured)), 1, lower),
        ],
        notes: [`Megabytes read for one answer, at each size: ${megabytes}.`, where],
      }),
    },
    {
      file: 'cold-time.svg',
      svg: linesPlot({
        title: 'Time of a cold search',
        subtitle: asked,
        axis: 'milliseconds (ms) to the first answer, less is better',
        lines: [
          line('99 of 100 within', (measured) => spread(msOf(measured)).p99, 0, upper),
          line('half within', (measured) => spread(msOf(measured)).p50, 0, lower),
        ],
        notes: [
          'Each GET is counted as 30 ms to its first byte and 90 MB/s from then on; the work between is measured.',
          where,
        ],
      }),
    },
  ];
}

const getsOf = ({ cold }: Measured) => cold.map(({ gets }) => gets);
const msOf = ({ cold }: Measured) => cold.map(({ waitMs, workMs }) => waitMs + workMs);
