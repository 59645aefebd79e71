/** Given a question, asks the server and says what came of it. */
import type { SearchAnswer } from '../core/search/answer.ts';
import { readAnswer } from './read-answer.ts';
import type { Failure, Question } from './state.ts';
import { PAGE_SIZE } from './state.ts';

/** A reader has given up by then; a cold function answers in one or two seconds. */
const PATIENCE_MS = 10_000;

export type Reply =
  { readonly ok: true; readonly answer: SearchAnswer } | { readonly ok: false; readonly why: Failure };

export type AskOptions = {
  /** Aborting makes the reply `null`: nobody waits for it any more. */
  readonly signal: AbortSignal;
  /** Milliseconds until the server counts as unreachable. @default 10,000 */
  readonly patienceMs?: number;
};

/** `endpoint` is absolute. Troubles are replies, never exceptions. */
export async function ask(endpoint: string, question: Question, options: AskOptions): Promise<Reply | null> {
  const { signal, patienceMs = PATIENCE_MS } = options;
  if (signal.aborted) return null;
  // AbortSignal.any and .timeout would do, but phones of 2022 do not have the former.
  const request = new AbortController();
  const stop = () => request.abort();
  const timer = setTimeout(stop, patienceMs);
  signal.addEventListener('abort', stop);
  try {
    const response = await fetch(questionUrl(endpoint, question), {
      signal: request.signal,
      headers: { accept: 'application/json' },
    });
    if (!response.ok) return signal.aborted ? null : { ok: false, why: whyNot(response.status) };
    const body = await response.text();
    const answer = parse(body);
    if (signal.aborted) return null;
    return answer === null ? { ok: false, why: 'unreadable' } : { ok: true, answer };
  } catch {
    return signal.aborted ? null : { ok: false, why: 'unreachable' };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** What is left at its default is not sent: one question has one address, and any cache on the way knows it. */
function questionUrl(endpoint: string, { query, limit, offset, live }: Question): string {
  const url = new URL(endpoint);
  url.searchParams.set('q', query);
  if (limit !== PAGE_SIZE) url.searchParams.set('limit', String(limit));
  if (offset > 0) url.searchParams.set('offset', String(offset));
  if (live) url.searchParams.set('live', '1');
  return url.href;
}

function whyNot(status: number): Failure {
  return status >= 500 || status === 429 ? 'unavailable' : 'refused';
}

function parse(body: string): SearchAnswer | null {
  try {
    return readAnswer(JSON.parse(body));
  } catch {
    return null;
  }
}
