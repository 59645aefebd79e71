/** The product as a site has it, by its command line: files of articles go in, the answers to a file of queries come out. */
import { readFile } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { run } from '../../cli/run.ts';

/** Hits for each query: 100 are judged, after those that a query excludes are gone. */
const DEPTH = 110;

/** Indexes into a new store. Throws where an article would be left out: fewer are easier to rank. */
export async function indexInto(store: string, files: readonly string[]): Promise<void> {
  const said = await saola('index', ...files, '--json', '--store', store);
  if (!/"skipped":0\b/.test(said)) throw new Error(`not all articles were indexed:\n${said}`);
}

/** `queries` and `answers` are files: `{id, query}` a line, and what of the format of TREC is made of it, which is returned. */
export async function answerBatch(store: string, queries: string, answers: string): Promise<string> {
  await saola('search', '--batch', queries, '--run', answers, '--limit', String(DEPTH), '--store', store);
  return await readFile(answers, 'utf8');
}

/** What it said. Throws with all of that where it did not do what it was told. */
async function saola(...args: readonly string[]): Promise<string> {
  const said: string[] = [];
  const keep = new Writable({
    write(text, _encoding, done) {
      said.push(String(text));
      done();
    },
  });
  const exitCode = await run(args, {
    out: keep,
    err: keep,
    in: nothing(),
    env: {},
    signal: new AbortController().signal,
    now: () => performance.now(),
    webRoot: '',
  });
  if (exitCode !== 0) throw new Error(`saola ${args.join(' ')} ended with ${exitCode}:\n${said.join('')}`);
  return said.join('');
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
