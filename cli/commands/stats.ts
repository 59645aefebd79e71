/** `saola stats`: what an index is made of, and what it weighs. */
import { PART_KINDS } from '../../core/index/manifest.ts';
import type { PartSizes, StatsReport } from '../../indexer/stats.ts';
import { defineCommand, Misuse } from '../command.ts';
import { plain, print } from '../io.ts';
import { STORE, storeOf } from '../store-option.ts';
import { table } from '../table.ts';
import { bytes, count, grouped } from '../words.ts';

export const statsCommand = defineCommand({
  name: 'stats',
  usage: ['--store <uri> [options]'],
  summary: 'say what an index is made of, and what it weighs',
  options: {
    ...STORE,
    json: { type: 'boolean', help: 'print it as JSON' },
  },
  notes: ['It reads the terms of what is live, about half of an index, and writes nothing.'],
  async run({ words, values }, { io, parts, talk }) {
    if (words.length > 0) throw new Misuse(`stats takes no words; found "${words.join(' ')}".`);
    const store = await storeOf(values, parts);
    const report = await parts.stats(store, {
      signal: io.signal,
      onProgress: (done, total) =>
        talk.progress('reading terms, kB', Math.ceil(done / 1_000), Math.ceil(total / 1_000)),
    });
    talk.clear();
    await print(io.out, values.json ? `${JSON.stringify(report)}\n` : textOf(report));
    return 0;
  },
});

const KINDS = ['exact', 'folded', 'pair'] as const;

function textOf(report: StatsReport): string {
  const { version, publishedAt, articles, manifestBytes, terms, postings, largest, keptVersions, stored } = report;
  return [
    `Version ${version}, published ${publishedAt}: ${count(articles, 'article')}.\n`,
    table(weightsOf(report)),
    table([
      ['terms', 'different', 'postings'],
      ...KINDS.map((kind) => [kind, grouped(terms[kind]), grouped(postings[kind])]),
      ['all', grouped(sum(Object.values(terms))), grouped(sum(Object.values(postings)))],
    ]),
    table([
      ['largest terms', 'articles', 'bytes'],
      ...largest.map(({ term, df, bytes: size }) => [plain(term), grouped(df), bytes(size)]),
    ]),
    `The manifest has ${bytes(manifestBytes)}. In the store: ${count(keptVersions, 'version')} kept, ` +
      `${count(stored.objects, 'object')}, ${bytes(stored.bytes)}, with what no version names.\n`,
  ].join('\n');
}

function weightsOf({ segments, bytes: all, articles }: StatsReport): string[][] {
  const held = sum(segments.map((segment) => segment.articles));
  const removed = sum(segments.map((segment) => segment.removed));
  return [
    ['segment', 'articles', 'removed', ...PART_KINDS, 'all'],
    ...segments.map((segment, number) => [
      `${number + 1}`,
      grouped(segment.articles),
      grouped(segment.removed),
      ...cells(segment.bytes, bytes),
    ]),
    ['all', grouped(held), grouped(removed), ...cells(all, bytes)],
    ...(articles > 0 ? [['an article', '', '', ...cells(all, (size) => bytes(Math.round(size / articles)))]] : []),
  ];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const totalOf = (sizes: PartSizes): number => sum(PART_KINDS.map((kind) => sizes[kind]));
const cells = (sizes: PartSizes, show: (size: number) => string): string[] =>
  [...PART_KINDS.map((kind) => sizes[kind]), totalOf(sizes)].map(show);
