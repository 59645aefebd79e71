/** Given a store, returns a Lambda handler that answers searches from what is published there.
 *  `handler.ts` makes the deployed one of it; the local server and a site's own function use it as it is. */
import { SaolaError } from '../../core/errors.ts';
import { liveIndex } from '../../core/search/live.ts';
import { requestOf, resultOf } from './event.ts';
import { answerHttp } from './http.ts';
import { logLine } from './log.ts';
import type { LiveOptions } from '../../core/search/live.ts';
import type { Store } from '../../core/store/store.ts';
import type { HttpEvent, HttpResult } from './event.ts';
import type { HttpConfig } from './http.ts';

export type HandlerOptions = HttpConfig &
  Omit<LiveOptions, 'now'> & {
    readonly store: Store;
    /** Milliseconds until a request is given up with 503; under Lambda, what the function has left, if that is less.
     *  @default 8 000 */
    readonly answerWithinMs?: number;
    /** Whether the log says what was searched for. @default true */
    readonly logQueries?: boolean;
    /** Gets one line of JSON for each request, without a line end. @default none is written */
    readonly log?: (line: string) => void;
  };

/** The little of Lambda's context that is used. */
export type HandlerContext = {
  readonly awsRequestId?: string;
  readonly getRemainingTimeInMillis?: () => number;
};

export type Handler = (event: HttpEvent, context?: HandlerContext) => Promise<HttpResult>;

const DEFAULTS = { answerWithinMs: 8_000, logQueries: true } satisfies Partial<HandlerOptions>;

/** Milliseconds kept of what Lambda leaves: a function that is cut off answers nothing and logs nothing. */
const RESERVE_MS = 500;

export function makeHandler(options: HandlerOptions): Handler {
  const { store, site, cors, answerWithinMs, logQueries, log, ...liveOptions } = { ...DEFAULTS, ...options };
  const live = liveIndex(store, liveOptions);
  const config: HttpConfig = { ...(site && { site }), ...(cors && { cors }) };

  return async (event, context = {}) => {
    const start = performance.now();
    const request = requestOf(event);
    const leftMs = (context.getRemainingTimeInMillis?.() ?? Infinity) - RESERVE_MS;
    const { response, facts } = await withDeadline(Math.max(0, Math.min(answerWithinMs, leftMs)), (signal) =>
      answerHttp(request, live, config, { signal }),
    );
    const { awsRequestId: requestId } = context;
    log?.(
      logLine(
        {
          request,
          status: response.status,
          facts,
          ms: performance.now() - start,
          timestamp: new Date().toISOString(),
          ...(requestId !== undefined && { requestId }),
        },
        { queries: logQueries },
      ),
    );
    return resultOf(response);
  };
}

async function withDeadline<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = new AbortController();
  const timer = setTimeout(() => {
    deadline.abort(
      new SaolaError('store-unavailable', `No answer within ${Math.round(ms)} ms: the store is too slow.`),
    );
  }, ms);
  try {
    return await work(deadline.signal);
  } finally {
    clearTimeout(timer);
  }
}
