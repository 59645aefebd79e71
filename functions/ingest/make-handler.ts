/** Given an index and a bucket, here is the function that keeps the one in step with the other, batch by batch of events.
 *  What may pass is tried again, here first and then by the queue; what never will is named in the log, and holds up nothing. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSBatchResponse } from 'aws-lambda';
import { SaolaError, type ErrorCode } from '../../core/errors.ts';
import type { S3Objects } from '../../core/store/s3-objects.ts';
import type { Store } from '../../core/store/store.ts';
import { ingest, type IngestReport } from '../../indexer/ingest/ingest.ts';
import { placeOf } from '../../indexer/sources/read.ts';
import type { Problem } from '../../indexer/sources/source.ts';
import { readEvent, type Message } from './event.ts';

export type IngestConfig = {
  /** Of the index. */
  readonly store: Store;
  readonly objects: S3Objects;
  readonly memoryBytes: number;
  /** Takes one line of JSON. */
  readonly log: (line: string) => void;
  /** Milliseconds to wait before the second try, drawn from all of it; doubled for each. @default 500 */
  readonly waitMs?: number;
};

/** What Lambda says of one event. */
export type Context = { readonly getRemainingTimeInMillis: () => number };

export type IngestHandler = (event: unknown, context: Context) => Promise<SQSBatchResponse>;

const WAIT_MS = 500;
const MOST_TRIES = 8;

/** Of a batch, so many problems are named: an export in the wrong shape has one in each of its lines. */
const MOST_TOLD = 100;

/** Trying again may help: S3 was out of reach, or another function published first. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['store-unavailable', 'publish-conflict']);
const isPassing = (error: unknown): boolean => error instanceof SaolaError && PASSING.has(error.code);

/** Answers with the messages that are to come again. Throws where nothing could be done for a reason that does not pass by
 *  itself, as a refusal: then all of them come again, and at last to the queue of those that nobody could work on. */
export function makeIngestHandler(config: IngestConfig): IngestHandler {
  const say = (level: 'INFO' | 'WARN', message: string, rest: object): void =>
    config.log(JSON.stringify({ timestamp: new Date().toISOString(), level, message, ...rest }));
  return async (event, context) => {
    const start = Date.now();
    const messages = readEvent(event, config.objects.place.bucket);
    const unread = messages.filter(({ problem }) => problem !== undefined);
    for (const { id, problem } of unread) say('WARN', 'skipped', { messageId: id, what: problem });
    const keys = [...new Set(messages.flatMap((message) => message.keys))];
    const counted = { messages: messages.length, unread: unread.length, keys: keys.length };
    if (keys.length === 0) {
      say('INFO', 'nothing to ingest', counted);
      return { batchItemFailures: [] };
    }
    const problems: Problem[] = [];
    const outcome = await tryAgain(config, keys, context, problems, (error, attempt) =>
      say('WARN', 'tried again', { attempt, ...described(error) }),
    );
    for (const { kind, origin, what } of problems.slice(0, MOST_TOLD)) {
      say('WARN', kind, { origin: placeOf(origin), what });
    }
    if (problems.length > MOST_TOLD) say('WARN', 'and more', { problems: problems.length - MOST_TOLD });
    const ms = Date.now() - start;
    if ('error' in outcome) {
      say('WARN', 'given back', { ...counted, tries: outcome.tries, ms, ...described(outcome.error) });
      return failuresOf(messages, () => true);
    }
    const { failed, ...report } = outcome.report;
    for (const [key, error] of failed) say('WARN', 'given back', { key, ...described(error) });
    say('INFO', 'ingested', { ...counted, ...report, failed: failed.size, tries: outcome.tries, ms });
    return failuresOf(messages, (key) => failed.has(key));
  };
}

type Outcome = { readonly tries: number } & ({ readonly report: IngestReport } | { readonly error: unknown });

/** From what is live by then, until there may not be the time for it. `problems`: those of the last try. */
async function tryAgain(
  { store, objects, memoryBytes, waitMs = WAIT_MS }: IngestConfig,
  keys: readonly string[],
  { getRemainingTimeInMillis }: Context,
  problems: Problem[],
  onAgain: (error: unknown, attempt: number) => void,
): Promise<Outcome> {
  for (let tries = 1; ; tries += 1) {
    problems.length = 0;
    const start = Date.now();
    try {
      const onProblem = (problem: Problem): void => void problems.push(problem);
      return { tries, report: await ingest(store, objects, keys, { memoryBytes, onProblem }) };
    } catch (error) {
      if (!isPassing(error)) throw error;
      const wait = Math.random() * waitMs * 2 ** (tries - 1);
      const needed = wait + 2 * (Date.now() - start);
      if (tries === MOST_TRIES || needed > getRemainingTimeInMillis()) return { tries, error };
      onAgain(error, tries);
      await sleep(wait);
    }
  }
}

const failuresOf = (messages: readonly Message[], isFailed: (key: string) => boolean): SQSBatchResponse => ({
  batchItemFailures: messages.filter(({ keys }) => keys.some(isFailed)).map(({ id }) => ({ itemIdentifier: id })),
});

const described = (error: unknown): object => ({
  ...(error instanceof SaolaError && { code: error.code }),
  what: error instanceof Error ? error.message : String(error),
});
