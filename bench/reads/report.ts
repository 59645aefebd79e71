/** Given what was measured at each size, the tables that are read. */
import type { ReadsFigures } from '../child/reads.ts';
import { grouped } from '../figures.ts';
import { QUERY_KINDS } from '../mixed-queries.ts';
import { READ_KINDS, S3 } from '../slow-store.ts';
import type { Table } from '../table.ts';
import type { BuiltIndex } from './built.ts';
import { bytesOf, meanOf, spread, type Asked } from './measure.ts';

export type Measured = {
  readonly articles: number;
  readonly built: BuiltIndex;
  readonly cold: readonly Asked[];
  readonly warm: readonly Asked[];
  readonly resident: ReadsFigures;
  readonly cacheBytes: number;
};

/** S3's price for reading, Standard class, 2026. */
const DOLLARS_PER_MILLION_GETS = 0.4;

export function tablesOf(all: readonly Measured[]): Table[] {
  const [first] = all;
  if (!first) return [];
  const rows = (cells: (measured: Measured) => readonly string[]) =>
    all.map((measured) => [grouped(measured.articles), ...cells(measured)]);
  return [
    {
      title: `Cold: the first answer, ${first.cold.length} searches, each on an index that nobody has opened`,
      head: [
        'articles',
        'GETs',
        'p99',
        'MB',
        'steps at most',
        'ms p50',
        'p99',
        'of one bare GET',
        'of the first size',
        'on one link p50',
      ],
      rows: rows(({ cold }) => {
        const ms = spread(cold.map(wholeMs));
        const firstMs = spread(first.cold.map(wholeMs));
        return [
          ...getsOf(cold),
          (meanOf(cold.map(bytesOf)) / 1e6).toFixed(2),
          String(Math.max(...cold.map(({ steps }) => steps))),
          ms.p50.toFixed(0),
          ms.p99.toFixed(0),
          (ms.p50 / S3.firstByteMs).toFixed(2),
          (ms.p50 / firstMs.p50).toFixed(2),
          spread(cold.map(({ waitOneLinkMs, workMs }) => waitOneLinkMs + workMs)).p50.toFixed(0),
        ];
      }),
      note: 'ms: 30 ms and 90 MB/s for each GET, counted, and the work between, measured in a process that is warm; “on one link”: 90 MB/s for all together',
    },
    {
      title: 'Cold: GETs and kB of one answer, by part',
      head: ['articles', ...READ_KINDS.flatMap((kind) => [`${kind} GETs`, 'kB']), 'waiting ms', 'work ms'],
      rows: rows(({ cold }) => [
        ...READ_KINDS.flatMap((kind) => [
          meanOf(cold.map(({ getsByKind }) => getsByKind[kind])).toFixed(1),
          grouped(meanOf(cold.map(({ bytes }) => bytes[kind])) / 1e3),
        ]),
        spread(cold.map(({ waitMs }) => waitMs)).p50.toFixed(0),
        spread(cold.map(({ workMs }) => workMs)).p50.toFixed(0),
      ]),
    },
    {
      title: 'Cold: GETs and kB of one answer, by kind of search',
      head: ['articles', ...QUERY_KINDS.flatMap((kind) => [`${kind} GETs`, 'kB'])],
      rows: rows(({ cold }) =>
        QUERY_KINDS.flatMap((wanted) => {
          const of = cold.filter(({ kind }) => kind === wanted);
          return of.length === 0
            ? ['–', '–']
            : [meanOf(of.map(({ gets }) => gets)).toFixed(1), grouped(meanOf(of.map(bytesOf)) / 1e3)];
        }),
      ),
    },
    {
      title: `Warm: ${grouped(first.warm.length)} searches one after another, a cache of ${Math.round(first.cacheBytes / 2 ** 20)} MiB`,
      head: [
        'articles',
        'GETs',
        'p99',
        '$ a million answers',
        ...READ_KINDS.slice(1, 4).map((kind) => `${kind} GETs`),
        'kB',
        'steps at most',
        'resident MB',
        'over start',
        'over start and cache',
        'peak',
      ],
      rows: rows(({ warm, resident, cacheBytes }) => [
        ...getsOf(warm),
        (meanOf(warm.map(({ gets }) => gets)) * DOLLARS_PER_MILLION_GETS).toFixed(2),
        ...READ_KINDS.slice(1, 4).map((kind) => meanOf(warm.map(({ getsByKind }) => getsByKind[kind])).toFixed(1)),
        grouped(meanOf(warm.map(bytesOf)) / 1e3),
        String(Math.max(...warm.slice(1).map(({ steps }) => steps))),
        megabytes(resident.endBytes),
        megabytes(resident.endBytes - resident.startBytes),
        megabytes(resident.endBytes - resident.startBytes - cacheBytes),
        megabytes(resident.peakBytes),
      ]),
      note: 'the cache is empty at first, and the cost of filling it is in the means; steps: from the second search on',
    },
    {
      title: 'Everything in memory',
      head: [
        'articles',
        'ranking p50 ms',
        'p99',
        'whole answer p50 ms',
        'p99',
        'worst bad query ms',
        'which',
        'built in s',
        'peak MB',
        'built by',
      ],
      rows: rows(({ resident: { ranking, answer, worst }, built }) => [
        ranking.p50.toFixed(2),
        ranking.p99.toFixed(2),
        answer.p50.toFixed(2),
        answer.p99.toFixed(2),
        worst.ms.toFixed(1),
        worst.why,
        grouped(built.ms / 1000),
        megabytes(built.peakBytes),
        built.commit,
      ]),
      note: 'ranking reads no texts but those in which phrases are looked for; whole answer: ten hits with snippets',
    },
  ];
}

const wholeMs = ({ waitMs, workMs }: Asked): number => waitMs + workMs;

function getsOf(asked: readonly Asked[]): [mean: string, p99: string] {
  const gets = asked.map((each) => each.gets);
  return [meanOf(gets).toFixed(1), String(spread(gets).p99)];
}

const megabytes = (bytes: number): string => grouped(bytes / 1e6);
