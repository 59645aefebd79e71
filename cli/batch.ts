/** Many queries from a file, their answers as a TREC run into another: `saola search --batch … --run …`. */
import { open, rename, rm, stat } from 'node:fs/promises';
import { SaolaError } from '../core/errors.ts';
import type { Store } from '../core/store/store.ts';
import { readBytes, whatBroke } from '../indexer/sources/bytes.ts';
import { readTextLines } from '../indexer/sources/text-lines.ts';
import type { Context } from './command.ts';
import { print, type Output } from './io.ts';
import { isWord, trecLines } from './trec.ts';
import { count, duration } from './words.ts';

export type Batch = {
  /** A file of JSON Lines; `-` is stdin. */
  readonly queries: string;
  /** A file; `-` is stdout. */
  readonly run: string;
  /** Hits for each query. */
  readonly limit: number;
  readonly store: Store;
};

type Query = { readonly id: string; readonly query: string };

/** All queries are read before the first is answered: an evaluation that lacks one would be wrong in silence. The file of
 *  the run appears whole, or not at all. */
export async function runBatch({ queries: file, run, limit, store }: Batch, context: Context): Promise<number> {
  const { io, parts, talk } = context;
  const queries = await readQueries(file, context);
  const index = await parts.openIndex(store);
  const start = io.now();
  await writeTo(run, io.out, async (write) => {
    let done = 0;
    for (const { id, query } of queries) {
      io.signal.throwIfAborted();
      await write(trecLines(id, await index.rank({ query, limit })));
      done += 1;
      talk.progress('searching', done, queries.length);
    }
  });
  talk.say(`${count(queries.length, 'query', 'queries')} answered in ${duration(io.now() - start)}.`);
  return 0;
}

async function readQueries(file: string, { io, talk }: Pick<Context, 'io' | 'talk'>): Promise<Query[]> {
  const name = file === '-' ? 'stdin' : file;
  const queries = new Map<string, Query>();
  try {
    // Queries may be typed in any way on purpose: only the bytes are read otherwise.
    const read = await readTextLines(file === '-' ? io.in : await readBytes(file, io.signal), { mends: false });
    if (!read.ok) throw bad(`${name}: ${read.what}.`);
    if (read.note !== undefined) talk.say(`${name}: ${read.note}.`);
    for (const [at, text] of read.lines.entries()) {
      if (text.trim() === '') continue;
      const query = parseQuery(text);
      const place = `${name}:${at + 1}`;
      if (query === null) throw bad(`${place} is no query; wanted {"id": "…", "query": "…"} on each line.`);
      if (!isWord(query.id))
        throw bad(`${place}: the id "${query.id}" is empty or has white space; it must be one word.`);
      if (queries.has(query.id)) throw bad(`${place}: the id "${query.id}" stands twice; each query needs its own.`);
      queries.set(query.id, query);
    }
  } catch (error) {
    const what = whatBroke(error);
    if (what === null || io.signal.aborted) throw error;
    throw new SaolaError('bad-source', `The file of queries "${file}" ${what}.`, { cause: error });
  }
  if (queries.size === 0) throw bad(`There is no query in "${file}".`);
  return [...queries.values()];
}

function parseQuery(text: string): Query | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof json !== 'object' || json === null || !('id' in json) || !('query' in json)) return null;
  const { id, query } = json;
  if ((typeof id !== 'string' && typeof id !== 'number') || typeof query !== 'string') return null;
  return { id: String(id), query };
}

type Write = (text: string) => Promise<void>;

/** A file is written beside its place and put there at the end; what is no file (a pipe, a device), directly. */
async function writeTo(file: string, stdout: Output, write: (into: Write) => Promise<void>): Promise<void> {
  if (file === '-') return write((text) => print(stdout, text));
  const isFile = await stat(file).then(
    (found) => found.isFile(),
    () => true,
  );
  const made = isFile ? `${file}.${process.pid}.part` : file;
  try {
    const out = await open(made, 'w');
    try {
      await write((text) => out.appendFile(text));
    } finally {
      await out.close();
    }
    if (isFile) await rename(made, file);
  } catch (error) {
    if (isFile) await rm(made, { force: true });
    if (error instanceof Error && 'syscall' in error) {
      throw new SaolaError('bad-request', `The run cannot be written to "${file}": ${error.message}.`, {
        cause: error,
      });
    }
    throw error;
  }
}

const bad = (message: string): SaolaError => new SaolaError('bad-source', message);
