/** A process for commands to run in: what they write is kept, and time passes only when told. */
import { Writable } from 'node:stream';
import type { Io, Output } from '../../cli/io.ts';
import type { VersionId } from '../../core/index/manifest.ts';
import type { Hit, SearchAnswer, SearchRequest } from '../../core/search/answer.ts';
import type { SearchIndex } from '../../core/search/open.ts';
import type { Parts } from '../../cli/parts.ts';
import { memoryStore } from '../../core/store/memory.ts';
import { run } from '../../cli/run.ts';

export type FakeIo = Io & {
  readonly stop: AbortController;
  readonly written: { readonly out: () => string; readonly err: () => string };
  readonly clock: { ms: number };
};

type Wishes = {
  readonly isTerminal?: boolean;
  readonly columns?: number;
  readonly env?: Io['env'];
  readonly stdin?: string;
  /** The reader of stdout closes it after so many writes. */
  readonly closesAfter?: number;
};

export function fakeIo({ isTerminal = false, columns, env = {}, stdin = '', closesAfter }: Wishes = {}): FakeIo {
  const stop = new AbortController();
  const clock = { ms: 0 };
  const [out, outText] = collector({ isTerminal, columns, closesAfter });
  const [err, errText] = collector({ isTerminal, columns, closesAfter: undefined });
  return {
    out,
    err,
    in: stream(stdin),
    env,
    signal: stop.signal,
    now: () => clock.ms,
    webRoot: 'dist/web',
    stop,
    clock,
    written: { out: outText, err: errText },
  };
}

/** What a part does that no test of this command should reach. */
function notExpected(name: string) {
  return (): never => {
    throw new Error(`${name} was not to be called`);
  };
}

/** Parts of which only the given ones may be used; the store is one in memory. */
export function fakeParts(given: Partial<Parts>): Parts {
  return {
    openStore: async () => memoryStore(),
    openIndex: notExpected('openIndex'),
    indexArticles: notExpected('indexArticles'),
    buildPart: notExpected('buildPart'),
    joinParts: notExpected('joinParts'),
    removeArticles: notExpected('removeArticles'),
    purgeArticles: notExpected('purgeArticles'),
    listVersions: notExpected('listVersions'),
    rollback: notExpected('rollback'),
    verify: notExpected('verify'),
    gc: notExpected('gc'),
    stats: notExpected('stats'),
    startLocalServer: notExpected('startLocalServer'),
    ...given,
  };
}

/** A part that fails. */
export function throwing(error: unknown): () => Promise<never> {
  return async () => {
    throw error;
  };
}

/** An index that gives each query its hits, and none to any other. */
export function fakeIndex(hits: Readonly<Record<string, readonly Hit[]>>, more: Partial<SearchAnswer> = {}) {
  const asked: SearchRequest[] = [];
  const index: Pick<SearchIndex, 'version' | 'articles' | 'search' | 'rank'> = {
    version: '00000001-0a1b2c3d4e5f' as VersionId,
    articles: 60,
    async search(request) {
      asked.push(request);
      const found = hits[request.query] ?? [];
      const { query } = request;
      return { query, total: found.length, totalRelation: 'eq', hits: found, version: this.version, ...more };
    },
    async rank(request) {
      asked.push(request);
      return hits[request.query] ?? [];
    },
  };
  return { asked, openIndex: async () => index as SearchIndex };
}

/** Runs a command line with what it wrote and its exit code as the result. */
export async function runWith(args: readonly string[], parts?: Partial<Parts>, wishes: Wishes = {}) {
  const io = fakeIo(wishes);
  const code = await run(args, io, ...(parts ? [fakeParts(parts)] : []));
  return { code, out: io.written.out(), err: io.written.err() };
}

async function* stream(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function collector({
  isTerminal,
  columns,
  closesAfter = Infinity,
}: {
  isTerminal: boolean;
  columns: number | undefined;
  closesAfter: number | undefined;
}): readonly [Output, () => string] {
  const chunks: string[] = [];
  const writable = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, taken) {
      if (chunks.length >= closesAfter) {
        taken(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
        return;
      }
      chunks.push(chunk);
      taken();
    },
  });
  const output = Object.assign(writable, { isTTY: isTerminal, ...(columns !== undefined && { columns }) });
  return [output, () => chunks.join('')];
}
