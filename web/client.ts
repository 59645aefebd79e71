/** Given a question, asks the server and says what came of it. */
import type { SearchAnswer, SuggestAnswer } from '../core/search/answer.ts';
import { readAnswer, readSuggestAnswer } from './read-answer.ts';
import type { Failure, Question } from './state.ts';
import { PAGE_SIZE } from './state.ts';

/** A reader has given up by then; a cold function answers in one or two seconds. */
const PATIENCE_MS = 10_000;

export type Reply<Answer = SearchAnswer> =
  { readonly ok: true; readonly answer: Answer } | { readonly ok: false; readonly why: Failure };

export type AskOptions = {
  /** Aborting makes the reply `null`: nobody waits for it any more. */
  readonly signal: AbortSignal;
  /** Milliseconds until the server counts as unreachable. @default 10,000 */
  readonly patienceMs?: number;
};

/** `endpoint` is absolute. Troubles are replies, never exceptions. */
export function ask(endpoint: string, question: Question, options: AskOptions): Promise<Reply | null> {
  return get(questionUrl(endpoint, question), readAnswer, options);
}

/** The same for suggestions. */
export function askSuggestions(
  endpoint: string,
  typed: string,
  options: AskOptions,
): Promise<Reply<SuggestAnswer> | null> {
  const url = new URL(endpoint);
  url.searchParams.set('q', typed);
  return get(url.href, readSuggestAnswer, options);
}

/** Where suggestions are asked for: `given`, else beside the search; `null` where there are none, as `given` is empty or the
 *  search has a name that says nothing about theirs. Both are absolute or relative to `base`. */
export function suggestEndpoint(given: string | undefined, search: string, base: string): string | null {
  if (given !== undefined) return given === '' ? null : new URL(given, base).href;
  const url = new URL(search, base);
  if (!url.pathname.endsWith('/search')) return null;
  url.pathname = url.pathname.replace(/search$/u, 'suggest');
  return url.href;
}

async function get<Answer>(
  url: string,
  read: (json: unknown) => Answer | null,
  { signal, patienceMs = PATIENCE_MS }: AskOptions,
): Promise<Reply<Answer> | null> {
  if (signal.aborted) return null;
  // AbortSignal.any and .timeout would do, but phones of 2022 do not have the former.
  const request = new AbortController();
  const stop = () => request.abort();
  const timer = setTimeout(stop, patienceMs);
  signal.addEventListener('abort', stop);
  try {
    const response = await fetch(url, { signal: request.signal, headers: { accept: 'application/json' } });
    if (!response.ok) return signal.aborted ? null : { ok: false, why: whyNot(response.status) };
    const answer = parse(await response.text(), read);
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

function parse<Answer>(body: string, read: (json: unknown) => Answer | null): Answer | null {
  try {
    return read(JSON.parse(body));
  } catch {
    return null;
  }
}
