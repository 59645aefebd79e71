/** Given the summaries of engines on one or more sizes, the plots that stand in docs/plots. The same summaries give the same bytes. */
import { LABELS } from '../engines/names.ts';
import { grouped, milliseconds } from '../figures.ts';
import { searchedBytes } from '../index-bytes.ts';
import type { Summary } from '../summary.ts';
import { rowsPlot, type Row, type Rows } from './rows.ts';
import { linear, powersOfTen } from './scale.ts';
import type { Plot } from './write.ts';

/** `where`: the machine and what else the figures depend on, in a line. None where nothing was measured. */
export function enginePlots(all: readonly Summary[], where: string): Plot[] {
  if (all.length === 0) return [];
  const groups = (row: (summary: Summary) => Omit<Row, 'name' | 'ours'>): Rows['groups'] =>
    [...new Set(all.map(({ articles }) => articles))].map((articles) => ({
      title: `${grouped(articles)} articles`,
      rows: all
        .filter((summary) => summary.articles === articles)
        .map((summary) => Object.assign(row(summary), named(summary))),
    }));
  return [
    {
      file: 'first-answer.svg',
      svg: rowsPlot(
        {
          title: 'The first answer of a process that has just loaded its program',
          subtitle: 'Solid: until the index is open. With the pale part: until the first query is answered',
          axis: 'milliseconds (ms), less is better',
          groups: groups(({ search: { openMs, firstAnswerMs } }) => ({
            from: Math.min(openMs, firstAnswerMs),
            to: firstAnswerMs,
            says: `${milliseconds(firstAnswerMs)} ms, ${milliseconds(openMs)} of it to open`,
          })),
          notes: [
            'The index lies on the local disk; Saola’s answer has ten hits with snippets, the others’ are ten ids.',
            where,
          ],
        },
        'bars',
        linear,
      ),
    },
    {
      file: 'memory.svg',
      svg: rowsPlot(
        {
          title: 'Memory of a process that searches',
          subtitle: 'Solid: after its first answer. With the pale part: after all queries',
          axis: 'resident memory in megabytes (MB), less is better',
          groups: groups(({ search: { firstBytes, warmBytes } }) => ({
            from: firstBytes / 1e6,
            to: Math.max(firstBytes, warmBytes) / 1e6,
            says: `${grouped(firstBytes / 1e6)} MB, then ${grouped(warmBytes / 1e6)}`,
          })),
          notes: [
            'As the operating system counts it, Node itself included; whoever has less after all queries gave some back.',
            where,
          ],
        },
        'bars',
        linear,
      ),
    },
    {
      file: 'index-size.svg',
      svg: rowsPlot(
        {
          title: 'Size of the index for each article',
          subtitle: 'Solid: what queries are looked up in. Pale: texts and suggestions, which only Saola keeps',
          axis: 'bytes an article, less is better',
          groups: groups((summary) => {
            const searched = searchedBytes(summary.bytes) / summary.articles;
            const kept = total(summary) - searched;
            const texts = kept > 0 ? `, and ${grouped(kept)} of texts` : '';
            return { from: searched, to: total(summary), says: `${grouped(searched)} bytes${texts}` };
          }),
          notes: ['The others’ index is one gzipped file, which is read whole; Saola reads what a query needs.', where],
        },
        'bars',
        linear,
      ),
    },
    {
      file: 'ranking.svg',
      svg: rowsPlot(
        {
          title: 'Ranking alone, with the index in memory',
          subtitle: 'From the time within which half of the queries are ranked, to that for 99 of 100',
          axis: 'milliseconds (ms), each line ten times the one before, less is better',
          groups: groups(({ search: { ranking, answer } }) => {
            const { p50, p99 } = ranking ?? answer;
            return { from: p50, to: p99, says: `${milliseconds(p50)} and ${milliseconds(p99)} ms` };
          }),
          notes: [
            `${grouped(all[0]?.queries ?? 0)} queries of one to twelve words, cut out of titles, half of them without accents.`,
            where,
          ],
        },
        'points',
        powersOfTen,
      ),
    },
  ];
}

const named = ({ engine }: Summary): Pick<Row, 'name' | 'ours'> => ({ name: LABELS[engine], ours: engine === 'saola' });
const total = ({ bytes, articles }: Summary): number =>
  Object.values(bytes).reduce((sum, size) => sum + size, 0) / articles;
