/** Given an index and a bucket, here is the function that keeps the one in step with the other, batch by batch of events.
 *  What may pass is tried again, here first and then by the queue; what never will is named in the log. Neither holds up what
 *  can be done: a large batch is taken in groups, and what there is no time for is given back before time is up. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSBatchResponse } from 'aws-lambda';
import { SaolaError, type ErrorCode } from '../../core/errors.ts';
import type { S3Objects } from '../../core/store/s3-objects.ts';
import type { Store } from '../../core/store/store.ts';
import { ingest, type IngestReport } from '../../indexer/ingest/ingest.ts';
import { placeOf } from '../../indexer/sources/read.ts';
import type { Problem } from '../../indexer/sources/source.ts';
import { readEvent } from './event.ts';
import { groupsOf } from './groups.ts';

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

/** Left of a function's time when work is broken off, for what is under way to end and for the answer. */
const SPARE_MS = 20_000;

/** Of a group, so many problems are named: an export in the wrong shape has one in each of its lines. */
const MOST_TOLD = 100;

/** Trying again may help: S3 was out of reach, or another function published first. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['store-unavailable', 'publish-conflict']);
const isPassing = (error: unknown): boolean => error instanceof SaolaError && PASSING.has(error.code);

/** Answers with the messages that are to come again. Throws where nothing could be done for a reason that does not pass by
 *  itself, as a refusal: then all of them come again, and at last to the queue of those that nobody could work on. */
export function makeIngestHandler(config: IngestConfig): IngestHandler {
  const say = sayer(config.log);
  return async (event, context) => {
    const signal = AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - SPARE_MS));
    const messages = readEvent(event, config.objects.place.bucket);
    const unread = messages.filter(({ problem }) => problem !== undefined);
    for (const { id, problem } of unread) say('WARN', 'skipped', { messageId: id, what: problem });
    const counted = { messages: messages.length, unread: unread.length };
    const { groups, later } = groupsOf(messages);
    if (groups.length === 0) say('INFO', 'nothing to ingest', { ...counted, keys: 0 });
    for (const { id, keys, receives } of later)
      say('WARN', 'given back', { messageId: id, keys, receives, what: ALONE });
    const back = new Set(later);
    const thrown: unknown[] = [];
    for (const group of groups) {
      const keys = [...new Set(group.flatMap((message) => message.keys))];
      const about = { ...counted, keys: keys.length };
      try {
        const isFailed = await takeIn({ ...config, say, signal }, keys, context, about);
        for (const message of group) if (message.keys.some(isFailed)) back.add(message);
      } catch (error) {
        thrown.push(error);
        say('WARN', 'given back', { ...about, ...described(error) });
        for (const message of group) back.add(message);
      }
    }
    if (thrown.length > 0 && thrown.length === groups.length) throw thrown[0];
    return { batchItemFailures: messages.filter((each) => back.has(each)).map(({ id }) => ({ itemIdentifier: id })) };
  };
}

const ALONE = 'it is the largest of those that come for the third time, and is to come by itself';

type Say = (level: 'INFO' | 'WARN', message: string, rest: object) => void;
const sayer =
  (log: IngestConfig['log']): Say =>
  (level, message, rest) =>
    log(JSON.stringify({ timestamp: new Date().toISOString(), level, message, ...rest }));

type Work = IngestConfig & { readonly say: Say; readonly signal: AbortSignal };

/** Returns which keys are to come again. Throws what does not pass by itself. */
async function takeIn(
  work: Work,
  keys: readonly string[],
  context: Context,
  about: object,
): Promise<(key: string) => boolean> {
  const { say } = work;
  const start = Date.now();
  const problems: Problem[] = [];
  const outcome = await tryAgain(work, keys, context, problems);
  for (const { kind, origin, what } of problems.slice(0, MOST_TOLD))
    say('WARN', kind, { origin: placeOf(origin), what });
  if (problems.length > MOST_TOLD) say('WARN', 'and more', { problems: problems.length - MOST_TOLD });
  const ms = Date.now() - start;
  if ('error' in outcome) {
    say('WARN', 'given back', { ...about, tries: outcome.tries, ms, ...described(outcome.error) });
    return () => true;
  }
  const { failed, ...report } = outcome.report;
  for (const [key, error] of failed) say('WARN', 'given back', { key, ...described(error) });
  say('INFO', 'ingested', { ...about, ...report, failed: failed.size, tries: outcome.tries, ms });
  return (key) => failed.has(key);
}

type Outcome = { readonly tries: number } & ({ readonly report: IngestReport } | { readonly error: unknown });

/** From what is live by then, until there may not be the time for it. `problems`: those of the last try. */
async function tryAgain(
  { store, objects, memoryBytes, waitMs = WAIT_MS, say, signal }: Work,
  keys: readonly string[],
  { getRemainingTimeInMillis }: Context,
  problems: Problem[],
): Promise<Outcome> {
  for (let tries = 1; ; tries += 1) {
    problems.length = 0;
    const start = Date.now();
    try {
      signal.throwIfAborted();
      const onProblem = (problem: Problem): void => void problems.push(problem);
      return { tries, report: await ingest(store, objects, keys, { memoryBytes, onProblem, signal }) };
    } catch (error) {
      if (signal.aborted) return { tries, error: new Error('there is no time left', { cause: error }) };
      if (!isPassing(error)) throw error;
      const wait = Math.random() * waitMs * 2 ** (tries - 1);
      const needed = wait + 2 * (Date.now() - start);
      if (tries === MOST_TRIES || needed > getRemainingTimeInMillis()) return { tries, error };
      say('WARN', 'tried again', { attempt: tries, ...described(error) });
      await sleep(wait);
    }
  }
}

const described = (error: unknown): object => ({
  ...(error instanceof SaolaError && { code: error.code }),
  what: error instanceof Error ? error.message : String(error),
});
