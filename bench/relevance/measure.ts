/** Runs one collection: indexed once, then every set of queries in every way to type them. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SHARED, firstLines } from '../data.ts';
import type { Result } from './floors.ts';
import { sameTen, type Judging } from './judging.ts';
import { answerBatch, indexInto } from './product.ts';
import type { Collection, Kind, Source } from './sets.ts';

export type MeasureOptions = {
  /** An empty folder of its own. */
  readonly folder: string;
  readonly judging: Judging;
  /** `asis` is among them, and first. */
  readonly kinds: readonly Kind[];
  readonly say: (what: string) => void;
};

export async function measure(collection: Collection, options: MeasureOptions): Promise<Result[]> {
  const { folder, judging, kinds, say } = options;
  const store = join(folder, 'store');
  const names = collection.sets.map(({ name }) => name).join(', ');
  say(`${names}: indexing`);
  const files: string[] = [];
  for (const source of collection.articles) files.push(await articleFile(source, folder));
  await indexInto(store, files);

  const results: Result[] = [];
  for (const { name, queries: file } of collection.sets) {
    const queries = judging.readQueries(join(SHARED, file));
    const ids = queries.map(({ id }) => id);
    let asTyped: { readonly run: string; readonly ndcg10: number } | undefined;
    for (const kind of kinds) {
      say(`${name}: ${kind}`);
      const typed = join(folder, 'typed.jsonl');
      const lines = queries.map(({ id, query }) => JSON.stringify({ id, query: judging.retype[kind](query, id) }));
      await writeFile(typed, lines.join('\n'));
      const run = await answerBatch(store, typed, join(folder, 'run.trec'));
      const verdict = judging.judge(queries, run);
      asTyped ??= { run, ndcg10: verdict.ndcg10 };
      results.push({
        ...verdict,
        set: name,
        kind,
        ofAsTyped: verdict.ndcg10 / asTyped.ndcg10,
        sameTen: sameTen(ids, asTyped.run, run),
      });
    }
  }
  return results;
}

/** A file to index: the source itself, or a copy of its start. */
async function articleFile({ file, first }: Source, folder: string): Promise<string> {
  const path = join(SHARED, file);
  if (first === undefined) return path;
  const part = join(folder, `first-${first}.jsonl`);
  const lines: string[] = [];
  for await (const line of firstLines(path, first)) lines.push(line);
  await writeFile(part, lines.join('\n'));
  return part;
}
