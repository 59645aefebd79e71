/** Given the summaries of engines on one size, the tables that are read; the ratios come last. */
import { LABELS, type EngineName } from './engines/names.ts';
import { grouped, milliseconds } from './figures.ts';
import { searchedBytes } from './index-bytes.ts';
import type { Summary } from './summary.ts';
import type { Table } from './table.ts';

const PARTS = ['terms', 'columns', 'manifest', 'gz', 'records', 'suggestions'] as const;

/** The first is what the others are divided by in the last table. */
export function tablesOf(all: readonly Summary[]): Table[] {
  const [first, ...others] = all;
  if (!first) return [];
  const size = grouped(first.articles);
  return [
    {
      title: `${size} articles: building, and bytes of index per article`,
      head: ['engine', 'articles/s', 'peak MB', ...PARTS, 'to search'],
      rows: all.map(({ engine, build, bytes, articles }) => [
        label(engine),
        grouped(build.articlesPerSecond),
        megabytes(build.peakBytes),
        ...PARTS.map((part) => (bytes[part] === undefined ? '–' : grouped(bytes[part] / articles))),
        grouped(searchedBytes(bytes) / articles),
      ]),
      note: '"gz": the whole index as one gzipped file; "to search": all but the records, which hold the texts that hits and snippets are made of, and the suggestions, both of which only Saola has',
    },
    {
      title: `${size} articles: a fresh process`,
      head: [
        'engine',
        'open ms',
        'first answer ms',
        'from process start ms',
        'reads',
        'read kB',
        'resident MB',
        'after all queries MB',
      ],
      rows: all.map(({ engine, search }) => [
        label(engine),
        milliseconds(search.openMs),
        milliseconds(search.firstAnswerMs),
        milliseconds(search.fromStartMs),
        grouped(search.requests),
        grouped(search.readBytes / 1000),
        megabytes(search.firstBytes),
        megabytes(search.warmBytes),
      ]),
      note: 'the index lies on the local disk and its files in the memory of the operating system; "first answer" includes opening; Saola’s answer has ten hits with snippets, the others’ are ten ids',
    },
    {
      title: `${size} articles: warm, ${grouped(first.queries)} queries`,
      head: ['engine', 'ranking p50 ms', 'p99 ms', 'whole answer p50 ms', 'p99 ms', 'no answer', 'own article in ten'],
      rows: all.map(({ engine, search: { ranking, answer, empty, own }, queries }) => {
        const ranked = ranking ?? answer;
        const whole = ranking ? [milliseconds(answer.p50), milliseconds(answer.p99)] : ['–', '–'];
        return [
          label(engine),
          milliseconds(ranked.p50),
          milliseconds(ranked.p99),
          ...whole,
          percent(empty / queries),
          percent(own / queries),
        ];
      }),
      note: '"own article": the one from whose title the query was made; one or two common words do not tell it from others',
    },
    ...(others.length > 0 ? [ratios(first, others)] : []),
  ];
}

function ratios(first: Summary, others: readonly Summary[]): Table {
  const figures = [
    ({ build }: Summary) => 1 / build.articlesPerSecond,
    ({ bytes }: Summary) => searchedBytes(bytes),
    ({ search }: Summary) => search.firstAnswerMs,
    ({ search }: Summary) => search.fromStartMs,
    ({ search }: Summary) => search.readBytes,
    ({ search }: Summary) => search.firstBytes,
    ({ search }: Summary) => (search.ranking ?? search.answer).p50,
    ({ search }: Summary) => (search.ranking ?? search.answer).p99,
  ];
  return {
    title: `${grouped(first.articles)} articles: ratios to ${label(first.engine)} (above 1: the other needs more)`,
    head: [
      'engine',
      'build time',
      'index to search',
      'first answer',
      'from process start',
      'read for it',
      'resident',
      'ranking p50',
      'p99',
    ],
    rows: others.map((other) => [label(other.engine), ...figures.map((of) => ratio(of(other) / of(first)))]),
  };
}

const label = (engine: EngineName): string => LABELS[engine];
const megabytes = (bytes: number): string => grouped(bytes / 1e6);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const ratio = (value: number): string => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
