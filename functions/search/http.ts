/** Given an HTTP request, returns the HTTP response: routes, limits, conditions and caching of `openapi.yaml`.
 *  It knows no kind of event and no kind of store; the body of an answer is a pure function of version and request. */
import { isNamedBy, strongEtag } from './etag.ts';
import { describeSite } from './opensearch.ts';
import { problemBody, problemOf, refusalProblem } from './problem.ts';
import { parseNothing, parseSearch, parseSuggest } from './query.ts';
import type { LiveIndex, Used } from '../../core/search/live.ts';
import type { HttpRequest, HttpResponse } from './message.ts';
import type { Site } from './opensearch.ts';
import type { Problem } from './problem.ts';

export type HttpConfig = {
  /** Where the site is found, for `/opensearch.xml`; without it that address answers 404. */
  readonly site?: Site;
  /** Origins that may read the answers from their own pages. Leave it out where the page has the same origin or another
   *  layer (CloudFront, an HTTP API) sets CORS: two layers would send the headers twice, which browsers refuse. */
  readonly cors?: '*' | readonly string[];
};

/** What the log of a request says beyond the response. */
export type Facts = {
  readonly query?: string;
  readonly hits?: number;
  readonly total?: number;
  readonly suggestions?: number;
  readonly version?: string;
  /** This request opened the index. */
  readonly cold?: boolean;
  /** What went wrong, or what kept a newer version from answering. */
  readonly error?: unknown;
  readonly trouble?: Error;
  /** Names of the parameters that were refused. */
  readonly refused?: readonly string[];
};

export type Answered = { readonly response: HttpResponse; readonly facts: Facts };

/** An answer may be used again for a minute, so a burst of one query costs one search; for another minute while a cache
 *  fetches the next one, so nobody waits for that; and for an hour where the function fails. A publish is therefore seen
 *  within these two minutes and the function's own refresh. */
const CACHE_ANSWER = 'public, max-age=60, stale-while-revalidate=60, stale-if-error=3600';
/** Changes only with the configuration. */
const CACHE_DESCRIPTION = 'public, max-age=86400';

/** Lambda refuses a response over 6 MB (AWS, "Lambda quotas"). A JSON body travels as a string inside JSON, where each
 *  quote and backslash counts twice: half of that always fits. */
const MAX_BODY_BYTES = 3_000_000;

const METHODS = 'GET, HEAD';

type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly facts: Facts;
};

type Route = (request: HttpRequest, context: Context) => Reply | Promise<Reply>;
type Context = { readonly live: LiveIndex; readonly config: HttpConfig; readonly signal: AbortSignal | undefined };

const ROUTES: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['/search', search],
  ['/suggest', suggest],
  ['/health', health],
  ['/opensearch.xml', description],
]);

/** Never throws: whatever goes wrong is a response, and `facts.error` tells the log. */
export async function answerHttp(
  request: HttpRequest,
  live: LiveIndex,
  config: HttpConfig,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Answered> {
  const { facts, ...reply } = await replyTo(request, { live, config, signal: options.signal });
  const headers = { ...reply.headers, 'x-content-type-options': 'nosniff', ...corsHeaders(request, config) };
  return { response: asAsked(request, { ...reply, headers }), facts };
}

async function replyTo(request: HttpRequest, context: Context): Promise<Reply> {
  const route = ROUTES.get(request.path);
  if (!route) return problemReply(noSuchPath(request.path));
  if (request.method === 'OPTIONS' && context.config.cors) return preflight();
  if (request.method !== 'GET' && request.method !== 'HEAD') return wrongMethod(request, context.config);
  try {
    return await route(request, context);
  } catch (error) {
    return problemReply(problemOf(error), { error });
  }
}

async function search(request: HttpRequest, { live, signal }: Context): Promise<Reply> {
  const parsed = parseSearch(request.rawQuery);
  if (!parsed.ok) return problemReply(refusalProblem(parsed.refusals), { refused: namesOf(parsed.refusals) });
  const asked = { query: parsed.value.query };
  const start = performance.now();
  try {
    const { answer, ...used } = await live.search(parsed.value, signal ? { signal } : {});
    const { hits, total, version } = answer;
    return answerReply(answer, start, used, { ...asked, hits: hits.length, total, version });
  } catch (error) {
    return problemReply(problemOf(error), { ...asked, error });
  }
}

async function suggest(request: HttpRequest, { live, signal }: Context): Promise<Reply> {
  const parsed = parseSuggest(request.rawQuery);
  if (!parsed.ok) return problemReply(refusalProblem(parsed.refusals), { refused: namesOf(parsed.refusals) });
  const asked = { query: parsed.value.query };
  const start = performance.now();
  try {
    const { answer, ...used } = await live.suggest(parsed.value, signal ? { signal } : {});
    const { suggestions, version } = answer;
    return answerReply(answer, start, used, { ...asked, suggestions: suggestions.length, version });
  } catch (error) {
    return problemReply(problemOf(error), { ...asked, error });
  }
}

/** `start`: when the search began, in milliseconds of `performance.now`. */
function answerReply(answer: object, start: number, { cold, openMs, trouble }: Used, told: Facts): Reply {
  const facts: Facts = { ...told, cold, ...(trouble && { trouble }) };
  const body = JSON.stringify(answer);
  const bytes = Buffer.byteLength(body);
  if (bytes > MAX_BODY_BYTES) return problemReply(tooLarge(bytes), facts);
  const searchMs = Math.max(0, performance.now() - start - openMs);
  return {
    status: 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': CACHE_ANSWER,
      'server-timing': serverTiming(cold, { index: openMs, search: searchMs }),
    },
    body,
    facts,
  };
}

async function health(request: HttpRequest, { live, signal }: Context): Promise<Reply> {
  const parsed = parseNothing(request.rawQuery);
  if (!parsed.ok) return problemReply(refusalProblem(parsed.refusals), { refused: namesOf(parsed.refusals) });
  const { manifest, cold, openMs, trouble } = await live.health(signal ? { signal } : {});
  const { version, articles, publishedAt } = manifest;
  const told = trouble && problemOf(trouble);
  const body = JSON.stringify({
    status: told ? 'degraded' : 'ok',
    version,
    articles,
    publishedAt,
    ...(told && { trouble: { code: told.code, detail: told.detail } }),
  });
  return {
    status: 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'server-timing': serverTiming(cold, { index: openMs }),
    },
    body,
    facts: { version, cold, ...(trouble && { trouble }) },
  };
}

function description(request: HttpRequest, { config }: Context): Reply {
  const parsed = parseNothing(request.rawQuery);
  if (!parsed.ok) return problemReply(refusalProblem(parsed.refusals), { refused: namesOf(parsed.refusals) });
  if (!config.site) return problemReply(noSite());
  return {
    status: 200,
    headers: {
      'content-type': 'application/opensearchdescription+xml; charset=utf-8',
      'cache-control': CACHE_DESCRIPTION,
    },
    body: describeSite(config.site),
    facts: {},
  };
}

/** The reply as the method and the conditions of the request want it. What may be kept is named by an ETag. */
function asAsked(request: HttpRequest, { status, headers, body }: HttpResponse): HttpResponse {
  const isHead = request.method === 'HEAD';
  if (status !== 200 || headers['cache-control'] === 'no-store') return { status, headers, body: isHead ? '' : body };
  const etag = strongEtag(body);
  const named: HttpResponse['headers'] = { ...headers, etag };
  if (!isNamedBy(request.headers['if-none-match'], etag)) return { status, headers: named, body: isHead ? '' : body };
  const { 'content-type': _ofNothing, ...kept } = named; // a 304 sends no content (RFC 9110, 15.4.5)
  return { status: 304, headers: kept, body: '' };
}

function corsHeaders(request: HttpRequest, { cors }: HttpConfig): Readonly<Record<string, string>> {
  if (!cors) return {};
  const { origin } = request.headers;
  const allowed = cors === '*' ? '*' : origin !== undefined && cors.includes(origin) ? origin : undefined;
  return {
    // The answer depends on the origin even where there is none: a cache must not hand that one to another's page.
    ...(cors !== '*' && { vary: 'Origin' }),
    ...(allowed !== undefined && {
      'access-control-allow-origin': allowed,
      'access-control-expose-headers': 'ETag, Retry-After, Server-Timing',
    }),
  };
}

function preflight(): Reply {
  return {
    status: 204,
    headers: {
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': 'If-None-Match',
      'access-control-max-age': '86400',
      'cache-control': 'no-store',
    },
    body: '',
    facts: {},
  };
}

function problemReply(problem: Problem, facts: Facts = {}): Reply {
  return {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      ...(problem.retryAfter !== undefined && { 'retry-after': String(problem.retryAfter) }),
    },
    body: problemBody(problem),
    facts,
  };
}

function noSuchPath(path: string): Problem {
  const found = path.length <= 80 ? path : `${path.slice(0, 80)}…`;
  const paths = [...ROUTES.keys()].join(', ');
  return { status: 404, code: 'not-found', detail: `There is no ${found} here. Found here: ${paths}.` };
}

function noSite(): Problem {
  const detail = 'This search does not know its own address. Set SAOLA_PUBLIC_URL to where the site is found.';
  return { status: 404, code: 'not-found', detail };
}

function wrongMethod({ method, path }: HttpRequest, { cors }: HttpConfig): Reply {
  const allow = cors ? `${METHODS}, OPTIONS` : METHODS;
  const detail = `${path} does not take ${method.slice(0, 20)}. Allowed: ${allow}.`;
  const reply = problemReply({ status: 405, code: 'method-not-allowed', detail });
  return { ...reply, headers: { ...reply.headers, allow } };
}

function tooLarge(bytes: number): Problem {
  const detail = `The answer has ${bytes} bytes, more than the ${MAX_BODY_BYTES} that can be sent. Ask for fewer hits with limit.`;
  return { status: 500, code: 'answer-too-large', detail };
}

function namesOf(refusals: readonly { readonly parameter: string }[]): readonly string[] {
  return refusals.map(({ parameter }) => parameter);
}

/** How long what took, in milliseconds, and whether the index had to be opened first. */
function serverTiming(cold: boolean, steps: Readonly<Record<string, number>>): string {
  const durations = Object.entries(steps).map(([name, ms]) => `${name};dur=${ms.toFixed(1)}`);
  return [`start;desc=${cold ? 'cold' : 'warm'}`, ...durations].join(', ');
}
